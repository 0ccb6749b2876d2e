"""The exit codes of the commands, and the one place that turns an error into a message and an exit code.

Users never see a traceback: that of a bug goes into a file, which the message names.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import IO, TYPE_CHECKING, cast

import typer

from extract.cli.unbroken import UnbrokenStream

if TYPE_CHECKING:
    from rich.console import Console

    from extract.redaction import Redactor


class ExitCode(IntEnum):
    """How a command ends."""

    DONE = 0
    SOME_FAILED = 1
    USAGE = 2
    NO_INPUT = 3
    NO_MODEL = 4
    NO_STORE = 5
    FACTS_LOST = 6
    TOO_MANY_FAILED = 7
    BUG = 70
    INTERRUPTED = 130
    BROKEN_PIPE = 141


MEANINGS = {
    ExitCode.DONE: "all done",
    ExitCode.SOME_FAILED: "some articles failed; the rest is done, see failures.jsonl",
    ExitCode.USAGE: "wrong usage or configuration",
    ExitCode.NO_INPUT: "the input as a whole cannot be read",
    ExitCode.NO_MODEL: "the model cannot be had or reached",
    ExitCode.NO_STORE: "the run directory cannot be used, or its ledger does not balance",
    ExitCode.FACTS_LOST: "facts were lost, and --fail-on-lost was given",
    ExitCode.TOO_MANY_FAILED: "more articles failed than --fail-over allows; the same command resumes",
    ExitCode.BUG: "a bug in communique itself",
    ExitCode.INTERRUPTED: "interrupted; the same command resumes",
}
"""What the exit codes mean, for the help."""


RESUMES = "finished articles are kept, and the same command resumes"


@contextmanager
def error_boundary(interrupted: str = RESUMES) -> Iterator["Console"]:
    """Provide a console on stderr; an error inside is printed there, and ends the command with its exit code.

    `interrupted` says what becomes of the work of a command that is interrupted.
    """
    from rich.console import Console

    console = Console(file=cast(IO[str], UnbrokenStream(sys.stderr)), highlight=False)
    try:
        yield console
    except typer.Exit:
        raise
    except KeyboardInterrupt:
        _print_error(console, f"interrupted; {interrupted}")
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    except BrokenPipeError:  # the reader of stdout has closed it, like `head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(ExitCode.BROKEN_PIPE) from None
    except Exception as error:
        raise typer.Exit(_report(console, error)) from None


def exit_code_for(error: Exception) -> ExitCode:
    """Return the exit code of an error; BUG for every error that is not meant for users."""
    from extract import errors

    codes = {
        errors.ArticleFailed: ExitCode.SOME_FAILED,
        errors.ConfigError: ExitCode.USAGE,
        errors.CoreFailed: ExitCode.SOME_FAILED,
        errors.InputError: ExitCode.NO_INPUT,
        errors.Interrupted: ExitCode.INTERRUPTED,
        errors.ModelError: ExitCode.NO_MODEL,
        errors.StoreError: ExitCode.NO_STORE,
        errors.TooManyFailed: ExitCode.TOO_MANY_FAILED,
    }
    return next((code for kind, code in codes.items() if isinstance(error, kind)), ExitCode.BUG)


def _report(console: "Console", error: Exception) -> ExitCode:
    """Print an error, and return its exit code."""
    from extract.optional_import import missing

    if isinstance(error, ModuleNotFoundError):
        error = missing(error.name) or error
    code = exit_code_for(error)
    if code is not ExitCode.BUG:
        _print_error(console, str(error))
        return code
    _report_bug(console, error)
    return code


def _report_bug(console: "Console", error: Exception) -> None:
    """Write the traceback to a file, and print its name."""
    import tempfile
    import traceback

    clean = _redactor().clean
    with tempfile.NamedTemporaryFile("w", prefix="communique-", suffix=".txt", delete=False, encoding="utf-8") as file:
        file.write(clean("".join(traceback.format_exception(error))))
    _print_error(
        console,
        f"{type(error).__name__}: {clean(str(error))}\nThis is a bug in communique. The details are in {file.name};"
        " please report it with them.",
    )


def _redactor() -> "Redactor":
    """Return what removes the values of all environment variables that may hold a secret, used or not."""
    from extract.redaction import SECRET_NAME, Redactor

    values = (value for name, value in os.environ.items() if SECRET_NAME.search(name))
    return Redactor(word for value in values for word in (value, *value.split(",")))


def _print_error(console: "Console", message: str) -> None:
    from rich.text import Text

    from extract.output.show.terminal_text import terminal_safe

    lines = "\n".join(terminal_safe(line) for line in message.split("\n"))
    console.print(Text.assemble(("error: ", "bold red"), lines), soft_wrap=True)
