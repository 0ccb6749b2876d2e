"""The commands for what a run wrote: look at it, take it elsewhere. They parse, call and print, and decide nothing."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from extract.endings import ended_well

app = typer.Typer(rich_markup_mode="rich", pretty_exceptions_enable=False)

RunPath = Annotated[str, typer.Argument(help="The directory that a run wrote.", metavar="RUN", show_default=False)]


class TargetName(StrEnum):
    """The forms of `extract.export.Target`, here again so that help needs none of its imports."""

    SQLITE = "sqlite"
    DUCKDB = "duckdb"
    PARQUET = "parquet"
    CSV = "csv"
    POLECAT = "polecat"
    FTM = "ftm"


@app.command()
def report(
    run: RunPath,
    out: Annotated[
        str, typer.Option("--out", "-o", help="The file; by default report.html in the run.", metavar="FILE")
    ] = "",
) -> None:
    """Make one HTML file to look at a run: its articles, their records, and the words that prove them.

    It works from disk, loads nothing from anywhere, and exports your corrections as gold.

    [bold]Example[/bold]
      [cyan]communique report runs/march -o march.html[/cyan]
    """
    with ended_well() as console:
        from extract.load import load_run
        from extract.report import write_report

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
    """Write a run as a database, as tables, as POLECAT events or as FollowTheMoney entities.

    SQLite (with full-text search, for Datasette), DuckDB, Parquet and CSV hold the same tidy tables.
    DuckDB and Parquet need: [cyan]pip install "communique\\[duckdb]"[/cyan]

    [bold]Examples[/bold]
      [cyan]communique export runs/march --to sqlite[/cyan]
      [cyan]communique export runs/march --to csv -o tables/[/cyan]
    """
    with ended_well() as console:
        from extract.export import Target
        from extract.export import export as write
        from extract.load import load_run
        from extract.show import plain

        done = write(load_run(run), Target(to), Path(out).expanduser() if out.strip() else None)
        typer.echo(done.path)
        console.print(plain(", ".join(f"{count:,} {name}" for name, count in done.counts.items())), style="dim")
