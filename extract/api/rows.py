"""Rows to articles: a text, a mapping, an article, a row of a data frame, or a path that may hold many articles.

Pure but for paths, which are read from the disk. A row that is no article becomes a failure at its place.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Protocol, TypeAlias, runtime_checkable

from extract.errors import InputError
from extract.optional_import import extras_named
from extract.read import Intake, read
from extract.read.decode import ReadError
from extract.read.fields import Picked
from extract.read.metadata import parse_metadata
from extract.read.rows import build_picked_article
from schemas import Article, Failure, FailureCode, Stage

_MISSING = ("NAType", "NaTType")
"""The types of missing values in pandas."""


class NamedRow(Protocol):
    """A named tuple, like those of `DataFrame.itertuples`."""

    def _asdict(self) -> dict[str, Any]: ...


class SeriesRow(Protocol):
    """A row of a data frame, like those of `DataFrame.iterrows`."""

    def to_dict(self) -> dict[Any, Any]: ...


@runtime_checkable
class Frame(Protocol):
    """A data frame of pandas."""

    @property
    def columns(self) -> Any: ...

    def itertuples(self, index: bool = ..., name: str | None = ...) -> Iterable[tuple[Any, ...]]: ...


Row: TypeAlias = str | Path | Article | Mapping[str, Any] | NamedRow | SeriesRow
"""One text, article or path, or the fields of an article. A string is always a text; a path is a `Path`."""
Rows: TypeAlias = Iterable[Row] | Frame | Path
"""Rows, a data frame, or a single path."""


def iterate(rows: Rows) -> Iterator[Row]:
    """Return the rows one by one. Raises TypeError for a single text, whose letters would be the rows."""
    if isinstance(rows, str | bytes | Mapping | Article):
        raise TypeError(f"pipe takes many rows, and this is one {type(rows).__name__}; use extract, or give a list")
    if isinstance(rows, Path):
        return iter((rows,))
    if isinstance(rows, Frame):
        names = [str(name) for name in rows.columns]
        return (dict(zip(names, values, strict=True)) for values in rows.itertuples(index=False, name=None))
    return iter(rows)


def read_row(row: Row, number: int, intake: Intake) -> Iterator[Article | Failure]:
    """Yield the article of a row, or the articles of a path; a failure for each that cannot be read.

    Without an id in the row, the id of an article is the hash of its text. `number` names a row that is no article.
    """
    if isinstance(row, Article):
        yield row
    elif isinstance(row, Path):
        yield from _read_path(row, intake)
    else:
        try:
            yield _build(intake.fields.pick(_fields_of(row)))
        except ReadError as error:
            yield _failure(f"row {number}", error.code, f"row {number}: {error}")
        except ValueError as error:
            yield _failure(f"row {number}", FailureCode.BAD_ROW, f"row {number} is not an article: {error}")


def read_text(text: str | Article, **metadata: str | None) -> Article | Failure:
    """Return the article of a text with these fields of metadata, or the failure if it has no text."""
    if isinstance(text, Article):
        return text
    name = metadata.get("id") or "text"
    try:
        return _build(Picked({"text": text, **metadata}))
    except ReadError as error:
        return _failure(name, error.code, str(error))
    except ValueError as error:
        return _failure(name, FailureCode.BAD_ROW, str(error))


@extras_named()
def _build(picked: Picked) -> Article:
    article = build_picked_article(picked, parse_metadata(picked.fields), "", None)
    return article if article.source_id else article.model_copy(update={"source_id": article.id})


def _fields_of(row: Any) -> Mapping[str, Any]:
    """The fields of a row without the missing ones. Raises ValueError if it has no fields."""
    if isinstance(row, str):
        return {"text": row}
    for method in ("_asdict", "to_dict"):
        if hasattr(row, method):
            row = getattr(row, method)()
            break
    if not isinstance(row, Mapping):
        raise ValueError(f"it is of the type {type(row).__name__}; give a text, a mapping, an Article or a Path")
    return {str(name): _plain(value) for name, value in row.items() if not _is_missing(value)}


def _plain(value: Any) -> Any:
    """A value as JSON would have it; days and times in ISO 8601."""
    return value.isoformat() if isinstance(value, date) else value


def _is_missing(value: Any) -> bool:
    return value is None or type(value).__name__ in _MISSING or (isinstance(value, float) and math.isnan(value))


def _read_path(path: Path, intake: Intake) -> Iterator[Article | Failure]:
    try:
        with extras_named():
            yield from read(path.expanduser(), intake)
    except InputError as error:
        yield _failure(path.stem, FailureCode.UNREADABLE, str(error), str(path))


def _failure(name: str, code: FailureCode, message: str, path: str | None = None) -> Failure:
    return Failure(source_id=name, path=path, stage=Stage.READ, error=code, message=message)
