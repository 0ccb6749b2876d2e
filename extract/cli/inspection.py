"""Look at inputs as a run would read them: files, forms, dates, languages, sources, copies, problems and cost.

In: settings and inputs. Out: an inspection, or its tables. No model is asked.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any

from extract.cli.program import program
from extract.dedup.filter import mark_duplicates
from extract.model.price import batch_price_of, price_of
from extract.read import Found, find
from extract.run.context import choose_method
from extract.run.estimate import SAMPLE, Estimate, estimate
from extract.run.open_analyzer import obtain_analyzer
from extract.settings.settings import Settings
from extract.telemetry.progress import SilentReporter
from schemas import Article, Duplicate, Failure

FIRST_WORDS = 100
"""Characters of the first article of a form that are shown."""
_SHOWN = 10
"""Languages and sources that are shown, at most."""


@dataclass
class KindOfFile:
    """The files of one extension."""

    files: set[str] = field(default_factory=set)
    articles: int = 0
    unreadable: int = 0


@dataclass
class FormOfExport:
    """The articles of one export, or of one source of news."""

    articles: int = 0
    first_words: str = ""


@dataclass
class Problem:
    """What cannot be read, or not as it is meant."""

    articles: int = 0
    example: str = ""
    """The id of an article, and why."""


@dataclass
class Inspection:
    """What a run would read."""

    kinds: dict[str, KindOfFile] = field(default_factory=dict)
    forms: dict[str, FormOfExport] = field(default_factory=dict)
    articles: int = 0
    words: int = 0
    copies: int = 0
    left_out: int = 0
    earliest: str | None = None
    latest: str | None = None
    undated: int = 0
    languages: Counter[str] = field(default_factory=Counter)
    sources: Counter[str] = field(default_factory=Counter)
    issues: dict[str, Problem] = field(default_factory=dict)
    unreadable: dict[str, Problem] = field(default_factory=dict)
    estimate: Estimate | None = None
    """Of the articles that are no copies; None if there are none."""

    def as_json(self) -> dict[str, Any]:
        """Return the inspection as an object of JSON."""
        kinds = {
            kind: {"files": len(one.files), "articles": one.articles, "unreadable": one.unreadable}
            for kind, one in self.kinds.items()
        }
        problems = {name: vars(one) for name, one in self.issues.items()}
        return {
            "kinds": kinds,
            "forms": {name: vars(one) for name, one in self.forms.items()},
            "articles": self.articles,
            "words": self.words,
            "copies": self.copies,
            "left_out": self.left_out,
            "dates": {"from": self.earliest, "to": self.latest, "undated": self.undated},
            "languages": dict(self.languages.most_common()),
            "sources": dict(self.sources.most_common()),
            "issues": problems,
            "unreadable": {name: vars(one) for name, one in self.unreadable.items()},
            "estimate": _estimate_json(self.estimate),
        }


def inspect_inputs(settings: Settings, inputs: Sequence[Path]) -> Inspection:
    """Read the inputs, up to the limit of the settings, and sum up what is in them. Raises InputError."""
    inspection = Inspection()
    sample: list[Article] = []
    items = _kept(settings, inputs, inspection)
    with mark_duplicates(items) as marked:
        for item in marked:
            if isinstance(item, Duplicate):
                inspection.copies += 1
            elif isinstance(item, Article) and len(sample) < SAMPLE:
                sample.append(item)
    coded = inspection.articles - (inspection.copies if settings.duplicates == "skip" else 0)
    inspection.estimate = _estimate(settings, sample, coded) if sample else None
    return inspection


def _kept(settings: Settings, inputs: Sequence[Path], inspection: Inspection) -> Iterator[Article | Failure]:
    """Yield the items that a run would process, each added to the inspection."""
    found = chain.from_iterable(find(path, settings.intake) for path in inputs)
    for one in islice(_without_stubs(found, settings, inspection), settings.limit):
        _add(inspection, one)
        yield one.item


def _without_stubs(found: Iterator[Found], settings: Settings, inspection: Inspection) -> Iterator[Found]:
    for one in found:
        if one.is_stub and settings.intake.stubs == "skip":
            inspection.left_out += 1
        else:
            yield one


def _add(inspection: Inspection, found: Found) -> None:
    kind = inspection.kinds.setdefault(found.kind or "no extension", KindOfFile())
    kind.files.add(found.file)
    if isinstance(found.item, Failure):
        kind.unreadable += 1
        _note(inspection.unreadable, found.item.error, f"{found.item.source_id}: {found.item.message}")
        return
    kind.articles += 1
    _add_article(inspection, found.item)
    if found.form is not None:
        form = inspection.forms.setdefault(found.form, FormOfExport())
        form.articles += 1
        form.first_words = form.first_words or " ".join(found.item.text[: 2 * FIRST_WORDS].split())[:FIRST_WORDS]


def _add_article(inspection: Inspection, article: Article) -> None:
    inspection.articles += 1
    inspection.words += article.text.count(" ") + article.text.count("\n") + 1
    inspection.languages[article.language or "unknown"] += 1
    inspection.sources[article.source or "unknown"] += 1
    for issue in article.issues:
        _note(inspection.issues, issue.code, f"{article.source_id}: {issue.message}")
    if article.published is None:
        inspection.undated += 1
    else:
        inspection.earliest = min(inspection.earliest or article.published, article.published)
        inspection.latest = max(inspection.latest or article.published, article.published)


def _note(problems: dict[str, Problem], name: str, example: str) -> None:
    problem = problems.setdefault(str(name), Problem(example=example))
    problem.articles += 1


def _estimate(settings: Settings, sample: Sequence[Article], articles: int) -> Estimate:
    if settings.plan == "choices":  # its questions follow from the analysis
        obtain_analyzer(settings, SilentReporter())
    paid = settings.asks_endpoint
    look_up = batch_price_of if settings.via == "batch" else price_of
    price = look_up(settings.model, settings.base_url) if paid else None
    return estimate(sample, articles, choose_method(settings), price)


def _estimate_json(found: Estimate | None) -> dict[str, Any] | None:
    if found is None:
        return None
    cost = found.price.at_most(found.tokens_in, found.tokens_out) if found.price else None
    return {
        "articles": found.articles,
        "calls": found.calls,
        "tokens_in": found.tokens_in,
        "tokens_out": found.tokens_out,
        "cost": None if cost is None else f"{cost:.4f}",
    }


def describe(inspection: Inspection, settings: Settings) -> Iterator[tuple[str, str]]:
    """Yield the lines of an inspection, each with what it is about."""
    for name, kind in sorted(inspection.kinds.items()):
        unread = f", {kind.unreadable:,} cannot be read" if kind.unreadable else ""
        yield "files", f"{name}: {_count(len(kind.files), 'file')}, {_count(kind.articles, 'article')}{unread}"
    for name, form in inspection.forms.items():
        yield "form", f"{name}: {_count(form.articles, 'article')}, the first: {form.first_words}"
    left_out = f", {inspection.left_out:,} left out (cut off at the source)" if inspection.left_out else ""
    copies = f", {_count(inspection.copies, 'copy', 'copies')} among them" if inspection.copies else ""
    yield "articles", f"{inspection.articles:,}, {inspection.words:,} words{copies}{left_out}"
    if inspection.articles:
        undated = f", {inspection.undated:,} without a date" if inspection.undated else ""
        span = f"{inspection.earliest} to {inspection.latest}" if inspection.earliest else "none"
        yield "dates", f"{span}{undated}"
        yield "languages", _most_common(inspection.languages)
        yield "sources", _most_common(inspection.sources)
    for name, problem in inspection.issues.items():
        yield "issue", f"{name}: {_count(problem.articles, 'article')}, like {problem.example}"
    for name, problem in inspection.unreadable.items():
        yield "unreadable", f"{name}: {problem.articles:,}, like {problem.example}"
    if inspection.estimate:
        paid = settings.asks_endpoint
        yield "a run", inspection.estimate.summary if paid else inspection.estimate.volume
        yield "try it", f"{program()} run INPUT --limit 20"


def _most_common(counts: Counter[str]) -> str:
    shown = ", ".join(f"{name} {number:,}" for name, number in counts.most_common(_SHOWN))
    rest = len(counts) - _SHOWN
    return shown + (f" and {rest:,} more" if rest > 0 else "")


def _count(number: int, one: str, several: str | None = None) -> str:
    return f"{number:,} {one if number == 1 else several or one + 's'}"
