"""Steps that several commands share: announce the endpoint, evaluate, fetch weights, and exit if articles failed."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.text import Text

from extract.cli.exit_codes import ExitCode
from extract.cli.program import program
from extract.cli.progress import choose_reporter
from extract.errors import ConfigError, StoreError
from extract.model.endpoint import display_names
from extract.output.show import terminal_safe
from extract.settings.settings import Settings

if TYPE_CHECKING:
    from extract.pipeline import Outcome
    from extract.run.engine import FinishedRun


def announce_endpoint(settings: Settings, console: Console, *, quiet: bool) -> None:
    """Print where the articles are about to be sent, if they leave this machine."""
    if quiet or not settings.asks_endpoint:
        return
    reason = " (OPENAI_API_KEY is set, and no model is named)" if settings.model_chosen_by == "default" else ""
    servers = ", ".join(display_names(settings.servers))
    by_batch = " by batch" if settings.via == "batch" else ""
    line = terminal_safe(f"asking {settings.model} at {servers}{by_batch}{reason}")
    console.print(Text(line, style="dim"), soft_wrap=True)


def exit_if_failed(finished: "FinishedRun") -> None:
    """Exit with a code of its own if articles failed. Raises StoreError if an article was lost."""
    if not finished.manifest.counts.balance:
        raise StoreError(f"the ledger of {finished.path} does not balance: something was lost; please report it")
    if finished.manifest.counts.failed:
        raise typer.Exit(ExitCode.SOME_FAILED)


def fetch_weights(name: str, console: Console, *, quiet: bool) -> tuple[Path, ...]:
    """Return the paths of pinned weights, downloaded if needed: of this name, else of all that a run needs.

    Raises ConfigError or ModelUnavailable.
    """
    from extract.model.embedded.catalog import DEFAULT
    from extract.weights import pipelines

    names = (name,) if name else (DEFAULT, pipelines.DEFAULT)
    return tuple(_fetch(one, console, quiet=quiet) for one in names)


def _fetch(name: str, console: Console, *, quiet: bool) -> Path:
    from extract.model.embedded.catalog import PinnedModel, find
    from extract.model.embedded.sources import sources_of
    from extract.weights.obtain import obtain
    from extract.weights.pipelines import PIPELINES, pipeline_sources

    found = PIPELINES.get(name) or find(name)
    if isinstance(found, Path):
        raise ConfigError(f"{found} is a file of your own: there is nothing to fetch; use it with --model")
    sources = sources_of(found) if isinstance(found, PinnedModel) else pipeline_sources(found)
    with choose_reporter(quiet, console) as reporter:
        return obtain(found, sources, progress=lambda done, total, note: reporter.preparing(note, done, total))


def evaluate(
    gold: Path | None, out: Path | None, settings: Settings, console: Console, *, quiet: bool
) -> list["Outcome"]:
    """Return the outcomes of the articles of a gold file. Raises CommuniqueError."""
    if gold is None:
        raise ConfigError(f"there is no gold file; give one: {program()} eval fixtures/gold.jsonl")
    if out is not None:
        _check_writable(out)
    from extract.run.evaluation import extract_gold

    with choose_reporter(quiet, console) as reporter:
        return asyncio.run(extract_gold(gold, settings, reporter, out))


def _check_writable(out: Path) -> None:
    """Raise StoreError if a file cannot be written, before hours of work; its content stays."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.open("ab").close()
    except OSError as error:
        why = error.strerror or str(error)
        raise StoreError(
            f"{out} cannot be written ({why}); --out takes a file: give one in a folder of yours"
        ) from error
