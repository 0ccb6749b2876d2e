"""Run the pipeline over many articles: inputs and settings in, a run directory with its manifest out.

Each result is in the ledger as soon as it is known. An article that fails becomes a row of failures.jsonl, and the
run goes on; only an error that affects every article (no model, no disk) ends it.
"""

import json
import secrets
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from extract.ask.method import Method
from extract.dedup.filter import mark_duplicates
from extract.errors import ConfigError, InputError, ModelUnavailable
from extract.limits.budget import Budget
from extract.model.client import Client
from extract.read import Found, name_input
from extract.run.article_task import build_task
from extract.run.batch import Rounds
from extract.run.batch.context import BatchContext
from extract.run.context import RunContext, choose_method
from extract.run.estimate import SAMPLE, estimate
from extract.run.executor import Executor, OpenExecutor, choose_executor, open_core
from extract.run.inputs import read_inputs, survey_inputs
from extract.run.manifest import accepted_by_endpoints, build_manifest, to_flags
from extract.run.observers import attach_listeners
from extract.run.open_model import ZERO_COST, OpenModel, build_gate, build_negotiation, find_price, open_model
from extract.run.replacement import inputs_note, refuse_replacement
from extract.run.run_pass import InputItem, RunPass
from extract.settings.settings import Settings
from extract.store import BatchTable, Ledger, RunDirectory, RunTotals
from extract.telemetry.progress import ProgressReporter
from extract.telemetry.tracing import SpanKind, has_listeners, start_span
from schemas import Article, Failure, RunManifest


@dataclass(frozen=True)
class FinishedRun:
    """The directory and the manifest of a run that came to its end."""

    path: Path
    manifest: RunManifest


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
    total = _survey(inputs, settings, reporter)
    with (
        RunDirectory.open(out or _default_path(inputs, method)) as directory,
        attach_listeners(settings, reporter.warn),
        _run_span(run := _run_id(directory.ledger, method, started), method, total, directory.ledger),
    ):
        ledger = directory.ledger
        if not replace_results:
            refuse_replacement(directory, method, inputs, settings)
        _warn_of_earlier_run(ledger, method, reporter)
        await ledger.begin_run(run, method.id, _notes(inputs, total, settings))
        context = RunContext(method, settings, reporter, build_negotiation(settings, reporter))
        try:
            await _process(run_over := _Run(directory, context, inputs, total, LeftOut()), open_executor)
        except ModelUnavailable:
            if (paid := ledger.sum_attempts().usage).calls:
                reporter.warn(f"{paid.calls} answers are paid: {paid.tokens_in:,} tokens in, {paid.tokens_out:,} out")
            raise
        finally:
            await ledger.store_note("endpoints", json.dumps(accepted_by_endpoints(context)))
        manifest = build_manifest(run, context, run_over.sum_results(), ledger.sum_attempts(), started)
        directory.finish(manifest)
        return FinishedRun(directory.path, manifest)


def _survey(inputs: Sequence[Path], settings: Settings, reporter: ProgressReporter) -> int:
    """Count the items of the inputs, and report the exports among them. Raises InputError if there are none."""
    counted = survey_inputs(inputs, settings)
    if not counted.items:
        raise InputError(
            f"there is no article in {', '.join(map(str, inputs))}: it is empty, or --include and --exclude leave"
            " nothing of it; give another input, or change these"
        )
    for form, articles in counted.forms.items():
        reporter.info(f"{form}: {articles:,} article{'' if articles == 1 else 's'}")
    return min(counted.items, settings.limit or counted.items)


@dataclass
class LeftOut:
    """How many articles a pass leaves out."""

    articles: int = 0

    def add(self, found: Found) -> None:
        """Count an article."""
        self.articles += 1


