"""Read the files that a run wrote, line by line, as records. Only one line is in memory at a time."""

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
    """Yield the extractions of a run directory, or of a file of the same form. Raises StoreError with the line."""
    return _read(path, EXTRACTIONS, ArticleExtraction)


def read_rejected(path: Path) -> Iterator[Rejected]:
    """Yield the rejected drafts of a run directory or a file. Raises StoreError with the line."""
    return _read(path, REJECTED, Rejected)


def read_duplicates(path: Path) -> Iterator[Duplicate]:
    """Yield the articles of a run directory or a file that repeat earlier ones. Raises StoreError with the line.

    A run of a version without duplicates has none.
    """
    if path.is_dir() and not (path / DUPLICATES).exists():
        return iter(())
    return _read(path, DUPLICATES, Duplicate)


def read_failures(path: Path) -> Iterator[Failure]:
    """Yield the failed articles of a run directory or a file. Raises StoreError with the line."""
    return _read(path, FAILURES, Failure)


def read_manifest(path: Path) -> RunManifest:
    """Read the manifest of a run directory or a file. Raises StoreError, also if the run was not finished."""
    file = path / MANIFEST if path.is_dir() else path
    try:
        return RunManifest.model_validate_json(file.read_bytes())
    except FileNotFoundError:
        raise StoreError(f"{file} is not there; the run was not finished: run again to resume it") from None
    except OSError as error:
        raise StoreError(f"{file} cannot be read ({error.strerror})") from error
    except ValidationError as error:
        raise StoreError(f"{file} is no manifest of this version ({_first_error(error)})") from error


def _read(path: Path, name: str, kind: type[Line]) -> Iterator[Line]:
    file = path / name if path.is_dir() else path
    try:
        with file.open("rb") as lines, jsonlines.Reader(lines, loads=kind.model_validate_json) as reader:
            yield from reader
    except jsonlines.InvalidLineError as error:
        cause = error.__cause__
        why = _first_error(cause) if isinstance(cause, ValidationError) else error.message
        raise StoreError(f"{file} line {error.lineno} is no {kind.__name__} of this version ({why})") from error
    except FileNotFoundError:
        raise StoreError(f"{file} is not there; give a run directory or a file of its form") from None
    except OSError as error:
        raise StoreError(f"{file} cannot be read ({error.strerror})") from error


def _first_error(error: ValidationError) -> str:
    """Return the first error with its field."""
    first = error.errors(include_url=False, include_input=False)[0]
    field = ".".join(map(str, first["loc"]))
    return f"{field}: {first['msg']}" if field else first["msg"]
