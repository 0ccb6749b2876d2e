"""Open the directory of a run for a command; say so if it is not finished, and link what was corrected."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from extract.output.load import Run, load_run
from extract.output.show import terminal_safe

if TYPE_CHECKING:
    from extract.output.review import ReviewedRun


def open_run(folder: str | Path, console: Console) -> Run:
    """Return the run in a directory. Raises StoreError if there is none."""
    run = load_run(folder)
    if progress := run.progress:
        told = f"{run.path} is not finished: this is {progress}; run the same command again to resume it"
        console.print(terminal_safe(told), style="yellow", soft_wrap=True)
    return run


@contextmanager
def linked_as_corrected(run: "ReviewedRun", console: Console) -> "Iterator[ReviewedRun]":
    """Give a run with the links of its corrected records; one that is no collection, or not corrected, as it is."""
    from extract.run.collection.database import is_collection

    if not is_collection(run.path):
        yield run
        return
    corrected = list(run.corrected())
    if not corrected:
        yield run
        return
    from extract.run.collection.corrected import link_corrected  # needs the extra `run`, which reading does not

    console.print(f"{len(corrected):,} corrected articles are linked again", style="dim")
    with link_corrected(run.path, corrected) as folder:
        yield replace(run, links_path=folder)
