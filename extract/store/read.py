"""Read what a run directory holds, line by line, as records. Only one line is in memory at a time.

A finished run is read from its files. One that is not finished has a ledger and no manifest; it is read from the
ledger, which has all articles that are done.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import jsonlines
from pydantic import BaseModel, ValidationError

from extract.errors import StoreError
from extract.store.directory import DUPLICATES, EXPORTS, EXTRACTIONS, FAILURES, LINKS, MANIFEST, REJECTED
from extract.store.ledger import LEDGER, Ledger
from schemas import ArticleExtraction, Duplicate, Failure, Rejected, RunManifest

Line = TypeVar("Line", bound=BaseModel)


@dataclass(frozen=True)
class RunProgress:
    """How far a run is that is not finished."""

    done: int
    """Articles that are processed, failed ones included."""
    total: int
    """Articles of the input."""

    def __str__(self) -> str:
        return f"{self.done:,} of {self.total:,} articles"


def is_unfinished(folder: Path) -> bool:
    """Whether a run was begun in a directory, and none has finished there."""
    return (folder / LEDGER).is_file() and not (folder / MANIFEST).exists()


def read_progress(folder: Path) -> RunProgress | None:
    """Return how far a run is; None if it is finished. Raises StoreError if its ledger cannot be read."""
    if not is_unfinished(folder):
        return None
    with Ledger.open_read_only(folder / LEDGER) as ledger:
        done = ledger.sum_results().counts.articles
        return RunProgress(done, max(done, int(ledger.read_note("total") or 0)))


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
    if path.is_dir() and not is_unfinished(path) and not (path / DUPLICATES).exists():
        return iter(())
    return _read(path, DUPLICATES, Duplicate)


def read_failures(path: Path) -> Iterator[Failure]:
    """Yield the failed articles of a run directory or a file. Raises StoreError with the line."""
    return _read(path, FAILURES, Failure)


def read_links(path: Path) -> dict[str, Any] | None:
    """Read the links of a collection; None if the directory has none. Raises StoreError if they cannot be read."""
    file = path / LINKS
    if not file.is_file():
        return None
    try:
        links: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise StoreError(f"{file} cannot be read ({error}); add to the collection again to write it anew") from error
    return links


def read_manifest(path: Path) -> RunManifest:
    """Read the manifest of a run directory or a file; of a run that is not finished, as far as it is.

    Raises StoreError if it cannot be read.
    """
    if is_unfinished(path):
        return _read_begun(path)
    file = path / MANIFEST if path.is_dir() else path
    try:
        return RunManifest.model_validate_json(file.read_bytes())
    except FileNotFoundError:
        raise StoreError(f"{file} is not there; give a directory that a run wrote") from None
    except OSError as error:
        raise StoreError(f"{file} cannot be read ({error.strerror})") from error
    except ValidationError as error:
        raise StoreError(f"{file} is no manifest of this version ({_first_error(error)})") from error


def _read_begun(folder: Path) -> RunManifest:
    """Read the manifest with which a run began, and add what it has done since."""
    with Ledger.open_read_only(folder / LEDGER) as ledger:
        begun = ledger.read_note("manifest")
        if begun is None:
            raise StoreError(f"{folder} holds a run of an older version that was not finished; run again to resume it")
        sums, spent = ledger.sum_results(), ledger.sum_attempts()
        done = {"counts": sums.counts, "usage": sums.usage, "spent": spent.usage, "cost": _as_text(spent.cost)}
        return RunManifest.model_validate_json(begun).model_copy(update=done)


def _as_text(cost: Decimal | None) -> str | None:
    return None if cost is None else str(cost)


@contextmanager
def _open_lines(path: Path, name: str) -> Iterator[Iterator[str | bytes]]:
    """Open the lines of a file, or those of the file `name` of a run directory. Raises OSError or StoreError."""
    if is_unfinished(path):
        with Ledger.open_read_only(path / LEDGER) as ledger:
            yield ledger.read_lines(EXPORTS[name])
    else:
        with (path / name if path.is_dir() else path).open("rb") as file:
            yield iter(file)


def _read(path: Path, name: str, kind: type[Line]) -> Iterator[Line]:
    file = path / (LEDGER if is_unfinished(path) else name) if path.is_dir() else path
    try:
        with _open_lines(path, name) as lines, jsonlines.Reader(lines, loads=kind.model_validate_json) as reader:
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
