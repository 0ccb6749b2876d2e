"""The index of the articles of a run that are no copies, found by their sentences.

It is rebuilt from the input in every run, so it need not survive a crash. SQLite keeps a database without a name in its
cache, and what does not fit in a temporary file. Memory does not grow with the input.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Self

from extract.dedup.fingerprint import Fingerprint, IndexedArticle, compare
from extract.errors import StoreError
from schemas import Article, Duplicate

CACHE_KILOBYTES = 4096
"""Size of the cache of the database."""
MAX_COUNT = 100
"""Articles with a sentence that are counted at most when the rarest sentence of a text is looked for."""

_TABLES = """
CREATE TABLE articles (
    number INTEGER PRIMARY KEY, article TEXT, source_id TEXT, published TEXT, whole INTEGER, letters INTEGER
);
CREATE INDEX articles_whole ON articles (whole);
CREATE TABLE sentences (sentence INTEGER, number INTEGER, PRIMARY KEY (sentence, number)) WITHOUT ROWID;
"""
_RAREST = f"""
SELECT value FROM json_each(?)
ORDER BY (SELECT count(*) FROM (SELECT 1 FROM sentences WHERE sentence = value LIMIT {MAX_COUNT})), value LIMIT 1
"""
_CANDIDATES = """
SELECT * FROM articles WHERE whole = ? OR number IN (SELECT number FROM sentences WHERE sentence = ?) ORDER BY number
"""
_SHARED = "SELECT count(*) FROM sentences WHERE number = ? AND sentence IN (SELECT value FROM json_each(?))"


class DuplicateIndex:
    """An open index, safe to use from several threads."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._lock = Lock()

    @classmethod
    def open(cls) -> Self:
        """Open an empty index. Raises StoreError if there is no room for it."""
        with _index_errors():
            database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
            database.executescript(f"PRAGMA journal_mode = OFF; PRAGMA cache_size = -{CACHE_KILOBYTES}; {_TABLES}")
            return cls(database)

    def close(self) -> None:
        """Close the index, after a thread that still uses it: a run that ends early leaves one behind."""
        with self._lock:
            self._database.close()

    def find_or_add(self, article: Article, fingerprint: Fingerprint) -> Duplicate | None:
        """Return the article as a duplicate of the earliest that it copies; if there is none, add it and return None.

        Raises StoreError if there is no room for it, or if the index was closed.
        """
        with self._lock, _index_errors():
            for earlier in self._find_containing(fingerprint):
                if duplicate := compare(article, fingerprint, earlier):
                    return duplicate
            self._add(article, fingerprint)
            return None

    def _find_containing(self, fingerprint: Fingerprint) -> Iterator[IndexedArticle]:
        """Yield the articles that have all sentences of the fingerprint, earliest first."""
        sentences = json.dumps(list(fingerprint.sentences))
        rarest = self._database.execute(_RAREST, (sentences,)).fetchone() or (None,)
        for row in self._database.execute(_CANDIDATES, (fingerprint.whole, *rarest)):
            earlier = IndexedArticle(*row)
            shared = self._database.execute(_SHARED, (earlier.number, sentences)).fetchone()[0]
            if earlier.whole == fingerprint.whole or shared == len(fingerprint.sentences):
                yield earlier

    def _add(self, article: Article, fingerprint: Fingerprint) -> None:
        row = (article.id, article.source_id, article.published, fingerprint.whole, fingerprint.letters)
        number = self._database.execute("INSERT INTO articles VALUES (NULL, ?, ?, ?, ?, ?)", row).lastrowid
        rows = ((sentence, number) for sentence in fingerprint.sentences)
        self._database.executemany("INSERT INTO sentences VALUES (?, ?)", rows)


@contextmanager
def _index_errors() -> Iterator[None]:
    """Turn an error of SQLite into a StoreError that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        advice = "make room in the folder for temporary files, which TMPDIR names, then run again to resume"
        raise StoreError(f"the index of duplicates cannot be written ({error}); {advice}") from error
