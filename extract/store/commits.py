"""Group commit: a thread that writes to SQLite, so that many small changes share one sync of the disk.

In come groups of statements, each of which is done whole or not at all; a future tells when a group is on the disk.
After a failed write nothing more is written: the kernel may have dropped data, and what follows could contradict it.
"""

import asyncio
import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from extract.errors import StoreError

Statement = tuple[str, Sequence[Any]]
MOST = 256
"""Groups in one commit."""


class Commits:
    """The only writer of a database. `close` waits until everything that was handed in is on the disk."""

    def __init__(self, database: sqlite3.Connection, path: Path) -> None:
        self._database = database
        self._path = path
        self._queue: SimpleQueue[_Group | None] = SimpleQueue()
        self._broken: StoreError | None = None
        self._thread = threading.Thread(target=self._work, name="ledger", daemon=True)
        self._thread.start()

    async def commit(self, *statements: Statement) -> None:
        """Returns once the statements are on the disk, all of them. Raises StoreError if they are not."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[None] = loop.create_future()
        self._queue.put(_Group(statements, loop, future))
        await asyncio.shield(future)

    def close(self) -> None:
        self._queue.put(None)
        self._thread.join()

    def _work(self) -> None:
        closing = False
        while not closing:
            groups = [self._queue.get()]
            while len(groups) < MOST and not self._queue.empty():
                groups.append(self._queue.get())
            closing = None in groups
            self._write([group for group in groups if group])

    def _write(self, groups: "list[_Group]") -> None:
        if groups and self._broken is None:
            try:
                self._database.execute("BEGIN IMMEDIATE")
                for group in groups:
                    for sql, values in group.statements:
                        self._database.execute(sql, values)
                self._database.execute("COMMIT")
            except sqlite3.Error as error:
                self._broken = told(error, self._path)
        for group in groups:
            group.settle(self._broken)


class _Group:
    """Statements that belong together, and who waits for them."""

    def __init__(
        self, statements: Sequence[Statement], loop: asyncio.AbstractEventLoop, future: "asyncio.Future[None]"
    ) -> None:
        self.statements = statements
        self._loop = loop
        self._future = future

    def settle(self, error: StoreError | None) -> None:
        """Tells the one who waits, unless nobody does any more."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._settle, error)

    def _settle(self, error: StoreError | None) -> None:
        if self._future.done():
            return
        if error:
            self._future.set_exception(error)
            self._future.exception()  # one that nobody awaits any more is no news
        else:
            self._future.set_result(None)


def told(error: sqlite3.Error, path: Path) -> StoreError:
    """An error of SQLite as one that says what to do."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        advice = "free some space, then run again to resume; what is on the disk already is whole"
    elif code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        advice = "it is damaged, and nothing was changed: put a copy in its place, or choose an empty folder"
    else:
        advice = "check that the disk works and that the folder is yours, then run again to resume"
    return StoreError(f"{path} cannot be used ({error}); {advice}")
