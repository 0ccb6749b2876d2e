"""The workers of a run, from the driver's side: articles are dealt to whoever has least to do, the dead are replaced.

An article that a worker died over is given to another one; what was answered for it stands in the ledger. One over
which several died is a failure, so that it does not take the whole run with it; the last of them had nothing else to
do, so that no article is blamed for another one.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from functools import partial
from math import ceil

from extract.errors import ModelUnavailable
from extract.pipeline import Outcome
from extract.run.article_task import spanned
from extract.run.cluster.handle import Died, Process, Services, WorkerHandle
from extract.run.cluster.worker import Brief
from extract.run.executor import Extractor, Job
from extract.run.open_model import NOTHING, gate_of
from extract.store import Ledger
from schemas import Article, Failure, FailureCode, Stage

LIVES = 3
"""Workers that may die over one article, or one after the other before their model is open."""

Spawn = Callable[[], Awaitable[Process]]
"""Starts a process. Raises Died if it ended at once, ModelUnavailable if none can be had."""


@asynccontextmanager
async def pool(job: Job, ledger: Ledger, spawn: Spawn, size: int) -> AsyncIterator[Extractor]:
    """So many workers, the first of which is ready. Raises what a worker raises that cannot open its model."""
    at_once = job.settings.concurrency * (size if job.settings.embedded else 1)
    gate = gate_of(replace(job.settings, concurrency=at_once), job.watcher, ledger.spent().cost or NOTHING)
    workers = _Pool(Services(ledger, gate, job.watcher), Brief.of(job.settings), spawn, each=ceil(at_once / size))
    job.watcher.preparing(f"starting {size} workers", 0, 0)
    workers.hire(size)
    try:
        await workers.ready()
        yield Extractor(workers.extract, gate, at_once)
    finally:
        await workers.dismiss()


class _Pool:
    """All workers of a run."""

    def __init__(self, services: Services, brief: Brief, spawn: Spawn, each: int) -> None:
        """`each` worker has at most so many articles, so that the first one that is ready does not take all."""
        self._each = each
        self._services = services
        self._brief = brief
        self._spawn = spawn
        self._handles: list[WorkerHandle] = []
        self._places: list[asyncio.Task[None]] = []
        self._news = asyncio.Condition()
        self._broken: Exception | None = None

    def hire(self, size: int) -> None:
        self._places = [asyncio.create_task(self._place(number)) for number in range(1, size + 1)]

    async def dismiss(self) -> None:
        """Ends all workers."""
        await asyncio.gather(*(handle.close() for handle in self._handles if handle.alive))
        for place in self._places:
            place.cancel()
        await asyncio.gather(*self._places, return_exceptions=True)

    async def ready(self) -> WorkerHandle:
        """The worker that has least to do, as soon as one has time. Raises what a worker cannot open its model for."""
        async with self._news:
            await self._news.wait_for(lambda: self._free() or self._broken)
        if self._broken:
            raise self._broken
        return min(self._free(), key=lambda handle: handle.articles)

    async def _emptied(self) -> WorkerHandle:
        """A worker that has nothing to do and is given nothing. Raises what `ready` raises."""
        while True:
            handle = await self.ready()
            handle.reserved = True
            async with self._news:
                await self._news.wait_for(partial(self._settled, handle))
            if self._broken:
                raise self._broken
            if handle.alive:
                return handle

    def _settled(self, handle: WorkerHandle) -> bool:
        """Whether nothing is under way in a worker any more."""
        return bool(self._broken) or not handle.alive or not handle.articles

    async def extract(self, item: Article | Failure) -> Outcome | Failure:
        """Raises what `do_one` raises."""
        return await spanned(item, self._dealt)

    async def _dealt(self, item: Article) -> Outcome | Failure:
        """What a worker makes of it, the first one that lives."""
        for left in reversed(range(LIVES)):
            handle = await (self.ready() if left else self._emptied())
            try:
                return await handle.do(item)
            except Died:
                continue
            finally:
                handle.reserved = handle.reserved and bool(left)
                await self._tell()
        message = f"{LIVES} workers died over it; try it alone on one machine, and please report it"
        return Failure(
            source_id=item.source_id,
            path=item.path,
            stage=Stage.EXTRACT,
            error=FailureCode.INTERNAL,
            message=message,
            attempts=LIVES,
        )

    async def _place(self, number: int) -> None:
        """Has one worker after the other, until one cannot open its model."""
        unopened = 0
        try:
            while unopened < LIVES:
                unopened = 0 if await self._life(number) else unopened + 1
            raise ModelUnavailable(
                f"{LIVES} workers in a row died before their model was open; see the logs of Ray on their machine"
            )
        except Exception as error:  # whatever it is, it ends the run
            await self._tell(error)

    async def _life(self, number: int) -> bool:
        """One worker from its start to its death; whether its model was open. Raises what it cannot be opened for."""
        name, opened = f"worker {number}", False
        with suppress(Died):
            process = await self._spawn()
            try:
                name = f"worker {number} ({await process.where()})"
                opened = await self._work(WorkerHandle(process, self._services), name)
            finally:
                process.end()  # one that only cannot be reached must not go on
        self._services.watcher.warn(f"{name} died; its articles go to another, and what was answered is kept")
        return opened

    async def _work(self, handle: WorkerHandle, name: str) -> bool:
        """Until the worker dies; whether its model was open. Raises what it cannot be opened for."""
        talking = asyncio.create_task(handle.talk())
        try:
            await handle.open(self._brief)
            self._services.watcher.tell(f"{name} is ready")
            self._handles.append(handle)
            await self._tell()
            await talking
            return True
        finally:
            talking.cancel()
            self._handles = [one for one in self._handles if one is not handle]

    def _free(self) -> list[WorkerHandle]:
        return [
            handle for handle in self._handles if handle.alive and not handle.reserved and handle.articles < self._each
        ]

    async def _tell(self, broken: Exception | None = None) -> None:
        self._broken = self._broken or broken
        async with self._news:
            self._news.notify_all()
