"""Runs the pipeline over many articles, some at a time; each result is in the ledger as soon as it is there.

In: inputs and settings. Out: a run directory with its manifest. One article and a million go the same way. A bad
article is a row of failures, and the rest goes on; only what no article could survive (no model, no disk) ends a run.
"""

import asyncio
import json
import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path

from extract.batch import Rounds
from extract.batch.context import Context
from extract.config import Settings
from extract.distinct import distinct
from extract.endpoint import NOTHING, Opened, asked, model_name, opened
from extract.errors import CommuniqueError, Interrupted, ModelUnavailable, TooManyFailed
from extract.estimate import SAMPLE, Estimate, estimate
from extract.evaluate import read_gold
from extract.gauge import Gauge
from extract.limits.tolerance import Tolerance
from extract.manifest import given, manifest
from extract.method import Method, method
from extract.model.client import Client
from extract.observe import observed
from extract.one import Heard, Limited, do_one
from extract.pipeline import Outcome
from extract.read import count, name_of, read
from extract.resume import Remembering
from extract.signals import stopping
from extract.spans import Kind, event, heard, span
from extract.store import Batches, Ledger, Result, RunDirectory, article_key, row_key
from extract.watch import Watcher
from extract.workers import Stop, work
from schemas import Article, Counts, Duplicate, Failure, RunManifest, Usage

Item = Article | Failure | Duplicate
"""What stands at a place of the input."""


@dataclass(frozen=True)
class Finished:
    """A run that is through."""

    path: Path
    manifest: RunManifest


async def run(inputs: Sequence[Path], out: Path | None, settings: Settings, watcher: Watcher) -> Finished:
    """Extracts all articles of the inputs into a run directory (by default `runs/<name>-<run>`).

    Raises InputError, ConfigError, StoreError, ModelUnavailable, TooManyFailed or Interrupted; what was done until then
    is kept and resumed.
    """
    started = datetime.now(UTC)
    how = method(model_name(settings), settings.plan, asked(settings))
    total = sum(count(path, settings.intake) for path in inputs)
    with (
        RunDirectory.open(out or _default_path(inputs, how)) as directory,
        observed(settings, watcher.warn),
        _run_span(how, total, directory.ledger),
    ):
        ledger = directory.ledger
        _tell_earlier(ledger, how, watcher)
        await ledger.begin(how.run, _notes(inputs, total, settings))
        async with opened(settings, watcher, ledger.spent().cost or NOTHING) as model:
            if not (settings.embedded or settings.replay) and total > 1:
                sample = chain.from_iterable(read(path, settings.intake) for path in inputs)
                watcher.tell(_estimate(sample, total, how, model).told)
            watcher.begin(total)
            try:
                await _asked(_Parts(directory, how, model, settings, watcher), inputs, total)
            finally:
                if not directory.complete:
                    directory.export()
        made = manifest(how, settings, ledger.sums(), ledger.spent(), started)
        directory.finish(made)
        return Finished(directory.path, made)


async def evaluate(gold: Path, settings: Settings, watcher: Watcher, out: Path | None = None) -> list[Outcome]:
    """The outcomes of the articles of a gold file, in its order; written to `out` as JSON Lines if it is given.

    Raises InputError, ConfigError or ModelUnavailable. An article that failed is told to the watcher and left out.
    """
    how = method(model_name(settings), settings.plan, asked(settings))
    articles = [entry.article for entry in read_gold(gold)]
    outcomes: dict[int, Outcome] = {}
    async with opened(replace(settings, via="calls"), watcher) as model:
        watcher.begin(len(articles))
        asking = Limited(model.client, settings.concurrency)

        async def do(number: int, article: Article) -> None:
            result = await do_one(article, model, Heard(asking, article, watcher), how)
            if isinstance(result, Outcome):
                outcomes[number] = result
                watcher.extracted(result)
            else:
                watcher.failed(result)

        await work(iter(articles), do, settings.concurrency)
    found = [outcomes[number] for number in sorted(outcomes)]
    if out:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text("".join(o.extraction.model_dump_json() + "\n" for o in found), encoding="utf-8")
    return found


class _Run:
    """The articles of one run on their way into the ledger."""

    def __init__(self, ledger: Ledger, how: Method, model: Opened, settings: Settings, watcher: Watcher) -> None:
        self._ledger = ledger
        self._how = how
        self._model = model
        self._watcher = watcher
        self._gauge = Gauge(model.gate, time.monotonic())
        self._workers = settings.concurrency
        self._stop = Stop()
        self._fail_over = settings.fail_over
        self._given_up: CommuniqueError | None = None
        self._taped = bool(settings.replay or settings.record)
        """Every call belongs on a tape, so that nothing is taken from the ledger."""
        remembering = Remembering(model.client, ledger, model.endpoint, model.price)
        bare = self._taped or settings.via == "batch"
        self._asking = Limited(model.client if bare else remembering, settings.concurrency)

    async def all(self, items: Iterator[Item], total: int) -> None:
        """Does every item, of `total` or so. Raises Interrupted if the run is asked to stop before the end, and
        TooManyFailed."""
        stop = self._stop
        self._tolerance = Tolerance(self._fail_over, total)
        pulse = asyncio.create_task(self._pulse(total))
        try:
            with stopping(stop, self._model.gate.stop, self._watcher.warn):
                taken = await work(items, self._do, self._workers, stop)
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
        key = article_key(item, self._how.run) if isinstance(item, Article) else row_key(item)
        if not self._taped and self._ledger.finished(key):
            await self._ledger.enter(position, key, item.source_id)
            self._gauge.known()
            self._tolerance.add(failed=False)
            self._watcher.known(item.source_id)
            event("article.known", logging.DEBUG, source_id=item.source_id)
            return
        try:
            result = item if isinstance(item, Duplicate) else await self._one(item)
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

    async def _one(self, item: Article | Failure) -> Outcome | Failure:
        return await do_one(item, self._model, Heard(self._asking, item, self._watcher), self._how)

    def _give_up(self, error: CommuniqueError) -> None:
        """Ends the run with this error, once the calls in flight are home and kept."""
        self._given_up = self._given_up or error
        self._stop.ask()
        self._model.gate.stop()

    async def _pulse(self, total: int) -> None:
        while True:
            await asyncio.sleep(0.5)
            self._watcher.pulse(self._gauge.line(time.monotonic(), total))


