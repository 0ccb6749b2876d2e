"""The commands for what a run writes: look at it, take it elsewhere, know its shape.

They parse, call and print, and decide nothing.
"""

import json
import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extract.cli.exit_codes import ExitCode, error_boundary
from extract.cli.options import BaseUrl, Config, Exclude, Include, Map, Model, Plan, Weights
from extract.cli.program import program

if TYPE_CHECKING:
    from pydantic import BaseModel

app = typer.Typer(rich_markup_mode="rich", pretty_exceptions_enable=False)

RunPath = Annotated[str, typer.Argument(help="The directory that a run wrote.", metavar="RUN", show_default=False)]


AsJson = Annotated[bool, typer.Option("--json", help="Print it as JSON, and nothing else.", metavar="")]


class TargetName(StrEnum):
    """The forms of `extract.output.export.Target`, here again so that help needs none of its imports."""

    SQLITE = "sqlite"
    DUCKDB = "duckdb"
    PARQUET = "parquet"
    CSV = "csv"
    POLECAT = "polecat"
    FTM = "ftm"


class SchemaName(StrEnum):
    """The records whose JSON Schema can be printed."""

    EXTRACTION = "extraction"
    AGREEMENT = "agreement"
    ACTOR = "actor"
    STATEMENT = "statement"
    MANIFEST = "manifest"


_SCHEMAS = f"One of: {', '.join(SchemaName)}."


@app.command()
def report(
    run: RunPath,
    out: Annotated[
        str, typer.Option("--out", "-o", help="The file; by default report.html in the run.", metavar="FILE")
    ] = "",
) -> None:
    """Make one HTML file to look at a run and to correct it.

    It shows the articles, their records, and the words that prove them, and all of it across articles.
    It works from disk, loads nothing from anywhere, and exports your corrections as gold.

    [bold]Example[/bold]
      [cyan]communique report runs/march -o march.html[/cyan]
    """
    with error_boundary() as console:
        from extract.output.load import load_run
        from extract.output.report import write_report

        found = load_run(run)
        path = Path(out).expanduser() if out.strip() else found.path / "report.html"
        size = write_report(found, path)
        typer.echo(path)
        console.print(f"{size / 1e6:,.1f} MB; open it in a browser", style="dim")


@app.command()
def export(
    run: RunPath,
    to: Annotated[TargetName, typer.Option("--to", help=f"One of: {', '.join(TargetName)}.", metavar="FORM")],
    out: Annotated[
        str, typer.Option("--out", "-o", help="File or folder; by default one in the run.", metavar="PATH")
    ] = "",
) -> None:
    """Write a run as a database, as tables, or for other tools.

    SQLite (with full-text search, for Datasette), DuckDB, Parquet and CSV hold the same tidy tables.
    POLECAT has one row for each dyad; FollowTheMoney has actors, events and the articles that prove them.
    DuckDB and Parquet need the extra [cyan]duckdb[/cyan]; without it the command says how to install it.

    [bold]Examples[/bold]
      [cyan]communique export runs/march --to sqlite[/cyan]
      [cyan]communique export runs/march --to csv -o tables/[/cyan]
    """
    with error_boundary() as console:
        from extract.output.export import Target
        from extract.output.export import export as write
        from extract.output.load import load_run
        from extract.output.show import terminal_safe

        done = write(load_run(run), Target(to), Path(out).expanduser() if out.strip() else None)
        typer.echo(done.path)
        console.print(terminal_safe(", ".join(f"{count:,} {name}" for name, count in done.counts.items())), style="dim")


