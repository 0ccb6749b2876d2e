"""The commands that take the records of a run elsewhere: report, export and schema."""

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extract.cli.exit_codes import error_boundary

if TYPE_CHECKING:
    from pydantic import BaseModel

RunPath = Annotated[str, typer.Argument(help="The directory that a run wrote.", metavar="RUN", show_default=False)]

CorrectionsFile = Annotated[
    str, typer.Option("--corrections", help="The decisions of a review to apply.", metavar="FILE", show_default=False)
]
QuotesOnly = Annotated[
    bool, typer.Option("--quotes-only", help="Leave out all text but the sentences that records are based on.")
]


class TargetName(StrEnum):
    """The members of `extract.output.export.Target`, repeated so that --help does not import it."""

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


def report(
    run: RunPath,
    out: Annotated[
        str, typer.Option("--out", "-o", help="The file; by default report.html in the run.", metavar="FILE")
    ] = "",
    corrections: CorrectionsFile = "",
    quotes_only: QuotesOnly = False,
) -> None:
    """Make one HTML file to look at a run and to correct it.

    It shows the articles, their records and the evidence, and all records across articles.
    It works offline and loads nothing. It opens with the decisions of --corrections, or else with those beside the run.

    [bold]Examples[/bold]
      [cyan]communique report runs/march -o march.html[/cyan]
      [cyan]communique report runs/march --corrections corrections.jsonl --quotes-only[/cyan]
    """
    with error_boundary() as console:
        from extract.output.load import load_run
        from extract.output.report import write_report
        from extract.output.review import REVIEW_FILE, read_corrections, review_run
        from extract.output.review.corrections import Corrections

        found = review_run(load_run(run), only_quotes=quotes_only)
        kept = Path(corrections).expanduser() if corrections else found.path / REVIEW_FILE
        decisions = read_corrections(kept) if corrections or kept.exists() else Corrections()
        path = Path(out).expanduser() if out.strip() else found.path / "report.html"
        size = write_report(found, path, decisions)
        typer.echo(path)
        console.print(f"{size / 1e6:,.1f} MB; open it in a browser", style="dim")


def export(
    run: RunPath,
    to: Annotated[TargetName, typer.Option("--to", help=f"One of: {', '.join(TargetName)}.", metavar="FORM")],
    out: Annotated[
        str, typer.Option("--out", "-o", help="File or folder; by default one in the run.", metavar="PATH")
    ] = "",
    corrections: CorrectionsFile = "",
    quotes_only: QuotesOnly = False,
) -> None:
    """Write a run as a database, as tables, or for other tools.

    SQLite (with full-text search, for Datasette), DuckDB, Parquet and CSV hold the same tidy tables.
    POLECAT has one row for each dyad; FollowTheMoney has actors, events and the articles that prove them.
    DuckDB and Parquet need the extra [cyan]duckdb[/cyan]; without it the command says how to install it.

    [bold]Examples[/bold]
      [cyan]communique export runs/march --to sqlite[/cyan]
      [cyan]communique export runs/march --to csv -o tables/[/cyan]
      [cyan]communique export runs/march --to sqlite --corrections runs/march/review.jsonl[/cyan]
    """
    with error_boundary() as console:
        from extract.output.export import Target
        from extract.output.export import export as write
        from extract.output.load import load_run
        from extract.output.review import review_run
        from extract.output.show import terminal_safe

        decisions = Path(corrections).expanduser() if corrections else None
        found = review_run(load_run(run), decisions, only_quotes=quotes_only)
        done = write(found, Target(to), Path(out).expanduser() if out.strip() else None)
        typer.echo(done.path)
        console.print(terminal_safe(", ".join(f"{count:,} {name}" for name, count in done.counts.items())), style="dim")
        for decision in found.unfit():
            line = f"a decision fits no record: {decision.record} of {decision.article}, {decision.state.value}"
            console.print(terminal_safe(line), style="yellow")


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
