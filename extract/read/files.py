"""Files on disk and members of archives, plain or packed as `.gz`.

The path of a member is `archive.zip!/inner/name.txt`. Nothing is unpacked to disk, and only what is asked for into
memory.
"""

import gzip
import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from extract.read.decode import MAX_BYTES, ReadError
from schemas import Failure, FailureCode, Stage

MAX_DOCUMENT = 250_000_000
"""Bytes of a PDF, Word, HTML or e-mail file, at most; an export of thousands of articles has about 100,000,000."""
MAX_RATIO = 200
"""Unpacked size of a file divided by its packed size, at most; articles have about 4, repetitive rows 50."""
SMALL = 10_000_000
"""Bytes that a packed file may have at any ratio."""

PACKED = ".gz"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
DAMAGE = (OSError, EOFError, ValueError, RuntimeError, struct.error, zlib.error, lzma.LZMAError, zipfile.BadZipFile)
"""What reading a file can raise, packed or not, on disk or in an archive."""


@dataclass(frozen=True)
class InputFile:
    """A file that can be opened several times."""

    path: Path
    """Its path; of a member, that of the archive with `!/` and the name."""
    size: int
    """Bytes, as packed."""
    open_raw: Callable[[], IO[bytes]]
    """Opens it without unpacking. Raises one of `DAMAGE`, or ReadError for a link that is not followed."""
    find_sibling: Callable[[str], "InputFile | None"]
    """Returns the file of this name in the same folder, if there is one."""


def from_disk(path: Path, root: Path | None = None) -> InputFile:
    """Return the file of a path, which may not exist. It is not opened if it leads, through a link, out of `root`."""

    def find_sibling(name: str) -> InputFile | None:
        other = path.with_name(name)
        return from_disk(other, root) if other.exists() else None

    def open_raw() -> IO[bytes]:
        check_link(path, root)
        if path.exists() and not path.is_file():
            raise OSError("it is not a regular file")
        return path.open("rb")

    return InputFile(path, path.stat().st_size if path.is_file() else 0, open_raw, find_sibling)


def check_link(path: Path, root: Path | None) -> None:
    """Raise ReadError if a path leads, through a link, out of a folder; `root` is its path without links."""
    if root and not path.resolve().is_relative_to(root):
        message = "this file is a link that leads out of the input; put the file itself there, or give it as an input"
        raise ReadError(FailureCode.UNREADABLE, message)


def printable_path(path: Path) -> str:
    """Return the path as text; bytes of the name that are not UTF-8, and control characters, become `?`."""
    return _CONTROL.sub("?", str(path).encode(errors="replace").decode())


def file_stem(path: Path) -> str:
    """Return the name of the file without its extension and without `.gz`, as printable text."""
    return printable_path(Path(_inner(path).stem))


def file_ending(path: Path) -> str:
    """Return the extension that says what a file contains, in lower case: `.txt` of `a.TXT.gz`."""
    return _inner(path).suffix.lower()


def _inner(path: Path) -> Path:
    return Path(path.stem if path.suffix.lower() == PACKED else path.name)


@contextmanager
def open_unpacked(source: InputFile) -> Iterator[IO[bytes]]:
    """Open a file, unpacked while it is read. Raises one of `DAMAGE` or ReadError, here or in reading."""
    with source.open_raw() as file:
        if source.path.suffix.lower() != PACKED:
            yield file
            return
        most = max(SMALL, MAX_RATIO * source.size)
        with gzip.GzipFile(fileobj=file) as packed, io.BufferedReader(_Bounded(packed, most), 1 << 16) as inner:
            yield inner


class _Bounded(io.RawIOBase):
    """Reads a packed file up to so many bytes. Raises ReadError beyond them."""

    def __init__(self, file: gzip.GzipFile, most: int) -> None:
        self._file = file
        self._left = most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        got = self._file.readinto(buffer)
        self._left -= got
        if self._left < 0:
            message = f"it unpacks to more than {MAX_RATIO} times its size, too much for an article"
            raise ReadError(FailureCode.TOO_LARGE, message)
        return got


def load_bytes(source: InputFile, most: int = MAX_BYTES) -> bytes:
    """Return the unpacked bytes of a file. Raises ReadError if it cannot be read or has more than `most`."""
    path = source.path
    try:
        with open_unpacked(source) as file:
            data = file.read(most + 1)
    except DAMAGE as error:
        raise describe_damage(path, error) from error
    if len(data) > most:
        raise _too_large(path, most)
    return data


@contextmanager
def open_document(source: InputFile, most: int) -> Iterator["CheckedFile"]:
    """Open a file of at most `most` unpacked bytes. Raises ReadError, here or in reading."""
    try:
        with open_unpacked(source) as file:
            yield CheckedFile(source.path, file, most)
    except DAMAGE as error:
        raise describe_damage(source.path, error) from error


class CheckedFile:
    """Reads a file up to so many bytes. Raises ReadError beyond them, and where it is damaged."""

    def __init__(self, path: Path, file: IO[bytes], most: int) -> None:
        self._path, self._file, self._left, self._most = path, file, most, most

    def read(self, size: int, /) -> bytes:
        """Return so many bytes, or fewer at the end."""
        try:
            data = self._file.read(min(size, self._left + 1))
        except DAMAGE as error:
            raise describe_damage(self._path, error) from error
        self._left -= len(data)
        if self._left < 0:
            raise _too_large(self._path, self._most)
        return data


def _too_large(path: Path, most: int) -> ReadError:
    message = f"{printable_path(path)} has more than {most:,} bytes; split it into its articles"
    return ReadError(FailureCode.TOO_LARGE, message)


def describe_damage(path: Path, error: BaseException) -> ReadError:
    """Return the error of a file that raised one of `DAMAGE`."""
    why = getattr(error, "strerror", None) or str(error) or "it is cut off"
    message = f"{printable_path(path)} cannot be read ({why}); check that it is complete and may be read"
    return ReadError(FailureCode.UNREADABLE, message)


def build_failure(path: Path, error: ReadError, line: int | None = None) -> Failure:
    """Return the failure in place of an article; `line` is that of a row."""
    name = file_stem(path) if line is None else f"{file_stem(path)}:{line}"
    message = _CONTROL.sub(" ", str(error))  # it may quote the file, which must not write to a terminal
    return Failure(source_id=name, path=printable_path(path), stage=Stage.READ, error=error.code, message=message)
