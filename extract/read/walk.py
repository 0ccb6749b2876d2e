"""Finds the files of an input: itself, those in a folder, those that match a pattern, and the members of archives.

Hidden files and folders, `README.md`, sidecars (`<stem>.meta.json`), the folder that a browser saves next to a page
(`<stem>_files/`) and what the user excludes are skipped.
"""

import glob
import os
from collections.abc import Collection, Iterator
from itertools import takewhile
from pathlib import Path, PurePosixPath

from extract.errors import InputError
from extract.read.decode import ReadError
from extract.read.files import InputFile, build_failure, check_link, from_disk
from extract.read.intake import Intake
from extract.read.metadata import SIDECAR
from extract.read.zip_file import ZIP_ENDING, open_archive
from schemas import Failure, FailureCode

_PAGES = (".html", ".htm", ".xhtml")
_PAGE_FILES = "_files"
"""End of the name of the folder that a browser saves next to a page."""
_MACOS = "__MACOSX"
"""Folder that macOS adds to archives."""


def check_input(path: Path) -> None:
    """Raise InputError if the input does not exist, matches nothing, or is a folder that cannot be opened."""
    try:
        if path.is_dir():
            os.scandir(path).close()
        elif is_pattern(path):
            if next(_glob(path), None) is None:
                raise InputError(f"nothing matches the pattern {path}; give one like 'articles/**/*.txt', in quotes")
        elif not path.exists():
            raise InputError(
                f"{path} does not exist; give a file (.txt, .md, .html, .pdf, .docx, .rtf, .eml, .json, .csv), a zip"
                " archive or a folder of them, or a pattern in quotes"
            )
    except ValueError as error:
        raise InputError(f"{path} is not a pattern ({error}); give one like 'articles/**/*.txt', in quotes") from error
    except OSError as error:
        raise InputError(f"{path} cannot be opened ({error.strerror}); check that it may be read") from error


def is_pattern(path: Path) -> bool:
    """True of a pattern: it has a wildcard, and no file has that name."""
    return glob.has_magic(str(path)) and not path.exists()


def name_input(path: Path) -> str:
    """Return the name of a run over this input: its name without extension; for a pattern, that of its folder."""
    return (_base(path) if is_pattern(path) else path).resolve().stem


def find_files(path: Path, intake: Intake) -> Iterator[InputFile | Failure]:
    """Yield the files of an input in order of path; a failure for each folder or archive that cannot be opened."""
    if not path.is_dir() and not is_pattern(path):
        yield from _find_members(path, "", intake, None) if _is_archive(path) else (from_disk(path),)
        return
    base = _base(path)
    root = base.resolve()
    files: list[str] = []
    for found in _walk(path) if path.is_dir() else _match(path):
        if isinstance(found, Failure):
            yield found
        else:
            files.append(found.relative_to(base).as_posix())
    for place in _select(files):
        if _is_archive(base / place):
            if not intake.excludes(place):
                yield from _find_members(base / place, f"{place}!/", intake, root)
        elif intake.includes(place):
            yield from_disk(base / place, root)


def _is_archive(path: Path) -> bool:
    return path.suffix.lower() == ZIP_ENDING


def _find_members(path: Path, within: str, intake: Intake, root: Path | None) -> Iterator[InputFile | Failure]:
    try:
        check_link(path, root)
        with open_archive(path) as opened:
            names = [name for name in _select(opened.names()) if intake.includes(within + name)]
            empty = [name for name in names if opened.is_empty(name)]
            together = frozenset(empty) if len(empty) > 1 else frozenset()
            for name in names:
                if name not in together:
                    yield opened.find_member(name)
                elif name == empty[0]:
                    yield _describe_empty(Path(f"{path}!/{name}"), len(empty) - 1)
    except ReadError as error:
        yield build_failure(path, error)


def _describe_empty(first: Path, others: int) -> Failure:
    """The one failure of several empty members: an archive of a few bytes for each can hold very many."""
    message = f"this member and {others:,} others of its archive are empty; leave them out, or give their text"
    return build_failure(first, ReadError(FailureCode.EMPTY, message))


def _base(path: Path) -> Path:
    """The folder that paths of files are relative to; for a pattern, the last before its first wildcard."""
    if not is_pattern(path):
        return path
    fixed = takewhile(lambda part: not glob.has_magic(part), path.parts[:-1])
    return Path(*fixed)


def _match(path: Path) -> Iterator[Path | Failure]:
    """Yield the files that a pattern matches, and all files in the folders that it matches."""
    walked: set[Path] = set()
    for found in sorted(_glob(path)):
        if not walked.isdisjoint(found.parents):
            continue
        if found.is_dir():
            walked.add(found)
            yield from [_describe_link(found)] if found.is_symlink() else _walk(found)
        else:
            yield found


def _glob(path: Path) -> Iterator[Path]:
    base = _base(path)
    return base.glob(str(path.relative_to(base)))


def _walk(path: Path) -> Iterator[Path | Failure]:
    closed: list[OSError] = []
    files: list[Path] = []
    linked: list[Path] = []
    for folder, folders, names in os.walk(path, onerror=closed.append):
        folders[:] = (name for name in folders if not name.startswith("."))
        linked += (Path(folder, name) for name in folders if Path(folder, name).is_symlink())
        files += (Path(folder, name) for name in names)
    for error in closed:
        message = f"this folder cannot be opened ({error.strerror})"
        yield build_failure(Path(error.filename), ReadError(FailureCode.UNREADABLE, message))
    yield from map(_describe_link, sorted(linked))
    yield from files


def _describe_link(folder: Path) -> Failure:
    message = "this folder is a link, which may form a cycle; give the folder that it points to as an input"
    return build_failure(folder, ReadError(FailureCode.UNREADABLE, message))


def _select(places: Collection[str]) -> list[str]:
    """The files that are not skipped, in order of path."""
    page_files = {PurePosixPath(place).with_suffix("").as_posix() + _PAGE_FILES for place in places if _is_page(place)}
    kept = (place for place in places if not _is_skipped(place))
    if page_files:
        kept = (place for place in kept if page_files.isdisjoint(map(str, PurePosixPath(place).parents)))
    return sorted(kept, key=lambda place: place.split("/"))


def _is_page(place: str) -> bool:
    return place.lower().endswith(_PAGES)


def _is_skipped(place: str) -> bool:
    *folders, name = place.split("/")
    hidden = any(part.startswith(".") and not part.startswith("..") for part in (*folders, name))
    return hidden or name == "README.md" or name.endswith(SIDECAR) or _MACOS in folders
