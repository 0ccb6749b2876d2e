"""The articles of a collection: which are known, which only repeat another one, and which wait for their result.

Articles come in any order. Which of two copies is the original depends on their publication and ids alone, so that it
does not matter which came first.
"""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from extract.run.collection.database import transaction
from extract.run.collection.duplicates import Duplicates
from schemas import Article, Duplicate, Failure

_AT_ONCE = 200
"""Articles that are taken in, or read, together."""
_ARTICLE, _FAILURE = "article", "failure"
WAITING, UNLINKED, DONE = "waiting", "unlinked", "done"
"""States of an article: without a result, with a result that is not linked, and linked."""


@dataclass(frozen=True)
class Addition:
    """How articles are taken in."""

    added: str
    """Time of the addition, in UTC and ISO 8601."""
    coded: bool = False
    """Whether copies of other articles are coded too."""
    replace: bool = False
    """Whether an article takes the place of that with its id, and a known one waits for a new result."""


@dataclass
class Taken:
    """What came of the articles of an addition."""

    added: int = 0
    known: int = 0
    """Articles with the text, the source and the date of one that the collection has."""
    replaced: int = 0
    failed: int = 0
    """Items that cannot be read."""
    renamed: list[tuple[str, str]] = field(default_factory=list)
    """Articles with the id of another text: that id, and the one that they have now."""


@dataclass(frozen=True)
class _Row:
    """What is stored of an article."""

    source_id: str
    kind: str
    digest: str
    published: str
    item: str
    article: str
    """Its content id."""


class ArticleTable:
    """The articles in an open database."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._duplicates = Duplicates(database)

    def take(self, items: Iterable[Article | Failure], addition: Addition) -> Taken:
        """Take in articles, and failures to read them. Some are stored together, all or none."""
        taken, left = Taken(), iter(items)
        while batch := list(islice(left, _AT_ONCE)):
            with transaction(self._database):
                for item in batch:
                    if isinstance(item, Failure):
                        self._take_failure(item, addition, taken)
                    else:
                        self._take_article(item, addition, taken)
        return taken

    def waiting(self) -> Iterator[tuple[int, Article | Failure | Duplicate]]:
        """Yield the articles that wait for their result with their positions, in the order in which they came."""
        columns, where = "position, kind, item, duplicate", f"state = '{WAITING}' AND position > ?"
        sql = f"SELECT {columns} FROM articles WHERE {where} ORDER BY position LIMIT {_AT_ONCE}"
        last = -1
        while rows := self._database.execute(sql, (last,)).fetchall():
            for row in rows:
                last = row["position"]
                yield last, _read_item(row)

    def count_waiting(self) -> int:
        """Count the articles that wait for their result."""
        return self._count(f"state = '{WAITING}'")

    def count(self) -> int:
        """Count all articles."""
        return self._count("1")

    def settle(self, is_done: Callable[[int], bool]) -> None:
        """Mark the waiting articles with a result, as `is_done` says of a position, as unlinked.

        An article that cannot be read has its result; only its file can give another one.
        """
        sql = "SELECT position, kind FROM articles WHERE state = ?"
        waiting = self._database.execute(sql, (WAITING,)).fetchall()
        with transaction(self._database):
            rows = ((UNLINKED, position) for position, kind in waiting if kind == _FAILURE or is_done(position))
            self._database.executemany("UPDATE articles SET state = ? WHERE position = ?", rows)

    def positions(self) -> Iterator[int]:
        """Yield the positions of all articles, by publication and id."""
        sql = "SELECT position FROM articles ORDER BY published, source_id"
        return (position for (position,) in self._database.execute(sql))

    def _count(self, where: str) -> int:
        found: int = self._database.execute(f"SELECT count(*) FROM articles WHERE {where}").fetchone()[0]
        return found

    def _take_failure(self, failure: Failure, addition: Addition, taken: Taken) -> None:
        """Store a failure, unless its article was read before."""
        earlier = self._find("source_id", failure.source_id)
        if earlier is not None and earlier["kind"] == _ARTICLE:
            taken.known += 1
            return
        taken.failed += 1
        item = failure.model_dump_json()
        digest = hashlib.sha256(item.encode()).hexdigest()
        row = _Row(failure.source_id, _FAILURE, digest, "", item, "")
        self._store(row, addition, earlier["position"] if earlier is not None else None)

    def _take_article(self, article: Article, addition: Addition, taken: Taken) -> None:
        digest = _digest(article)
        known = self._find("digest", digest)
        if known is not None:
            taken.known += 1
            if addition.replace:
                self._database.execute("UPDATE articles SET state = ? WHERE position = ?", (WAITING, known["position"]))
            return
        earlier = self._find("source_id", article.source_id)
        if earlier is None or earlier["kind"] == _FAILURE:
            taken.added += 1
        elif addition.replace:
            taken.replaced += 1
        else:
            article, earlier = self._rename(article, taken), None
        row = _Row(article.source_id, _ARTICLE, digest, article.published or "", _write_item(article), article.id)
        position = self._store(row, addition, earlier["position"] if earlier is not None else None)
        self._duplicates.place(position, article)

    def _rename(self, article: Article, taken: Taken) -> Article:
        """Give an article an id of its own: another text has the same one."""
        name = f"{article.source_id}~{article.sha256[:6]}"
        taken.added += 1
        taken.renamed.append((article.source_id, name))
        return article.model_copy(update={"source_id": name})

    def _store(self, row: _Row, addition: Addition, position: int | None) -> int:
        """Store an article at a new position, or at that of an earlier one; return the position."""
        if position is None:
            position = self._database.execute("SELECT coalesce(max(position), -1) + 1 FROM articles").fetchone()[0]
        else:
            self._duplicates.forget(position)
        columns = "position, source_id, kind, digest, published, item, article, added, coded, state, sentences"
        sql = f"INSERT OR REPLACE INTO articles ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '{WAITING}', 0)"
        coded = addition.coded or row.kind == _FAILURE
        values = (row.source_id, row.kind, row.digest, row.published, row.item, row.article, addition.added, coded)
        self._database.execute(sql, (position, *values))
        return int(position)

    def _find(self, column: str, value: str) -> sqlite3.Row | None:
        sql = f"SELECT position, kind FROM articles WHERE {column} = ?"
        row: sqlite3.Row | None = self._database.execute(sql, (value,)).fetchone()
        return row


def _digest(article: Article) -> str:
    """A hash of what makes an article known: its text, its source and its date."""
    parts = (article.sha256, article.source or "", article.published or "")
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _write_item(article: Article) -> str:
    """The article as JSON, with the issues that its own JSON leaves out."""
    issues = [issue.model_dump(mode="json") for issue in article.issues]
    return json.dumps(article.model_dump(mode="json") | {"issues": issues})


def _read_item(row: sqlite3.Row) -> Article | Failure | Duplicate:
    if row["duplicate"]:
        return Duplicate.model_validate_json(row["duplicate"])
    if row["kind"] == _FAILURE:
        return Failure.model_validate_json(row["item"])
    return Article.model_validate_json(row["item"])
