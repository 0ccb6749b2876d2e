"""Print results on stdout: a run and its articles, its status, scores, and the findings of the doctor."""

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.console import Console, RenderableType
from rich.text import Text

from extract.cli.program import program
from extract.errors import ConfigError
from extract.output import show
from extract.output.load import Copies, Run
from extract.store.directory import EXTRACTIONS
from schemas import Rejected

if TYPE_CHECKING:
    from extract.cli.doctor import Finding
    from extract.pipeline import Outcome


class _Stdout(Console):
    """A console that raises BrokenPipeError when its reader has gone; rich would exit."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def stdout_console() -> Console:
    """Return a console for results, which raises BrokenPipeError when its reader has gone."""
    return _Stdout(highlight=False)


def print_lines(folder: Path) -> None:
    """Print the extractions of a run, byte for byte."""
    with (folder / EXTRACTIONS).open("rb") as lines:
        for line in lines:
            sys.stdout.buffer.write(line)
    sys.stdout.flush()


def print_run(run: Run, source_id: str | None = None, *, lines: bool = True) -> None:
    """Print one article of a run in full, or a line for each article and a summary.

    In full is the article `source_id`, or the only article of a finished run. Without `lines` only the summary of
    several articles is printed. Raises ConfigError if the run has no such article, StoreError if it cannot be read.
    """
    console = _Stdout(highlight=False)
    manifest = run.manifest
    in_full = source_id is not None or (manifest.finished is not None and manifest.counts.articles == 1)
    if in_full or lines:
        _print_articles(run, source_id, console, in_full=in_full, others=lines)
    if in_full:
        console.print(show.saved_line(manifest, run.path))
    else:
        console.print(show.render_summary(manifest, run.path, program()))


def _print_articles(run: Run, source_id: str | None, console: Console, *, in_full: bool, others: bool) -> None:
    """Print extractions and, with `others`, duplicates and failures."""
    rejected = _read_rejected(run, source_id)
    copies = Copies(run.duplicates() if in_full else ())
    found = False
    for extraction in run:
        article = extraction.article
        if source_id in (None, article.source_id):
            found = True
            rows = rejected.get(article.source_id, ())
            full = show.render_article(extraction, rows, copies.of(article)) if in_full else None
            console.print(full or show.outcome_line(extraction, rows))
    for duplicate in run.duplicates() if others else ():
        if source_id in (None, duplicate.source_id):
            found = True
            console.print(show.duplicate_line(duplicate))
    for failure in run.failures() if others else ():
        if source_id in (None, failure.source_id):
            found = True
            console.print(show.failure_line(failure))
    if source_id and not found:
        raise ConfigError(f"the run {run.path} has no article {source_id!r}")
    console.print()


def _read_rejected(run: Run, source_id: str | None) -> dict[str, list[Rejected]]:
    rejected: dict[str, list[Rejected]] = {}
    for row in run.rejected():
        if source_id in (None, row.source_id):
            rejected.setdefault(row.source_id, []).append(row)
    return rejected


def print_status(folder: Path, *, as_json: bool) -> None:
    """Print how far a run is. Raises StoreError."""
    from extract.run.status import read_status, to_json

    status = read_status(folder)
    if as_json:
        typer.echo(json.dumps(to_json(status), indent=2))
        return
    counts, usage = status.sums.counts, status.spent.usage
    waiting = status.total - counts.articles
    typer.echo(
        f"run {status.run}: {status.total:,} articles = {counts.extracted:,} with records + {counts.empty:,} with none"
        f" + {show.count_of(counts.duplicate, 'duplicate')} + {counts.failed:,} failed + {waiting:,} waiting"
    )
    cost = f", {status.spent.cost} USD" if status.spent.cost is not None else ""
    typer.echo(f"asked: {usage.calls:,} answers, {usage.tokens_in:,} tokens in, {usage.tokens_out:,} out{cost}")
    if status.in_flight or usage.unknown:
        typer.echo(f"calls in flight: {status.in_flight:,}; calls whose tokens are not known: {usage.unknown:,}")
    if status.batches:
        typer.echo(f"batches at the server: {status.batches:,}; the command of the run takes their answers")


def print_scores(gold: Path, outcomes: Sequence["Outcome"], *, as_json: bool, details: bool) -> int:
    """Print how outcomes compare with a gold file; return how many of its articles have no outcome."""
    from extract import evaluate

    entries = list(evaluate.read_gold(gold))
    extractions = [outcome.extraction for outcome in outcomes]
    scores = evaluate.score(entries, extractions, [outcome.seconds for outcome in outcomes])
    raw, reliability = evaluate.score_raw(entries, outcomes), evaluate.measure_reliability(entries, extractions)
    if as_json:
        typer.echo(json.dumps(evaluate.as_json(scores, raw, reliability), indent=2, ensure_ascii=False))
    else:
        console = _Stdout(highlight=False)
        _print(console, evaluate.render_scores(scores))
        if raw:
            _print(console, evaluate.render_raw(raw))
        if reliability:
            _print(console, evaluate.render_reliability(reliability))
        if details:
            if raw:
                _print(console, evaluate.render_changes(raw))
            _print(console, evaluate.render_misses(scores, outcomes))
            _print(console, evaluate.render_confusions(scores))
            _print(console, evaluate.render_ungrounded(scores))
    return len(entries) - len(outcomes)


def print_findings(findings: Iterable["Finding"]) -> bool:
    """Print a line for each finding of the doctor; return whether one of them is a fault."""
    from extract.cli.doctor import State

    console = Console(highlight=False, soft_wrap=True, markup=False)
    faults = False
    for finding in findings:
        faults |= finding.state is State.FAULT
        console.print(f"{finding.state:<6}{finding.subject:<12}{show.terminal_safe(finding.text)}")
    return faults


def print_lines_about(lines: Iterable[tuple[str, str]]) -> None:
    """Print a line for each thing, with what it is about before the first of its kind."""
    console = _Stdout(highlight=False, soft_wrap=True, markup=False)
    last = ""
    for about, text in lines:
        console.print(f"{'' if about == last else about:<12}{show.terminal_safe(text)}")
        last = about


def _print(console: Console, content: RenderableType) -> None:
    """Print text without markup."""
    console.print(Text(content) if isinstance(content, str) else content)
