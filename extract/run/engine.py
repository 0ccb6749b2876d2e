"""Runs the pipeline over many articles, some at a time; each result is in the ledger as soon as it is there.

In: inputs and settings. Out: a run directory with its manifest. One article and a million go the same way. A bad
article is a row of failures, and the rest goes on; only what no article could survive (no model, no disk) ends a run.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path

from extract.ask.method import Method, build_method
from extract.dedup.filter import distinct
from extract.errors import InputError
from extract.limits.budget import Budget
from extract.model.client import Client
from extract.model.price import Price
from extract.read import count, name_of, read
from extract.run.batch import Rounds
from extract.run.batch.context import Context
from extract.run.estimate import SAMPLE, Estimate, estimate
from extract.run.executor import Extractor, Job, Opening, extracting, local
from extract.run.manifest import given, manifest
from extract.run.observers import observed
from extract.run.open_model import NOTHING, Opened, asked, gate_of, model_name, opened, price_for
from extract.run.run_pass import Item, Sweep
from extract.settings.settings import Settings
from extract.store import Batches, Ledger, RunDirectory
from extract.telemetry.progress import Watcher
from extract.telemetry.tracing import Kind, heard, span
from schemas import Article, Failure, RunManifest


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
    Raises InputError, ConfigError, StoreError, ModelUnavailable, TooManyFailed or Interrupted; what was done until then
    is kept and resumed.
    """
    started = datetime.now(UTC)
    how = build_method(model_name(settings), settings.plan, asked(settings))
    total = _total(inputs, settings)
    with (
        RunDirectory.open(out or _default_path(inputs, how)) as directory,
        observed(settings, watcher.warn),
        _run_span(how, total, directory.ledger),
    ):
        ledger = directory.ledger
        _tell_earlier(ledger, how, watcher)
        await ledger.begin(how.run, _notes(inputs, total, settings))
        await _asked(_Parts(directory, Job(how, settings, watcher), inputs, total), opening)
        made = manifest(how, settings, ledger.sums(), ledger.spent(), started)
        directory.finish(made)
        return Finished(directory.path, made)


def _total(inputs: Sequence[Path], settings: Settings) -> int:
    """How many items the inputs hold. Raises InputError if they hold none."""
    if total := sum(count(path, settings.intake) for path in inputs):
        return total
    raise InputError(
        f"there is no article in {', '.join(map(str, inputs))}: it is empty, or --include and --exclude leave nothing"
        " of it; give another input, or change these"
    )


@dataclass(frozen=True)
class _Parts:
    """What a run works with."""

    directory: RunDirectory
    job: Job
    inputs: Sequence[Path]
    total: int
    """Articles in the inputs, or so."""

    def read(self) -> Iterator[Article | Failure]:
        """The inputs from their beginning."""
        return chain.from_iterable(read(path, self.job.settings.intake) for path in self.inputs)

    async def once(self, job: Job, extractor: Extractor) -> None:
        """A pass over the inputs."""
        with _sifted(self.read(), job.settings) as items:
            await Sweep(self.directory.ledger, job, extractor).all(items, self.total)


async def _asked(parts: _Parts, opening: Opening) -> None:
    """Does all articles of the inputs: in one pass by calls, or in passes between batches."""
    ledger, job = parts.directory.ledger, parts.job
    if job.settings.via == "batch":
        await _by_batch(parts)
        return
    async with opening(job, ledger) as extractor:
        with _under_way(parts):
            if waiting := sum(batch.sent for batch in Batches(ledger).under_way()):
                job.watcher.warn(
                    f"{waiting} batches of an earlier run are at the server; --via batch takes their answers"
                )
            await parts.once(job, extractor)


async def _by_batch(parts: _Parts) -> None:
    ledger, job = parts.directory.ledger, parts.job
    gate = gate_of(job.settings, job.watcher, ledger.spent().cost or NOTHING)
    async with opened(job.settings, job.watcher, gate) as model:

        async def once(asking: Client, watcher: Watcher) -> None:
            told = replace(job, watcher=watcher)
            extract = extracting(told, replace(model, client=asking), ledger)
            await parts.once(told, Extractor(extract, gate, job.settings.concurrency))

        with _under_way(parts):
            await Rounds(_context(parts, model, gate.budget), ledger).all(once)


@contextmanager
def _under_way(parts: _Parts) -> Iterator[None]:
    """From the model's opening to the end of the articles; what is done is exported, however it ends."""
    job, total = parts.job, parts.total
    if not (job.settings.embedded or job.settings.replay) and total > 1:
        job.watcher.tell(_estimate(parts.read(), total, job.how, price_for(job.settings)).told)
    job.watcher.begin(total)
    try:
        yield
    finally:
        if not parts.directory.complete:
            parts.directory.export()


def _context(parts: _Parts, model: Opened, budget: Budget | None) -> Context:
    return Context(
        batches=Batches(parts.directory.ledger),
        folder=parts.directory.path / "batches",
        endpoint=model.endpoint,
        price=model.price,
        budget=budget,
        watcher=parts.job.watcher,
        poll=parts.job.settings.poll,
        requests=parts.job.settings.batch_requests,
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


def _sifted(items: Iterator[Article | Failure], settings: Settings) -> AbstractContextManager[Iterator[Item]]:
    """The items, duplicates in the place of copies unless these are to be coded too."""
    return distinct(items) if settings.duplicates == "skip" else nullcontext(items)


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


def _default_path(inputs: Sequence[Path], how: Method) -> Path:
    name = name_of(inputs[0]) if len(inputs) == 1 else f"{len(inputs)}-inputs"
    return Path("runs") / f"{name}-{how.run[:8]}"
