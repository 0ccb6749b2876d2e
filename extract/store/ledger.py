"""The ledger of a run: one SQLite database of its calls, their answers, and the results of its articles.

A commit is on disk before its call returns (WAL, synchronous=FULL), and a result is committed together with its state.
Only sums are held in memory, because a run may have millions of articles.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Self

from extract.errors import StoreError
from extract.store import statements, tables
from extract.store.commits import Committer, Statement, to_store_error
from extract.store.values import ArticleResult, RunTotals, Spending, StoredAnswer
from schemas import Counts, Usage

LEDGER = "ledger.sqlite"

RESULT_COLUMNS = ("extraction", "rejected", "duplicate", "failure")
"""The columns of `articles` that hold lines of JSON."""


class Ledger:
    """An open ledger. The caller's thread reads; a thread of its own writes, and commits many changes at once."""

    def __init__(self, path: Path, database: sqlite3.Connection, committer: Committer, stack: ExitStack) -> None:
        self.path = path
        self._database = database
        self._committer = committer
        self._stack = stack
        self._keeps_texts = tables.read_version(database) >= tables.KEEPS_TEXTS
        self._next_attempt: int = database.execute("SELECT coalesce(max(id), 0) + 1 FROM attempts").fetchone()[0]

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the ledger at `path`, or create it. Raises StoreError if it is of a newer version or cannot be used."""
        try:
            with ExitStack() as stack:
                writer = stack.enter_context(closing(connect(path)))
                writer.execute("PRAGMA journal_mode = WAL")
                writer.execute("PRAGMA synchronous = FULL")
                tables.upgrade(writer, path)
                committer = stack.enter_context(closing(Committer(writer, path)))
                reader = stack.enter_context(closing(connect(path)))
                return cls(path, reader, committer, stack.pop_all())
        except sqlite3.Error as error:
            raise to_store_error(error, path) from error

    @classmethod
    @contextmanager
    def open_read_only(cls, path: Path) -> Iterator[Self]:
        """Open the ledger at `path` for reading, even while a run writes to it. Raises StoreError if there is none."""
        if not path.is_file():
            raise StoreError(f"{path} is not there; give a run directory")
        with ExitStack() as stack:
            try:
                database = stack.enter_context(closing(connect(path)))
                database.execute("PRAGMA query_only = ON")
                committer = stack.enter_context(closing(Committer(database, path)))
                yield cls(path, database, committer, stack)
            except sqlite3.Error as error:
                raise to_store_error(error, path) from error

    def close(self) -> None:
        """Write what is still queued, and close the database."""
        self._stack.close()

    # Calls and their answers.

    def find_answer(self, request: str) -> StoredAnswer | None:
        """Return the answer to a request; None if it has none."""
        row = self._database.execute("SELECT * FROM answers WHERE request = ?", (request,)).fetchone()
        return statements.read_answer(row) if row else None

    def find_texts(self, request: str) -> tuple[str, ...]:
        """Return all texts that the model wrote for a request, in order; the answer was read from the last.

        Empty if the ledger was written by a version that did not keep them.
        """
        if not self._keeps_texts:
            return ()
        sql = "SELECT said FROM attempts WHERE request = ? AND said IS NOT NULL ORDER BY id"
        return tuple(text for (said,) in self._database.execute(sql, (request,)) for text in json.loads(said))

    async def recall(self, request: str) -> tuple[StoredAnswer, tuple[str, ...]] | None:
        """Return the answer and the texts of a request; None if it has no answer.

        Asynchronous because in a worker of a cluster the ledger is in another process.
        """
        answer = self.find_answer(request)
        return (answer, self.find_texts(request)) if answer else None

    def find_state(self, request: str) -> str | None:
        """Return the state of the last attempt at a request; None if there was no attempt."""
        sql = "SELECT state FROM attempts WHERE request = ? ORDER BY id DESC LIMIT 1"
        row = self._database.execute(sql, (request,)).fetchone()
        return str(row[0]) if row else None

    async def start_attempt(self, request: str) -> int:
        """Store that a request is about to be sent; return the number of the attempt. Raises StoreError."""
        number = self._new_attempt()
        await self.commit(statements.insert_attempt(number, request))
        return number

    async def store_answer(
        self, number: int, answer: StoredAnswer, spending: Spending, texts: Sequence[str] = ()
    ) -> None:
        """End an attempt with its answer, what it took, and the texts of the model. Raises StoreError."""
        update = statements.update_attempt(number, "answered", spending, texts)
        await self.commit(statements.insert_answer(answer), update)

    async def fail_attempt(self, number: int, state: str, spending: Spending, texts: Sequence[str] = ()) -> None:
        """End an attempt without an answer: why, what it took, and the texts of the model. Raises StoreError."""
        await self.commit(statements.update_attempt(number, state, spending, texts))

    async def store_paid_answer(self, answer: StoredAnswer, texts: Sequence[str]) -> None:
        """Store an answer whose cost an ended attempt already carries. Raises StoreError."""
        attempt = statements.insert_free_attempt(self._new_attempt(), answer.request, texts)
        await self.commit(statements.insert_answer(answer), attempt)

    def build_attempt(self, request: str, state: str, spending: Spending) -> tuple[Statement, Statement]:
        """Return the statements that store an attempt which has ended, for a commit together with others."""
        number = self._new_attempt()
        return statements.insert_attempt(number, request), statements.update_attempt(number, state, spending)

    def count_lost(self) -> int:
        """Count the requests that were in flight when a run was killed. They may have been paid."""
        found: int = self._database.execute("SELECT count(*) FROM attempts WHERE state = 'sent'").fetchone()[0]
        return found

    def sum_attempts(self) -> Spending:
        """Sum what all attempts took, those of failures and of killed runs included."""
        rows = "attempts WHERE state <> 'sent'"
        usage = Usage(**self._sum(rows, {name: name for name in Usage.model_fields}))
        return Spending(usage, self._sum(rows, {"http": "http"})["http"], self._sum_cost(rows))

    def _new_attempt(self) -> int:
        self._next_attempt += 1
        return self._next_attempt - 1

    # The input and its results.

    async def begin_run(self, run: str, method: str, notes: dict[str, str], *, keeps_entries: bool = False) -> None:
        """Store the id, method and notes of the run. Raises StoreError.

        Another method forgets the entries, unless `keeps_entries`.
        """
        same = keeps_entries or self.read_note("method") == method
        kept = {"run": run, "method": method} | notes
        await self.commit(
            *(() if same else [("DELETE FROM entries", ())]),
            ("UPDATE attempts SET state = 'lost', unknown = 1 WHERE state = 'sent'", ()),
            *(("INSERT OR REPLACE INTO meta VALUES (?, ?)", note) for note in kept.items()),
        )

    async def store_note(self, name: str, text: str) -> None:
        """Store a note about the run under a name. Raises StoreError."""
        await self.commit(("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, text)))

    def read_note(self, name: str) -> str | None:
        """Return a note about the run: its id is the note `run`, its method `method`."""
        row = self._database.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None

    def find_counts(self, key: str) -> Counts | None:
        """Return the counts of an article that is done; None if it is not, or failed."""
        sql = "SELECT counts FROM articles WHERE key = ? AND state = 'done'"
        row = self._database.execute(sql, (key,)).fetchone()
        return Counts.model_validate_json(row[0]) if row else None

    async def store_result(self, position: int, key: str, source_id: str, result: ArticleResult) -> None:
        """Store the result of the article at a position of the input. Raises StoreError."""
        await self.commit(statements.insert_result(key, result), statements.insert_entry(position, key, source_id))

    async def reuse_result(self, position: int, key: str, source_id: str) -> None:
        """Link a position of the input to a result that is stored. Raises StoreError."""
        await self.commit(statements.insert_entry(position, key, source_id))

    def is_done(self, position: int) -> bool:
        """Return whether the article at a position is done."""
        sql = "SELECT 1 FROM entries JOIN articles USING (key) WHERE state = 'done' AND position = ?"
        return self._database.execute(sql, (position,)).fetchone() is not None

    def find_key(self, position: int) -> str | None:
        """Return the key of the result at a position; None if there is none."""
        row = self._database.execute("SELECT key FROM entries WHERE position = ?", (position,)).fetchone()
        return str(row[0]) if row else None

    def count_done(self) -> int:
        """Count the positions of the input whose article is done."""
        sql = "SELECT count(*) FROM entries JOIN articles USING (key) WHERE state = 'done'"
        found: int = self._database.execute(sql).fetchone()[0]
        return found

    def read_done(self) -> Iterator[str]:
        """Yield the source ids of the articles that are done, in the order of the input."""
        sql = "SELECT source_id FROM entries JOIN articles USING (key) WHERE state = 'done' ORDER BY position"
        return (source_id for (source_id,) in self._database.execute(sql))

    async def truncate_entries(self, length: int) -> None:
        """Forget the entries beyond the end of the input. Raises StoreError."""
        await self.commit(("DELETE FROM entries WHERE position >= ?", (length,)))

    def read_lines(self, column: str, positions: Iterable[int] | None = None) -> Iterator[str]:
        """Yield the lines of one of RESULT_COLUMNS, in the order of the input, or of these positions."""
        if column not in RESULT_COLUMNS:
            raise ValueError(column)
        sql = f"SELECT {column} FROM entries JOIN articles USING (key) WHERE {column} <> ''"
        if positions is None:
            rows: Iterable[sqlite3.Row] = self._database.execute(f"{sql} ORDER BY position")
        else:
            cursors = (self._database.execute(f"{sql} AND position = ?", (position,)) for position in positions)
            rows = chain.from_iterable(cursors)
        for (text,) in rows:
            for line in text.removesuffix("\n").split("\n"):  # the rejections of an article are several lines
                yield line + "\n"

    def sum_results(self) -> RunTotals:
        """Sum the results of the articles so far."""
        rows = "entries JOIN articles USING (key)"
        numbers = self._sum(rows, {name: f"counts ->> '{name}'" for name in Counts.numbers()})
        counts = Counts(**numbers, triggers=self._sum_triggers(rows))
        usage = Usage(**self._sum(rows, {name: f"usage ->> '{name}'" for name in Usage.model_fields}))
        return RunTotals(counts, usage, self._sum_cost(rows))

    # Access for tables that are kept beside these.

    async def commit(self, *changes: Statement) -> None:
        """Execute statements, all or none. Raises StoreError."""
        await self._committer.commit(*changes)

    def select(self, sql: str, *values: object) -> sqlite3.Cursor:
        """Return the rows of a query."""
        return self._database.execute(sql, values)

    def _sum(self, rows: str, columns: dict[str, str]) -> dict[str, int]:
        sums = ", ".join(f"coalesce(sum({column}), 0) AS {name}" for name, column in columns.items())
        found: dict[str, int] = dict(self._database.execute(f"SELECT {sums} FROM {rows}").fetchone())
        return found

    def _sum_triggers(self, rows: str) -> dict[str, int]:
        """Sum how often each trigger fired, by its id in order."""
        fired = f"{rows}, json_each(counts, '$.triggers') AS fired"
        sums = f"SELECT fired.key, sum(fired.value) FROM {fired} GROUP BY fired.key ORDER BY fired.key"
        return dict(self._database.execute(sums))

    def _sum_cost(self, rows: str) -> Decimal | None:
        """Sum the costs exactly, which SQLite's floats would not; None if no price was known."""
        costs = [Decimal(cost) for (cost,) in self._database.execute(f"SELECT cost FROM {rows}") if cost is not None]
        return sum(costs, Decimal()) if costs else None


def connect(path: Path) -> sqlite3.Connection:
    """Connect to a database whose rows have names and whose transactions are explicit. Raises sqlite3.Error."""
    database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    database.row_factory = sqlite3.Row
    return database
