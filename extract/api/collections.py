"""Collections for use in Python: the questions of the command line, and rows as their answers."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypedDict, Unpack

from extract.api.runs import Day, RunFilters, Words, load_run, refuse_unknown, split_words
from extract.output.load import Run
from extract.run.collection.database import COLLECTION, open_read_only, refuse_missing
from extract.run.collection.filters import Filters, parse_codes, parse_day, parse_side
from extract.run.collection.query import find_actors, find_deals, find_events
from extract.run.collection.timeline import order_by_day
from schemas import Act, ActorKind, Certainty, Instrument, Status


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


@dataclass(frozen=True)
class Collection:
    """A collection. Each question gives rows like those of `links.json`, with a quote and its article beside them."""

    path: Path

    def deals(self, **filters: Unpack[CollectionFilters]) -> list[dict[str, Any]]:
        """Return the agreements, each once however many articles report it; the last reported first."""
        with self._open() as database:
            return list(find_deals(database, _build(filters)))

    def statements(self, **filters: Unpack[CollectionFilters]) -> list[dict[str, Any]]:
        """Return the statements, each once however many articles report it; the last reported first."""
        with self._open() as database:
            return list(find_events(database, _build(filters)))

    def actors(self, **filters: Unpack[CollectionFilters]) -> list[dict[str, Any]]:
        """Return the actors, with their offices over time; those with most reports first."""
        with self._open() as database:
            return list(find_actors(database, _build(filters)))

    def timeline(self, **filters: Unpack[CollectionFilters]) -> list[dict[str, Any]]:
        """Return the stages of agreements and the statements in the order of their days."""
        with self._open() as database:
            asked = _build(filters)
            return order_by_day(find_deals(database, asked), find_events(database, asked))

    def records(self, **filters: Unpack[RunFilters]) -> Run:
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
    refuse_unknown(filters, CollectionFilters)
    since = filters.get("since")
    return Filters(
        sides=tuple(map(parse_side, split_words(filters.get("country", ())))),
        statuses=parse_codes(Status, split_words(filters.get("status", ()))),
        instruments=parse_codes(Instrument, split_words(filters.get("instrument", ()))),
        acts=parse_codes(Act, split_words(filters.get("act", ()))),
        kinds=parse_codes(ActorKind, split_words(filters.get("kind", ()))),
        since=parse_day(str(since), datetime.now(UTC).date()) if since else None,
        source=filters.get("source", "").strip(),
        words=split_words(filters.get("words", ())),
        certainty=next(iter(parse_codes(Certainty, split_words(filters.get("certainty", ())))), None),
    )
