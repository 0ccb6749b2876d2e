"""Reads files: each row of a JSONL or CSV is an article, each document of an export, and each file of another kind.

In: a file, a folder, a zip archive or a pattern. Out: articles, and a failure with a reason for everything that is not
one. Nothing is skipped silently except what `walk` names. Items are read one by one, so a file of a million rows
streams. A file without extension is read as text if it is the input itself, and is a failure in a folder.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from extract.read import csv_rows, json_rows, jsonl
from extract.read.article import build_article
from extract.read.content import Content, Contents
from extract.read.decode import MAX_BYTES, ReadError
from extract.read.documents import has_reader, known_endings, may_hold_several
from extract.read.fields import FieldMap
from extract.read.files import (
    DAMAGE,
    MAX_DOCUMENT,
    SMALL,
    InputFile,
    build_failure,
    describe_damage,
    file_ending,
    file_stem,
    open_document,
    open_unpacked,
    printable_path,
)
from extract.read.found import Found, Survey
from extract.read.intake import SKIP, Intake
from extract.read.metadata import read_sidecar
from extract.read.rows import DateColumn, Row, build_row_article
from extract.read.subprocess_reader import read_in_subprocess
from extract.read.text_file import read_markdown, read_text
from extract.read.walk import check_input, find_files, name_input
from schemas import Article, Failure, FailureCode

__all__ = ["MAX_BYTES", "Found", "Intake", "Survey", "find", "name_input", "read", "survey"]

_MARKDOWN = (".md", ".markdown")
_TEXTS = (".txt", ".text", *_MARKDOWN)
_ROWS: dict[str, Callable[[InputFile, FieldMap], Iterator[Row]]] = {
    ".jsonl": jsonl.read_jsonl_rows,
    ".ndjson": jsonl.read_jsonl_rows,
    ".json": json_rows.read_json_rows,
    ".csv": csv_rows.read_csv_rows,
    ".tsv": csv_rows.read_csv_rows,
}
_ALL = Intake()


def read(
    path: Path, intake: Intake = _ALL, leave_out: Callable[[Found], None] = lambda found: None
) -> Iterator[Article | Failure]:
    """Yield the articles of an input in order of path and line, with a failure in place of each that cannot be read.

    `leave_out` is called for each article that `intake` leaves out because its source gives only the beginning.

    Raises InputError at once if the input does not exist, matches nothing, or is a folder that cannot be opened.
    """
    items = find(path, intake)
    return (found.item for found in items if not _is_left_out(found, intake, leave_out))


def find(path: Path, intake: Intake = _ALL) -> Iterator[Found]:
    """Yield everything that `read` yields or leaves out, with its file and form. Raises InputError like `read`."""
    check_input(path)
    texts = _texts_of(path)
    return (found for source in find_files(path, intake) for found in _read_file(source, intake.fields, texts))


def survey(path: Path, intake: Intake = _ALL) -> Survey:
    """Count what `find` yields; rows are counted without being parsed. Raises InputError like `read`."""
    check_input(path)
    counted = Survey()
    texts = _texts_of(path)
    for source in find_files(path, intake):
        counted.add(*_count_file(source, intake.fields, texts))
    return counted


def _texts_of(path: Path) -> Collection[str]:
    """The extensions of plain texts; a file without one counts if it is the input itself."""
    return (*_TEXTS, "") if path.is_file() and not file_ending(path) else _TEXTS


def _is_left_out(found: Found, intake: Intake, leave_out: Callable[[Found], None]) -> bool:
    if intake.stubs == SKIP and found.is_stub:
        leave_out(found)
        return True
    return False


def _read_file(source: InputFile | Failure, fields: FieldMap, texts: Collection[str]) -> Iterator[Found]:
    if isinstance(source, Failure):
        yield Found(source, source.path or "", file_ending(Path(source.path or "")))
        return
    items = _read_rows(source, fields) if file_ending(source.path) in _ROWS else _read_articles(source, texts)
    place, kind = printable_path(source.path), file_ending(source.path)
    for item, form in items:
        yield Found(item, place, kind, form)


def _count_file(source: InputFile | Failure, fields: FieldMap, texts: Collection[str]) -> tuple[int, str | None]:
    """The number of items of a file, and their form."""
    if isinstance(source, Failure):
        return 1, None
    if file_ending(source.path) in _ROWS:
        return _count_rows(source, fields)
    return _count_articles(source, texts) if _may_hold_several(source, texts) else (1, None)


def _count_rows(source: InputFile, fields: FieldMap) -> tuple[int, str | None]:
    rows = _find_rows(source, fields)
    first = next(rows, None)
    if first is None:
        return 0, None
    form = None
    if isinstance(first, Row):
        with suppress(ReadError, ValueError):
            form = first.parse().form
    return 1 + sum(1 for _ in rows), form


def _may_hold_several(source: InputFile, texts: Collection[str]) -> bool:
    """Whether a file may have several articles; a message has if it has attachments."""
    kind = file_ending(source.path)
    if kind == ".eml":
        with suppress(*DAMAGE, ReadError), open_unpacked(source) as file:
            head = file.read(SMALL)
            return b"message/rfc822" in head or b"attachment" in head
    return may_hold_several(kind) or (kind in texts and kind not in _MARKDOWN)


def _count_articles(source: InputFile, texts: Collection[str]) -> tuple[int, str | None]:
    """The number of articles of a file, and one for the rest that cannot be read."""
    count, form = 0, None
    try:
        for content in _find_contents(source, texts):
            count, form = count + 1, form or content.form
    except ReadError:
        return count + 1, form
    return max(1, count), form


def _find_rows(source: InputFile, fields: FieldMap) -> Iterator[Row | Failure]:
    """Yield the rows of a file; a failure where the rest cannot be read."""
    try:
        yield from _ROWS[file_ending(source.path)](source, fields)
    except ReadError as error:
        yield build_failure(source.path, error)
    except DAMAGE as error:
        yield build_failure(source.path, describe_damage(source.path, error))


_Item = tuple[Article | Failure, str | None]
"""An article or a failure, and the form of its file."""


def _read_rows(source: InputFile, fields: FieldMap) -> Iterator[_Item]:
    dates = DateColumn(lambda: _find_rows(source, fields))
    for row in _find_rows(source, fields):
        if isinstance(row, Failure):
            yield row, None
            continue
        try:
            yield build_row_article(row, source.path, dates)
        except ReadError as error:
            yield build_failure(source.path, error, row.number), None


def _read_articles(source: InputFile, texts: Collection[str]) -> Iterator[_Item]:
    """Yield the articles of a file that is no table; a failure where the rest cannot be read."""
    number, last = 0, None
    try:
        for content in _find_contents(source, texts):
            if last is not None:
                yield _build_numbered(source, last, number), last.form
            number, last = number + 1, content
    except ReadError as error:
        if last is not None:
            yield _build_numbered(source, last, number), last.form
        yield build_failure(source.path, error), None
        return
    if last is None:
        nothing = ReadError(FailureCode.EMPTY, "there is no article in this file; remove it")
        yield build_failure(source.path, nothing), None
    else:
        yield _build_numbered(source, last, number) if number > 1 else _build_only(source, last), last.form


def _build_only(source: InputFile, content: Content) -> Article | Failure:
    """The article of a file that has one."""
    path = source.path
    try:
        metadata = read_sidecar(source).with_defaults(content.metadata)
        return build_article(content.text, metadata, file_stem(path), printable_path(path), content.issues)
    except ReadError as error:
        return build_failure(path, error)


def _build_numbered(source: InputFile, content: Content, number: int) -> Article | Failure:
    """An article of a file that has several; without an id of its own, its id is `<stem>:<number>`."""
    path = source.path
    name = f"{file_stem(path)}:{number}"
    try:
        return build_article(content.text, content.metadata, name, printable_path(path), content.issues)
    except ReadError as error:
        return build_failure(path, error, number)


def _find_contents(source: InputFile, texts: Collection[str]) -> Contents:
    """Yield what is found in a file that is no table. Raises ReadError."""
    kind = file_ending(source.path)
    if has_reader(kind):
        yield from read_in_subprocess(kind, partial(open_document, source, MAX_DOCUMENT))
    elif kind in _MARKDOWN:
        yield from read_markdown(source)
    elif kind in texts:
        yield from read_text(source)
    else:
        known = " ".join(sorted((*_TEXTS, *_ROWS, *known_endings(), ".zip")))
        name = printable_path(Path(source.path.name))
        message = f"{name} is not of a kind that can be read ({known}); convert it, or leave it out with --exclude"
        raise ReadError(FailureCode.UNSUPPORTED_FORMAT, message)
