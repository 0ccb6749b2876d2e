"""Reads what a run wrote, line by line, as records; it never writes and never holds more than a line."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import jsonlines
from pydantic import BaseModel, ValidationError

from extract.errors import StoreError
from extract.store.directory import DUPLICATES, EXTRACTIONS, FAILURES, MANIFEST, REJECTED
from schemas import ArticleExtraction, Duplicate, Failure, Rejected, RunManifest

Line = TypeVar("Line", bound=BaseModel)


def read_extractions(path: Path) -> Iterator[ArticleExtraction]:
    """The extractions of a run directory, or of a file of the same form. Raises StoreError that names the line."""
    return _read(path, EXTRACTIONS, ArticleExtraction)


def read_rejected(path: Path) -> Iterator[Rejected]:
    """What the gates refused, of a run directory or a file. Raises StoreError that names the line."""
    return _read(path, REJECTED, Rejected)


def read_duplicates(path: Path) -> Iterator[Duplicate]:
    """The articles that repeat earlier ones, of a run directory or a file; a run of before there were any has none.

    Raises StoreError that names the line.
    """
    if path.is_dir() and not (path / DUPLICATES).exists():
        return iter(())
    return _read(path, DUPLICATES, Duplicate)


def read_failures(path: Path) -> Iterator[Failure]:
    """The articles that could not be done, of a run directory or a file. Raises StoreError that names the line."""
    return _read(path, FAILURES, Failure)


def read_manifest(path: Path) -> RunManifest:
    """The manifest of a run directory, or of a file. Raises StoreError, also if the run was not finished."""
    file = path / MANIFEST if path.is_dir() else path
    try:
        return RunManifest.model_validate_json(file.read_bytes())
    except FileNotFoundError:
        raise StoreError(f"{file} is not there; the run was not finished: run again to resume it") from None
    except OSError as error:
        raise StoreError(f"{file} cannot be read ({error.strerror})") from error
    except ValidationError as error:
        raise StoreError(f"{file} is no manifest of this version ({_first(error)})") from error


def _read(path: Path, name: str, kind: type[Line]) -> Iterator[Line]:
    file = path / name if path.is_dir() else path
    try:
        with file.open("rb") as lines, jsonlines.Reader(lines, loads=kind.model_validate_json) as reader:
            yield from reader
    except jsonlines.InvalidLineError as error:
        cause = error.__cause__
        why = _first(cause) if isinstance(cause, ValidationError) else error.message
        raise StoreError(f"{file} line {error.lineno} is no {kind.__name__} of this version ({why})") from error
    except FileNotFoundError:
        raise StoreError(f"{file} is not there; give a run directory or a file of its form") from None
    except OSError as error:
        raise StoreError(f"{file} cannot be read ({error.strerror})") from error


def _first(error: ValidationError) -> str:
    """The first of the faults, with its field."""
    fault = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(map(str, fault["loc"]))
    return f"{where}: {fault['msg']}" if where else fault["msg"]