@app.command()
def diff(
    run: Annotated[str, typer.Argument(help="The run to start from.", metavar="RUN_A", show_default=False)],
    other: Annotated[str, typer.Argument(help="The run to compare it with.", metavar="RUN_B", show_default=False)],
    fail_on_lost: Annotated[
        bool, typer.Option("--fail-on-lost", help=f"End with {ExitCode.FACTS_LOST:d} if a fact was lost.", metavar="")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Tell which facts were added, lost and changed between two runs.

    For two models, two prompt versions, or yesterday and today, over the same articles.

    [bold]Example[/bold]
      [cyan]communique diff runs/main runs/branch --fail-on-lost[/cyan]
    """
    with error_boundary():
        from rich.console import Console

        from extract.output import compare
        from extract.output.load import load_run

        found = compare.compare_runs(load_run(run), load_run(other))
        if as_json:
            typer.echo(json.dumps(compare.as_json(found), indent=2, ensure_ascii=False))
        else:
            Console(highlight=False, soft_wrap=True).print(compare.render(found))
        if fail_on_lost and found.count(compare.Change.LOST):
            raise typer.Exit(ExitCode.FACTS_LOST)


@app.command()
def explain(  # noqa: PLR0913
    run: RunPath,
    record: Annotated[
        str, typer.Argument(help="Like g1 or s2, or some-article/g1.", metavar="RECORD", show_default=False)
    ],
    field: Annotated[
        str, typer.Argument(help="One field of it, like status or parties.", metavar="[FIELD]", show_default=False)
    ] = "",
    cassettes: Annotated[str, typer.Option(help="Where the answers of a run that replayed are.", metavar="DIR")] = "",
    kit: Annotated[str, typer.Option(help="Write there what replays its article, offline.", metavar="DIR")] = "",
    as_json: AsJson = False,
) -> None:
    """Tell where a record comes from.

    Its words, the prompt, what the model wrote, with tokens and time, and every gate that touched it.
    The answers are those that the run kept; no model is asked.

    [bold]Examples[/bold]
      [cyan]communique explain runs/march some-article/g1[/cyan]
      [cyan]communique explain runs/march some-article/g1 status[/cyan]
      [cyan]communique explain runs/march some-article/g1 --kit kit[/cyan]
    """
    with error_boundary():
        from rich.console import Console

        from extract.output import explain as tracing
        from extract.output.load import load_run

        folders = (Path(folder).expanduser() if folder.strip() else None for folder in (cassettes, kit))
        found = tracing.explain(load_run(run), record, field.strip() or None, *folders)
        if as_json:
            typer.echo(json.dumps(tracing.as_json(found, program()), indent=2, ensure_ascii=False))
        else:
            Console(highlight=False, soft_wrap=True).print(tracing.render(found, program()))


@app.command()
def schema(
    name: Annotated[SchemaName, typer.Argument(help=_SCHEMAS, metavar="NAME")] = SchemaName.EXTRACTION,
) -> None:
    """Print the JSON Schema of a record.

    It is the schema of what is written: a line of extractions.jsonl, a part of one, or run.json.

    [bold]Example[/bold]
      [cyan]communique schema agreement > agreement.schema.json[/cyan]
    """
    import schemas

    kinds: dict[SchemaName, type[BaseModel]] = {
        SchemaName.EXTRACTION: schemas.ArticleExtraction,
        SchemaName.AGREEMENT: schemas.Agreement,
        SchemaName.ACTOR: schemas.Actor,
        SchemaName.STATEMENT: schemas.SecurityStatement,
        SchemaName.MANIFEST: schemas.RunManifest,
    }
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    typer.echo(json.dumps(dialect | kinds[name].model_json_schema(mode="serialization"), indent=2, ensure_ascii=False))


@app.command()
def doctor(  # noqa: PLR0913
    context: typer.Context,
    inputs: Annotated[
        list[str] | None,
        typer.Argument(help="Articles that a run would read, to tell what it takes.", metavar="[INPUT]"),
    ] = None,
    include: Include = None,
    exclude: Exclude = None,
    map: Map = None,  # noqa: A002
    model: Model = None,
    base_url: BaseUrl = None,
    plan: Plan = None,
    weights: Weights = None,
    config: Config = None,
) -> None:
    """Tell what is installed, which model would be asked, and what a run would take.

    It asks an endpoint for its list of models, and no model anything.

    [bold]Examples[/bold]
      [cyan]communique doctor[/cyan]
      [cyan]communique doctor articles/ --base-url http://localhost:11434/v1 --model NAME[/cyan]
    """
    with error_boundary():
        from rich.console import Console

        from extract.cli.doctor import State, examine
        from extract.output.show import terminal_safe
        from extract.settings.settings import load_settings

        settings = load_settings(context.params, os.environ, Path())
        console = Console(highlight=False, soft_wrap=True, markup=False)
        faults = False
        for found in examine(settings, [Path(one).expanduser() for one in inputs or () if one.strip()]):
            faults |= found.state is State.FAULT
            console.print(f"{found.state:<6}{found.what:<12}{terminal_safe(found.told)}")
        if faults:
            raise typer.Exit(ExitCode.NO_MODEL)
