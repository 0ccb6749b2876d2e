"""The workers of a run, seen from the driver: send each article to the least busy worker, replace the dead ones.

An article over which a worker died goes to another one; its answers so far are in the ledger. An article over which
several workers died becomes a failure, so that it does not end the run. The last of these workers had nothing else to
do, so that no article is blamed for another.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from functools import partial
from math import ceil

from extract.errors import ModelUnavailable
from extract.pipeline import Outcome
from extract.run.article_task import trace_article
from extract.run.cluster.handle import Process, Services, WorkerDied, WorkerHandle
from extract.run.cluster.worker import WorkerConfig
from extract.run.context import RunContext
from extract.run.executor import Executor
from extract.run.open_model import ZERO_COST, build_gate
from extract.store import Ledger
from schemas import Article, Failure, FailureCode, Stage

MAX_DEATHS = 3
"""Workers that may die over one article, or one after another before their model is open."""

Spawn = Callable[[], Awaitable[Process]]
"""Starts a process. Raises WorkerDied if it ended at once, ModelUnavailable if none can be had."""


@asynccontextmanager
async def open_pool(context: RunContext, ledger: Ledger, spawn: Spawn, size: int) -> AsyncIterator[Executor]:
    """Start `size` workers, and wait for the first to be ready. Raises the error of a worker that cannot open its
    model."""
    settings, reporter = context.settings, context.reporter
    concurrency = settings.concurrency * (size if settings.embedded else 1)
    gate = build_gate(replace(settings, concurrency=concurrency), reporter, ledger.sum_attempts().cost or ZERO_COST)
    services = Services(ledger, gate, reporter, context.negotiation)
    workers = _Pool(services, WorkerConfig.of(settings), spawn, capacity=ceil(concurrency / size))
    reporter.preparing(f"starting {size} workers", 0, 0)
    workers.start(size)
    try:
        await workers.get_ready()
        yield Executor(workers.process, gate, concurrency)
    finally:
        await workers.stop()


class _Pool:
    """All workers of a run."""

    def __init__(self, services: Services, config: WorkerConfig, spawn: Spawn, capacity: int) -> None:
        """`capacity` bounds the articles of one worker, so that the first ready worker does not take all."""
        self._capacity = capacity
        self._services = services
        self._config = config
        self._spawn = spawn
        self._handles: list[WorkerHandle] = []
        self._slots: list[asyncio.Task[None]] = []
        self._changed = asyncio.Condition()
        self._error: Exception | None = None

    def start(self, size: int) -> None:
        """Start the workers."""
        self._slots = [asyncio.create_task(self._fill_slot(number)) for number in range(1, size + 1)]

    async def stop(self) -> None:
        """Close all workers."""
        await asyncio.gather(*(handle.close() for handle in self._handles if handle.alive))
        for slot in self._slots:
            slot.cancel()
        await asyncio.gather(*self._slots, return_exceptions=True)

    async def get_ready(self) -> WorkerHandle:
        """Wait for a worker with room, and return the least busy one. Raises the error that ended the workers."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._with_room() or self._error)
        if self._error:
            raise self._error
        return min(self._with_room(), key=lambda handle: handle.articles)

    async def _get_idle(self) -> WorkerHandle:
        """Reserve a worker, and wait until it has nothing to do. Raises what `get_ready` raises."""
        while True:
            handle = await self.get_ready()
            handle.reserved = True
            async with self._changed:
                await self._changed.wait_for(partial(self._is_settled, handle))
            if self._error:
                raise self._error
            if handle.alive:
                return handle

    def _is_settled(self, handle: WorkerHandle) -> bool:
        """Whether nothing is under way in the worker any more."""
        return bool(self._error) or not handle.alive or not handle.articles

    async def process(self, item: Article | Failure) -> Outcome | Failure:
        """Process an article in a worker. Raises what `ArticleTask.process` raises."""
        return await trace_article(item, self._dispatch)

    async def _dispatch(self, article: Article) -> Outcome | Failure:
        """Send the article to one worker after another until one survives it."""
        for left in reversed(range(MAX_DEATHS)):
            handle = await (self.get_ready() if left else self._get_idle())
            try:
                return await handle.process(article)
            except WorkerDied:
                continue
            finally:
                handle.reserved = handle.reserved and bool(left)
                await self._notify()
        message = f"{MAX_DEATHS} workers died over it; try it alone on one machine, and please report it"
        return Failure(
            source_id=article.source_id,
            path=article.path,
            stage=Stage.EXTRACT,
            error=FailureCode.INTERNAL,
            message=message,
            attempts=MAX_DEATHS,
        )

    async def _fill_slot(self, number: int) -> None:
        """Run one worker after another, until one cannot open its model."""
        unopened = 0
        try:
            while unopened < MAX_DEATHS:
                unopened = 0 if await self._run_worker(number) else unopened + 1
            raise ModelUnavailable(
                f"{MAX_DEATHS} workers in a row died before their model was open; see the logs of Ray on their machine"
            )
        except Exception as error:  # any error ends the run
            await self._notify(error)

    async def _run_worker(self, number: int) -> bool:
        """Run a worker from its start to its death; return whether its model was open. Raises the error of its
        opening."""
        name, opened = f"worker {number}", False
        with suppress(WorkerDied):
            process = await self._spawn()
            try:
                name = f"worker {number} ({await process.where()})"
                opened = await self._serve(WorkerHandle(process, self._services), name)
            finally:
                process.kill()  # a worker that only cannot be reached must not go on
        self._services.reporter.warn(f"{name} died; its articles go to another, and what was answered is kept")
        return opened

    async def _serve(self, handle: WorkerHandle, name: str) -> bool:
        """Serve a worker until it dies; return whether its model was open. Raises the error of its opening."""
        exchange = asyncio.create_task(handle.exchange_messages())
        try:
            await handle.open(self._config)
            self._services.reporter.info(f"{name} is ready")
            self._handles.append(handle)
            await self._notify()
            await exchange
            return True
        finally:
            exchange.cancel()
            self._handles = [other for other in self._handles if other is not handle]

    def _with_room(self) -> list[WorkerHandle]:
        return [
            handle
            for handle in self._handles
            if handle.alive and not handle.reserved and handle.articles < self._capacity
        ]

    async def _notify(self, error: Exception | None = None) -> None:
        self._error = self._error or error
        async with self._changed:
            self._changed.notify_all()
