"""A plan whose analysis can be told to hang or to end its process: faults of the core that no article provokes.

It is a plan like any other to the program, and its faults happen where the real ones would: inside a core worker.
"""

import os
import signal
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace

from extract.ask.method import Method, build_method
from extract.ask.sentence_plan import CuedQuestion, SentencePlan
from extract.document.segment import Sentence
from schemas import Article


@dataclass(frozen=True)
class FaultyPlan(SentencePlan):
    """Asks as the sentence plan does, unless a sentence says what goes wrong."""

    def questions(self, article: Article, sentences: Iterable[Sentence]) -> tuple[CuedQuestion, ...]:
        found = tuple(sentences)
        text = " ".join(sentence.text for sentence in found)
        if "Hang here." in text:
            while True:
                sum(range(1_000))
        if "Crash here." in text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "Compute for a while." in text:
            end = time.process_time() + 0.5
            while time.process_time() < end:
                sum(range(1_000))
        return super().questions(article, found)


def faulty_method() -> Method:
    """Return the method of the sentence plan, with the faults."""
    return replace(build_method("m", "sentence", {}), plan=FaultyPlan())
