"""Carries out `communique report`: writes the page and its manifest, and prints where they are."""

from dataclasses import replace
from pathlib import Path

import typer
from rich.console import Console

from extract.cli.opening import linked_as_corrected, open_run
from extract.errors import StoreError
from extract.output.export.manifest import describe_age, origins, write_manifest
from extract.output.report import write_report
from extract.output.review import REVIEW_FILE, read_corrections, review_run
from extract.output.review.corrections import Corrections


def run_report(run: str, out: Path | None, corrections: Path | None, console: Console, **choices: bool) -> None:
    """Write the report of a run; `choices` are `force` and `quotes_only`. Raises StoreError if the file is there."""
    found = review_run(open_run(run, console), only_quotes=choices["quotes_only"])
    kept = corrections or found.path / REVIEW_FILE
    decisions = read_corrections(kept) if corrections or kept.exists() else Corrections()
    path = out or found.path / "report.html"
    if path.exists() and not choices["force"]:
        age = describe_age(path, found)
        raise StoreError(f"{path} exists already{age}; replace it with --force, or choose another path with --out")
    with linked_as_corrected(replace(found, corrections=decisions), console) as linked:
        size = write_report(replace(found, links_path=linked.links_path), path, decisions)
    applied = kept.name if decisions.decisions else None
    settings = {"corrections": applied, "quotes_only": choices["quotes_only"]}
    write_manifest(path, "report", origins(found), {"bytes": size}, settings)
    typer.echo(path)
    console.print(f"{size / 1e6:,.1f} MB; open it in a browser", style="dim")
