"""Group commit: a thread that writes to SQLite, so that many small changes share one sync of the disk.

In: groups of statements, each of which is executed as a whole or not at all. Out: a future that is done when the group
is on disk. After a failed write nothing more is written, because the kernel may have dropped data that later writes
would build on.
"""

import asyncio
import sqlite3
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from extract.errors import StoreError

Statement = tuple[str, Sequence[Any]]
"""SQL, and the values of its placeholders."""
MAX_GROUPS = 256
"""Groups in one commit."""


class Committer:
    """The only writer of a database. `close` waits until everything that is queued is on disk."""

    def __init__(self, database: sqlite3.Connection, path: Path) -> None:
        self._database = database
        self._path = path
        self._queue: SimpleQueue[_Group | None] = SimpleQueue()
        self._error: StoreError | None = None
        self._thread = threading.Thread(target=self._run, name="ledger", daemon=True)
        self._thread.start()

    async def commit(self, *statements: Statement) -> None:
        """Return once all statements are on disk. Raises StoreError if none of them is."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[None] = loop.create_future()
        self._queue.put(_Group(statements, loop, future))
        await asyncio.shield(future)

    def close(self) -> None:
        """Write what is queued, and end the thread."""
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        closing = False
        while not closing:
            groups = [self._queue.get()]
            while len(groups) < MAX_GROUPS and not self._queue.empty():
                groups.append(self._queue.get())
            closing = None in groups
            self._settle([group for group in groups if group])

    def _settle(self, groups: "list[_Group]") -> None:
        """Write groups, unless writing has failed, and tell those who wait for them what came of it."""
        if groups and self._error is None:
            try:
                self._write(groups)
            except BaseException as error:  # a thread that died would leave all later commits waiting
                self._error = to_store_error(error, self._path)
        for group in groups:
            group.settle(self._error)

    def _write(self, groups: "list[_Group]") -> None:
        self._database.execute("BEGIN IMMEDIATE")
        for group in groups:
            for sql, values in group.statements:
                self._database.execute(sql, values)
        self._database.execute("COMMIT")


class _Group:
    """Statements that belong together, and the future of their commit."""

    def __init__(
        self, statements: Sequence[Statement], loop: asyncio.AbstractEventLoop, future: "asyncio.Future[None]"
    ) -> None:
        self.statements = statements
        self._loop = loop
        self._future = future

    def settle(self, error: StoreError | None) -> None:
        """Set the result of the future, unless its event loop has ended."""
        with suppress(RuntimeError):  # the loop is closed
            self._loop.call_soon_threadsafe(self._settle, error)

    def _settle(self, error: StoreError | None) -> None:
        if self._future.done():
            return
        if error:
            self._future.set_exception(error)
            self._future.exception()  # marks it as retrieved: no warning if the caller has stopped waiting
        else:
            self._future.set_result(None)


def to_store_error(error: BaseException, path: Path) -> StoreError:
    """Turn an error of a write, or of SQLite, into one that says what to do."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        advice = "free some space, then run again to resume; what is on the disk already is whole"
    elif code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        advice = "it is damaged, and nothing was changed: put a copy in its place, or choose an empty folder"
    else:
        advice = "check that the disk works and that the folder is yours, then run again to resume"
    return StoreError(f"{path} cannot be used ({str(error) or type(error).__name__}); {advice}")
