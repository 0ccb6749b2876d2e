"""The tables of batches: how far each file of requests is on its way, and the reply to each request.

Every step is on disk before the next is taken, so that a run that was killed at any point knows what it sent. A
request is kept as its key only, until it has a reply.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from extract.store.commits import Statement
from extract.store.ledger import Ledger
from extract.store.values import Spending


class BatchStage(StrEnum):
    """How far a file of requests is."""

    WRITTEN = "written"
    UPLOADED = "uploaded"
    SUBMITTING = "submitting"
    """A submission was sent; only the server knows whether it made a batch of it."""
    SUBMITTED = "submitted"
    ENDED = "ended"


@dataclass(frozen=True)
class Batch:
    """A file of requests, and the batch made of it."""

    number: int
    stage: BatchStage
    requests: int
    max_cost: Decimal
    """US dollars that it can cost at most."""
    file_id: str | None = None
    batch_id: str | None = None

    @property
    def sent(self) -> bool:
        """Whether the server has a batch of it, or may have one."""
        return self.stage in (BatchStage.SUBMITTING, BatchStage.SUBMITTED)


@dataclass(frozen=True)
class BatchReply:
    """The reply to one request of a batch."""

    key: str
    status: int
    """HTTP status; 0 if the batch ended without a reply."""
    body: str
    tries: int = 1
    """Batches that the request was in."""


class BatchTable:
    """The batches of one ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def list_open(self) -> list[Batch]:
        """Return the batches that have not ended, in their order."""
        if not self._ledger.select("SELECT 1 FROM sqlite_master WHERE name = 'batches'").fetchone():
            return []  # an older ledger that is open for reading
        rows = self._ledger.select("SELECT * FROM batches WHERE state <> 'ended' ORDER BY number")
        return [
            Batch(
                number=row["number"],
                stage=BatchStage(row["state"]),
                requests=row["requests"],
                max_cost=Decimal(row["most"]),
                file_id=row["file_id"],
                batch_id=row["batch_id"],
            )
            for row in rows
        ]

    def count_sent(self) -> int:
        """Count the batches at the server whose answers are not stored."""
        return sum(batch.sent for batch in self.list_open())

    def next_number(self) -> int:
        """Return the number of the next batch."""
        found: int = self._ledger.select("SELECT coalesce(max(number), 0) + 1 FROM batches").fetchone()[0]
        return found

    def find_reply(self, key: str) -> BatchReply | None:
        """Return the reply to a request; None if there is none yet."""
        sql = "SELECT * FROM batch_requests WHERE key = ? AND status IS NOT NULL"
        row = self._ledger.select(sql, key).fetchone()
        return BatchReply(row["key"], row["status"], row["body"], row["tries"]) if row else None

    def is_waiting(self, number: int, key: str) -> bool:
        """Return whether a request of this batch has no reply yet."""
        sql = "SELECT 1 FROM batch_requests WHERE key = ? AND batch = ? AND status IS NULL"
        return self._ledger.select(sql, key, number).fetchone() is not None

    async def add(self, batch: Batch, keys: Sequence[str]) -> None:
        """Store a file that is written, with the keys of its requests. Raises StoreError."""
        sql = (
            "INSERT INTO batch_requests (key, batch) VALUES (?, ?)"
            " ON CONFLICT (key) DO UPDATE SET batch = excluded.batch, status = NULL, body = NULL"
        )
        row = (batch.number, batch.stage, batch.requests, str(batch.max_cost))
        await self._ledger.commit(
            ("INSERT INTO batches (number, state, requests, most) VALUES (?, ?, ?, ?)", row),
            *((sql, (key, batch.number)) for key in keys),
        )

    async def mark_uploaded(self, number: int, file_id: str) -> None:
        """Store the id of a file at the server. Raises StoreError."""
        await self._ledger.commit(
            ("UPDATE batches SET state = ?, file_id = ? WHERE number = ?", (BatchStage.UPLOADED, file_id, number))
        )

    async def mark_submitting(self, number: int) -> None:
        """Store that a submission is about to be sent. Raises StoreError."""
        await self._ledger.commit(("UPDATE batches SET state = ? WHERE number = ?", (BatchStage.SUBMITTING, number)))

    async def mark_submitted(self, number: int, batch_id: str) -> None:
        """Store the id of the batch at the server. Raises StoreError."""
        await self._ledger.commit(
            ("UPDATE batches SET state = ?, batch_id = ? WHERE number = ?", (BatchStage.SUBMITTED, batch_id, number))
        )

    async def store_replies(self, replies: Sequence[tuple[BatchReply, str, Spending]]) -> None:
        """Store replies, each with the state of its attempt and what it took. Raises StoreError."""
        sql = "UPDATE batch_requests SET status = ?, body = ?, tries = tries + 1 WHERE key = ?"
        statements: list[Statement] = []
        for reply, state, spending in replies:
            statements.append((sql, (reply.status, reply.body, reply.key)))
            statements += self._ledger.build_attempt(reply.key, state, spending)
        await self._ledger.commit(*statements)

    async def mark_ended(self, number: int, status: str, *, tried: bool) -> int:
        """Store the end of a batch; return how many of its requests have no reply.

        `tried` counts these requests as tried once more. Raises StoreError.
        """
        sql = "SELECT count(*) FROM batch_requests WHERE batch = ? AND status IS NULL"
        left: int = self._ledger.select(sql, number).fetchone()[0]
        give_up = (
            "UPDATE batch_requests SET status = 0, body = '{}', tries = tries + ? WHERE batch = ? AND status IS NULL"
        )
        await self._ledger.commit(
            (give_up, (1 if tried else 0, number)),
            ("UPDATE batches SET state = ?, status = ? WHERE number = ?", (BatchStage.ENDED, status, number)),
        )
        return left

    async def delete_requests(self) -> None:
        """Delete all requests, once the ledger has everything that came of them. Raises StoreError."""
        await self._ledger.commit(("DELETE FROM batch_requests", ()))
