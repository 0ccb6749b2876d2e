"""The command as it was typed, so that messages and help name commands that can be typed as they stand."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extract.optional_import import as_typed

NAME = "communique"
_MARKED = f"[cyan]{NAME} "
"""How the texts of the help mark a command."""


def program() -> str:
    """The program that runs, quoted for a shell: a path if it was called by one, `communique` if the shell finds it."""
    called = Path(sys.argv[0])
    if called.name == "__main__.py" and called.parent == Path(__file__).parents[1]:
        return f"{as_typed(Path(sys.executable))} -m extract"
    return as_typed(called) if called.name == NAME else NAME


def name_program(command: Any, name: str) -> None:
    """Has the help of a typer command and of its subcommands call the program by this name."""
    for each in _with_subcommands(command):
        each.help = (each.help or "").replace(_MARKED, "[cyan]" + name.replace("[", r"\[") + " ")


def _with_subcommands(command: Any) -> Iterator[Any]:
    yield command
    for each in getattr(command, "commands", {}).values():
        yield from _with_subcommands(each)
