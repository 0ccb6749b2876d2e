"""Answers requests from the books, and writes those that nothing has come back of into files for the next batches.

In: bodies of requests, as a client makes them. Out: bodies of completions, or files of requests that are on the disk
and in the books. Nothing is sent here. While it collects it holds a key for each request.
"""

import json
import os
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from extract.atomic_write import disk_faults, sync_folder
from extract.errors import Deferred, ModelError, ModelUnavailable
from extract.model.batch_file import ANSWERED, MOST_BYTES, Reply, classify_reply, request_line
from extract.model.failures import RETRYABLE
from extract.model.retry import ATTEMPTS
from extract.run.batch.context import Context
from extract.store import request_key
from extract.store.batches import Batch, Stage
from schemas import FailureCode


@dataclass
class _Open:
    """A file that is being written."""

    number: int
    path: Path
    """Its name until it is whole."""
    file: IO[bytes]
    keys: list[str] = field(default_factory=list)
    size: int = 0
    most: Decimal = Decimal()


class Collector:
    """The requests of one round."""

    def __init__(self, context: Context, *, last: bool = False) -> None:
        """`last` says that no further batch follows, so that what has no answer fails."""
        self.wanted = 0
        """Requests that were written."""
        self.held_back = 0
        """Requests that the budget does not allow before those under way are paid."""
        self._context = context
        self._last = last
        self._seen: set[str] = set()
        self._open: _Open | None = None
        self._next = context.batches.next_number()

    async def post(self, body: dict[str, Any]) -> dict[str, Any]:
        """The completion that answers a request. Raises Deferred if it comes with a later batch, else ModelError."""
        key = request_key(body)
        found = self._context.batches.returned(key)
        if found and found.status == ANSWERED:
            answer: dict[str, Any] = json.loads(found.body)
            return answer
        if found and found.tries:
            fault = classify_reply(Reply(key, found.status, found.body))
            if found.tries >= ATTEMPTS or fault.code not in RETRYABLE:
                fault.attempts = found.tries
                raise fault
        if self._last:
            raise ModelError("no answer came in all rounds of batches; retry asks again", FailureCode.TIMEOUT)
        await self._want(key, body)
        raise Deferred("the answer comes with a later batch")

    async def seal(self) -> None:
        """Closes the file that is being written. Raises StoreError, or ModelUnavailable if there is no money left."""
        await self._sealed(self._taken())
        budget = self._context.budget
        if budget and self.held_back and not self.wanted:
            raise ModelUnavailable(
                f"{self.held_back:,} requests wait, and one of them could cost more than is left: {budget.spent:f} of"
                f" {budget.ceiling:f} USD are spent; raise --budget, then run again to resume",
                FailureCode.QUOTA,
            )

    def close(self) -> None:
        """Gives up the file that is being written, if there is one."""
        if left := self._taken():
            left.file.close()
            left.path.unlink(missing_ok=True)

    async def _want(self, key: str, body: dict[str, Any]) -> None:
        """Writes a request into a file, once in a round however many articles ask it."""
        if key in self._seen:
            return
        line = request_line(key, body)
        most = self._context.most(line)
        if self._context.budget and not self._context.budget.allows(most):
            self.held_back += 1
            return
        self._seen.add(key)
        full = self._taken() if self._open and not self._fits(self._open, line) else None
        self._write(key, line, most)
        await self._sealed(full)

    def _fits(self, to: _Open, line: bytes) -> bool:
        return len(to.keys) < self._context.requests and to.size + len(line) <= MOST_BYTES

    def _write(self, key: str, line: bytes, most: Decimal) -> None:
        to = self._open = self._open or self._begun()
        with disk_faults(to.path):
            to.file.write(line)
        to.keys.append(key)
        to.size += len(line)
        to.most += most
        self.wanted += 1
        if self._context.budget:
            self._context.budget.reserve(most)

    def _begun(self) -> _Open:
        number, self._next = self._next, self._next + 1
        path = self._context.requests_of(number).with_suffix(".new")
        with disk_faults(path):
            path.parent.mkdir(exist_ok=True)
            return _Open(number, path, path.open("wb"))

    def _taken(self) -> _Open | None:
        taken, self._open = self._open, None
        return taken

    async def _sealed(self, done: _Open | None) -> None:
        """Makes a file durable, and then known to the books."""
        if done is None:
            return
        with disk_faults(done.path), done.file as file:
            file.flush()
            os.fsync(file.fileno())
            done.path.replace(self._context.requests_of(done.number))
            sync_folder(done.path.parent)
        await self._context.batches.add(Batch(done.number, Stage.WRITTEN, len(done.keys), done.most), done.keys)
