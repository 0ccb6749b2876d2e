"""One pass over the articles of a run: reuse stored results, compute the rest, store each at its position.

In: items in input order, and an executor. Out: rows of the ledger. The pass opens neither inputs nor model, and
exports nothing.
"""

import asyncio
import logging
import time
from collections.abc import Iterator

from extract.errors import CommuniqueError, Interrupted, ModelUnavailable, TooManyFailed
from extract.limits.tolerance import Tolerance
from extract.pipeline import Outcome
from extract.run.context import RunContext
from extract.run.executor import Executor
from extract.run.progress_line import ProgressLine
from extract.run.signals import stop_on_signals
from extract.run.workers import StopFlag, run_workers
from extract.store import ArticleResult, Ledger, hash_article, hash_row
from extract.telemetry.progress import ProgressReporter
from extract.telemetry.tracing import emit_event
from schemas import Article, Counts, Duplicate, Failure, Usage

InputItem = Article | Failure | Duplicate
"""What the input holds at a position."""

STATUS_SECONDS = 0.5
"""Seconds between two status lines."""


class RunPass:
    """Processes items and stores their results."""

    def __init__(self, ledger: Ledger, context: RunContext, executor: Executor) -> None:
        self._ledger = ledger
        self._context = context
        self._executor = executor
        self._reporter = context.reporter
        self._progress = ProgressLine(executor.gate, time.monotonic())
        self._stop = StopFlag()
        self._error: CommuniqueError | None = None

    async def process_all(self, items: Iterator[tuple[int, InputItem]], total: int) -> int:
        """Process every item, each given with its position, and return their number; `total` is an estimate of it.

        Raises Interrupted if a signal stops the pass before its end, TooManyFailed, ModelUnavailable or StoreError.
        """
        self._tolerance = Tolerance(self._context.settings.fail_over, total)
        status = asyncio.create_task(self._report_status(total))
        try:
            with stop_on_signals(self._stop, self._executor.gate.stop, self._reporter.warn):
                taken = await run_workers(items, self._process, self._executor.concurrency, self._stop)
        finally:
            status.cancel()
        if self._error:
            raise self._error
        if self._stop.is_set:
            counts = self._ledger.sum_results().counts
            raise Interrupted(
                f"interrupted; {counts.articles - counts.failed} articles are done, and the same command resumes"
            )
        return taken

    async def _process(self, _: int, placed: tuple[int, InputItem]) -> None:
        position, item = placed
        key = hash_article(item, self._context.method.id) if isinstance(item, Article) else hash_row(item)
        if not self._context.uses_cassettes and self._ledger.find_counts(key):
            await self._reuse(position, key, item)
            return
        try:
            result = item if isinstance(item, Duplicate) else await self._executor.process(item)
        except Interrupted:  # the ledger keeps its answers, and the next run finishes it
            return
        except ModelUnavailable as error:
            self._give_up(error)
            return
        await self._ledger.store_result(position, key, item.source_id, ledger_row(result))
        self._progress.add(result)
        _report_result(result, self._reporter)
        self._tolerance.add(failed=isinstance(result, Failure))
        if self._tolerance.passed:
            self._give_up(_too_many_failed(self._tolerance))

    async def _reuse(self, position: int, key: str, item: InputItem) -> None:
        await self._ledger.reuse_result(position, key, item.source_id)
        self._progress.add_reused()
        self._tolerance.add(failed=False)
        self._reporter.reused(item.source_id)
        emit_event("article.known", logging.DEBUG, source_id=item.source_id)

    def _give_up(self, error: CommuniqueError) -> None:
        """End the pass with this error once the calls in flight have returned and are stored."""
        self._error = self._error or error
        self._stop.set()
        self._executor.gate.stop()

    async def _report_status(self, total: int) -> None:
        while True:
            await asyncio.sleep(STATUS_SECONDS)
            self._reporter.status(self._progress.format(time.monotonic(), total))


def _too_many_failed(tolerance: Tolerance) -> TooManyFailed:
    share = f"{(tolerance.share or 0) * 100:g} %"
    return TooManyFailed(
        f"{tolerance.failed:,} of {tolerance.done:,} articles failed, which is over the {share} of --fail-over;"
        " failures.jsonl says why. Fix the cause, then run again: it resumes, and tries them again"
    )


def _report_result(result: Outcome | Failure | Duplicate, reporter: ProgressReporter) -> None:
    if isinstance(result, Outcome):
        reporter.extracted(result.extraction, result.rejected)
    elif isinstance(result, Duplicate):
        reporter.duplicate(result)
    else:
        reporter.failed(result)


def ledger_row(result: Outcome | Failure | Duplicate) -> ArticleResult:
    """Return a result as the ledger keeps it."""
    if isinstance(result, Duplicate):
        return ArticleResult(Counts(articles=1, duplicate=1), Usage(), duplicate=result)
    if isinstance(result, Failure):
        return ArticleResult(Counts(articles=1, failed=1), Usage(), failure=result)
    provenance = result.extraction.provenance
    return ArticleResult(result.counts, provenance.usage, provenance.cost, result.extraction, result.rejected)
