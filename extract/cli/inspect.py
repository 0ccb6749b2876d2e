"""The commands that look at inputs and runs: inspect, show, status, diff and explain."""

import json
from pathlib import Path
from typing import Annotated

import typer

from extract.cli.exit_codes import ExitCode, error_boundary
from extract.cli.options import (
    BaseUrl,
    Config,
    Duplicates,
    Exclude,
    Include,
    Limit,
    Map,
    Model,
    Plan,
    Stubs,
    Via,
    read_settings,
)
from extract.cli.program import program

RunPath = Annotated[str, typer.Argument(help="The directory that a run wrote.", metavar="RUN", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print it as JSON, and nothing else.", metavar="")]
RunDirectory = Annotated[
    str, typer.Argument(help="The directory that a run wrote.", metavar="RUN_DIRECTORY", show_default=False)
]


def inspect(  # noqa: PLR0913
    context: typer.Context,
    inputs: Annotated[
        list[str], typer.Argument(help="What `run` takes: files, archives, folders, patterns.", metavar="INPUT")
    ],
    include: Include = None,
    exclude: Exclude = None,
    map: Map = None,  # noqa: A002
    stubs: Stubs = None,
    limit: Limit = None,
    duplicates: Duplicates = None,
    model: Model = None,
    base_url: BaseUrl = None,
    plan: Plan = None,
    via: Via = None,
    config: Config = None,
    as_json: AsJson = False,
) -> None:
    """Show what a run would read, and what it would cost.

    Files by kind, articles, dates, languages, sources, copies, and what cannot be read and why.
    No model is asked.

    [bold]Examples[/bold]
      [cyan]communique inspect downloads/[/cyan]
      [cyan]communique inspect nexis.docx --json | jq .forms[/cyan]
    """
    with error_boundary():
        from extract.cli.inspection import describe, inspect_inputs
        from extract.cli.printing import print_lines_about

        settings = read_settings(context)
        found = inspect_inputs(settings, [Path(path).expanduser() for path in inputs if path.strip()])
        if as_json:
            typer.echo(json.dumps(found.as_json(), indent=2, ensure_ascii=False))
        else:
            print_lines_about(describe(found, settings))


def show(
    run_directory: RunDirectory,
    source_id: Annotated[str | None, typer.Option(help="Show only this article, in full.", metavar="ID")] = None,
) -> None:
    """Show a run again, finished or not.

    A run of one article is shown in full; a run of several has a line for each.

    [bold]Examples[/bold]
      [cyan]communique show runs/march[/cyan]
      [cyan]communique show runs/march --source-id some-article[/cyan]
    """
    with error_boundary() as console:
        from extract.cli import printing
        from extract.cli.opening import open_run

        printing.print_run(open_run(run_directory, console), source_id or None)


def status(
    run_directory: RunDirectory,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.", metavar="")] = False,
) -> None:
    """Show how far a run is, while it goes on or after it was stopped.

    [bold]Example[/bold]
      [cyan]communique status runs/march[/cyan]
    """
    with error_boundary():
        from extract.cli import printing

        printing.print_status(Path(run_directory).expanduser(), as_json=as_json)


def diff(
    run: Annotated[str, typer.Argument(help="The run to start from.", metavar="RUN_A", show_default=False)],
    other: Annotated[str, typer.Argument(help="The run to compare it with.", metavar="RUN_B", show_default=False)],
    fail_on_lost: Annotated[
        bool, typer.Option("--fail-on-lost", help=f"End with {ExitCode.FACTS_LOST:d} if a fact was lost.", metavar="")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show which facts were added, lost and changed between two runs over the same articles.

    The runs may differ in the model, the prompt or the version.

    [bold]Example[/bold]
      [cyan]communique diff runs/main runs/branch --fail-on-lost[/cyan]
    """
    with error_boundary() as console:
        from rich.console import Console

        from extract.cli.opening import open_run
        from extract.output import compare

        found = compare.compare_runs(open_run(run, console), open_run(other, console))
        if as_json:
            typer.echo(json.dumps(compare.as_json(found), indent=2, ensure_ascii=False))
        else:
            Console(highlight=False, soft_wrap=True).print(compare.render(found))
        if fail_on_lost and found.count(compare.Change.LOST):
            raise typer.Exit(ExitCode.FACTS_LOST)


def explain(  # noqa: PLR0913
    run: RunPath,
    record: Annotated[
        str,
        typer.Argument(
            help="Like some-article/g1; of a collection also deal/, event/ or actor/ and an id.",
            metavar="RECORD",
            show_default=False,
        ),
    ],
    field: Annotated[
        str, typer.Argument(help="One field of it, like status or parties.", metavar="[FIELD]", show_default=False)
    ] = "",
    cassettes: Annotated[str, typer.Option(help="The cassettes of a run that was replayed.", metavar="DIR")] = "",
    kit: Annotated[str, typer.Option(help="Write files that replay its article offline.", metavar="DIR")] = "",
    as_json: AsJson = False,
) -> None:
    """Show where a record comes from, or how a deal, an event or an actor of a collection came together.

    Its evidence, the prompt, the answer of the model with tokens and time, and every check of it.
    The answers are those that the run stored; no model is asked.
    Of a link: the signals that joined its records, and those that kept others apart.

    [bold]Examples[/bold]
      [cyan]communique explain runs/march some-article/g1[/cyan]
      [cyan]communique explain runs/march some-article/g1 status[/cyan]
      [cyan]communique explain runs/march some-article/g1 --kit kit[/cyan]
      [cyan]communique explain collections/asia deal/3f2a91c0de[/cyan]
    """
    with error_boundary() as console:
        from rich.console import Console

        if record.startswith(("deal/", "event/", "actor/")):
            _explain_link(Path(run).expanduser(), record, as_json=as_json)
            return
        from extract.cli.opening import open_run
        from extract.output import explain as tracing

        folders = (Path(folder).expanduser() if folder.strip() else None for folder in (cassettes, kit))
        found = tracing.explain(open_run(run, console), record, field.strip() or None, *folders)
        if as_json:
            typer.echo(json.dumps(tracing.as_json(found, program()), indent=2, ensure_ascii=False))
        else:
            Console(highlight=False, soft_wrap=True).print(tracing.render(found, program()))


def _explain_link(folder: Path, name: str, *, as_json: bool) -> None:
    """Print which signals joined the records of a deal, an event or an actor, and which kept others apart."""
    from extract.output.show import terminal_safe
    from extract.run.collection.database import COLLECTION, open_read_only
    from extract.run.collection.explain import explain_cluster, explanation_as_json, explanation_lines

    with open_read_only(folder / COLLECTION) as database:
        found = explain_cluster(database, name)
        if as_json:
            typer.echo(json.dumps(explanation_as_json(found), indent=2, ensure_ascii=False))
        else:
            typer.echo("\n".join(terminal_safe(line) for line in explanation_lines(found)))
