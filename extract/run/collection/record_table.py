"""The records of a collection, found by their keys."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Set
from functools import lru_cache
from hashlib import blake2b
from itertools import chain
from typing import Any, Generic, TypeVar

from extract.link.actors import ActorForm
from extract.link.cluster import Kind, Linkable, Pins, Ref
from extract.link.codec import decode, encode
from extract.link.deals import DealRecord
from extract.link.events import EventRecord
from extract.link.link import ACTORS, DEALS, EVENTS

R = TypeVar("R", bound=Linkable)
MAX_VARIABLES = 900
"""Placeholders in one statement."""
_ENCODER = json.JSONEncoder(ensure_ascii=False)
_WAITING_KEYS = 500_000
"""Keys that wait to be stored together, at most."""
_CACHED = 40_000
"""Records of a kind that are held in memory, at most."""


class RecordTable(Generic[R]):
    """The records of one kind."""

    def __init__(self, database: sqlite3.Connection, name: str, kind: Kind[R], record_type: type[R]) -> None:
        self.name = name
        self.kind = kind
        self._database = database
        self._type = record_type
        self._load = lru_cache(maxsize=_CACHED)(self._read)
        self._new_keys = KeyQueue(database, "INSERT OR IGNORE INTO record_keys VALUES (?, ?)")

    def insert(self, record: R, source_id: str | None, quote: str, certainty: str | None, pins: Pins) -> int:
        """Store a record with its keys; return its number."""
        row = (self.name, ref_text(record.ref), source_id, encode(record), quote, certainty)
        sql = "INSERT INTO records (kind, ref, source_id, record, quote, certainty) VALUES (?, ?, ?, ?, ?, ?)"
        number = self._database.execute(sql, row).lastrowid
        assert number is not None
        self._new_keys.add((key, number) for key in self._keys(record, pins))
        return number

    def delete(self, number: int, pins: Pins) -> None:
        """Delete a record and its keys."""
        self._new_keys.store()
        keys = self._keys(self.get(number), pins)
        self._database.executemany(
            "DELETE FROM record_keys WHERE key = ? AND record = ?", ((key, number) for key in keys)
        )
        self._database.execute("DELETE FROM records WHERE id = ?", (number,))

    def find(self, ref: Ref) -> int | None:
        """Return the number of the record with this ref; None if there is none."""
        sql = "SELECT id FROM records WHERE kind = ? AND ref = ?"
        row = self._database.execute(sql, (self.name, ref_text(ref))).fetchone()
        return int(row[0]) if row else None

    def of_article(self, source_id: str) -> list[int]:
        """Return the numbers of the records of an article."""
        sql = "SELECT id FROM records WHERE source_id = ? AND kind = ?"
        return [number for (number,) in self._database.execute(sql, (source_id, self.name))]

    def get(self, number: int) -> R:
        """Return a record by its number."""
        return self._load(number)

    def candidates(self, record: R, pins: Pins, besides: Set[int] = frozenset()) -> Iterator[tuple[int, R]]:
        """Yield the records that may be the same with their numbers, each once, except those with some numbers."""
        for number in sorted(self.with_keys((*self.kind.probes(record), *pins.keys(record.ref))) - besides):
            yield number, self._load(number)

    def with_keys(self, keys: Iterable[str]) -> set[int]:
        """Return the numbers of the records with one of these keys."""
        self._new_keys.store()
        sql = "SELECT record FROM record_keys WHERE key IN ({})"
        return set(chain.from_iterable(select_in(self._database, sql, list(map(self._hash, keys)))))

    def _read(self, number: int) -> R:
        text = self._database.execute("SELECT record FROM records WHERE id = ?", (number,)).fetchone()[0]
        return decode(text, self._type)

    def _keys(self, record: R, pins: Pins) -> set[int]:
        return {self._hash(key) for key in (*self.kind.keys(record), *pins.keys(record.ref))}

    def _hash(self, key: str) -> int:
        return hash_key(f"{self.name} {key}")


class KeyQueue:
    """New keys that wait to be stored in their order: at random places of a large table it takes longer.

    Store them before the table is read.
    """

    def __init__(self, database: sqlite3.Connection, sql: str) -> None:
        self._database, self._sql = database, sql
        self._rows: list[tuple[int, int]] = []

    def add(self, rows: Iterable[tuple[int, int]]) -> None:
        """Add keys with the numbers of what they belong to; store them if many wait."""
        self._rows += rows
        if len(self._rows) >= _WAITING_KEYS:
            self.store()

    def store(self) -> None:
        """Store the keys that wait."""
        if self._rows:
            self._database.executemany(self._sql, sorted(self._rows))
            self._rows.clear()


def open_tables(
    database: sqlite3.Connection,
) -> tuple[RecordTable[ActorForm], RecordTable[DealRecord], RecordTable[EventRecord]]:
    """Return the tables of actors' forms, deals and events."""
    return (
        RecordTable(database, "actor", ACTORS, ActorForm),
        RecordTable(database, "deal", DEALS, DealRecord),
        RecordTable(database, "event", EVENTS, EventRecord),
    )


def ref_text(ref: Ref) -> str:
    """Return a ref as the database holds it."""
    return _ENCODER.encode(ref)


def hash_key(key: str) -> int:
    """Return a key as a signed 64-bit number."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), signed=True)


def select_in(database: sqlite3.Connection, sql: str, values: Collection[Any]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a query with `IN ({})`, which is asked as often as it takes for all values."""
    listed = list(values)
    cursor = database.cursor()
    cursor.row_factory = None
    for at in range(0, len(listed), MAX_VARIABLES):
        part = listed[at : at + MAX_VARIABLES]
        yield from cursor.execute(sql.format(",".join("?" * len(part))), part)
