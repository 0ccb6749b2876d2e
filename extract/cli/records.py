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
    XLSX = "xlsx"
    POLECAT = "polecat"
    ICEWS = "icews"
    FTM = "ftm"
    GEXF = "gexf"
    GEOJSON = "geojson"
    BIBTEX = "bibtex"
    RIS = "ris"


class KindName(StrEnum):
    """The kinds of records that an export can be limited to."""

    AGREEMENT = "agreement"
    STATEMENT = "statement"


class CertaintyName(StrEnum):
    """The values of `schemas.Certainty`, repeated so that --help does not import it."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


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
    force: Annotated[bool, typer.Option("--force", help="Replace a report that is there.")] = False,
    corrections: CorrectionsFile = "",
    quotes_only: QuotesOnly = False,
) -> None:
    """Make one HTML file to look at a run and to correct it.

    It shows the articles, their records and the evidence, and all records across articles.
    It works offline and loads nothing. It opens with the decisions of --corrections, or else with those beside the run.

    [bold]Examples[/bold]
      [cyan]communique report runs/march -o march.html[/cyan]
      [cyan]communique report runs/march --force --corrections corrections.jsonl --quotes-only[/cyan]
    """
    with error_boundary() as console:
        from extract.cli.reporting import run_report

        path, kept = (Path(text).expanduser() if text.strip() else None for text in (out, corrections))
        run_report(run, path, kept, console, force=force, quotes_only=quotes_only)


def export(  # noqa: PLR0913
    run: RunPath,
    to: Annotated[
        str,
        typer.Option(
            "--to",
            help=f"One of: {', '.join(TargetName)}; or the form of a plugin.",
            metavar="FORM",
            autocompletion=lambda: [str(name) for name in TargetName],
        ),
    ],
    out: Annotated[
        str, typer.Option("--out", "-o", help="File or folder; by default one in the run.", metavar="PATH")
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Replace an export that is there.")] = False,
    append: Annotated[
        bool, typer.Option("--append", help="Add the articles that an export does not have; not for all forms.")
    ] = False,
    corrections: CorrectionsFile = "",
    quotes_only: QuotesOnly = False,
    country: Annotated[
        list[str] | None,
        typer.Option(
            "--country", help="Only records in which this state takes part (ISO 3); repeat it.", metavar="ISO3"
        ),
    ] = None,
    since: Annotated[str, typer.Option("--since", help="Only records of this day or later.", metavar="DATE")] = "",
    until: Annotated[str, typer.Option("--until", help="Only records of this day or earlier.", metavar="DATE")] = "",
    certainty: Annotated[
        CertaintyName | None, typer.Option("--certainty", help="Only records that are at least so certain.")
    ] = None,
    kind: Annotated[KindName | None, typer.Option("--kind", help="Only agreements, or only statements.")] = None,
) -> None:
    """Write a run as a database, as tables, or for other tools.

    SQLite (with full-text search, for Datasette), DuckDB, Parquet, CSV and XLSX hold the same tidy tables.
    POLECAT and ICEWS have a row for each dyad; FollowTheMoney has actors, events and the articles that prove them;
    GEXF is a network, GeoJSON a map; BibTeX and RIS list the articles.
    A form whose library is missing says how to install it. A manifest beside the export says what it was made of.

    [bold]Examples[/bold]
      [cyan]communique export runs/march --to sqlite[/cyan]
      [cyan]communique export runs/march --to sqlite --corrections runs/march/review.jsonl[/cyan]
      [cyan]communique export runs/march --to csv -o tables/ --country KEN --since 2025[/cyan]
      [cyan]communique export runs/april --to sqlite -o all.sqlite --append[/cyan]
    """
    with error_boundary() as console:
        from extract.cli.exporting import Request, run_export

        filters = (tuple(country or ()), since, until, certainty, kind)
        run_export(Request(run, to, out, force, append, corrections, quotes_only, *filters), console)


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
