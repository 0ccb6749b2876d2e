"""How a command can end: the exit codes, and the one place where an error becomes a message and a code.

A traceback never reaches the user; that of a fault of ours goes into a file, and the message says which.
"""

import os
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.console import Console


class ExitCode(IntEnum):
    """Exit codes."""

    DONE = 0
    SOME_FAILED = 1
    USAGE = 2
    NO_INPUT = 3
    NO_MODEL = 4
    NO_STORE = 5
    LOST = 6
    TOO_MANY_FAILED = 7
    FAULT = 70
    INTERRUPTED = 130
    NO_READER = 141


MEANINGS = {
    ExitCode.DONE: "all done",
    ExitCode.SOME_FAILED: "some articles failed; the rest is done, see failures.jsonl",
    ExitCode.USAGE: "wrong usage or configuration",
    ExitCode.NO_INPUT: "the input as a whole cannot be read",
    ExitCode.NO_MODEL: "the model cannot be had or reached",
    ExitCode.NO_STORE: "the run directory cannot be used, or its ledger does not balance",
    ExitCode.LOST: "facts were lost, and --fail-on-lost was given",
    ExitCode.TOO_MANY_FAILED: "more articles failed than --fail-over lets; the same command resumes",
    ExitCode.FAULT: "a fault of communique itself",
    ExitCode.INTERRUPTED: "interrupted; the same command resumes",
}
"""What the codes mean, for the help."""


@contextmanager
def error_boundary() -> Iterator["Console"]:
    """A console on stderr; whatever goes wrong inside is told there, and ends the command with its code."""
    from rich.console import Console

    console = Console(stderr=True, highlight=False)
    try:
        yield console
    except typer.Exit:
        raise
    except KeyboardInterrupt:
        _tell(console, "interrupted; what is done is kept, and the same command resumes")
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(ExitCode.NO_READER) from None
    except Exception as error:
        raise typer.Exit(_told(console, error)) from None


def exit_code_for(error: Exception) -> ExitCode:
    """The code that an error ends a command with; a fault of ours if it is none that we raise on purpose."""
    from extract.errors import ConfigError, InputError, Interrupted, ModelError, StoreError, TooManyFailed

    codes = {
        ConfigError: ExitCode.USAGE,
        InputError: ExitCode.NO_INPUT,
        Interrupted: ExitCode.INTERRUPTED,
        ModelError: ExitCode.NO_MODEL,
        StoreError: ExitCode.NO_STORE,
        TooManyFailed: ExitCode.TOO_MANY_FAILED,
    }
    return next((code for kind, code in codes.items() if isinstance(error, kind)), ExitCode.FAULT)


def _told(console: "Console", error: Exception) -> ExitCode:
    from extract.optional_import import missing

    if isinstance(error, ModuleNotFoundError):
        error = missing(error.name) or error
    code = exit_code_for(error)
    if code is not ExitCode.FAULT:
        _tell(console, str(error))
        return code
    with tempfile.NamedTemporaryFile("w", prefix="communique-", suffix=".txt", delete=False, encoding="utf-8") as file:
        file.write("".join(traceback.format_exception(error)))
    _tell(
        console,
        f"{type(error).__name__}: {error}\nThis is a fault of communique, not of yours. The details are in {file.name};"
        " please report it with them.",
    )
    return code


def _tell(console: "Console", message: str) -> None:
    from rich.text import Text

    from extract.output.show.terminal_text import terminal_safe

    lines = "\n".join(terminal_safe(line) for line in message.split("\n"))
    console.print(Text.assemble(("error: ", "bold red"), lines), soft_wrap=True)
