"""An open extractor: the model, the workers and the folder of its options, as a run of the command line has them.

In: an article, or the failure to read one. Out: its extraction, or why there is none.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from extract.api.kept_run import KeptRun
from extract.api.log_reporter import LogReporter
from extract.api.options import Choice
from extract.errors import TooManyFailed
from extract.limits.tolerance import LEAST, Tolerance
from extract.optional_import import extras_named
from extract.pipeline import Outcome
from extract.run.collection.database import refuse_collection
from extract.run.context import RunContext, choose_method
from extract.run.executor import Executor, choose_executor, open_local_executor
from extract.run.observers import attach_listeners
from extract.run.open_model import build_negotiation
from extract.store import RunDirectory
from schemas import Article, ArticleExtraction, Failure


@dataclass(frozen=True)
class Session:
    """Processes articles with a model that is open."""

    executor: Executor
    kept: KeptRun | None
    """Where the results are stored, if they are."""
    tolerance: Tolerance

    async def process(self, item: Article | Failure) -> ArticleExtraction | Failure:
        """Return the extraction of an article, or its failure.

        Raises what affects every article: ModelUnavailable, StoreError or TooManyFailed.
        """
        with extras_named():
            result = await self._process(item)
        self.tolerance.add(failed=isinstance(result, Failure))
        if self.tolerance.passed:
            share = f"{(self.tolerance.share or 0) * 100:g} %"
            raise TooManyFailed(
                f"{self.tolerance.failed:,} of {self.tolerance.done:,} articles failed, which is over the {share} of"
                f" fail_over; the last one is {item.source_id}: {result.message if isinstance(result, Failure) else ''}"
            )
        return result

    async def _process(self, item: Article | Failure) -> ArticleExtraction | Failure:
        if self.kept:
            return await self.kept.process(item, self.executor.process)
        result = await self.executor.process(item)
        return result.extraction if isinstance(result, Outcome) else result


@asynccontextmanager
async def open_session(choice: Choice) -> AsyncIterator[Session]:
    """Open the model and the folder; at the end, finish the folder.

    Raises ConfigError, StoreError or ModelUnavailable.
    """
    settings, reporter = choice.settings, LogReporter()
    method = choose_method(settings)
    refuse_collection(choice.out or choice.cache)
    with _open_folder(choice.out or choice.cache) as directory, attach_listeners(settings, reporter.warn):
        context = RunContext(method, settings, reporter, build_negotiation(settings, reporter))
        kept = KeptRun(directory, context) if directory and choice.out else None
        if kept:
            await kept.begin()
        opened = (
            choose_executor(settings)(context, directory.ledger) if directory else open_local_executor(context, None)
        )
        async with opened as executor:
            yield Session(executor, kept, Tolerance(settings.fail_over, LEAST))
        if kept:
            await kept.finish()


@contextmanager
def _open_folder(path: Path | None) -> Iterator[RunDirectory | None]:
    if path is None:
        yield None
        return
    with RunDirectory.open(path) as directory:
        yield directory
