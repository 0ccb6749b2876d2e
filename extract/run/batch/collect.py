"""Answer requests from the replies of earlier batches, and write the others into files for the next batches.

In: request bodies, as a client makes them. Out: bodies of completions, or files of requests that are on disk and in
the ledger. Nothing is sent here. In memory it holds one key for each request.
"""

import json
import os
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from extract.atomic_write import disk_errors, sync_folder
from extract.errors import Deferred, ModelError, ModelUnavailable
from extract.model.batch_file import ANSWERED, MOST_BYTES, Reply, classify_reply, examine_reply, request_line
from extract.model.failures import RETRYABLE
from extract.model.retry import ATTEMPTS
from extract.model.transport import Refused
from extract.run.batch.context import BatchContext
from extract.store import hash_request
from extract.store.batches import Batch, BatchStage
from schemas import FailureCode


@dataclass
class _OpenFile:
    """A file of requests that is being written."""

    number: int
    path: Path
    """Its temporary name."""
    file: IO[bytes]
    keys: list[str] = field(default_factory=list)
    size: int = 0
    max_cost: Decimal = Decimal()


class Collector:
    """Collects the requests of one round."""

    def __init__(self, context: BatchContext, *, last: bool = False) -> None:
        """`last` means that no further batch follows, so that a request without an answer fails."""
        self.written = 0
        """Requests that were written."""
        self.held_back = 0
        """Requests that must wait until the budget knows the cost of those under way."""
        self._context = context
        self._last = last
        self._keys: set[str] = set()
        self._open: _OpenFile | None = None
        self._next_number = context.batches.next_number()

    async def post(self, body: dict[str, Any]) -> dict[str, Any]:
        """Return the completion of a request. Raises Deferred if it comes with a later batch, else Refused or
        ModelError."""
        key = hash_request(body)
        returned = self._context.batches.find_reply(key)
        if returned and returned.status == ANSWERED:
            answer: dict[str, Any] = json.loads(returned.body)
            return answer
        if returned and returned.tries:
            reply = Reply(key, returned.status, returned.body)
            fault = classify_reply(reply)
            if returned.tries >= ATTEMPTS or fault.code not in RETRYABLE:
                if failed := examine_reply(reply):
                    raise Refused(failed, returned.tries)
                fault.attempts = returned.tries
                raise fault
        if self._last:
            raise ModelError("no answer came in all rounds of batches; retry asks again", FailureCode.TIMEOUT)
        await self._add(key, body)
        raise Deferred("the answer comes with a later batch")

    async def seal(self) -> None:
        """Finish the file that is being written. Raises StoreError, or ModelUnavailable if the budget is spent."""
        await self._finish(self._detach())
        budget = self._context.budget
        if budget and self.held_back and not self.written:
            raise ModelUnavailable(
                f"{self.held_back:,} requests wait, and one of them could cost more than is left: {budget.spent:f} of"
                f" {budget.ceiling:f} USD are spent; raise --budget, then run again to resume",
                FailureCode.QUOTA,
            )

    def close(self) -> None:
        """Delete the file that is being written, if there is one."""
        if left := self._detach():
            left.file.close()
            left.path.unlink(missing_ok=True)

    async def _add(self, key: str, body: dict[str, Any]) -> None:
        """Write a request into a file, once in a round however many articles ask it."""
        if key in self._keys:
            return
        line = request_line(key, body)
        max_cost = self._context.max_cost(line)
        if self._context.budget and not self._context.budget.allows(max_cost):
            self.held_back += 1
            return
        self._keys.add(key)
        full = self._detach() if self._open and not self._fits(self._open, line) else None
        self._write(key, line, max_cost)
        await self._finish(full)

    def _fits(self, file: _OpenFile, line: bytes) -> bool:
        return len(file.keys) < self._context.requests and file.size + len(line) <= MOST_BYTES

    def _write(self, key: str, line: bytes, max_cost: Decimal) -> None:
        file = self._open = self._open or self._create()
        with disk_errors(file.path):
            file.file.write(line)
        file.keys.append(key)
        file.size += len(line)
        file.max_cost += max_cost
        self.written += 1
        if self._context.budget:
            self._context.budget.reserve(max_cost)

    def _create(self) -> _OpenFile:
        number, self._next_number = self._next_number, self._next_number + 1
        path = self._context.requests_path(number).with_suffix(".new")
        with disk_errors(path):
            path.parent.mkdir(exist_ok=True)
            return _OpenFile(number, path, path.open("wb"))

    def _detach(self) -> _OpenFile | None:
        file, self._open = self._open, None
        return file

    async def _finish(self, done: _OpenFile | None) -> None:
        """Sync a file to disk, give it its final name, and add it to the ledger."""
        if done is None:
            return
        with disk_errors(done.path), done.file as file:
            file.flush()
            os.fsync(file.fileno())
            done.path.replace(self._context.requests_path(done.number))
            sync_folder(done.path.parent)
        await self._context.batches.add(
            Batch(done.number, BatchStage.WRITTEN, len(done.keys), done.max_cost), done.keys
        )
