"""What processes the articles of a run: this process or the workers of a cluster.

The executor opens the model and the gate that limits its calls. It reads no input and stores no result.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

from extract.limits.balancer import AnyGate
from extract.optional_import import need
from extract.run.article_task import Core, InProcessCore, ProcessArticle, build_task
from extract.run.context import RunContext
from extract.run.core.pool import CorePool
from extract.run.open_model import ZERO_COST, build_gate, open_model
from extract.settings.conflicts import RAY
from extract.settings.settings import Settings
from extract.store import Ledger

ARTICLES_PER_CALL = 3
"""Articles under way for each call that may be, if a server answers them and worker processes analyse them."""


@dataclass(frozen=True)
class Executor:
    """Processes articles with a model that is open, here or on other machines."""

    process: ProcessArticle
    gate: AnyGate
    """All calls pass it."""
    concurrency: int
    """Articles that can be processed at a time."""


OpenExecutor = Callable[[RunContext, Ledger], AbstractAsyncContextManager[Executor]]
"""Opens an executor. Raises ModelUnavailable if the model cannot be had, ConfigError if the settings are wrong."""


def choose_executor(settings: Settings) -> OpenExecutor:
    """Return what opens the executor of `settings.engine`. Raises ConfigError if its library is not installed."""
    if settings.engine == RAY:
        need("ray")
        from extract.run.cluster.on_ray import open_ray_executor

        return open_ray_executor
    return open_local_executor


@asynccontextmanager
async def open_core(context: RunContext) -> AsyncIterator[Core]:
    """Open what runs the pipeline: as many worker processes as the settings say, or this process for 0."""
    if not context.settings.workers:
        yield InProcessCore(context.method)
        return
    async with CorePool(context.method, context.settings.workers, context.settings.article_timeout) as pool:
        yield pool


@asynccontextmanager
async def open_local_executor(context: RunContext, ledger: Ledger | None) -> AsyncIterator[Executor]:
    """Open the model in this process; without a ledger no answer is kept. Raises ModelUnavailable or ConfigError."""
    spent = ledger.sum_attempts().cost if ledger else None
    gate = build_gate(context.settings, context.reporter, spent or ZERO_COST)
    async with (
        open_core(context) as core,
        open_model(context.settings, context.reporter, gate, context.negotiation) as model,
    ):
        yield Executor(build_task(context, model, ledger, core).process, gate, articles_at_a_time(context.settings))


def articles_at_a_time(settings: Settings) -> int:
    """Return how many articles are processed at a time so that as many calls as allowed are under way.

    While some articles are analysed or stored, others are asked about.
    """
    waits = settings.workers and not (settings.embedded or settings.replay)
    return settings.concurrency * (ARTICLES_PER_CALL if waits else 1)
