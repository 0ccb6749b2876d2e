"""From files to articles: text and Markdown hold one each, `.jsonl` one a row, a folder all that is in it.

Each of these may be packed as `.gz`. A file without an ending is text if it is given itself; in a folder it is told.

In comes a path; out come articles and, for each thing that cannot be had as one, a failure that says why and what to
do. Nothing is passed over silently but hidden files and folders, `README.md` and sidecars (`<stem>.meta.json`), and
nothing is read before it is asked for: a file of a million rows streams.
"""

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from extract.errors import InputError
from extract.read.article import article
from extract.read.decode import DAMAGE, MAX_BYTES, Unfit, decode, ending, load, shown, stem, unpacked
from extract.read.jsonl import row_article, rows
from extract.read.metadata import SIDECAR, Metadata, front_matter, sidecar
from schemas import Article, Failure, FailureCode, Stage

__all__ = ["MAX_BYTES", "count", "read"]

_MARKDOWN = (".md", ".markdown")
_TEXTS = (".txt", ".text", *_MARKDOWN)
_ROWS = ".jsonl"


def read(path: Path) -> Iterator[Article | Failure]:
    """The articles of a file or folder, in order of path and line, and a failure in the place of each that is not one.

    Raises InputError at once if the path does not exist or is a folder that cannot be opened.
    """
    _check(path)
    texts = _TEXTS if path.is_dir() else (*_TEXTS, "")
    return (item for entry in _entries(path) for item in _items(entry, texts))


def count(path: Path) -> int:
    """How many items `read` will give; rows are counted, not read. Raises InputError as `read` does."""
    _check(path)
    return sum(_count(entry) for entry in _entries(path))


def _check(path: Path) -> None:
    try:
        if path.is_dir():
            os.scandir(path).close()
        elif not path.exists():
            raise InputError(f"{path} does not exist; give a .txt, .md or .jsonl file, or a folder of them")
    except OSError as error:
        raise InputError(f"{path} cannot be opened ({error.strerror}); check that it may be read") from error


def _entries(path: Path) -> Iterator[Path | Failure]:
    """The files to read in order of path; a failure for each folder that cannot be opened."""
    if not path.is_dir():
        yield path
        return
    closed: list[OSError] = []
    files: list[Path] = []
    linked: list[Path] = []
    for folder, folders, names in os.walk(path, onerror=closed.append):
        folders[:] = (name for name in folders if not name.startswith("."))
        linked += (Path(folder, name) for name in folders if Path(folder, name).is_symlink())
        files += (Path(folder, name) for name in names if not _is_passed_over(name))
    for error in closed:
        yield _failure(Path(error.filename), FailureCode.UNREADABLE, f"this folder cannot be opened ({error.strerror})")
    for link in sorted(linked):
        message = "this folder is a link, which may lead in a circle; give the folder that it names as an input"
        yield _failure(link, FailureCode.UNREADABLE, message)
    yield from sorted(files)


def _is_passed_over(name: str) -> bool:
    return name.startswith(".") or name == "README.md" or name.endswith(SIDECAR)


def _items(entry: Path | Failure, texts: Collection[str]) -> Iterator[Article | Failure]:
    if isinstance(entry, Failure):
        yield entry
    elif ending(entry) == _ROWS:
        yield from _rows(entry)
    else:
        yield _whole(entry, texts)


def _count(entry: Path | Failure) -> int:
    if isinstance(entry, Failure) or ending(entry) != _ROWS:
        return 1
    found = 0
    try:
        with unpacked(entry) as file:
            for _ in rows(file):
                found += 1
    except DAMAGE:
        found += 1
    return found


def _rows(path: Path) -> Iterator[Article | Failure]:
    try:
        with unpacked(path) as file:
            for number, line in rows(file):
                try:
                    yield row_article(line, number, path)
                except Unfit as unfit:
                    yield _failure(path, unfit.code, str(unfit), number)
    except DAMAGE as error:
        why = getattr(error, "strerror", None) or str(error)
        yield _failure(path, FailureCode.UNREADABLE, f"{shown(path)} cannot be read ({why}); check that it may be")


def _whole(path: Path, texts: Collection[str]) -> Article | Failure:
    """The article of a file, if its ending is one of these."""
    try:
        if ending(path) not in texts:
            message = (
                f"{shown(Path(path.name))} is neither .txt, .md nor .jsonl; save it as plain text, or move it elsewhere"
            )
            raise Unfit(FailureCode.UNSUPPORTED_FORMAT, message)
        text, beside = decode(load(path)), sidecar(path)
        within, body = front_matter(text) if ending(path) in _MARKDOWN else (Metadata(), text)
        return article(body, beside.over(within), stem(path), shown(path))
    except Unfit as unfit:
        return _failure(path, unfit.code, str(unfit))


def _failure(path: Path, code: FailureCode, message: str, line: int | None = None) -> Failure:
    name = stem(path) if line is None else f"{stem(path)}:{line}"
    return Failure(source_id=name, path=shown(path), stage=Stage.READ, error=code, message=message)
