"""Texts that are made to keep the core busy: a run of one piece between names, up to thousands of characters long."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.core.model import ScriptedModel
from extract.ask.method import Method
from extract.pipeline import extract
from extract.read.article import build_article
from extract.read.metadata import Metadata
from schemas import Article

PIECES = (
    "-", "a", "A", "é", "1", ".", ",", "'", "’", '"', "“", "(", " ", "\t", "\n", "_", "–", "-a", "a-", "A-", "a.",
    "A.", "a'", "a-b", "a'b", "a.b", ".-", "-.'", "1,", "1.", "-\n", ", ", "a ", "A ", "a, ", "A, ", "France ",
    "France, ", "France-", "and ", "with ", "of the ", "the ", "to ", "will ", "jointly ", "soon ", "met ", "said ",
    "Mr. ", "U.S. ", "deputy ", "President ", "trade and ", "urged to ", "signed ", " (1)", "told a ", ", the a ",
    "2024, ",
)  # fmt: skip
LENGTHS = (72, 1_000, 4_000)


@dataclass(frozen=True)
class Hostile:
    """How long the core takes for one such text."""

    piece: str
    length: int
    milliseconds: float


def hostile_texts() -> Iterator[tuple[str, int, str]]:
    """Yield a piece, the length of its run, and the text."""
    for piece in PIECES:
        for length in LENGTHS:
            run = (piece * length)[: max(length, 72 * len(piece)) if length == 72 else length]
            text = f"Signatories: France {run} (1) and Germany. The two countries signed an agreement on Monday."
            yield piece, length, text


async def measure_hostile(method: Method, rounds: int) -> list[Hostile]:
    """Return the processor time of each text, the best of so many rounds, the slowest text first."""
    found = []
    for piece, length, text in hostile_texts():
        article = build_article(text, Metadata(), "hostile", "hostile")
        best = min([await _seconds(article, method) for _ in range(rounds)])
        found.append(Hostile(piece, length, round(best * 1_000, 1)))
    return sorted(found, key=lambda one: -one.milliseconds)


async def _seconds(article: Article, method: Method) -> float:
    model = ScriptedModel()
    started = time.process_time()
    await extract(article, model, method)
    return time.process_time() - started - model.seconds
