"""Carries out `communique export`: reads its options, exports, and prints what was written and what was left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import typer
from rich.console import Console

from extract.cli.opening import linked_as_corrected, open_run
from extract.errors import ConfigError
from extract.output.export import Choices, Filters, Mode, export, older_exports
from extract.output.export.row_batches import WITHOUT_DYAD
from extract.output.export.selection import read_bound
from extract.output.review import ReviewedRun, review_run
from extract.output.show import terminal_safe
from schemas import Certainty, RecordKind


@dataclass(frozen=True)
class Request:
    """The arguments and options as they were typed."""

    run: str
    to: str
    out: str
    force: bool
    append: bool
    corrections: str
    quotes_only: bool
    countries: tuple[str, ...]
    since: str
    until: str
    certainty: str | None
    kind: str | None


def run_export(request: Request, console: Console) -> None:
    """Export, and print the path on stdout and the rest on stderr. Raises ConfigError if an option is no value."""
    corrections = Path(request.corrections).expanduser() if request.corrections.strip() else None
    run = review_run(open_run(request.run, console), corrections, only_quotes=request.quotes_only)
    out = Path(request.out).expanduser() if request.out.strip() else None
    choices = Choices(_filters(request), corrections.name if corrections else None)
    mode = _mode(request)
    with linked_as_corrected(run, console) as linked:
        done = export(linked, request.to, out, mode, choices)
    typer.echo(done.path)
    for line in (_counts(done.counts), _without_dyad(done.counts)):
        if line:
            console.print(terminal_safe(line), style="dim")
    _print_unfit(run, console)
    for path in older_exports(run):
        console.print(terminal_safe(f"{path} is older than its run; export it again with --force"), style="yellow")


def _print_unfit(run: ReviewedRun, console: Console) -> None:
    for decision in run.unfit():
        line = f"a decision fits no record: {decision.record} of {decision.article}, {decision.state.value}"
        console.print(terminal_safe(line), style="yellow")


def _mode(request: Request) -> Mode:
    if request.force and request.append:
        raise ConfigError("--force replaces an export and --append adds to it; give one of them")
    if request.force:
        return Mode.FORCE
    return Mode.APPEND if request.append else Mode.REFUSE


def _filters(request: Request) -> Filters:
    return Filters(
        countries=frozenset(code.strip().upper() for code in request.countries),
        since=read_bound(request.since, "--since", last=False),
        until=read_bound(request.until, "--until", last=True),
        certainty=Certainty(request.certainty) if request.certainty else None,
        kind=RecordKind(request.kind) if request.kind else None,
    )


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in counts.items() if not name.startswith(WITHOUT_DYAD))


def _without_dyad(counts: Mapping[str, int]) -> str:
    """How many records form no dyad, and why."""
    reasons = {name: count for name, count in counts.items() if name.startswith(WITHOUT_DYAD)}
    if not reasons:
        return ""
    records = counts["agreements"] + counts["statements"]
    parts = (f"{count:,} {name.removeprefix(WITHOUT_DYAD).replace('_', ' ')}" for name, count in reasons.items())
    return f"{sum(reasons.values()):,} of {records:,} records form no dyad: {', '.join(parts)}"
