"""From files to articles: `.jsonl` and `.csv` hold one a row, all other kinds hold one each, folders and zip archives
all that is in them. A file without an ending is text if it is given itself; in a folder it is told.

In comes an input; out come articles and, for each thing that cannot be had as one, a failure that says why and what to
do. Nothing is passed over silently but what `walk` names, and nothing is read before it is asked for: a file of a
million rows streams.
"""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from extract.read import csv_rows, jsonl
from extract.read.apart import read_apart
from extract.read.article import article
from extract.read.decode import MAX_BYTES, Unfit, decode
from extract.read.documents import DOCUMENTS
from extract.read.fields import FieldMap
from extract.read.files import DAMAGE, MAX_DOCUMENT, Source, ending, failure, load, shown, stem, unreadable
from extract.read.intake import Intake
from extract.read.metadata import Metadata, front_matter, sidecar
from extract.read.rows import Row, row_article
from extract.read.walk import check, name_of, sources
from schemas import Article, Failure, FailureCode

__all__ = ["MAX_BYTES", "Intake", "count", "name_of", "read"]

_MARKDOWN = (".md", ".markdown")
_TEXTS = (".txt", ".text", *_MARKDOWN)
_ROWS: dict[str, Callable[[Source, FieldMap], Iterator[Row]]] = {
    ".jsonl": jsonl.rows,
    ".ndjson": jsonl.rows,
    ".csv": csv_rows.rows,
    ".tsv": csv_rows.rows,
}
_ALL = Intake()


def read(path: Path, intake: Intake = _ALL) -> Iterator[Article | Failure]:
    """The articles of an input, in order of path and line, and a failure in the place of each that is not one.

    Raises InputError at once if the input does not exist, matches nothing, or is a folder that cannot be opened.
    """
    check(path)
    texts = (*_TEXTS, "") if path.is_file() and not ending(path) else _TEXTS
    return (item for source in sources(path, intake) for item in _items(source, intake.fields, texts))


def count(path: Path, intake: Intake = _ALL) -> int:
    """How many items `read` will give; rows are counted, not read. Raises InputError as `read` does."""
    check(path)
    return sum(_count(source, intake.fields) for source in sources(path, intake))


def _items(source: Source | Failure, fields: FieldMap, texts: Collection[str]) -> Iterator[Article | Failure]:
    if isinstance(source, Failure):
        yield source
    elif ending(source.path) in _ROWS:
        yield from _of_rows(source, fields)
    else:
        yield _whole(source, texts)


def _count(source: Source | Failure, fields: FieldMap) -> int:
    if isinstance(source, Failure) or ending(source.path) not in _ROWS:
        return 1
    return sum(1 for _ in _rows(source, fields))


def _rows(source: Source, fields: FieldMap) -> Iterator[Row | Failure]:
    """The rows of a file; a failure where it can be read no further."""
    try:
        yield from _ROWS[ending(source.path)](source, fields)
    except Unfit as unfit:
        yield failure(source.path, unfit)
    except DAMAGE as error:
        yield failure(source.path, unreadable(source.path, error))


def _of_rows(source: Source, fields: FieldMap) -> Iterator[Article | Failure]:
    for row in _rows(source, fields):
        if isinstance(row, Failure):
            yield row
            continue
        try:
            yield row_article(row, source.path)
        except Unfit as unfit:
            yield failure(source.path, unfit, row.number)


def _whole(source: Source, texts: Collection[str]) -> Article | Failure:
    """The article of a file that holds one."""
    path = source.path
    try:
        body, within = _body(source, texts)
        return article(body, sidecar(source).over(within), stem(path), shown(path))
    except Unfit as unfit:
        return failure(path, unfit)


def _body(source: Source, texts: Collection[str]) -> tuple[str, Metadata]:
    """The text of a file, and what it tells of itself. Raises Unfit."""
    kind = ending(source.path)
    if kind in DOCUMENTS:
        text, told = read_apart(kind, load(source, MAX_DOCUMENT))
        if len(text) > MAX_BYTES:
            message = f"this {kind} file has more than {MAX_BYTES:,} characters of text; split it into its articles"
            raise Unfit(FailureCode.TOO_LARGE, message)
        return text, told
    if kind not in texts:
        known = " ".join(sorted((*_TEXTS, *_ROWS, *DOCUMENTS, ".zip")))
        name = shown(Path(source.path.name))
        message = f"{name} is of no kind that is read ({known}); save it as one, or leave it out with --exclude"
        raise Unfit(FailureCode.UNSUPPORTED_FORMAT, message)
    text = decode(load(source))
    return front_matter(text) if kind in _MARKDOWN else (text, Metadata())
