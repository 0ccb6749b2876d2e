"""What makes outcomes of articles: this process, or several of them; the engine need not know which.

In: a job, and the ledger that remembers what was answered. Out: a function that does one article, and the gate that
all its calls pass. It reads no input and keeps no result: that is the engine's part.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

from extract.ask.method import Method
from extract.limits.balancer import AnyGate
from extract.model.caching_model import Memory
from extract.pipeline import Outcome
from extract.run.article_task import do_one
from extract.run.model_stack import ModelStack
from extract.run.open_model import NOTHING, Opened, gate_of, opened
from extract.settings.settings import Settings
from extract.store import Ledger
from extract.telemetry.progress import Watcher
from schemas import Article, Failure

Extract = Callable[[Article | Failure], Awaitable[Outcome | Failure]]
"""Does one article. Raises what `do_one` raises."""


@dataclass(frozen=True)
class Job:
    """What is done with every article of a run."""

    how: Method
    settings: Settings
    watcher: Watcher

    @property
    def taped(self) -> bool:
        """Whether every call belongs on a tape, so that nothing is taken from the ledger."""
        return bool(self.settings.replay or self.settings.record)


@dataclass(frozen=True)
class Extractor:
    """A model that is open, wherever it is."""

    extract: Extract
    gate: AnyGate
    """What all calls pass."""
    at_once: int
    """Articles that it can do at a time."""


Opening = Callable[[Job, Ledger], AbstractAsyncContextManager[Extractor]]


@asynccontextmanager
async def local(job: Job, ledger: Ledger) -> AsyncIterator[Extractor]:
    """This process. Raises ModelUnavailable if the model cannot be had, ConfigError if there is none such."""
    gate = gate_of(job.settings, job.watcher, ledger.spent().cost or NOTHING)
    async with opened(job.settings, job.watcher, gate) as model:
        yield Extractor(extracting(job, model, ledger), gate, job.settings.concurrency)


def extracting(job: Job, model: Opened, memory: Memory) -> Extract:
    """What does one article with an open model; what `memory` holds is not asked again."""
    uncached = job.taped or job.settings.via == "batch"  # the batch client reads the ledger itself
    stack = ModelStack(model, job.settings.concurrency, job.watcher, None if uncached else memory)

    async def extract(item: Article | Failure) -> Outcome | Failure:
        return await do_one(item, model, stack.for_article(item), job.how)

    return extract