@dataclass(frozen=True)
class _Parts:
    """What a run works with."""

    directory: RunDirectory
    how: Method
    model: Opened
    settings: Settings
    watcher: Watcher


async def _asked(parts: _Parts, inputs: Sequence[Path], total: int) -> None:
    """Does all articles of the inputs: in one pass by calls, or in passes between batches."""
    ledger, settings = parts.directory.ledger, parts.settings

    async def once(asking: Client, watcher: Watcher) -> None:
        task = _Run(ledger, parts.how, replace(parts.model, client=asking), settings, watcher)
        with _sifted(chain.from_iterable(read(path, settings.intake) for path in inputs), settings) as items:
            await task.all(items, total)

    if settings.via == "batch":
        await Rounds(_context(parts), ledger).all(once)
        return
    if waiting := sum(batch.sent for batch in Batches(ledger).under_way()):
        parts.watcher.warn(f"{waiting} batches of an earlier run are at the server; --via batch takes their answers")
    await once(parts.model.client, parts.watcher)


def _context(parts: _Parts) -> Context:
    return Context(
        batches=Batches(parts.directory.ledger),
        folder=parts.directory.path / "batches",
        endpoint=parts.model.endpoint,
        price=parts.model.price,
        budget=parts.model.gate.budget,
        watcher=parts.watcher,
        poll=parts.settings.poll,
        requests=parts.settings.batch_requests,
    )


@contextmanager
def _run_span(how: Method, total: int, ledger: Ledger) -> Iterator[None]:
    """A span around a run, with what it came to."""
    with span(Kind.RUN, run=how.run, model=how.model, plan=how.plan.name, articles=total) as seen:
        try:
            yield
        finally:
            if heard():
                counts, spent = ledger.sums().counts, ledger.spent()
                usage = spent.usage.model_dump(include={"calls", "tokens_in", "tokens_out", "tokens_cached"})
                told = counts.model_dump(include={"extracted", "empty", "duplicate", "failed", "records", "rejected"})
                seen.set(**told, **usage, cost=None if spent.cost is None else str(spent.cost))


def _too_many(tolerance: Tolerance) -> TooManyFailed:
    share = f"{(tolerance.share or 0) * 100:g} %"
    return TooManyFailed(
        f"{tolerance.failed:,} of {tolerance.done:,} articles failed, which is over the {share} of --fail-over;"
        " failures.jsonl says why. Mend it, then run again: it resumes, and tries them again"
    )


def _sifted(items: Iterator[Article | Failure], settings: Settings) -> AbstractContextManager[Iterator[Item]]:
    """The items, duplicates in the place of copies unless these are to be coded too."""
    return distinct(items) if settings.duplicates == "skip" else nullcontext(items)


def _estimate(items: Iterator[Article | Failure], total: int, how: Method, model: Opened) -> Estimate:
    sample = [item for item in islice(items, SAMPLE) if isinstance(item, Article)]
    return estimate(sample, total, how, model.price)


def _tell_earlier(ledger: Ledger, how: Method, watcher: Watcher) -> None:
    """Tells what an earlier run left here."""
    before = ledger.meta("run")
    if before not in (None, how.run):
        watcher.warn(f"{ledger.path.parent} held run {before}; what this run ({how.run}) asks anew is asked anew")
    if lost := ledger.lost():
        watcher.warn(f"{lost} calls were in flight when this run was killed; they may have been paid, and are repeated")


def _notes(inputs: Sequence[Path], total: int, settings: Settings) -> dict[str, str]:
    """What `status` and `retry` need to know of a run."""
    return {
        "inputs": json.dumps([str(path.resolve()) for path in inputs]),
        "settings": json.dumps(given(settings)),
        "total": str(total),
    }


def _tell(result: Outcome | Failure | Duplicate, watcher: Watcher) -> None:
    if isinstance(result, Outcome):
        watcher.extracted(result)
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


def _default_path(inputs: Sequence[Path], how: Method) -> Path:
    name = name_of(inputs[0]) if len(inputs) == 1 else f"{len(inputs)}-inputs"
    return Path("runs") / f"{name}-{how.run[:8]}"
