"""Takes what came back of a batch into the books: its files are fetched, and read line by line.

Lines may come in any order, twice, or broken. What is in the books already is not taken again, so that reading can be
broken off anywhere and repeated.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from pathlib import Path

from extract.errors import ModelUnavailable
from extract.model.batch_api import BatchApi, BatchStatus
from extract.model.batch_file import ANSWERED, LONGEST_LINE, NEVER_RUN, Reply, classify_reply, read_line
from extract.run.batch.context import Context
from extract.store import Spent
from extract.store.batches import Batch, Returned

AT_ONCE = 500
"""Lines in one commit."""


class Taking:
    """The answers of one batch."""

    def __init__(self, context: Context, batch: Batch, standing: BatchStatus) -> None:
        self.answers = 0
        """Requests that were answered, and were not by the books."""
        self.hopeless: ModelUnavailable | None = None
        """An error that no call could survive, if a line held one; its request counts as never asked."""
        self._context = context
        self._batch = batch
        self._standing = standing
        self._cost = Decimal()
        self._broken = 0

    async def all(self, api: BatchApi) -> None:
        """Takes what came, and settles what it cost. Raises ModelError or StoreError."""
        for part, file_id in enumerate(self._standing.files):
            path = self._context.answers_of(self._batch.number, part)
            if not path.exists():
                await api.fetch(file_id, path)
            await self._read(path)
        if self._broken:
            told = f"{self._broken:,} lines of batch {self._standing.id} are no answers, and are left out"
            self._context.watcher.warn(told)
        if self._context.budget:
            self._context.budget.settle(self._batch.most, self._cost)

    async def _read(self, path: Path) -> None:
        with path.open("rb") as file:
            lines = iter(lambda: file.readline(LONGEST_LINE), b"")
            while chunk := list(islice(lines, AT_ONCE)):
                rows = {reply.key: reply for reply in self._fresh(chunk)}
                if rows:
                    await self._context.batches.came([self._settled(reply) for reply in rows.values()])
                    self.answers += sum(reply.status == ANSWERED for reply in rows.values())

    def _fresh(self, lines: list[bytes]) -> Iterator[Reply]:
        """The replies in these lines that the books lack."""
        for line in lines:
            try:
                reply = read_line(line)
            except ValueError:
                self._broken += bool(line.strip())
                continue
            if reply.status == NEVER_RUN and self._standing.status == "cancelled":
                continue  # somebody's will, and no fault of the request
            fault = None if reply.status == ANSWERED else classify_reply(reply)
            if isinstance(fault, ModelUnavailable):
                self.hopeless = self.hopeless or fault
            elif self._context.batches.awaits(self._batch.number, reply.key):
                yield reply

    def _settled(self, reply: Reply) -> tuple[Returned, str, Spent]:
        usage = reply.usage
        cost = self._context.price.of(usage) if self._context.price else None
        self._cost += (cost or Decimal()) if not usage.unknown else self._batch.most / self._batch.requests
        state = "answered" if reply.status == ANSWERED else classify_reply(reply).code
        return Returned(reply.key, reply.status, reply.body), state, Spent(usage, 0, cost)
