"""The commands of a review: the page that keeps decisions beside the run, and gold of them."""

from pathlib import Path
from typing import Annotated

import typer

from extract.cli.exit_codes import error_boundary
from extract.cli.records import CorrectionsFile, QuotesOnly, RunPath

Port = Annotated[int, typer.Option("--port", help="Port on this machine; 0 takes a free one.", min=0, max=65_535)]


def review(run: RunPath, quotes_only: QuotesOnly = False, port: Port = 0) -> None:
    """Serve the report on this machine, and keep each decision in review.jsonl beside the run.

    Decisions are kept by content: they hold for every run that finds the same records in the same articles.
    Stop it with Ctrl-C. Nothing is sent to other machines.

    [bold]Example[/bold]
      [cyan]communique review runs/march[/cyan]
    """
    with error_boundary() as console:
        from extract.cli.opening import open_run
        from extract.output.report import review_page
        from extract.output.review import REVIEW_FILE, review_run
        from extract.output.review.server import DecisionFile, ReviewServer

        found = review_run(open_run(run, console), only_quotes=quotes_only)
        file = DecisionFile(found.path / REVIEW_FILE)
        with ReviewServer(lambda: review_page(found, file.decisions()), file, port) as server:
            typer.echo(server.address)
            console.print(f"decisions go to {found.path / REVIEW_FILE}; stop with Ctrl-C", style="dim")
            try:
                server.serve_forever()
            except KeyboardInterrupt:
                console.print(f"{len(file.decisions()):,} decisions in {found.path / REVIEW_FILE}", style="dim")


def gold(
    run: RunPath,
    corrections: CorrectionsFile = "",
    out: Annotated[
        str, typer.Option("--out", "-o", help="The file; by default gold.jsonl in the run.", metavar="FILE")
    ] = "",
) -> None:
    """Make gold of the reviewed articles of a run, for [cyan]communique eval[/cyan].

    Rejected records are left out, and undecided ones are optional.
    Without --corrections it takes the decisions beside the run.

    [bold]Example[/bold]
      [cyan]communique gold runs/march --corrections corrections.jsonl[/cyan]
    """
    with error_boundary() as console:
        from extract.cli.opening import open_run
        from extract.output.review import REVIEW_FILE, read_corrections, write_gold

        found = open_run(run, console)
        decisions = read_corrections(Path(corrections).expanduser() if corrections else found.path / REVIEW_FILE)
        path = Path(out).expanduser() if out.strip() else found.path / "gold.jsonl"
        count = write_gold(found, decisions, path)
        typer.echo(path)
        console.print(f"{count:,} reviewed articles", style="dim")
