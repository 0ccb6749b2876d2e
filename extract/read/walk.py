"""From an input to the files that it stands for: itself, those of a folder, those that a pattern matches, and the
members of archives among them.

Hidden files and folders, `README.md`, sidecars (`<stem>.meta.json`) and what a browser saves beside a page
(`<stem>_files/`) are passed over, and so is what the user excludes.
"""

import glob
import os
from collections.abc import Collection, Iterator
from itertools import takewhile
from pathlib import Path, PurePosixPath

from extract.errors import InputError
from extract.read.decode import Unfit
from extract.read.files import Source, failure, on_disk
from extract.read.intake import Intake
from extract.read.metadata import SIDECAR
from extract.read.zip_file import ARCHIVE, archive
from schemas import Failure, FailureCode

_PAGES = (".html", ".htm", ".xhtml")
_BESIDE = "_files"
_FOREIGN = "__MACOSX"


def check(path: Path) -> None:
    """Raises InputError if the input is not there, matches nothing, or is a folder that cannot be opened."""
    try:
        if path.is_dir():
            os.scandir(path).close()
        elif is_pattern(path):
            if next(_hits(path), None) is None:
                raise InputError(f"nothing matches the pattern {path}; give one like 'articles/**/*.txt', in quotes")
        elif not path.exists():
            raise InputError(
                f"{path} does not exist; give a file (.txt, .md, .html, .pdf, .docx, .eml, .jsonl, .csv), a zip archive"
                " or a folder of them, or a pattern in quotes"
            )
    except ValueError as error:
        raise InputError(f"{path} is no pattern ({error}); give one like 'articles/**/*.txt', in quotes") from error
    except OSError as error:
        raise InputError(f"{path} cannot be opened ({error.strerror}); check that it may be read") from error


def is_pattern(path: Path) -> bool:
    """Whether the input is a pattern: it has a wild card, and is not itself the name of a file."""
    return glob.has_magic(str(path)) and not path.exists()


def name_of(path: Path) -> str:
    """What a run over this input is called by: its name without ending; of a pattern, that of the folder it is in."""
    return (_base(path) if is_pattern(path) else path).resolve().stem


def sources(path: Path, intake: Intake) -> Iterator[Source | Failure]:
    """The files of an input, in order of path; a failure for each folder, archive or member that cannot be opened."""
    if not path.is_dir() and not is_pattern(path):
        yield from _archived(path, "", intake) if _is_archive(path) else (on_disk(path),)
        return
    base = _base(path)
    files: list[str] = []
    for found in _walk(path) if path.is_dir() else _matching(path):
        if isinstance(found, Failure):
            yield found
        else:
            files.append(found.relative_to(base).as_posix())
    for place in _kept(files):
        if _is_archive(base / place):
            if not intake.excludes(place):
                yield from _archived(base / place, f"{place}!/", intake)
        elif intake.includes(place):
            yield on_disk(base / place)


def _is_archive(path: Path) -> bool:
    return path.suffix.lower() == ARCHIVE


def _archived(path: Path, within: str, intake: Intake) -> Iterator[Source | Failure]:
    try:
        with archive(path) as opened:
            for name in _kept(opened.names()):
                if intake.includes(within + name):
                    yield opened.member(name)
    except Unfit as unfit:
        yield failure(path, unfit)


def _base(path: Path) -> Path:
    """The folder from which the places of an input's files count: of a pattern, the last before its first wild card."""
    if not is_pattern(path):
        return path
    fixed = takewhile(lambda part: not glob.has_magic(part), path.parts[:-1])
    return Path(*fixed)


def _matching(path: Path) -> Iterator[Path | Failure]:
    """What a pattern matches, and of folders all that is in them."""
    walked: set[Path] = set()
    for hit in sorted(_hits(path)):
        if not walked.isdisjoint(hit.parents):
            continue
        if hit.is_dir():
            walked.add(hit)
            yield from _walk(hit)
        else:
            yield hit


def _hits(path: Path) -> Iterator[Path]:
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
        yield failure(Path(error.filename), Unfit(FailureCode.UNREADABLE, message))
    for link in sorted(linked):
        message = "this folder is a link, which may lead in a circle; give the folder that it names as an input"
        yield failure(link, Unfit(FailureCode.UNREADABLE, message))
    yield from files


def _kept(places: Collection[str]) -> list[str]:
    """The files that are not passed over, in order of path."""
    beside = {PurePosixPath(place).with_suffix("").as_posix() + _BESIDE for place in places if _is_page(place)}
    kept = (place for place in places if not _is_passed_over(place))
    if beside:
        kept = (place for place in kept if beside.isdisjoint(map(str, PurePosixPath(place).parents)))
    return sorted(kept, key=lambda place: place.split("/"))


def _is_page(place: str) -> bool:
    return place.lower().endswith(_PAGES)


def _is_passed_over(place: str) -> bool:
    *folders, name = place.split("/")
    hidden = any(part.startswith(".") and not part.startswith("..") for part in (*folders, name))
    return hidden or name == "README.md" or name.endswith(SIDECAR) or _FOREIGN in folders
