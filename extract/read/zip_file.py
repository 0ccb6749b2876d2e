"""Reads zip archives: their members as files, one by one, which are never written to disk.

A member that could do harm is a failure, and the others are read: one that unpacks to far more than its size, that is
encrypted, that is another archive, or whose name points outside the archive. An archive with too many members or too
large ones is refused as a whole.
"""

import re
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from extract.read.decode import ReadError
from extract.read.files import (
    DAMAGE,
    MAX_RATIO,
    SMALL,
    InputFile,
    build_failure,
    describe_damage,
    file_ending,
    printable_path,
)
from schemas import Failure, FailureCode

ZIP_ENDING = ".zip"
MAX_MEMBERS = 100_000
MAX_TOTAL = 20_000_000_000
"""Bytes of all members of an archive together, unpacked, at most."""
_MAX_LIST = 16_000_000
"""Bytes of the list of members, at most; it is read into memory as a whole."""
_END = b"PK\x05\x06"
_END_SIZE = 22
_LONGEST_REMARK = 65_535
_ENCRYPTED = 0x1
_LEADS_OUT = re.compile(r"^$|^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)")


@dataclass(frozen=True)
class Archive:
    """An open archive."""

    path: Path
    file: zipfile.ZipFile

    def names(self) -> list[str]:
        """Return the names of all members except folders, in order."""
        return sorted({info.filename for info in self.file.infolist() if not info.filename.endswith("/")})

    def is_empty(self, name: str) -> bool:
        """True of a member without a byte."""
        return self.file.getinfo(name).file_size == 0

    def find_member(self, name: str) -> InputFile | Failure:
        """Return the member of this name, or the failure if it is not to be opened."""
        info = self.file.getinfo(name)
        path = Path(f"{self.path}!/{name}")
        error = _refuse(info, path)
        return build_failure(path, error) if error else self._open_member(info, path)

    def _open_member(self, info: zipfile.ZipInfo, path: Path) -> InputFile:
        def find_sibling(name: str) -> InputFile | None:
            other = self.file.NameToInfo.get(str(PurePosixPath(info.filename).with_name(name)))
            return self._open_member(other, path.with_name(name)) if other else None

        return InputFile(path, info.file_size, lambda: self.file.open(info), find_sibling)


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open an archive. Raises ReadError if it cannot be read or is too large."""
    try:
        _check_list(path)
        file = zipfile.ZipFile(path)
    except DAMAGE as error:
        raise describe_damage(path, error) from error
    with file:
        _check_total(path, file)
        yield Archive(path, file)


def _check_list(path: Path) -> None:
    """Check the size of the list of members before it is read. Raises ReadError or OSError."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _END_SIZE - _LONGEST_REMARK))
        tail = file.read()
    end = tail.rfind(_END)
    if end >= 0 and int.from_bytes(tail[end + 12 : end + 16], "little") > _MAX_LIST:
        message = f"{printable_path(path)} has too long a list of members; unpack it into a folder"
        raise ReadError(FailureCode.TOO_LARGE, message)


def _check_total(path: Path, file: zipfile.ZipFile) -> None:
    sizes = [info.file_size for info in file.infolist()]
    if len(sizes) > MAX_MEMBERS:
        what = f"{printable_path(path)} has more than {MAX_MEMBERS:,} members"
        message = f"{what}; unpack it into a folder, or convert it to JSONL"
        raise ReadError(FailureCode.TOO_LARGE, message)
    if sum(sizes) > MAX_TOTAL:
        message = f"{printable_path(path)} unpacks to more than {MAX_TOTAL:,} bytes; split it"
        raise ReadError(FailureCode.TOO_LARGE, message)


def _refuse(info: zipfile.ZipInfo, path: Path) -> ReadError | None:
    """The error of a member that is not to be opened, or None."""
    if _LEADS_OUT.search(info.filename):
        return ReadError(FailureCode.UNREADABLE, "the name of this member points outside its archive; it is not opened")
    if info.flag_bits & _ENCRYPTED:
        return ReadError(FailureCode.UNREADABLE, "this member is encrypted; unpack the archive with its password")
    if stat.S_ISLNK(info.external_attr >> 16):
        return ReadError(FailureCode.UNREADABLE, "this member is a link; put the file itself in the archive")
    if file_ending(path) == ZIP_ENDING:
        return ReadError(FailureCode.UNSUPPORTED_FORMAT, "this is an archive inside an archive; unpack the outer one")
    if info.file_size > max(SMALL, MAX_RATIO * info.compress_size):
        times = info.file_size // max(1, info.compress_size)
        message = f"this member unpacks to {times:,} times its size, too much for an article; it is not opened"
        return ReadError(FailureCode.TOO_LARGE, message)
    return None
