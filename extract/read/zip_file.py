"""Zip archives: their members as files, one after the other, read as they are asked for and never written to disk.

What would be a trap is told of that member, and the rest goes on: one that unpacks to far more than it takes, that is
encrypted, that is an archive again, or whose name leads out of the archive. An archive with too many members, or with
too much in them, is refused as a whole.
"""

import re
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from extract.read.decode import Unfit
from extract.read.files import DAMAGE, MAX_RATIO, SMALL, Source, ending, failure, shown, unreadable
from schemas import Failure, FailureCode

ARCHIVE = ".zip"
MAX_MEMBERS = 100_000
MAX_TOTAL = 20_000_000_000
"""Bytes that all members of an archive may have together once they are unpacked."""
_MAX_LIST = 16_000_000
"""Bytes of the list of members, which is held in memory as a whole."""
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
        """The names of all members that are no folders, in order."""
        return sorted({info.filename for info in self.file.infolist() if not info.filename.endswith("/")})

    def member(self, name: str) -> Source | Failure:
        """The member of this name, or why it is not to be opened."""
        info = self.file.getinfo(name)
        path = Path(f"{self.path}!/{name}")
        refused = _refused(info, path)
        return failure(path, refused) if refused else self._source(info, path)

    def _source(self, info: zipfile.ZipInfo, path: Path) -> Source:
        def beside(name: str) -> Source | None:
            other = self.file.NameToInfo.get(str(PurePosixPath(info.filename).with_name(name)))
            return self._source(other, path.with_name(name)) if other else None

        return Source(path, info.file_size, lambda: self.file.open(info), beside)


@contextmanager
def archive(path: Path) -> Iterator[Archive]:
    """The archive, open. Raises Unfit if it cannot be read or is too large."""
    try:
        _check_list(path)
        file = zipfile.ZipFile(path)
    except DAMAGE as error:
        raise unreadable(path, error) from error
    with file:
        _check_total(path, file)
        yield Archive(path, file)


def _check_list(path: Path) -> None:
    """Looks at the size of the list of members before it is read. Raises Unfit or OSError."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _END_SIZE - _LONGEST_REMARK))
        tail = file.read()
    end = tail.rfind(_END)
    if end >= 0 and int.from_bytes(tail[end + 12 : end + 16], "little") > _MAX_LIST:
        raise Unfit(FailureCode.TOO_LARGE, f"{shown(path)} has too long a list of members; unpack it into a folder")


def _check_total(path: Path, file: zipfile.ZipFile) -> None:
    sizes = [info.file_size for info in file.infolist()]
    if len(sizes) > MAX_MEMBERS:
        message = f"{shown(path)} has more than {MAX_MEMBERS:,} members; unpack it into a folder, or make it a JSONL"
        raise Unfit(FailureCode.TOO_LARGE, message)
    if sum(sizes) > MAX_TOTAL:
        raise Unfit(FailureCode.TOO_LARGE, f"{shown(path)} unpacks to more than {MAX_TOTAL:,} bytes; split it")


def _refused(info: zipfile.ZipInfo, path: Path) -> Unfit | None:
    """Why a member is not opened; None if it is."""
    if _LEADS_OUT.search(info.filename):
        return Unfit(FailureCode.UNREADABLE, "the name of this member leads out of its archive; it is not opened")
    if info.flag_bits & _ENCRYPTED:
        return Unfit(FailureCode.UNREADABLE, "this member is encrypted; unpack the archive with its password")
    if stat.S_ISLNK(info.external_attr >> 16):
        return Unfit(FailureCode.UNREADABLE, "this member is a link; put the file itself in the archive")
    if ending(path) == ARCHIVE:
        return Unfit(FailureCode.UNSUPPORTED_FORMAT, "this is an archive within an archive; unpack the outer one")
    if info.file_size > max(SMALL, MAX_RATIO * info.compress_size):
        times = info.file_size // max(1, info.compress_size)
        message = f"this member unpacks to {times:,} times its size, which no article does; it is not opened"
        return Unfit(FailureCode.TOO_LARGE, message)
    return None
