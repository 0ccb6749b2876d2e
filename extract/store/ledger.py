"""The ledger of a run: one SQLite database that holds what was asked, what was answered, and what became of each
article.

A commit is on the disk before its call returns (WAL, synchronous=FULL), and a result is committed together with its
state. Nothing is ever held in memory but the sums: a run may have millions of articles.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Self

from extract.errors import StoreError
from extract.store import tables
from extract.store.commits import Commits, Statement, told
from schemas import ArticleExtraction, Counts, Duplicate, Failure, Rejected, Usage

LEDGER = "ledger.sqlite"

_SPENT = "calls = ?, tokens_in = ?, tokens_out = ?, tokens_cached = ?, unknown = ?, cost = ?"


@dataclass(frozen=True)
class Stored:
    """The answer to one request."""

    request: str
    """`request_key` of what was asked."""
    reply: str
    """As it was read: JSON of the shape that was asked for."""
    usage: Usage
    seconds: float
    created: int
    cost: Decimal | None = None


@dataclass(frozen=True)
class Spent:
    """What asking took, whatever came of it."""

    usage: Usage
    http: int
    """HTTP calls made, failed ones included."""
    cost: Decimal | None = None


@dataclass(frozen=True)
class Result:
    """What became of one article."""

    counts: Counts
    usage: Usage
    cost: str | None = None
    extraction: ArticleExtraction | None = None
    rejected: tuple[Rejected, ...] = ()
    failure: Failure | None = None
    duplicate: Duplicate | None = None


@dataclass(frozen=True)
class Sums:
    """A run so far."""

    counts: Counts
    usage: Usage
    """Of the answers that the results stand on."""
    cost: Decimal | None
    """None if no price is known."""
    entries: int
    """Articles of the input that are done or failed."""


class Ledger:
    """An open ledger. Reads are made where they are called, writes by a thread that commits many at once."""

    def __init__(self, path: Path, database: sqlite3.Connection, commits: Commits, held: ExitStack) -> None:
        self.path = path
        self._database = database
        self._commits = commits
        self._held = held
        self._tells = tables.version(database) >= tables.KEEPS_TEXTS
        self._next: int = database.execute("SELECT coalesce(max(id), 0) + 1 FROM attempts").fetchone()[0]

    @classmethod
    def open(cls, path: Path) -> Self:
        """The ledger at `path`, made if need be. Raises StoreError if it is none of this version or cannot be used."""
        try:
            with ExitStack() as held:
                writing = held.enter_context(closing(connect(path)))
                writing.execute("PRAGMA journal_mode = WAL")
                writing.execute("PRAGMA synchronous = FULL")
                tables.prepare(writing, path)
                commits = held.enter_context(closing(Commits(writing, path)))
                reading = held.enter_context(closing(connect(path)))
                return cls(path, reading, commits, held.pop_all())
        except sqlite3.Error as error:
            raise told(error, path) from error

    @classmethod
    @contextmanager
    def view(cls, path: Path) -> Iterator[Self]:
        """The ledger at `path` to read only, whoever else writes to it. Raises StoreError if there is none."""
        if not path.is_file():
            raise StoreError(f"{path} is not there; give a run directory")
        with ExitStack() as held:
            try:
                database = held.enter_context(closing(connect(path)))
                database.execute("PRAGMA query_only = ON")
                commits = held.enter_context(closing(Commits(database, path)))
                yield cls(path, database, commits, held)
            except sqlite3.Error as error:
                raise told(error, path) from error

    def close(self) -> None:
        self._held.close()

    def known(self, request: str) -> Stored | None:
        """The answer to a request; None if it has none yet."""
        row = self._database.execute("SELECT * FROM answers WHERE request = ?", (request,)).fetchone()
        if row is None:
            return None
        return Stored(row["request"], row["reply"], _usage(row), row["seconds"], row["created"], _money(row["cost"]))

    async def recall(self, request: str) -> tuple[Stored, tuple[str, ...]] | None:
        """`known` and `said` in one, for those that may have to ask another process; None if there is no answer."""
        stored = self.known(request)
        return (stored, self.said(request)) if stored else None

    def said(self, request: str) -> tuple[str, ...]:
        """All that the model wrote when it was asked this, in order; an answer was read from the last.

        Nothing where it was asked by a version that did not keep it.
        """
        if not self._tells:
            return ()
        sql = "SELECT said FROM attempts WHERE request = ? AND said IS NOT NULL ORDER BY id"
        return tuple(text for (said,) in self._database.execute(sql, (request,)) for text in json.loads(said))

    def ended(self, request: str) -> str | None:
        """The state of the last attempt at a request; None if it was never made."""
        sql = "SELECT state FROM attempts WHERE request = ? ORDER BY id DESC LIMIT 1"
        row = self._database.execute(sql, (request,)).fetchone()
        return str(row[0]) if row else None

    async def send(self, request: str) -> int:
        """Notes that a request is about to be sent; the number is for `answer` or `settle`. Raises StoreError."""
        number = self._number()
        sql = "INSERT INTO attempts (id, request, state) VALUES (?, ?, 'sent')"
        await self._commits.commit((sql, (number, request)))
        return number

    def _number(self) -> int:
        """That of the next attempt."""
        self._next += 1
        return self._next - 1

    async def answer(self, number: int, stored: Stored, spent: Spent, said: Sequence[str] = ()) -> None:
        """Keeps an answer, what it took, and what the model wrote. Raises StoreError."""
        await self._commits.commit(_answer(stored), _settled(number, "answered", spent, said))

    async def remember(self, stored: Stored, said: Sequence[str]) -> None:
        """Keeps an answer whose cost is on the books already, and what the model wrote. Raises StoreError."""
        sql = "INSERT INTO attempts (id, request, state, said) VALUES (?, ?, 'answered', ?)"
        await self._commits.commit(_answer(stored), (sql, (self._number(), stored.request, json.dumps(said))))

    def booked(self, request: str, state: str, spent: Spent) -> tuple[Statement, Statement]:
        """What notes that a request is settled which `send` never announced."""
        number = self._number()
        sent = "INSERT INTO attempts (id, request, state) VALUES (?, ?, 'sent')", (number, request)
        return sent, _settled(number, state, spent)

    async def commit(self, *statements: Statement) -> None:
        """Has statements done, all or none, for the books that are kept beside these. Raises StoreError."""
        await self._commits.commit(*statements)

    def select(self, sql: str, *values: object) -> sqlite3.Cursor:
        """The rows of a query, for the books that are kept beside these."""
        return self._database.execute(sql, values)

    async def settle(self, number: int, state: str, spent: Spent, said: Sequence[str] = ()) -> None:
        """Notes that a request was not answered, why, and what it took and what the model wrote all the same. Raises
        StoreError."""
        await self._commits.commit(_settled(number, state, spent, said))

    def lost(self) -> int:
        """How many requests were in flight when a run was killed. They may have been paid, and will be sent again."""
        found: int = self._database.execute("SELECT count(*) FROM attempts WHERE state = 'sent'").fetchone()[0]
        return found

    async def begin(self, run: str, told: dict[str, str]) -> None:
        """Notes of which run the entries are from now on, and `told` beside it. Raises StoreError."""
        notes = {"run": run, **told}
        fresh: list[Statement] = [] if self.meta("run") == run else [("DELETE FROM entries", ())]
        await self._commits.commit(
            *fresh,
            ("UPDATE attempts SET state = 'lost', unknown = 1 WHERE state = 'sent'", ()),
            *(("INSERT OR REPLACE INTO meta VALUES (?, ?)", pair) for pair in notes.items()),
        )

    def meta(self, name: str) -> str | None:
        """What `begin` was told under this name."""
        row = self._database.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None

    async def enter(self, position: int, key: str, source_id: str) -> None:
        """Notes that the article at a place of the input is one that is done. Raises StoreError."""
        await self._commits.commit(_entry(position, key, source_id))

    async def cut(self, length: int) -> None:
        """Forgets the entries beyond the end of the input. Raises StoreError."""
        await self._commits.commit(("DELETE FROM entries WHERE position >= ?", (length,)))

    def finished(self, key: str) -> Counts | None:
        """The counts of an article that is done; None if it is not, or failed."""
        sql = "SELECT counts FROM articles WHERE key = ? AND state = 'done'"
        row = self._database.execute(sql, (key,)).fetchone()
        return Counts.model_validate_json(row[0]) if row else None

    async def keep(self, position: int, key: str, source_id: str, result: Result) -> None:
        """Keeps what became of the article at a place of the input, with its state. Raises StoreError."""
        row = (
            key,
            "failed" if result.failure else "done",
            result.counts.model_dump_json(),
            result.usage.model_dump_json(),
            result.cost,
            result.extraction.model_dump_json() if result.extraction else None,
            "".join(one.model_dump_json() + "\n" for one in result.rejected),
            *(one.model_dump_json() if one else None for one in (result.failure, result.duplicate)),
        )
        sql = "INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
        await self._commits.commit((sql, row), _entry(position, key, source_id))

    def lines(self, name: str) -> Iterator[str]:
        """The lines of `extraction`, `rejected`, `duplicate` or `failure`, in the order of the input."""
        if name not in ("extraction", "rejected", "duplicate", "failure"):
            raise ValueError(name)
        sql = f"SELECT {name} FROM entries JOIN articles USING (key) WHERE {name} <> '' ORDER BY position"
        for (text,) in self._database.execute(sql):
            yield text if text.endswith("\n") else text + "\n"

    def sums(self) -> Sums:
        """What the entries came to so far."""
        rows = "entries JOIN articles USING (key)"
        counts = Counts(**self._total(rows, {name: f"counts ->> '{name}'" for name in Counts.model_fields}))
        usage = Usage(**self._total(rows, {name: f"usage ->> '{name}'" for name in Usage.model_fields}))
        entries = self._database.execute("SELECT count(*) FROM entries").fetchone()[0]
        return Sums(counts, usage, self._cost(rows), entries)

    def spent(self) -> Spent:
        """What all asking took, that of failures and of killed runs included."""
        rows = "attempts WHERE state <> 'sent'"
        usage = Usage(**self._total(rows, {name: name for name in Usage.model_fields}))
        return Spent(usage, self._total(rows, {"http": "http"})["http"], self._cost(rows))

    def _total(self, rows: str, columns: dict[str, str]) -> dict[str, int]:
        sums = ", ".join(f"coalesce(sum({what}), 0) AS {name}" for name, what in columns.items())
        found: dict[str, int] = dict(self._database.execute(f"SELECT {sums} FROM {rows}").fetchone())
        return found

    def _cost(self, rows: str) -> Decimal | None:
        """The sum, exact as a sum of floats would not be; None if no price was known."""
        prices = [Decimal(cost) for (cost,) in self._database.execute(f"SELECT cost FROM {rows}") if cost is not None]
        return sum(prices, Decimal()) if prices else None


def connect(path: Path) -> sqlite3.Connection:
    """A connection whose rows have names, with no transaction but those that are begun. Raises sqlite3.Error."""
    database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    database.row_factory = sqlite3.Row
    return database


def _answer(stored: Stored) -> Statement:
    row = (stored.request, stored.reply, *_columns(stored.usage), stored.seconds, stored.created, _text(stored.cost))
    return "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row


def _settled(number: int, state: str, spent: Spent, said: Sequence[str] = ()) -> Statement:
    told = json.dumps(said) if said else None  # escaped, as no column of text would take half a surrogate pair
    values = (state, spent.http, *_columns(spent.usage), _text(spent.cost), told, number)
    return f"UPDATE attempts SET state = ?, http = ?, {_SPENT}, said = ? WHERE id = ?", values


def _entry(position: int, key: str, source_id: str) -> Statement:
    return "INSERT OR REPLACE INTO entries VALUES (?, ?, ?)", (position, key, source_id)


def _columns(usage: Usage) -> tuple[int, ...]:
    return usage.calls, usage.tokens_in, usage.tokens_out, usage.tokens_cached, usage.unknown


def _usage(row: sqlite3.Row) -> Usage:
    return Usage(**{name: row[name] for name in Usage.model_fields})


def _text(cost: Decimal | None) -> str | None:
    return None if cost is None else str(cost)


def _money(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
