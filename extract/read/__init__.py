"""Reads files: each row of a JSONL or CSV is an article, each document of an export, and each file of another kind.

In: a file, a folder, a zip archive or a pattern. Out: articles, and a failure with a reason for everything that is not
one. Nothing is skipped silently except what `walk` names. Items are read one by one, so a file of a million rows
streams. A file without extension is read as text if it is the input itself, and is a failure in a folder.
"""

from collections.abc import Callable, Collection, Iterator
from functools import partial
from pathlib import Path

from extract.read import csv_rows, json_rows, jsonl
from extract.read.article import build_article
from extract.read.content import Content, Contents
from extract.read.decode import MAX_BYTES, ReadError
from extract.read.documents import DOCUMENTS
from extract.read.fields import FieldMap
from extract.read.files import (
    DAMAGE,
    MAX_DOCUMENT,
    InputFile,
    build_failure,
    describe_damage,
    file_ending,
    file_stem,
    open_document,
    printable_path,
)
from extract.read.intake import Intake
from extract.read.metadata import read_sidecar
from extract.read.rows import DateColumn, Row, build_row_article
from extract.read.subprocess_reader import read_in_subprocess
from extract.read.text_file import read_markdown, read_text
from extract.read.walk import check_input, find_files, name_input
from schemas import Article, Failure, FailureCode

__all__ = ["MAX_BYTES", "Intake", "count_items", "name_input", "read"]

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


def read(path: Path, intake: Intake = _ALL) -> Iterator[Article | Failure]:
    """Yield the articles of an input in order of path and line, with a failure in place of each that cannot be read.

    Raises InputError at once if the input does not exist, matches nothing, or is a folder that cannot be opened.
    """
    check_input(path)
    texts = (*_TEXTS, "") if path.is_file() and not file_ending(path) else _TEXTS
    return (item for source in find_files(path, intake) for item in _read_file(source, intake.fields, texts))


def count_items(path: Path, intake: Intake = _ALL) -> int:
    """Return how many items `read` yields; rows are counted without being parsed. Raises InputError like `read`."""
    check_input(path)
    return sum(_count_file(source, intake.fields) for source in find_files(path, intake))


def _read_file(source: InputFile | Failure, fields: FieldMap, texts: Collection[str]) -> Iterator[Article | Failure]:
    if isinstance(source, Failure):
        yield source
    elif file_ending(source.path) in _ROWS:
        yield from _read_rows(source, fields)
    else:
        yield from _read_articles(source, texts)


def _count_file(source: InputFile | Failure, fields: FieldMap) -> int:
    if isinstance(source, Failure) or file_ending(source.path) not in _ROWS:
        return 1
    return sum(1 for _ in _find_rows(source, fields))


def _find_rows(source: InputFile, fields: FieldMap) -> Iterator[Row | Failure]:
    """Yield the rows of a file; a failure where the rest cannot be read."""
    try:
        yield from _ROWS[file_ending(source.path)](source, fields)
    except ReadError as error:
        yield build_failure(source.path, error)
    except DAMAGE as error:
        yield build_failure(source.path, describe_damage(source.path, error))


def _read_rows(source: InputFile, fields: FieldMap) -> Iterator[Article | Failure]:
    dates = DateColumn(lambda: _find_rows(source, fields))
    for row in _find_rows(source, fields):
        if isinstance(row, Failure):
            yield row
            continue
        try:
            yield build_row_article(row, source.path, dates)
        except ReadError as error:
            yield build_failure(source.path, error, row.number)


def _read_articles(source: InputFile, texts: Collection[str]) -> Iterator[Article | Failure]:
    """Yield the articles of a file that is no table; a failure where the rest cannot be read."""
    number, last = 0, None
    try:
        for content in _find_contents(source, texts):
            if last is not None:
                yield _build_numbered(source, last, number)
            number, last = number + 1, content
    except ReadError as error:
        if last is not None:
            yield _build_numbered(source, last, number)
        yield build_failure(source.path, error)
        return
    if last is None:
        yield build_failure(source.path, ReadError(FailureCode.EMPTY, "there is no article in this file; remove it"))
    else:
        yield _build_numbered(source, last, number) if number > 1 else _build_only(source, last)


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
    if kind in DOCUMENTS:
        yield from read_in_subprocess(kind, partial(open_document, source, MAX_DOCUMENT))
    elif kind in _MARKDOWN:
        yield from read_markdown(source)
    elif kind in texts:
        yield from read_text(source)
    else:
        known = " ".join(sorted((*_TEXTS, *_ROWS, *DOCUMENTS, ".zip")))
        name = printable_path(Path(source.path.name))
        message = f"{name} is not of a kind that can be read ({known}); convert it, or leave it out with --exclude"
        raise ReadError(FailureCode.UNSUPPORTED_FORMAT, message)
