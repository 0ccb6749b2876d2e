"""Runs and collections for use in Python, with the filters of `communique export` and of the questions to a collection.

In: a folder that the command line or an extractor wrote. Out: typed records of a run, rows of a collection.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypedDict, Unpack

from extract.errors import ConfigError
from extract.output import load
from extract.output.export.selection import Filters as RecordFilters
from extract.output.export.selection import SelectedRun, read_bound
from extract.run.collection.database import COLLECTION, open_read_only, refuse_missing
from extract.run.collection.filters import Filters, parse_codes, parse_day, parse_side
from schemas import Act, ActorKind, Certainty, Instrument, RecordKind, Status

# Questions to a collection need the extra `run`, which runs are read without: what asks them is imported on use.

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


class CollectionFilters(TypedDict, total=False):
    """Which deals, statements or actors of a collection are taken; all conditions must hold."""

    country: Words
    """States and organisations, by code or name; each takes part, so that two are a dyad."""
    status: Words
    """Current status of a deal."""
    instrument: Words
    act: Words
    kind: Words
    """Kind of an actor."""
    since: Day
    """The last report is of this day or later; also `yesterday` or `3 days`."""
    source: str
    """Part of the name of an outlet that reports it."""
    words: Words
    """Words of its label or its evidence."""
    certainty: str
    """Certainty of at least one of its records."""


def load_run(folder: str | Path, **filters: Unpack[RunFilters]) -> load.Run:
    """Return the run in a folder, finished or not; with filters, only the records that fit, and their articles.

    Raises StoreError if the folder holds none, ConfigError for a filter that does not exist.
    """
    run = load.load_run(folder)
    _refuse_unknown(filters, RunFilters)
    taken = RecordFilters(
        countries=frozenset(_state(name) for name in _words(filters.get("country", ()))),
        since=read_bound(str(filters.get("since", "")), "since", last=False),
        until=read_bound(str(filters.get("until", "")), "until", last=True),
        certainty=next(iter(parse_codes(Certainty, _words(filters.get("certainty", ())))), None),
        kind=next(iter(parse_codes(RecordKind, _words(filters.get("kind", ())))), None),
    )
    return SelectedRun(run.path, run, taken) if taken.settings() else run


@dataclass(frozen=True)
class Collection:
    """A collection. Each question gives rows like those of `links.json`, with a quote and its article beside them."""

    path: Path

    def deals(self, **filters: Unpack[CollectionFilters]) -> list[dict[str, Any]]:
        """Return the agreements, each once however many articles report it; the last reported first."""
        from extract.run.collection.query import find_deals

        with self._open() as database:
            return list(find_deals(database, _build(filters)))

    def statements(self, **filters: Unpack[CollectionFilters]) -> list[dict[str, Any]]:
        """Return the statements, each once however many articles report it; the last reported first."""
        from extract.run.collection.query import find_events

        with self._open() as database:
            return list(find_events(database, _build(filters)))

    def actors(self, **filters: Unpack[CollectionFilters]) -> list[dict[str, Any]]:
        """Return the actors, with their offices over time; those with most reports first."""
        from extract.run.collection.query import find_actors

        with self._open() as database:
            return list(find_actors(database, _build(filters)))

    def timeline(self, **filters: Unpack[CollectionFilters]) -> list[dict[str, Any]]:
        """Return the stages of agreements and the statements in the order of their days."""
        from extract.run.collection.query import find_deals, find_events
        from extract.run.collection.timeline import order_by_day

        with self._open() as database:
            asked = _build(filters)
            return order_by_day(find_deals(database, asked), find_events(database, asked))

    def records(self, **filters: Unpack[RunFilters]) -> load.Run:
        """Return the records of its articles, before they are linked."""
        return load_run(self.path, **filters)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with open_read_only(self.path / COLLECTION) as database:
            yield database


def load_collection(folder: str | Path) -> Collection:
    """Return the collection in a folder. Raises StoreError if there is none."""
    path = Path(folder).expanduser()
    refuse_missing(path)
    return Collection(path)


def _build(filters: CollectionFilters) -> Filters:
    _refuse_unknown(filters, CollectionFilters)
    since = filters.get("since")
    return Filters(
        sides=tuple(map(parse_side, _words(filters.get("country", ())))),
        statuses=parse_codes(Status, _words(filters.get("status", ()))),
        instruments=parse_codes(Instrument, _words(filters.get("instrument", ()))),
        acts=parse_codes(Act, _words(filters.get("act", ()))),
        kinds=parse_codes(ActorKind, _words(filters.get("kind", ()))),
        since=parse_day(str(since), datetime.now(UTC).date()) if since else None,
        source=filters.get("source", "").strip(),
        words=_words(filters.get("words", ())),
        certainty=next(iter(parse_codes(Certainty, _words(filters.get("certainty", ())))), None),
    )


def _words(given: Words) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def _state(name: str) -> str:
    """Return the code of a state. Raises ConfigError for another name, organisations included."""
    side = parse_side(name)
    if ":" in side:
        raise ConfigError(f"{name!r} is an organisation; give a state, like KOR or South Korea")
    return side


def _refuse_unknown(filters: RunFilters | CollectionFilters, kind: type) -> None:
    unknown = sorted(filters.keys() - kind.__annotations__.keys())
    if unknown:
        raise ConfigError(f"there is no filter {unknown[0]!r}; there are: {', '.join(sorted(kind.__annotations__))}")
