"""Open the directory of a run for a command, and say so if the run is not finished."""

from pathlib import Path

from rich.console import Console

from extract.output.load import Run, load_run
from extract.output.show import terminal_safe


def open_run(folder: str | Path, console: Console) -> Run:
    """Return the run in a directory. Raises StoreError if there is none."""
    run = load_run(folder)
    if progress := run.progress:
        told = f"{run.path} is not finished: this is {progress}; run the same command again to resume it"
        console.print(terminal_safe(told), style="yellow", soft_wrap=True)
    return run
