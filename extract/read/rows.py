"""A row of a file that has one article per row, and the article that is built from it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from extract.read.article import build_article
from extract.read.content import cut_off_issue
from extract.read.dates import DateOrder, find_order, is_ambiguous, read_publication_date
from extract.read.decode import ReadError, clean_text
from extract.read.fields import Picked
from extract.read.files import file_stem, printable_path
from extract.read.html_text import html_to_text, is_html
from extract.read.metadata import Metadata, parse_metadata
from schemas import Article, Failure, FailureCode


@dataclass(frozen=True)
class Row:
    """A row that is found, but not yet parsed."""

    number: int
    """Number of the line at which it begins, from 1."""
    parse: Callable[[], Picked]
    """Returns our fields, unchanged. Raises ReadError, or ValueError that says why it is no article."""
    unit: str = "line"
    """What the number counts."""
    alone: bool = False
    """Whether it is all of its file, which gives it its name."""


class DateColumn:
    """The dates of all rows of a file, which show the order of day and month."""

    def __init__(self, find_rows: Callable[[], Iterable[Row | Failure]]) -> None:
        self._find_rows = find_rows
        self._order = cache(lambda: find_order(self._dates()))

    def resolve(self, metadata: Metadata) -> Metadata:
        """Return the metadata with its date as `YYYY-MM-DD`, if only the column says which number is the month.

        The file is read once more for the first such date.
        """
        written = metadata.date or ""
        order: DateOrder | None = self._order() if is_ambiguous(written) else None
        return replace(metadata, date=read_publication_date(written, order=order).edtf) if order else metadata

    def _dates(self) -> Iterator[str]:
        for row in self._find_rows():
            try:
                if isinstance(row, Row):
                    yield parse_metadata(row.parse().fields).date or ""
            except (ReadError, ValueError):
                continue


def build_row_article(row: Row, path: Path, dates: DateColumn) -> tuple[Article, str | None]:
    """Return the article of a row, and its form. Raises ReadError.

    Without an id in the row, its id is `<stem>:<number>`.
    """
    where = f"{row.unit} {row.number}"
    try:
        picked = row.parse()
        metadata = dates.resolve(parse_metadata(picked.fields))
    except ReadError as error:
        raise ReadError(error.code, f"{where}: {error}") from error
    except ValueError as error:
        message = f"{where} is not an article: {error}; fix that {row.unit}"
        raise ReadError(FailureCode.BAD_ROW, message) from error
    name = file_stem(path) if row.alone else f"{file_stem(path)}:{row.number}"
    return build_picked_article(picked, metadata, name, printable_path(path)), picked.form


def build_picked_article(picked: Picked, metadata: Metadata, name: str, path: str | None) -> Article:
    """Return the article of picked fields; `name` is its id if the metadata have none. Raises ReadError."""
    text = picked.fields["text"]
    text = html_to_text(text) if is_html(text) else clean_text(text)
    issues = (cut_off_issue(f"the row has only the {picked.part} of this article"),) if picked.part else ()
    return build_article(text, metadata, name, path, issues)
