"""The commands that look at a run that is there, or go on with it: show, status, retry. Nothing is decided here."""

import os
from pathlib import Path
from typing import Annotated

import typer

from extract.cli.exit_codes import ended_well
from extract.cli.options import Budget, Concurrency, FailOver, Log, Quiet, Rpm, Timeout, Tpm

RunDirectory = Annotated[
    str, typer.Argument(help="What an earlier run wrote.", metavar="RUN_DIRECTORY", show_default=False)
]


def show(
    run_directory: RunDirectory,
    source_id: Annotated[str | None, typer.Option(help="Show this one of its articles in full.", metavar="ID")] = None,
) -> None:
    """Show a finished run again.

    A run of one article is shown in full, one of several with a line for each.

    [bold]Examples[/bold]
      [cyan]communique show runs/march[/cyan]
      [cyan]communique show runs/march --source-id some-article[/cyan]
    """
    with ended_well():
        from extract.cli import actions

        actions.print_run(Path(run_directory).expanduser(), source_id or None)


def status(
    run_directory: RunDirectory,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.", metavar="")] = False,
) -> None:
    """Tell how far a run is: while it goes, or after it was stopped.

    [bold]Example[/bold]
      [cyan]communique status runs/march[/cyan]
    """
    with ended_well():
        from extract.cli import actions

        actions.print_status(Path(run_directory).expanduser(), as_json=as_json)


def retry(  # noqa: PLR0913
    context: typer.Context,
    run_directory: RunDirectory,
    concurrency: Concurrency = None,
    rpm: Rpm = None,
    tpm: Tpm = None,
    budget: Budget = None,
    fail_over: FailOver = None,
    timeout: Timeout = None,
    log: Log = None,
    quiet: Quiet = False,
) -> None:
    """Try the failed articles of a run again, and those that are still waiting.

    Inputs and model are those of the run; a key is taken from the environment.
    What is done is neither asked nor paid again.

    [bold]Example[/bold]
      [cyan]communique retry runs/march[/cyan]
    """
    with ended_well() as console:
        from extract.cli import actions
        from extract.settings.settings import load

        folder = Path(run_directory).expanduser()
        inputs, recorded = actions.recorded(folder)
        flags = recorded | {name: given for name, given in context.params.items() if name != "run_directory"}
        settings = load(flags, os.environ, Path())
        finished = actions.run(inputs, folder, settings, console, quiet=quiet)
        if not quiet:
            actions.print_run(finished.path, lines=False)
        actions.conclude(finished)
