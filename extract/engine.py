"""Runs the pipeline over many articles, some at a time; each result is in the ledger as soon as it is there.

In: inputs and settings. Out: a run directory with its manifest. One article and a million go the same way. A bad
article is a row of failures, and the rest goes on; only what no article could survive (no model, no disk) ends a run.
"""

import asyncio
import hashlib
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path

from extract.config import Settings
from extract.endpoint import asked, model_name, opened, price_for
from extract.errors import Interrupted, ModelUnavailable
from extract.estimate import SAMPLE, Estimate, estimate
from extract.evaluate import read_gold
from extract.extractor import Extractor, Job, Opening, local
from extract.gauge import Gauge
from extract.manifest import given, manifest
from extract.method import Method, method
from extract.one import Heard, Limited, do_one
from extract.pipeline import Outcome
from extract.price import Price
from extract.read import count, name_of, read
from extract.signals import stopping
from extract.store import Ledger, Result, RunDirectory, article_key
from extract.watch import Watcher
from extract.workers import Stop, work
from schemas import Article, Counts, Failure, RunManifest, Usage


@dataclass(frozen=True)
class Finished:
    """A run that is through."""

    path: Path
    manifest: RunManifest


async def run(
    inputs: Sequence[Path], out: Path | None, settings: Settings, watcher: Watcher, opening: Opening = local
) -> Finished:
    """Extracts all articles of the inputs into a run directory (by default `runs/<name>-<run>`).

    `opening` is what does the articles: this process, or a cluster.
    Raises InputError, ConfigError, StoreError, ModelUnavailable or Interrupted; what was done until then is kept and
    resumed.
    """
    started = datetime.now(UTC)
    how = method(model_name(settings), settings.plan, asked(settings))
    total = sum(count(path, settings.intake) for path in inputs)
    with RunDirectory.open(out or _default_path(inputs, how)) as directory:
        ledger = directory.ledger
        _tell_earlier(ledger, how, watcher)
        await ledger.begin(how.run, _notes(inputs, total, settings))
        job = Job(how, settings, watcher)
        async with opening(job, ledger) as extractor:
            if not (settings.embedded or settings.replay) and total > 1:
                items = chain.from_iterable(read(path, settings.intake) for path in inputs)
                watcher.tell(_estimate(items, total, how, price_for(settings)).told)
            watcher.begin(total)
            task = _Run(ledger, job, extractor)
            try:
                await task.all(chain.from_iterable(read(path, settings.intake) for path in inputs), total)
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
    async with opened(settings, watcher) as model:
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

    def __init__(self, ledger: Ledger, job: Job, extractor: Extractor) -> None:
        self._ledger = ledger
        self._job = job
        self._extractor = extractor
        self._watcher = job.watcher
        self._gauge = Gauge(extractor.gate, time.monotonic())
        self._stop = Stop()
        self._given_up: ModelUnavailable | None = None

    async def all(self, items: Iterator[Article | Failure], total: int) -> None:
        """Does every item, of `total` or so. Raises Interrupted if the run is asked to stop before the end."""
        stop = self._stop
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

    async def _do(self, position: int, item: Article | Failure) -> None:
        key = article_key(item, self._job.how.run) if isinstance(item, Article) else _failure_key(item)
        if not self._job.taped and self._ledger.finished(key):
            await self._ledger.enter(position, key, item.source_id)
            self._gauge.known()
            self._watcher.known(item.source_id)
            return
        try:
            result = await self._extractor.extract(item)
        except Interrupted:  # what it was answered is kept, and it is done when the run is resumed
            return
        except ModelUnavailable as error:  # the calls in flight are awaited and kept
            self._given_up = self._given_up or error
            self._stop.ask()
            self._extractor.gate.stop()
            return
        await self._ledger.keep(position, key, item.source_id, _result(result))
        self._gauge.add(result)
        if isinstance(result, Outcome):
            self._watcher.extracted(result)
        else:
            self._watcher.failed(result)

    async def _pulse(self, total: int) -> None:
        while True:
            await asyncio.sleep(0.5)
            self._watcher.pulse(self._gauge.line(time.monotonic(), total))


def _estimate(items: Iterator[Article | Failure], total: int, how: Method, price: Price | None) -> Estimate:
    sample = [item for item in islice(items, SAMPLE) if isinstance(item, Article)]
    return estimate(sample, total, how, price)


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


def _result(result: Outcome | Failure) -> Result:
    if isinstance(result, Failure):
        return Result(Counts(articles=1, failed=1), Usage(), failure=result)
    made = result.extraction.provenance
    return Result(result.counts, made.usage, made.cost, result.extraction, result.rejected)


def _failure_key(item: Failure) -> str:
    return hashlib.sha256(item.model_dump_json().encode()).hexdigest()


def _default_path(inputs: Sequence[Path], how: Method) -> Path:
    name = name_of(inputs[0]) if len(inputs) == 1 else f"{len(inputs)}-inputs"
    return Path("runs") / f"{name}-{how.run[:8]}"
