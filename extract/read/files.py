"""Where bytes come from: a file on disk, or a member of an archive, as it is or packed as `.gz`.

Names are told from the path alone, which for a member is `archive.zip!/inner/name.txt`. Nothing is ever unpacked to
disk, and nothing further into memory than it is asked for.
"""

import gzip
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from extract.read.decode import MAX_BYTES, Unfit
from schemas import Failure, FailureCode, Stage

MAX_DOCUMENT = 50_000_000
"""Size of a PDF, Word, HTML or e-mail file in bytes at most: pictures and layout weigh more than the text does."""
MAX_RATIO = 200
"""How many times its size a packed file may have, unpacked; articles come to about 4, repetitive rows to 50."""
SMALL = 10_000_000
"""Bytes that may come out of a packed file whatever its ratio."""

PACKED = ".gz"
DAMAGE = (OSError, EOFError, ValueError, RuntimeError, struct.error, zlib.error, lzma.LZMAError, zipfile.BadZipFile)
"""What reading a file can raise, packed ones and members of archives included."""


@dataclass(frozen=True)
class Source:
    """A file that can be opened, more than once."""

    path: Path
    """Where it is; of a member of an archive, what stands for that."""
    size: int
    """Bytes that it takes, packed if it is."""
    opened: Callable[[], IO[bytes]]
    """Opens it as it is. Raises one of `DAMAGE`."""
    beside: Callable[[str], "Source | None"]
    """The file of this name in the same folder, if there is one."""


def on_disk(path: Path) -> Source:
    """The file of a path, which need not be there yet."""

    def beside(name: str) -> Source | None:
        other = path.with_name(name)
        return on_disk(other) if other.exists() else None

    def opened() -> IO[bytes]:
        if path.exists() and not path.is_file():
            raise OSError("it is no regular file")
        return path.open("rb")

    return Source(path, path.stat().st_size if path.is_file() else 0, opened, beside)


def shown(path: Path) -> str:
    """The path as text that can be stored; what is not UTF-8 in a file's name becomes `?`."""
    return str(path).encode(errors="replace").decode()


def stem(path: Path) -> str:
    """The file's name without its ending, and without that of its packing, fit to be stored."""
    return shown(Path(_inner(path).stem))


def ending(path: Path) -> str:
    """The ending that says what a file holds, in lower case: `.txt` of `a.TXT.gz`."""
    return _inner(path).suffix.lower()


def _inner(path: Path) -> Path:
    return Path(path.stem if path.suffix.lower() == PACKED else path.name)


@contextmanager
def unpacked(source: Source) -> Iterator[IO[bytes]]:
    """The file, unpacked as it is read and never further. Raises one of `DAMAGE`, or Unfit, here or in reading."""
    with source.opened() as file:
        if source.path.suffix.lower() != PACKED:
            yield file
            return
        most = max(SMALL, MAX_RATIO * source.size)
        with gzip.GzipFile(fileobj=file) as packed, io.BufferedReader(_Bounded(packed, most), 1 << 16) as inner:
            yield inner


class _Bounded(io.RawIOBase):
    """What comes out of a packed file, up to so many bytes. Raises Unfit beyond them."""

    def __init__(self, file: gzip.GzipFile, most: int) -> None:
        self._file = file
        self._left = most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        got = self._file.readinto(buffer)
        self._left -= got
        if self._left < 0:
            message = f"it unpacks to more than {MAX_RATIO} times its size, which no article does"
            raise Unfit(FailureCode.TOO_LARGE, message)
        return got


def load(source: Source, most: int = MAX_BYTES) -> bytes:
    """The bytes of a file, unpacked. Raises Unfit if it cannot be read or is larger than `most`."""
    path = source.path
    try:
        with unpacked(source) as file:
            data = file.read(most + 1)
    except DAMAGE as error:
        raise unreadable(path, error) from error
    if len(data) > most:
        raise Unfit(FailureCode.TOO_LARGE, f"{shown(path)} has more than {most:,} bytes; split it into its articles")
    return data


def unreadable(path: Path, error: BaseException) -> Unfit:
    """What is told of a file that raised one of `DAMAGE`."""
    why = getattr(error, "strerror", None) or str(error) or "it is cut off"
    return Unfit(FailureCode.UNREADABLE, f"{shown(path)} cannot be read ({why}); check that it is whole and may be")


def failure(path: Path, unfit: Unfit, line: int | None = None) -> Failure:
    """The failure that stands in the place of an article."""
    name = stem(path) if line is None else f"{stem(path)}:{line}"
    return Failure(source_id=name, path=shown(path), stage=Stage.READ, error=unfit.code, message=str(unfit))
