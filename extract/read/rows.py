"""A row of a file that has one article per row, and the article that is built from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.read.article import build_article
from extract.read.decode import ReadError, clean_text
from extract.read.files import file_stem, printable_path
from extract.read.metadata import parse_metadata
from schemas import Article, FailureCode


@dataclass(frozen=True)
class Row:
    """A row that is found, but not yet parsed."""

    number: int
    """Number of the line at which it begins, from 1."""
    parse: Callable[[], Mapping[str, Any]]
    """Returns our fields, unchanged. Raises ReadError, or ValueError that says why it is no article."""


def build_row_article(row: Row, path: Path) -> Article:
    """Return the article of a row; without an id in the row, its id is `<stem>:<line>`. Raises ReadError."""
    try:
        fields = row.parse()
        metadata = parse_metadata(fields)
    except ReadError as error:
        raise ReadError(error.code, f"line {row.number}: {error}") from error
    except ValueError as error:
        raise ReadError(FailureCode.BAD_ROW, f"line {row.number} is not an article: {error}; fix that line") from error
    return build_article(clean_text(fields["text"]), metadata, f"{file_stem(path)}:{row.number}", printable_path(path))
