"""The commands that look at a run: show and status."""

from pathlib import Path
from typing import Annotated

import typer

from extract.cli.exit_codes import error_boundary

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
    with error_boundary():
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
    with error_boundary():
        from extract.cli import actions

        actions.print_status(Path(run_directory).expanduser(), as_json=as_json)
