"""The books of batches: which file of requests is how far on its way, and what came back of each request.

Every step is on the disk before the next is taken, so that a process that is killed anywhere is followed by one that
knows what was sent. Nothing of a request but its key is kept until there is an answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from extract.store.commits import Statement
from extract.store.ledger import Ledger, Spent


class Stage(StrEnum):
    """How far a file of requests is."""

    WRITTEN = "written"
    UPLOADED = "uploaded"
    SUBMITTING = "submitting"
    """A submission was sent; whether the server made a batch of it, only the server knows."""
    SUBMITTED = "submitted"
    ENDED = "ended"


@dataclass(frozen=True)
class Batch:
    """One file of requests, and the batch that is made of it."""

    number: int
    stage: Stage
    requests: int
    most: Decimal
    """US dollars that it can cost at most."""
    file_id: str | None = None
    batch_id: str | None = None

    @property
    def sent(self) -> bool:
        """Whether the server has a batch of it, or may have one."""
        return self.stage in (Stage.SUBMITTING, Stage.SUBMITTED)


@dataclass(frozen=True)
class Returned:
    """What came back of one request."""

    key: str
    status: int
    body: str
    tries: int = 1
    """How often it has been in a batch."""


class Batches:
    """The books of one ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def under_way(self) -> list[Batch]:
        """The files whose batches have not ended, in their order."""
        if not self._ledger.select("SELECT 1 FROM sqlite_master WHERE name = 'batches'").fetchone():
            return []  # an older ledger, that is only looked at
        rows = self._ledger.select("SELECT * FROM batches WHERE state <> 'ended' ORDER BY number")
        return [
            Batch(r["number"], Stage(r["state"]), r["requests"], Decimal(r["most"]), r["file_id"], r["batch_id"])
            for r in rows
        ]

    def next_number(self) -> int:
        """The number of the next file."""
        found: int = self._ledger.select("SELECT coalesce(max(number), 0) + 1 FROM batches").fetchone()[0]
        return found

    def returned(self, key: str) -> Returned | None:
        """What came back of a request; None if nothing did yet."""
        sql = "SELECT * FROM batch_requests WHERE key = ? AND status IS NOT NULL"
        row = self._ledger.select(sql, key).fetchone()
        return Returned(row["key"], row["status"], row["body"], row["tries"]) if row else None

    def awaits(self, number: int, key: str) -> bool:
        """Whether a request is in this batch, and nothing came back of it yet."""
        sql = "SELECT 1 FROM batch_requests WHERE key = ? AND batch = ? AND status IS NULL"
        return self._ledger.select(sql, key, number).fetchone() is not None

    async def add(self, batch: Batch, keys: Sequence[str]) -> None:
        """Notes a file that is written, with the keys of its requests. Raises StoreError."""
        sql = (
            "INSERT INTO batch_requests (key, batch) VALUES (?, ?)"
            " ON CONFLICT (key) DO UPDATE SET batch = excluded.batch, status = NULL, body = NULL"
        )
        row = (batch.number, batch.stage, batch.requests, str(batch.most))
        await self._ledger.commit(
            ("INSERT INTO batches (number, state, requests, most) VALUES (?, ?, ?, ?)", row),
            *((sql, (key, batch.number)) for key in keys),
        )

    async def uploaded(self, number: int, file_id: str) -> None:
        """Notes that the server has the file, under this id. Raises StoreError."""
        await self._ledger.commit(
            ("UPDATE batches SET state = ?, file_id = ? WHERE number = ?", (Stage.UPLOADED, file_id, number))
        )

    async def submitting(self, number: int) -> None:
        """Notes that a submission is about to be sent. Raises StoreError."""
        await self._ledger.commit(("UPDATE batches SET state = ? WHERE number = ?", (Stage.SUBMITTING, number)))

    async def submitted(self, number: int, batch_id: str) -> None:
        """Notes that the server has a batch of the file. Raises StoreError."""
        await self._ledger.commit(
            ("UPDATE batches SET state = ?, batch_id = ? WHERE number = ?", (Stage.SUBMITTED, batch_id, number))
        )

    async def came(self, returned: Sequence[tuple[Returned, str, Spent]]) -> None:
        """Keeps what came back, each with the state of its call and what it took. Raises StoreError."""
        sql = "UPDATE batch_requests SET status = ?, body = ?, tries = tries + 1 WHERE key = ?"
        statements: list[Statement] = []
        for one, state, spent in returned:
            statements += [(sql, (one.status, one.body, one.key)), *self._ledger.booked(one.key, state, spent)]
        await self._ledger.commit(*statements)

    async def ended(self, number: int, status: str, *, tried: bool) -> int:
        """Notes the end of a batch, and how many of its requests nothing came back of; `tried` counts these as tries.
        Raises StoreError."""
        sql = "SELECT count(*) FROM batch_requests WHERE batch = ? AND status IS NULL"
        left: int = self._ledger.select(sql, number).fetchone()[0]
        again = (
            "UPDATE batch_requests SET status = 0, body = '{}', tries = tries + ? WHERE batch = ? AND status IS NULL"
        )
        await self._ledger.commit(
            (again, (1 if tried else 0, number)),
            ("UPDATE batches SET state = ?, status = ? WHERE number = ?", (Stage.ENDED, status, number)),
        )
        return left

    async def forget(self) -> None:
        """Forgets the requests, once all that came of them is in the ledger. Raises StoreError."""
        await self._ledger.commit(("DELETE FROM batch_requests", ()))
