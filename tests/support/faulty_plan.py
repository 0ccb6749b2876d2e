"""A plan whose analysis can be told to hang or to end its process: faults of the core that no article provokes.

It is a plan like any other to the program. Its faults happen inside a core worker only: questions of short articles are
also made in the process that starts the workers.
"""

import os
import signal
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace

from extract.ask.document_plan import DocumentPlan, PageQuestion, SecondReading
from extract.ask.method import Method, build_method
from extract.document.segment import Sentence
from schemas import Article


@dataclass(frozen=True)
class FaultyPlan(DocumentPlan):
    """Asks as the document plan does, unless a sentence says what goes wrong."""

    def questions(self, article: Article, sentences: Iterable[Sentence]) -> tuple[PageQuestion, ...]:
        found = tuple(sentences)
        text = " ".join(sentence.text for sentence in found)
        if "Hang here." in text and _in_worker():
            while True:
                sum(range(1_000))
        if "Crash here." in text and _in_worker():
            os.kill(os.getpid(), signal.SIGKILL)
        if "Compute for a while." in text:
            end = time.process_time() + 0.5
            while time.process_time() < end:
                sum(range(1_000))
        return super().questions(article, found)


def _in_worker() -> bool:
    started = sys.modules["__main__"].__spec__
    return started is not None and started.name == "extract.run.core.worker"


def faulty_method() -> Method:
    """Return the method of the document plan, with the faults."""
    return replace(build_method("m", "document", {}, "off"), plan=FaultyPlan(second_reading=SecondReading.OFF))
