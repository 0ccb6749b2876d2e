"""The command as it was typed, so that messages and help name commands that can be typed as they stand."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extract.optional_import import as_typed

NAME = "communique"
_MARKED = f"[cyan]{NAME} "
"""How help texts mark a command."""


def program() -> str:
    """Return the program as it was called, quoted for a shell: its path, or `communique` if the shell finds it."""
    called = Path(sys.argv[0])
    if called.name == "__main__.py" and called.parent == Path(__file__).parents[1]:
        return f"{as_typed(Path(sys.executable))} -m extract"
    return as_typed(called) if called.name == NAME else NAME


def name_program(command: Any, name: str) -> None:
    """Use this name of the program in the help of a typer command and of its subcommands."""
    for each in _with_subcommands(command):
        each.help = (each.help or "").replace(_MARKED, "[cyan]" + name.replace("[", r"\[") + " ")


def _with_subcommands(command: Any) -> Iterator[Any]:
    yield command
    for each in getattr(command, "commands", {}).values():
        yield from _with_subcommands(each)
