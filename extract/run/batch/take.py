"""Read what a batch returned: fetch its files, and store their replies line by line.

Lines may come in any order, twice, or broken. A reply that is stored is not stored again, so that reading can be
interrupted anywhere and repeated.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from pathlib import Path

from extract.errors import ModelUnavailable
from extract.model.batch_api import BatchApi, BatchStatus
from extract.model.batch_file import ANSWERED, LONGEST_LINE, NEVER_RUN, Reply, classify_reply, read_line
from extract.run.batch.context import BatchContext
from extract.store import Spending
from extract.store.batches import Batch, BatchReply

LINES_PER_COMMIT = 500


class BatchReader:
    """Reads the replies of one batch."""

    def __init__(self, context: BatchContext, batch: Batch, standing: BatchStatus) -> None:
        self.answers = 0
        """Requests that were answered, and had no answer before."""
        self.fatal: ModelUnavailable | None = None
        """The error of a line, if it would fail every call; its request counts as never asked."""
        self._context = context
        self._batch = batch
        self._standing = standing
        self._cost = Decimal()
        self._broken = 0

    async def read_all(self, api: BatchApi) -> None:
        """Read all files, and settle their cost with the budget. Raises ModelError or StoreError."""
        for part, file_id in enumerate(self._standing.files):
            path = self._context.answers_path(self._batch.number, part)
            if not path.exists():
                await api.fetch(file_id, path)
            await self._read(path)
        if self._broken:
            self._context.reporter.warn(
                f"{self._broken:,} lines of batch {self._standing.id} are no answers, and are left out"
            )
        if self._context.budget:
            self._context.budget.settle(self._batch.max_cost, self._cost)

    async def _read(self, path: Path) -> None:
        with path.open("rb") as file:
            lines = iter(lambda: file.readline(LONGEST_LINE), b"")
            while chunk := list(islice(lines, LINES_PER_COMMIT)):
                replies = {reply.key: reply for reply in self._parse_new(chunk)}
                if replies:
                    await self._context.batches.store_replies([self._to_row(reply) for reply in replies.values()])
                    self.answers += sum(reply.status == ANSWERED for reply in replies.values())

    def _parse_new(self, lines: list[bytes]) -> Iterator[Reply]:
        """Parse the replies that are not stored yet."""
        for line in lines:
            try:
                reply = read_line(line)
            except ValueError:
                self._broken += bool(line.strip())
                continue
            if reply.status == NEVER_RUN and self._standing.status == "cancelled":
                continue  # a user cancelled the batch: the request is not at fault
            fault = None if reply.status == ANSWERED else classify_reply(reply)
            if isinstance(fault, ModelUnavailable):
                self.fatal = self.fatal or fault
            elif self._context.batches.is_waiting(self._batch.number, reply.key):
                yield reply

    def _to_row(self, reply: Reply) -> tuple[BatchReply, str, Spending]:
        usage = reply.usage
        cost = self._context.price.of(usage) if self._context.price else None
        self._cost += (cost or Decimal()) if not usage.unknown else self._batch.max_cost / self._batch.requests
        state = "answered" if reply.status == ANSWERED else classify_reply(reply).code
        return BatchReply(reply.key, reply.status, reply.body), state, Spending(usage, 0, cost)
