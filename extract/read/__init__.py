"""Reads files: each row of a JSONL or CSV is an article, each file of another kind is one.

In: a file, a folder, a zip archive or a pattern. Out: articles, and a failure with a reason for everything that is not
one. Nothing is skipped silently except what `walk` names. Items are read one by one, so a file of a million rows
streams. A file without extension is read as text if it is the input itself, and is a failure in a folder.
"""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from extract.read import csv_rows, jsonl
from extract.read.article import build_article
from extract.read.decode import MAX_BYTES, ReadError, decode
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
    load_bytes,
    printable_path,
)
from extract.read.intake import Intake
from extract.read.metadata import Metadata, read_sidecar, split_front_matter
from extract.read.rows import DateColumn, Row, build_row_article
from extract.read.subprocess_reader import read_in_subprocess
from extract.read.walk import check_input, find_files, name_input
from schemas import Article, Failure, FailureCode

__all__ = ["MAX_BYTES", "Intake", "count_items", "name_input", "read"]

_MARKDOWN = (".md", ".markdown")
_TEXTS = (".txt", ".text", *_MARKDOWN)
_ROWS: dict[str, Callable[[InputFile, FieldMap], Iterator[Row]]] = {
    ".jsonl": jsonl.read_jsonl_rows,
    ".ndjson": jsonl.read_jsonl_rows,
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
        yield _read_article(source, texts)


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


def _read_article(source: InputFile, texts: Collection[str]) -> Article | Failure:
    """The article of a file that is one."""
    path = source.path
    try:
        body, inside = _read_body(source, texts)
        return build_article(body, read_sidecar(source).with_defaults(inside), file_stem(path), printable_path(path))
    except ReadError as error:
        return build_failure(path, error)


def _read_body(source: InputFile, texts: Collection[str]) -> tuple[str, Metadata]:
    """The text of a file and the metadata inside it. Raises ReadError."""
    kind = file_ending(source.path)
    if kind in DOCUMENTS:
        text, metadata = read_in_subprocess(kind, load_bytes(source, MAX_DOCUMENT))
        if len(text) > MAX_BYTES:
            message = f"this {kind} file has more than {MAX_BYTES:,} characters of text; split it into its articles"
            raise ReadError(FailureCode.TOO_LARGE, message)
        return text, metadata
    if kind not in texts:
        known = " ".join(sorted((*_TEXTS, *_ROWS, *DOCUMENTS, ".zip")))
        name = printable_path(Path(source.path.name))
        message = f"{name} is not of a kind that can be read ({known}); convert it, or leave it out with --exclude"
        raise ReadError(FailureCode.UNSUPPORTED_FORMAT, message)
    text = decode(load_bytes(source))
    return split_front_matter(text) if kind in _MARKDOWN else (text, Metadata())
