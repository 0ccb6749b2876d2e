"""The articles of a run that were no copies, findable by their sentences.

It is made anew from the input each time, so that it needs no crash to be survived: a database without a name, which
SQLite keeps in its cache, and in a file of its own beyond that. Memory does not grow with the input.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Self

from extract.dedup.fingerprint import Fingerprint, First, verdict
from extract.errors import StoreError
from schemas import Article, Duplicate

CACHE = 4096
"""Kilobytes of the database that are held in memory."""
OFTEN = 100
"""Articles with a sentence beyond which they are not counted; the rarest sentence of a text is looked for."""

_TABLES = """
CREATE TABLE firsts (
    number INTEGER PRIMARY KEY, article TEXT, source_id TEXT, published TEXT, whole INTEGER, letters INTEGER
);
CREATE INDEX firsts_whole ON firsts (whole);
CREATE TABLE sentences (sentence INTEGER, number INTEGER, PRIMARY KEY (sentence, number)) WITHOUT ROWID;
"""
_RAREST = f"""
SELECT value FROM json_each(?)
ORDER BY (SELECT count(*) FROM (SELECT 1 FROM sentences WHERE sentence = value LIMIT {OFTEN})), value LIMIT 1
"""
_ALIKE = """
SELECT * FROM firsts WHERE whole = ? OR number IN (SELECT number FROM sentences WHERE sentence = ?) ORDER BY number
"""
_SHARED = "SELECT count(*) FROM sentences WHERE number = ? AND sentence IN (SELECT value FROM json_each(?))"


class Firsts:
    """An open index. Any thread may use it; one at a time does."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._turn = Lock()

    @classmethod
    def open(cls) -> Self:
        """An empty index; close it. Raises StoreError if there is no room for it."""
        with _faults():
            database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
            database.executescript(f"PRAGMA journal_mode = OFF; PRAGMA cache_size = -{CACHE}; {_TABLES}")
            return cls(database)

    def close(self) -> None:
        """Waits for a thread that is at it: a run that ends early leaves one behind."""
        with self._turn:
            self._database.close()

    def take(self, article: Article, made: Fingerprint) -> Duplicate | None:
        """The article as a duplicate of the earliest that it copies; None if there is none, and it is taken in.

        Raises StoreError if there is no room for it, or if the index was closed.
        """
        with self._turn, _faults():
            for first in self._holders(made):
                if found := verdict(article, made, first):
                    return found
            self._add(article, made)
            return None

    def _holders(self, made: Fingerprint) -> Iterator[First]:
        """The articles that hold all that one with this fingerprint says, earliest first."""
        sentences = json.dumps(list(made.sentences))
        rarest = self._database.execute(_RAREST, (sentences,)).fetchone() or (None,)
        for row in self._database.execute(_ALIKE, (made.whole, *rarest)):
            first = First(*row)
            shared = self._database.execute(_SHARED, (first.number, sentences)).fetchone()[0]
            if first.whole == made.whole or shared == len(made.sentences):
                yield first

    def _add(self, article: Article, made: Fingerprint) -> None:
        told = (article.id, article.source_id, article.published, made.whole, made.letters)
        number = self._database.execute("INSERT INTO firsts VALUES (NULL, ?, ?, ?, ?, ?)", told).lastrowid
        rows = ((sentence, number) for sentence in made.sentences)
        self._database.executemany("INSERT INTO sentences VALUES (?, ?)", rows)


@contextmanager
def _faults() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        advice = "make room in the folder for temporary files, which TMPDIR names, then run again to resume"
        raise StoreError(f"the index of duplicates cannot be written ({error}); {advice}") from error
