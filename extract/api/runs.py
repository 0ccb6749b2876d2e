"""Runs for use in Python, with the filters of `communique export`.

In: a folder that the command line or an extractor wrote. Out: typed records.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TypedDict, Unpack

from extract.errors import ConfigError
from extract.output import load
from extract.output.export.selection import Filters, SelectedRun, read_bound
from extract.run.collection.filters import parse_codes, parse_side
from schemas import Certainty, RecordKind

Words = str | Iterable[str]
"""One word, or several."""
Day = str | date
"""A day, a month or a year: `2025-03-31`, `2025-03`, `2025`."""


class RunFilters(TypedDict, total=False):
    """Which records of a run are taken; all conditions must hold."""

    country: Words
    """States, by code or name; one of them takes part."""
    since: Day
    until: Day
    """The record may have happened on one of these days."""
    certainty: str
    """The least certainty: `low`, `medium` or `high`."""
    kind: str
    """`agreement` or `statement`."""


def load_run(folder: str | Path, **filters: Unpack[RunFilters]) -> load.Run:
    """Return the run in a folder, finished or not; with filters, only the records that fit, and their articles.

    Raises StoreError if the folder holds none, ConfigError for a filter that does not exist.
    """
    run = load.load_run(folder)
    refuse_unknown(filters, RunFilters)
    taken = Filters(
        countries=frozenset(_state(name) for name in split_words(filters.get("country", ()))),
        since=read_bound(str(filters.get("since", "")), "since", last=False),
        until=read_bound(str(filters.get("until", "")), "until", last=True),
        certainty=next(iter(parse_codes(Certainty, split_words(filters.get("certainty", ())))), None),
        kind=next(iter(parse_codes(RecordKind, split_words(filters.get("kind", ())))), None),
    )
    return SelectedRun(run.path, run, taken) if taken.settings() else run


def split_words(given: Words) -> tuple[str, ...]:
    """Return one word or several as several."""
    return (given,) if isinstance(given, str) else tuple(given)


def _state(name: str) -> str:
    """Return the code of a state. Raises ConfigError for another name, organisations included."""
    side = parse_side(name)
    if ":" in side:
        raise ConfigError(f"{name!r} is an organisation; give a state, like KOR or South Korea")
    return side


def refuse_unknown(filters: Mapping[str, object], kind: type) -> None:
    """Raise ConfigError if a filter is not in `kind`."""
    unknown = sorted(filters.keys() - kind.__annotations__.keys())
    if unknown:
        raise ConfigError(f"there is no filter {unknown[0]!r}; there are: {', '.join(sorted(kind.__annotations__))}")
