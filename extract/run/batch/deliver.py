"""Submit files of requests to the server, wait until their batches have ended, and store their answers.

Each step is in the ledger before the next, so that a run that was killed goes on where it stopped. A submission is
never repeated without asking the server whether it already has a batch of the file.
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
from extract.run.batch.context import BatchContext
from extract.run.batch.take import BatchReader
from extract.run.workers import StopFlag
from extract.store.batches import Batch, BatchStage
from schemas import FailureCode

FILE_NOT_FOUND = "Cannot find file"
"""What the server sometimes says of a file that it has just received.
See: https://github.com/bespokelabsai/curator/issues/116"""


class Delivery:
    """Brings the batches of the ledger to their end."""

    def __init__(self, context: BatchContext, api: BatchApi, stop: StopFlag) -> None:
        self._context = context
        self._api = api
        self._stop = stop
        self._standings: dict[int, BatchStatus] = {}
        self._last_heard = time.monotonic()
        """When the server last answered about a batch."""

    async def run(self) -> None:
        """Return when every batch has ended. Raises Interrupted, StoreError, or ModelError if it cannot go on."""
        waiting = [await self._send(batch) for batch in self._context.batches.list_open()]
        queued: list[Batch] = []
        while waiting:
            looks = [(batch, await self._look(batch)) for batch in waiting]
            ended = [(batch, standing) for batch, standing in looks if standing and standing.ended]
            queued += [batch for batch, standing in ended if standing.queue_full]
            done = [(batch, standing) for batch, standing in ended if not standing.queue_full]
            for batch, standing in done:
                await self._close(batch, standing)
            waiting = [batch for batch in waiting if batch not in [other for other, _ in ended]]
            if queued and done:
                waiting, queued = waiting + [await self._submit_again(batch) for batch in queued], []
            elif queued and not waiting:
                raise await self._refuse(queued)
            if waiting:
                await self._pause()

    async def _send(self, batch: Batch) -> Batch:
        """Upload and submit a file, as far as that is not done yet. Raises ModelError or StoreError."""
        batches, number, file_id = self._context.batches, batch.number, batch.file_id
        if batch.stage is BatchStage.SUBMITTED:
            return batch
        self._check_stop()
        if file_id is None:
            path = self._context.requests_path(number)
            self._context.reporter.info(f"uploading {batch.requests:,} requests ({path.stat().st_size / 1e6:,.1f} MB)")
            file_id = await self._upload(path)
            await batches.mark_uploaded(number, file_id)
        tried_before = batch.stage is BatchStage.SUBMITTING
        await batches.mark_submitting(number)
        standing = await self._submit(file_id, number, tried_before=tried_before)
        await batches.mark_submitted(number, standing.id)
        self._context.reporter.info(f"batch {standing.id} is submitted: {batch.requests:,} requests")
        return Batch(number, BatchStage.SUBMITTED, batch.requests, batch.max_cost, file_id, standing.id)

    async def _upload(self, path: Path) -> str:
        """Upload a file and return its id. Raises ModelError."""
        try:
            return await self._api.upload(path)
        except ModelError as error:
            if error.code is not FailureCode.BAD_REQUEST:
                raise
            message = f"the server takes no batch files ({error}); leave --via out if it has no batch API"
            raise ModelUnavailable(message, error.code) from error

    async def _submit(self, file_id: str, number: int, *, tried_before: bool) -> BatchStatus:
        """Submit an uploaded file; if a submission was sent before, look first for its batch."""
        for attempt in range(1, ATTEMPTS + 1):
            found = await self._api.find(file_id) if tried_before else None
            if found:
                return found
            try:
                return await self._api.submit(file_id, self._context.requests_path(number).name)
            except ModelError as error:
                passing = error.code in RETRYABLE or FILE_NOT_FOUND in str(error)
                if not passing or attempt == ATTEMPTS:
                    raise
                tried_before = True
                await asyncio.sleep(error.retry_after or retry.FIRST_WAIT * 2.0**attempt)
        raise AssertionError("unreachable")

    async def _submit_again(self, batch: Batch) -> Batch:
        """Submit again a batch that the server had no room for."""
        return await self._send(Batch(batch.number, BatchStage.UPLOADED, batch.requests, batch.max_cost, batch.file_id))

    async def _look(self, batch: Batch) -> BatchStatus | None:
        """Return the state of a batch; None if the server cannot tell just now."""
        try:
            standing = await self._api.look(batch.batch_id or "")
        except ModelError as error:
            lasting = time.monotonic() - self._last_heard > MAX_WAIT
            if error.code not in RETRYABLE or lasting:
                message = f"batch {batch.batch_id} cannot be looked at: {error}; the same command goes on with it"
                raise ModelUnavailable(message, error.code) from error
            return None
        self._last_heard = time.monotonic()
        before, self._standings[batch.number] = self._standings.get(batch.number), standing
        if before is None or before.status != standing.status:
            self._context.reporter.info(f"batch {standing.id}: {standing.status}")
        return standing

    async def _close(self, batch: Batch, standing: BatchStatus) -> None:
        """Store the answers of a batch that has ended. Raises ModelUnavailable if the run cannot go on after it."""
        self._standings.pop(batch.number, None)
        reader = BatchReader(self._context, batch, standing)
        await reader.read_all(self._api)
        tried = standing.status in ("completed", "expired") and not reader.fatal
        left = await self._context.batches.mark_ended(batch.number, standing.status, tried=tried)
        summary = f"batch {standing.id} is {standing.status}: {reader.answers:,} of {batch.requests:,} were answered"
        self._context.reporter.info(summary)
        if reader.fatal:
            raise reader.fatal
        if standing.status == "failed":
            why = "; ".join(standing.problems) or "the server does not say why"
            raise ModelUnavailable(f"batch {standing.id} failed: {why}", FailureCode.BAD_REQUEST)
        if standing.status == "cancelled":
            raise ModelUnavailable(f"{summary}; it was cancelled at the server: run again to ask the other {left:,}")

    async def _refuse(self, queued: list[Batch]) -> ModelUnavailable:
        """Put batches back that the server has no room for, though none of ours is waiting there; return the error."""
        for batch in queued:
            await self._context.batches.mark_uploaded(batch.number, batch.file_id or "")
        return ModelUnavailable(
            f"the server has no room for {queued[0].requests:,} requests in a batch; run again when others have ended,"
            " or with a smaller --batch-requests",
            FailureCode.RATE_LIMITED,
        )

    async def _pause(self) -> None:
        """Report the state, and wait until the next look. Raises Interrupted if the run is to stop."""
        standings = self._standings.values()
        done = sum(standing.completed for standing in standings)
        failed = sum(standing.failed for standing in standings)
        total = sum(standing.total for standing in standings)
        answered = f"{done:,} of {total:,} requests answered, {failed:,} failed"
        self._context.reporter.status(f"{len(standings)} batches at the server: {answered}")
        until = time.monotonic() + self._context.poll
        while (left := until - time.monotonic()) > 0:
            self._check_stop()
            await asyncio.sleep(min(POLL_SECONDS, left))

    def _check_stop(self) -> None:
        """Raise Interrupted if the run is to stop."""
        if self._stop.is_set:
            at_server = self._context.batches.count_sent()
            raise Interrupted(f"stopped; {at_server} batches go on, and the same command takes their answers")
