"""Ways to have a model code an article, and what one of them makes of an article. Communique's own way is here.

In: articles. Out: takes, with records laid out for the scorer and all that they cost. A way never sees the gold.
"""

import hashlib
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from benchmarks.accuracy.adapters import Records
from extract.ask.method import build_method
from extract.errors import ModelError
from extract.evaluate import ComparableRecords, find_ungrounded_spans, lay_out_extraction, lay_out_gold
from extract.pipeline import extract
from extract.run.open_model import OpenModel, call_settings, served_name
from extract.settings.settings import Settings, load_settings
from schemas import Article, FailureCode, Usage

NOTHING = ComparableRecords((), (), ())


@dataclass(frozen=True)
class Take:
    """One article by one way."""

    page: ComparableRecords
    ungrounded: int
    """Pieces of evidence that do not stand in the article to the letter."""
    usage: Usage
    seconds: float
    """Wall-clock time of the whole way, code and calls."""
    answers: tuple[str, ...] = ()
    """The model's own words, call by call; none are kept of Communique, whose runs keep their own."""
    lost: int = 0
    """Parts of the article for which no answer could be used, though others could."""
    error: str | None = None
    """What went wrong; nothing was found then."""


class Way(Protocol):
    """A way to code articles."""

    name: str

    @property
    def prefix(self) -> str | None:
        """Name of the fixed part of its prompts, which differs where that part does; None if it asks another server."""
        ...

    async def warm(self) -> None:
        """Has the server read the fixed part of the prompts, and little more."""
        ...

    async def take(self, article: Article) -> Take:
        """What it makes of an article; a failure that is of the article alone is told in the take."""
        ...


class Communique:
    """The pipeline with one of its plans."""

    def __init__(self, plan: str, model: OpenModel, flags: dict[str, str]) -> None:
        settings: Settings = load_settings({**flags, "plan": plan}, {}, Path.cwd())
        self.name = f"communique {plan}"
        self._model = model
        self._method = build_method(served_name(settings), plan, call_settings(settings), settings.verify)
        self.prefix: str | None = f"{plan} {self._method.plan.prompts[0].sha256}"

    async def warm(self) -> None:
        await self._model.client.warm(self._method.plan.warm_up())

    async def take(self, article: Article) -> Take:
        start = time.perf_counter()
        try:
            found = (await extract(article, self._model.client, self._method)).extraction
        except ModelError as error:
            return failed(error, time.perf_counter() - start)
        seconds = time.perf_counter() - start
        usage = found.provenance.usage
        lost = sum(issue.code in list(FailureCode) for issue in found.issues)
        return Take(lay_out_extraction(found), len(find_ungrounded_spans(found)), usage, seconds, lost=lost)


def taken(records: Records, text: str, usage: Usage, seconds: float, answers: tuple[str, ...]) -> Take:
    """The take of a peer from its records in the gold layout."""
    page = lay_out_gold(records, text)
    evidence = [span for deal in page.agreements for span in deal.evidence]
    evidence += [span for speech in page.statements for span in speech.evidence]
    return Take(page, evidence.count(None), usage, seconds, answers)


def failed(error: Exception | str, seconds: float, usage: Usage | None = None, answers: tuple[str, ...] = ()) -> Take:
    """The take of a way that failed on an article."""
    told = error if isinstance(error, str) else f"{type(error).__name__}: {error}"
    return Take(NOTHING, 0, usage or Usage(), seconds, answers, error=" ".join(told.split())[:300])


def fingerprint(*parts: str) -> str:
    """A name for fixed words of prompts that differs where they do."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
