"""A row of a file that holds one article a row, and the article that comes of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.read.article import article
from extract.read.decode import Unfit, clean
from extract.read.files import shown, stem
from extract.read.metadata import metadata
from schemas import Article, FailureCode


@dataclass(frozen=True)
class Row:
    """A row that has been found, but not been read yet."""

    number: int
    """The line at which it begins, from 1."""
    fields: Callable[[], Mapping[str, Any]]
    """Reads it: our fields, as they stand there. Raises Unfit, or ValueError that says why it is no article."""


def row_article(row: Row, path: Path) -> Article:
    """The article of a row. Its name, where the row has no id, is `<stem>:<line>`. Raises Unfit."""
    try:
        fields = row.fields()
        given = metadata(fields)
    except Unfit as unfit:
        raise Unfit(unfit.code, f"line {row.number}: {unfit}") from unfit
    except ValueError as error:
        raise Unfit(FailureCode.BAD_ROW, f"line {row.number} is no article: {error}; mend that line") from error
    return article(clean(fields["text"]), given, f"{stem(path)}:{row.number}", shown(path))
