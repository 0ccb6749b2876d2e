"""Run the pipeline over many articles: inputs and settings in, a run directory with its manifest out.

Each result is in the ledger as soon as it is known. An article that fails becomes a row of failures.jsonl, and the
run goes on; only an error that affects every article (no model, no disk) ends it.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from extract.ask.method import Method
from extract.errors import ConfigError, ModelUnavailable
from extract.limits.budget import Budget
from extract.model.client import Client
from extract.read import name_input
from extract.run.article_task import build_task
from extract.run.batch import Rounds
from extract.run.batch.context import BatchContext
from extract.run.collection.database import refuse_collection
from extract.run.context import RunContext, choose_method
from extract.run.estimate import SAMPLE, estimate
from extract.run.executor import Executor, OpenExecutor, choose_executor, open_core
from extract.run.manifest import accepted_by_endpoints, begin_manifest, build_manifest
from extract.run.observers import attach_listeners
from extract.run.open_model import ZERO_COST, OpenModel, build_gate, build_negotiation, find_price, open_model
from extract.run.preparation import choose_run_id, run_notes, run_span, survey_articles, warn_of_earlier_run
from extract.run.replacement import refuse_replacement
from extract.run.run_pass import RunPass
from extract.run.source import InputSource, Source
from extract.settings.settings import Settings
from extract.store import BatchTable, RunDirectory
from extract.telemetry.progress import ProgressReporter
from schemas import Article, RunManifest


@dataclass(frozen=True)
class FinishedRun:
    """The directory and the manifest of a run that came to its end."""

    path: Path
    manifest: RunManifest


@dataclass(frozen=True)
class StartedRun:
    """A run that has begun."""

    id: str
    started: datetime
    directory: RunDirectory
    context: RunContext
    source: Source

    async def make_pass(self, context: RunContext, executor: Executor) -> None:
        """Process the articles once."""
        with self.source.items() as items:
            run_pass = RunPass(self.directory.ledger, context, executor)
            taken = await run_pass.process_all(items, self.source.total)
        if self.source.is_whole:
            await self.directory.ledger.truncate_entries(taken)


async def extract_inputs(  # noqa: PLR0913
    inputs: Sequence[Path],
    out: Path | None,
    settings: Settings,
    reporter: ProgressReporter,
    open_executor: OpenExecutor | None = None,
    *,
    replace_results: bool = False,
) -> FinishedRun:
    """Extract all articles of the inputs into a run directory (by default `runs/<name>-<method>`).

    `open_executor` opens what processes the articles; by default `settings.engine` decides. Without `replace_results`,
    StoreError is raised if the directory holds results that the inputs or the method do not give again.

    Raises InputError, ConfigError, StoreError, ModelUnavailable, TooManyFailed or Interrupted; finished articles are
    kept, and the next call resumes.
    """
    if not inputs:
        raise ConfigError("there is no input; give at least one file, folder or pattern")
    started = datetime.now(UTC)
    open_executor = open_executor or choose_executor(settings)
    method = choose_method(settings)
    total = survey_articles(inputs, settings, reporter)
    refuse_collection(out)
    with (
        RunDirectory.open(out or _default_path(inputs, method)) as directory,
        attach_listeners(settings, reporter.warn),
        run_span(run := choose_run_id(directory.ledger, method, started), method, total, directory.ledger),
    ):
        ledger = directory.ledger
        if not replace_results:
            refuse_replacement(directory, method, inputs, settings)
        warn_of_earlier_run(ledger, method, reporter)
        context = RunContext(method, settings, reporter, build_negotiation(settings, reporter))
        begun = begin_manifest(run, context, started)
        await ledger.begin_run(run, method.id, run_notes(inputs, total, settings, begun))
        source = InputSource(inputs, settings, total)
        return await process_run(StartedRun(run, started, directory, context, source), open_executor)


async def process_run(run: StartedRun, open_executor: OpenExecutor) -> FinishedRun:
    """Process the articles, and finish the directory.

    Raises StoreError, ModelUnavailable, TooManyFailed or Interrupted; finished articles are kept.
    """
    ledger = run.directory.ledger
    try:
        await _process(run, open_executor)
    except ModelUnavailable:
        if (paid := ledger.sum_attempts().usage).calls:
            warn = run.context.reporter.warn
            warn(f"{paid.calls} answers are paid: {paid.tokens_in:,} tokens in, {paid.tokens_out:,} out")
        raise
    finally:
        await ledger.store_note("endpoints", json.dumps(accepted_by_endpoints(run.context)))
    sums = ledger.sum_results()
    sums = replace(sums, counts=sums.counts.model_copy(update={"left_out": run.source.left_out}))
    manifest = build_manifest(run.id, run.context, sums, ledger.sum_attempts(), run.started)
    run.directory.finish(manifest, run.source.order())
    return FinishedRun(run.directory.path, manifest)


async def _process(run: StartedRun, open_executor: OpenExecutor) -> None:
    """Process all articles: in one pass with calls, or in several passes with batches in between."""
    if run.context.settings.via == "batch":
        await _process_by_batch(run)
        return
    ledger, reporter = run.directory.ledger, run.context.reporter
    async with open_executor(run.context, ledger) as executor:
        with _estimate_then_export(run):
            if waiting := BatchTable(ledger).count_sent():
                reporter.warn(f"{waiting} batches of an earlier run are at the server; --via batch takes their answers")
            await run.make_pass(run.context, executor)


async def _process_by_batch(run: StartedRun) -> None:
    ledger, context = run.directory.ledger, run.context
    gate = build_gate(context.settings, context.reporter, ledger.sum_attempts().cost or ZERO_COST)
    async with (
        open_core(context) as core,
        open_model(context.settings, context.reporter, gate, context.negotiation) as model,
    ):

        async def make_pass(client: Client, reporter: ProgressReporter) -> None:
            pass_context = replace(context, reporter=reporter)
            task = build_task(pass_context, replace(model, client=client), ledger, core)
            await run.make_pass(pass_context, Executor(task.process, gate, context.settings.concurrency))

        with _estimate_then_export(run):
            await Rounds(_batch_context(run, model, gate.budget), ledger).run_all(make_pass)


@contextmanager
def _estimate_then_export(run: StartedRun) -> Iterator[None]:
    """Report the estimate before the articles are processed, and export the results however the processing ends."""
    settings, reporter = run.context.settings, run.context.reporter
    total = run.source.total
    if settings.asks_endpoint and total > 1:
        sample = [item for item in islice(run.source.read(), SAMPLE) if isinstance(item, Article)]
        reporter.info(estimate(sample, total, run.context.method, find_price(settings)).summary)
    reporter.begin(total)
    try:
        yield
    finally:
        if not run.directory.complete:
            run.directory.export(run.source.order())


def _batch_context(run: StartedRun, model: OpenModel, budget: Budget | None) -> BatchContext:
    return BatchContext(
        batches=BatchTable(run.directory.ledger),
        folder=run.directory.path / "batches",
        endpoint=model.endpoint,
        negotiation=model.negotiation,
        price=model.price,
        budget=budget,
        reporter=run.context.reporter,
        poll=run.context.settings.poll,
        requests=run.context.settings.batch_requests,
    )


def _default_path(inputs: Sequence[Path], method: Method) -> Path:
    name = name_input(inputs[0]) if len(inputs) == 1 else f"{len(inputs)}-inputs"
    return Path("runs") / f"{name}-{method.id[:8]}"
