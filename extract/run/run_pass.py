"""One pass over the articles of a run: each is known already or is done now, and its result is kept at its place.

In: items in their order, and what does an article. Out: the ledger's rows, and an error if the pass has to stop. It
opens neither inputs nor model, and exports nothing.
"""

import asyncio
import logging
import time
from collections.abc import Iterator

from extract.errors import CommuniqueError, Interrupted, ModelUnavailable, TooManyFailed
from extract.limits.tolerance import Tolerance
from extract.pipeline import Outcome
from extract.run.executor import Extractor, Job
from extract.run.progress_line import Gauge
from extract.run.signals import stopping
from extract.run.workers import Stop, work
from extract.store import Ledger, Result, article_key, row_key
from extract.telemetry.progress import Watcher
from extract.telemetry.tracing import event
from schemas import Article, Counts, Duplicate, Failure, Usage

Item = Article | Failure | Duplicate
"""What stands at a place of the input."""


class Sweep:
    """The articles of one run on their way into the ledger."""

    def __init__(self, ledger: Ledger, job: Job, extractor: Extractor) -> None:
        self._ledger = ledger
        self._job = job
        self._extractor = extractor
        self._watcher = job.watcher
        self._gauge = Gauge(extractor.gate, time.monotonic())
        self._stop = Stop()
        self._given_up: CommuniqueError | None = None

    async def all(self, items: Iterator[Item], total: int) -> None:
        """Does every item, of `total` or so. Raises Interrupted if the run is asked to stop before the end, and
        TooManyFailed."""
        stop = self._stop
        self._tolerance = Tolerance(self._job.settings.fail_over, total)
        pulse = asyncio.create_task(self._pulse(total))
        try:
            with stopping(stop, self._extractor.gate.stop, self._watcher.warn):
                taken = await work(items, self._do, self._extractor.at_once, stop)
        finally:
            pulse.cancel()
        if self._given_up:
            raise self._given_up
        if stop.wanted:
            done = self._ledger.sums().counts
            raise Interrupted(
                f"interrupted; {done.articles - done.failed} articles are done, and the same command resumes"
            )
        await self._ledger.cut(taken)

    async def _do(self, position: int, item: Item) -> None:
        key = article_key(item, self._job.how.run) if isinstance(item, Article) else row_key(item)
        if not self._job.taped and self._ledger.finished(key):
            await self._ledger.enter(position, key, item.source_id)
            self._gauge.known()
            self._tolerance.add(failed=False)
            self._watcher.known(item.source_id)
            event("article.known", logging.DEBUG, source_id=item.source_id)
            return
        try:
            result = item if isinstance(item, Duplicate) else await self._extractor.extract(item)
        except Interrupted:  # what it was answered is kept, and it is done when the run is resumed
            return
        except ModelUnavailable as error:
            self._give_up(error)
            return
        await self._ledger.keep(position, key, item.source_id, _result(result))
        self._gauge.add(result)
        _tell(result, self._watcher)
        self._tolerance.add(failed=isinstance(result, Failure))
        if self._tolerance.passed:
            self._give_up(_too_many(self._tolerance))

    def _give_up(self, error: CommuniqueError) -> None:
        """Ends the run with this error, once the calls in flight are home and kept."""
        self._given_up = self._given_up or error
        self._stop.ask()
        self._extractor.gate.stop()

    async def _pulse(self, total: int) -> None:
        while True:
            await asyncio.sleep(0.5)
            self._watcher.pulse(self._gauge.line(time.monotonic(), total))


def _too_many(tolerance: Tolerance) -> TooManyFailed:
    share = f"{(tolerance.share or 0) * 100:g} %"
    return TooManyFailed(
        f"{tolerance.failed:,} of {tolerance.done:,} articles failed, which is over the {share} of --fail-over;"
        " failures.jsonl says why. Mend it, then run again: it resumes, and tries them again"
    )


def _tell(result: Outcome | Failure | Duplicate, watcher: Watcher) -> None:
    if isinstance(result, Outcome):
        watcher.extracted(result.extraction, result.rejected)
    elif isinstance(result, Duplicate):
        watcher.duplicate(result)
    else:
        watcher.failed(result)


def _result(result: Outcome | Failure | Duplicate) -> Result:
    if isinstance(result, Duplicate):
        return Result(Counts(articles=1, duplicate=1), Usage(), duplicate=result)
    if isinstance(result, Failure):
        return Result(Counts(articles=1, failed=1), Usage(), failure=result)
    made = result.extraction.provenance
    return Result(result.counts, made.usage, made.cost, result.extraction, result.rejected)