@dataclass(frozen=True)
class _Run:
    """A run that has begun."""

    directory: RunDirectory
    context: RunContext
    inputs: Sequence[Path]
    total: int
    """Articles of the inputs; an estimate."""
    left_out: LeftOut

    def read(self) -> Iterator[Article | Failure]:
        """Read the inputs from their beginning."""
        self.left_out.articles = 0
        return read_inputs(self.inputs, self.context.settings, self.left_out.add)

    def sum_results(self) -> RunTotals:
        """Return the sums over the results, with the articles that the last pass left out."""
        sums = self.directory.ledger.sum_results()
        return replace(sums, counts=sums.counts.model_copy(update={"left_out": self.left_out.articles}))

    async def make_pass(self, context: RunContext, executor: Executor) -> None:
        """Process the inputs once."""
        with _filter_duplicates(self.read(), context.settings) as items:
            await RunPass(self.directory.ledger, context, executor).process_all(items, self.total)


async def _process(run: _Run, open_executor: OpenExecutor) -> None:
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


async def _process_by_batch(run: _Run) -> None:
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
def _estimate_then_export(run: _Run) -> Iterator[None]:
    """Report the estimate before the articles are processed, and export the results however the processing ends."""
    settings, reporter = run.context.settings, run.context.reporter
    if not (settings.embedded or settings.replay) and run.total > 1:
        sample = [item for item in islice(run.read(), SAMPLE) if isinstance(item, Article)]
        reporter.info(estimate(sample, run.total, run.context.method, find_price(settings)).summary)
    reporter.begin(run.total)
    try:
        yield
    finally:
        if not run.directory.complete:
            run.directory.export()


def _batch_context(run: _Run, model: OpenModel, budget: Budget | None) -> BatchContext:
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


@contextmanager
def _run_span(run: str, method: Method, total: int, ledger: Ledger) -> Iterator[None]:
    """Open a span around the run, and add its counts, tokens and cost at the end."""
    with start_span(
        SpanKind.RUN, run=run, method=method.id, model=method.model, plan=method.plan.name, articles=total
    ) as run_span:
        try:
            yield
        finally:
            if has_listeners():
                counts, spent = ledger.sum_results().counts, ledger.sum_attempts()
                run_span.set(
                    **counts.model_dump(include={"extracted", "empty", "duplicate", "failed", "records", "rejected"}),
                    **spent.usage.model_dump(include={"calls", "tokens_in", "tokens_out", "tokens_cached"}),
                    cost=None if spent.cost is None else str(spent.cost),
                )


def _filter_duplicates(
    items: Iterator[Article | Failure], settings: Settings
) -> AbstractContextManager[Iterator[InputItem]]:
    """Replace copies of earlier articles by duplicates, unless the settings want them coded too."""
    return mark_duplicates(items) if settings.duplicates == "skip" else nullcontext(items)


def _warn_of_earlier_run(ledger: Ledger, method: Method, reporter: ProgressReporter) -> None:
    if ledger.read_note("method") not in (None, method.id):
        reporter.warn(
            f"{ledger.path.parent} held a run by another method; this one ({method.id}) keeps only the answers to the"
            " same questions"
        )
    if lost := ledger.count_lost():
        reporter.warn(
            f"{lost} calls were in flight when this run was killed; they may have been paid, and are repeated"
        )


def _notes(inputs: Sequence[Path], total: int, settings: Settings) -> dict[str, str]:
    """Return what `status` and `retry` need to know of the run."""
    return {
        "inputs": inputs_note(inputs),
        "settings": json.dumps(to_flags(settings)),
        "total": str(total),
    }


def _run_id(ledger: Ledger, method: Method, started: datetime) -> str:
    """Return the id of the run that is resumed, or a new one, which sorts by time: `20250909T143015Z-3f9a2c`."""
    if ledger.read_note("method") == method.id and (resumed := ledger.read_note("run")):
        return resumed
    return f"{started:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"


def _default_path(inputs: Sequence[Path], method: Method) -> Path:
    name = name_input(inputs[0]) if len(inputs) == 1 else f"{len(inputs)}-inputs"
    return Path("runs") / f"{name}-{method.id[:8]}"
