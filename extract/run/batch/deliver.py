"""Brings files of requests to the server and stays until their batches have ended and their answers are in the books.

Each step is in the books before the next, so that a killed process is followed by one that goes on where it was. A
submission is never repeated before the server was asked whether it has a batch of the file.
"""

import asyncio
import time
from pathlib import Path

from extract.errors import Interrupted, ModelError, ModelUnavailable
from extract.limits.gate import MAX_WAIT, POLL_SECONDS
from extract.model import retry
from extract.model.batch_api import BatchApi, BatchStatus
from extract.model.failures import RETRYABLE
from extract.model.retry import ATTEMPTS
from extract.run.batch.context import Context
from extract.run.batch.take import Taking
from extract.run.workers import Stop
from extract.store.batches import Batch, Stage
from schemas import FailureCode

NOT_THERE_YET = "Cannot find file"
"""What the server says at times of a file that it has just taken.
See: https://github.com/bespokelabsai/curator/issues/116"""


class Delivery:
    """What is under way by the books, until nothing is."""

    def __init__(self, context: Context, api: BatchApi, stop: Stop) -> None:
        self._context = context
        self._api = api
        self._stop = stop
        self._standings: dict[int, BatchStatus] = {}
        self._heard = time.monotonic()
        """When the server last told how a batch stands."""

    async def all(self) -> None:
        """Returns when every batch has ended. Raises Interrupted, StoreError, or ModelError if it cannot go on."""
        waiting = [await self._sent(batch) for batch in self._context.batches.under_way()]
        queued: list[Batch] = []
        while waiting:
            looked = [(batch, await self._look(batch)) for batch in waiting]
            over = [(batch, standing) for batch, standing in looked if standing and standing.ended]
            queued += [batch for batch, standing in over if standing.queue_full]
            done = [(batch, standing) for batch, standing in over if not standing.queue_full]
            for batch, standing in done:
                await self._close(batch, standing)
            waiting = [batch for batch in waiting if batch not in [one for one, _ in over]]
            if queued and done:
                waiting, queued = waiting + [await self._again(batch) for batch in queued], []
            elif queued and not waiting:
                raise await self._refused(queued)
            if waiting:
                await self._pause()

    async def _sent(self, batch: Batch) -> Batch:
        """The file as it stands once the server has a batch of it. Raises ModelError or StoreError."""
        batches, number, file_id = self._context.batches, batch.number, batch.file_id
        if batch.stage is Stage.SUBMITTED:
            return batch
        self._heed()
        if file_id is None:
            path = self._context.requests_of(number)
            self._context.watcher.tell(f"uploading {batch.requests:,} requests ({path.stat().st_size / 1e6:,.1f} MB)")
            file_id = await self._uploaded(path)
            await batches.uploaded(number, file_id)
        perhaps = batch.stage is Stage.SUBMITTING
        await batches.submitting(number)
        standing = await self._submitted(file_id, number, perhaps=perhaps)
        await batches.submitted(number, standing.id)
        self._context.watcher.tell(f"batch {standing.id} is submitted: {batch.requests:,} requests")
        return Batch(number, Stage.SUBMITTED, batch.requests, batch.most, file_id, standing.id)

    async def _uploaded(self, path: Path) -> str:
        """The id of a file at the server. Raises ModelError."""
        try:
            return await self._api.upload(path)
        except ModelError as error:
            if error.code is not FailureCode.BAD_REQUEST:
                raise
            told = f"the server takes no batch files ({error}); leave --via out if it has no batch API"
            raise ModelUnavailable(told, error.code) from error

    async def _submitted(self, file_id: str, number: int, *, perhaps: bool) -> BatchStatus:
        """The batch of an uploaded file; `perhaps` says that a submission was sent before."""
        for attempt in range(1, ATTEMPTS + 1):
            found = await self._api.find(file_id) if perhaps else None
            if found:
                return found
            try:
                return await self._api.submit(file_id, self._context.requests_of(number).name)
            except ModelError as error:
                passing = error.code in RETRYABLE or NOT_THERE_YET in str(error)
                if not passing or attempt == ATTEMPTS:
                    raise
                perhaps = True
                await asyncio.sleep(error.retry_after or retry.FIRST_WAIT * 2.0**attempt)
        raise AssertionError("unreachable")

    async def _again(self, batch: Batch) -> Batch:
        """Submits a batch again that the server had no room for."""
        return await self._sent(Batch(batch.number, Stage.UPLOADED, batch.requests, batch.most, batch.file_id))

    async def _look(self, batch: Batch) -> BatchStatus | None:
        """How a batch stands; None if the server cannot tell just now."""
        try:
            standing = await self._api.look(batch.batch_id or "")
        except ModelError as error:
            lasting = time.monotonic() - self._heard > MAX_WAIT
            if error.code not in RETRYABLE or lasting:
                told = f"batch {batch.batch_id} cannot be looked at: {error}; the same command goes on with it"
                raise ModelUnavailable(told, error.code) from error
            return None
        self._heard = time.monotonic()
        before, self._standings[batch.number] = self._standings.get(batch.number), standing
        if before is None or before.status != standing.status:
            self._context.watcher.tell(f"batch {standing.id}: {standing.status}")
        return standing

    async def _close(self, batch: Batch, standing: BatchStatus) -> None:
        """Takes what came of a batch that has ended. Raises ModelUnavailable if the run cannot go on after it."""
        self._standings.pop(batch.number, None)
        taking = Taking(self._context, batch, standing)
        await taking.all(self._api)
        tried = standing.status in ("completed", "expired") and not taking.hopeless
        left = await self._context.batches.ended(batch.number, standing.status, tried=tried)
        told = f"batch {standing.id} is {standing.status}: {taking.answers:,} of {batch.requests:,} were answered"
        self._context.watcher.tell(told)
        if taking.hopeless:
            raise taking.hopeless
        if standing.status == "failed":
            why = "; ".join(standing.problems) or "the server does not say why"
            raise ModelUnavailable(f"batch {standing.id} failed: {why}", FailureCode.BAD_REQUEST)
        if standing.status == "cancelled":
            raise ModelUnavailable(f"{told}; somebody cancelled it at the server: run again to ask the other {left:,}")

    async def _refused(self, queued: list[Batch]) -> ModelUnavailable:
        """Puts batches back for which the server has no room, though none of ours is waiting there."""
        for batch in queued:
            await self._context.batches.uploaded(batch.number, batch.file_id or "")
        return ModelUnavailable(
            f"the server has no room for {queued[0].requests:,} requests in a batch; run again when others have ended,"
            " or with a smaller --batch-requests",
            FailureCode.RATE_LIMITED,
        )

    async def _pause(self) -> None:
        """Waits until the next look, and tells how things stand. Raises Interrupted if the run is to stop."""
        standings = self._standings.values()
        done = sum(one.completed for one in standings)
        failed = sum(one.failed for one in standings)
        told = f"{done:,} of {sum(one.total for one in standings):,} requests answered, {failed:,} failed"
        self._context.watcher.pulse(f"{len(standings)} batches at the server: {told}")
        until = time.monotonic() + self._context.poll
        while (left := until - time.monotonic()) > 0:
            self._heed()
            await asyncio.sleep(min(POLL_SECONDS, left))

    def _heed(self) -> None:
        """Raises Interrupted if the run is to stop."""
        if self._stop.wanted:
            at_server = sum(batch.sent for batch in self._context.batches.under_way())
            raise Interrupted(f"stopped; {at_server} batches go on, and the same command takes their answers")
