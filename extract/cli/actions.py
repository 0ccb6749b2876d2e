"""What the commands do, put together from the parts that do it: settings and paths in, a run and its display out."""

import asyncio
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.console import Console, RenderableType
from rich.text import Text

from extract.cli.exit_codes import ExitCode
from extract.cli.program import program
from extract.cli.progress import choose_reporter
from extract.errors import ConfigError, StoreError
from extract.model.endpoint import display_names
from extract.output import show
from extract.output.load import Copies
from extract.settings.settings import Settings
from extract.store.directory import EXTRACTIONS
from extract.store.read import read_duplicates, read_extractions, read_failures, read_manifest, read_rejected
from schemas import Rejected

if TYPE_CHECKING:
    from extract.pipeline import Outcome
    from extract.run.engine import FinishedRun


class _Stdout(Console):
    """Says that nobody reads any more, where rich would end the process by itself."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def introduce(settings: Settings, console: Console, *, quiet: bool) -> None:
    """Says to whom the articles are about to be sent, if they leave this machine."""
    if quiet or settings.embedded or settings.replay:
        return
    why = " (OPENAI_API_KEY is set, and no model is named)" if settings.model_chosen_by == "default" else ""
    where = show.terminal_safe(", ".join(display_names(settings.servers)))
    way = " by batch" if settings.via == "batch" else ""
    console.print(
        Text(f"asking {show.terminal_safe(settings.model)} at {where}{way}{why}", style="dim"), soft_wrap=True
    )


def exit_if_failed(finished: "FinishedRun") -> None:
    """Exit with a code of its own if articles failed. Raises StoreError if an article was lost."""
    if not finished.manifest.counts.balance:
        raise StoreError(f"the ledger of {finished.path} does not balance: something was lost; please report it")
    if finished.manifest.counts.failed:
        raise typer.Exit(ExitCode.SOME_FAILED)


def print_lines(folder: Path) -> None:
    """The extractions of a run on stdout, byte for byte."""
    with (folder / EXTRACTIONS).open("rb") as lines:
        for line in lines:
            sys.stdout.buffer.write(line)
    sys.stdout.flush()


def print_run(folder: Path, source_id: str | None = None, *, lines: bool = True) -> None:
    """A run's only article, or this one, in full; else a line for each article, unless told otherwise, and the sum."""
    console = _Stdout(highlight=False)
    manifest = read_manifest(folder)
    whole = source_id is not None or manifest.counts.articles == 1
    if whole or lines:
        _print_articles(folder, source_id, console, whole=whole, failures=lines)
    console.print(
        show.saved_line(folder, manifest.counts.failed) if whole else show.render_summary(manifest, folder, program())
    )


def _print_articles(folder: Path, source_id: str | None, console: Console, *, whole: bool, failures: bool) -> None:
    refused: dict[str, list[Rejected]] = {}
    for row in read_rejected(folder):
        if source_id in (None, row.source_id):
            refused.setdefault(row.source_id, []).append(row)
    copies = Copies(read_duplicates(folder) if whole else ())
    found = False
    for one in read_extractions(folder):
        if source_id in (None, one.article.source_id):
            found = True
            rows = refused.get(one.article.source_id, ())
            console.print(
                show.render_article(one, rows, copies.of(one.article)) if whole else show.outcome_line(one, rows)
            )
    for copy in read_duplicates(folder) if failures else ():
        if source_id in (None, copy.source_id):
            found = True
            console.print(show.duplicate_line(copy))
    for failure in read_failures(folder) if failures else ():
        if source_id in (None, failure.source_id):
            found = True
            console.print(show.failure_line(failure))
    if source_id and not found:
        raise ConfigError(f"the run {folder} has no article {source_id!r}")
    console.print()


def print_status(folder: Path, *, as_json: bool) -> None:
    """How far a run is. Raises StoreError."""
    from extract.run.status import read_status, to_json

    found = read_status(folder)
    if as_json:
        typer.echo(json.dumps(to_json(found), indent=2))
        return
    counts, usage = found.sums.counts, found.spent.usage
    waiting = found.total - counts.articles
    typer.echo(
        f"run {found.run}: {found.total:,} articles = {counts.extracted:,} with records + {counts.empty:,} with none"
        f" + {show.count_of(counts.duplicate, 'duplicate')} + {counts.failed:,} failed + {waiting:,} waiting"
    )
    cost = f", {found.spent.cost} USD" if found.spent.cost is not None else ""
    typer.echo(f"asked: {usage.calls:,} answers, {usage.tokens_in:,} tokens in, {usage.tokens_out:,} out{cost}")
    if found.in_flight or usage.unknown:
        typer.echo(f"calls in flight: {found.in_flight:,}; calls whose tokens are not known: {usage.unknown:,}")
    if found.batches:
        typer.echo(f"batches at the server: {found.batches:,}; the command of the run takes their answers")


def fetch(model: str, console: Console, *, quiet: bool) -> Path:
    """The path of a pinned model's weights, fetched if need be. Raises ConfigError, or ModelUnavailable."""
    from extract.model.embedded.catalog import DEFAULT, find
    from extract.model.embedded.weights import obtain

    found = find(model or DEFAULT)
    if isinstance(found, Path):
        raise ConfigError(f"{found} is a file of your own: there is nothing to fetch; use it with --model")
    with choose_reporter(quiet, console) as reporter:
        return obtain(found, progress=lambda done, total, note: reporter.preparing(note, done, total))


def evaluate(
    gold: Path | None, out: Path | None, settings: Settings, console: Console, *, quiet: bool
) -> list["Outcome"]:
    """The outcomes of a gold file's articles. Raises CommuniqueError."""
    if gold is None:
        raise ConfigError(f"there is no gold file; give one: {program()} eval fixtures/gold.jsonl")
    if out is not None:
        _check_writable(out)
    from extract.run.evaluation import extract_gold

    with choose_reporter(quiet, console) as reporter:
        return asyncio.run(extract_gold(gold, settings, reporter, out))


def _check_writable(out: Path) -> None:
    """Finds out before hours of work whether this file can be written; what it holds stays. Raises StoreError."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.open("ab").close()
    except OSError as error:
        why = error.strerror or str(error)
        raise StoreError(
            f"{out} cannot be written ({why}); --out takes a file: give one in a folder of yours"
        ) from error


def print_scores(gold: Path, outcomes: Sequence["Outcome"], *, as_json: bool, details: bool) -> None:
    """How the outcomes compare with the gold file; ends the command as some-failed if an article has none."""
    from extract import evaluate as measure

    entries = list(measure.read_gold(gold))
    scores = measure.score(entries, [outcome.extraction for outcome in outcomes])
    console = _Stdout(highlight=False)
    if as_json:
        typer.echo(json.dumps(measure.as_json(scores), indent=2, ensure_ascii=False))
    else:
        _print(console, measure.render_scores(scores))
    if details and not as_json:
        _print(console, measure.render_misses(scores, outcomes))
        for told in (measure.render_confusions, measure.render_ungrounded):
            _print(console, told(scores))
    if len(outcomes) < len(entries):
        raise typer.Exit(ExitCode.SOME_FAILED)


def _print(console: Console, told: RenderableType) -> None:
    """Words are printed as they are, never as markup."""
    console.print(Text(told) if isinstance(told, str) else told)
