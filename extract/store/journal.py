"""The journal of a run: every answered model call, so that a run killed anywhere resumes without paying twice.

`journal.jsonl` has a header line that names the run, then a line per call. A line is on the disk before `remember`
returns. A torn last line is cut off on open; an unreadable line elsewhere costs its call anew and gives a warning.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from extract.durable import append_whole, disk_faults
from extract.errors import StoreError
from schemas import Usage

VERSION = 1


@dataclass(frozen=True)
class JournalEntry:
    """One answered model call, as `Answer` has it."""

    request: str
    """`request_key` of what was asked."""
    raw: str
    usage: Usage
    seconds: float
    created: int


def request_key(body: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON of a request: the order of its keys does not matter."""
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


class Journal:
    """Calls by request. It holds their places in memory, not their text."""

    def __init__(self, path: Path, run: str) -> None:
        """Opens or begins the journal of a run. Raises StoreError if it is another run's."""
        self._path = path
        self._places: dict[str, tuple[int, int]] = {}
        self.warnings: list[str] = []
        with disk_faults(path):
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
            try:
                self._load(run)
            except BaseException:
                self.close()
                raise

    def known(self, request: str) -> JournalEntry | None:
        """The entry of a request; None if it was not answered yet. Raises StoreError."""
        place = self._places.get(request)
        if place is None:
            return None
        start, length = place
        with disk_faults(self._path):
            return _entry(os.pread(self._file, length, start))

    def remember(self, entry: JournalEntry) -> None:
        """Adds an entry; it survives a power cut from here on. Raises StoreError."""
        fields = asdict(entry) | {"usage": entry.usage.model_dump()}
        with disk_faults(self._path):
            self._places[entry.request] = self._append(fields)

    def close(self) -> None:
        os.close(self._file)

    def _load(self, run: str) -> None:
        lines = self._whole_lines()
        header = next(lines, None)
        if header is None:
            self._append({"journal": VERSION, "run": run})
            return
        _refuse_other(self._path, header[2], run)
        for number, start, line in lines:
            try:
                self._places[_entry(line).request] = (start, len(line))
            except (ValueError, TypeError, KeyError):
                self.warnings.append(f"{self._path} line {number} cannot be read; its call is made again")

    def _whole_lines(self) -> Iterator[tuple[int, int, bytes]]:
        """Number, offset and bytes of each line; cuts off a last one that has no end."""
        start = 0
        with self._path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                if not line.endswith(b"\n"):
                    os.ftruncate(self._file, start)
                    return
                yield number, start, line
                start += len(line)

    def _append(self, fields: Mapping[str, Any]) -> tuple[int, int]:
        """Offset and length of the new line. Escaped to ASCII: a model may emit half of a surrogate pair."""
        line = json.dumps(fields, separators=(",", ":")).encode() + b"\n"
        start = os.fstat(self._file).st_size
        append_whole(self._file, line)
        os.fsync(self._file)
        return start, len(line)


def entries(path: Path) -> Iterator[JournalEntry]:
    """The answered calls of a journal, in order, to be looked at; what is torn or unreadable is left out.

    There are none without a journal. Raises StoreError if it cannot be read.
    """
    if not path.is_file():
        return
    try:
        with path.open("rb") as lines:
            next(lines, None)  # the header
            for line in lines:
                try:
                    yield _entry(line)
                except (ValueError, TypeError, KeyError):
                    continue
    except OSError as error:
        raise StoreError(f"{path} cannot be read ({error.strerror})") from error


def _entry(line: bytes) -> JournalEntry:
    fields = json.loads(line)
    return JournalEntry(**fields | {"usage": Usage.model_validate(fields["usage"])})


def _refuse_other(path: Path, header: bytes, run: str) -> None:
    try:
        found = json.loads(header)
        version, other = found["journal"], found["run"]
    except (ValueError, TypeError, KeyError):
        raise StoreError(
            f"{path} does not say of which run it is; choose an empty folder, or remove this one"
        ) from None
    if version != VERSION:
        raise StoreError(f"{path} is of another version of Communique; choose an empty folder, or remove this one")
    if other != run:
        raise StoreError(other_run(path.parent, other, run))


def other_run(folder: Path, found: object, run: str) -> str:
    """The message for a folder that holds another run."""
    return (
        f"{folder} holds run {found}, but these settings make run {run}; choose another folder for it, "
        "or go back to the settings of the run that is there"
    )
