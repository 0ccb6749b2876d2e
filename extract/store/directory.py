"""The run directory: a ledger that is the truth of a run, and the files for others that are made from it.

Only one process uses a directory at a time (`.lock`). The exports are replaced whole, in the order of the input, so
that the same articles give the same bytes however often a run was killed; the manifest is written last.
"""

import fcntl
import os
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Self

from extract.atomic_write import disk_faults, replace_file, replacing, sync_folder
from extract.errors import StoreError
from extract.store.ledger import LEDGER, Ledger
from schemas import RunManifest

EXTRACTIONS = "extractions.jsonl"
REJECTED = "rejected.jsonl"
DUPLICATES = "duplicates.jsonl"
FAILURES = "failures.jsonl"
MANIFEST = "run.json"

_EXPORTS = {EXTRACTIONS: "extraction", REJECTED: "rejected", DUPLICATES: "duplicate", FAILURES: "failure"}


class RunDirectory:
    """An open run directory. Use it as a context manager: it holds the lock."""

    def __init__(self, path: Path, ledger: Ledger, held: ExitStack) -> None:
        self.path = path
        self.ledger = ledger
        self._held = held

    @classmethod
    def open(cls, path: Path) -> Self:
        """The directory at `path`, made if need be.

        Raises StoreError if another process uses it, if its results are not those of a ledger, or if it cannot be
        written.
        """
        with ExitStack() as held, disk_faults(path):
            path.mkdir(parents=True, exist_ok=True)
            held.callback(os.close, _lock(path))
            _refuse_unknown(path)
            for unfinished in path.glob(".*.new"):  # of an export during which a process was killed
                unfinished.unlink()
            ledger = held.enter_context(closing(Ledger.open(path / LEDGER)))
            sync_folder(path)
            return cls(path, ledger, held.pop_all())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self._held.close()

    @property
    def complete(self) -> bool:
        """Whether a run has come to its end here, and left its exports."""
        return (self.path / MANIFEST).exists()

    def export(self) -> None:
        """Writes what is done so far as JSON Lines. Raises StoreError."""
        for name, column in _EXPORTS.items():
            with replacing(self.path / name) as file:
                for line in self.ledger.lines(column):
                    file.write(line.encode())

    def finish(self, manifest: RunManifest) -> None:
        """Writes the exports and then, as the last thing of all, the manifest. Raises StoreError."""
        self.export()
        replace_file(self.path / MANIFEST, manifest.model_dump_json(indent=2).encode() + b"\n")


def _lock(path: Path) -> int:
    """The lock, held until it is closed or the process ends. The file stays: to remove it would let two in."""
    lock = os.open(path / ".lock", os.O_RDWR | os.O_CREAT, 0o666)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(lock)
        if isinstance(error, BlockingIOError):
            advice = "wait for its end, or choose another folder"
            raise StoreError(f"{path} is in use by another process; {advice}") from None
        raise
    return lock


def _refuse_unknown(path: Path) -> None:
    """Raises StoreError if there are results here that no ledger vouches for."""
    found = [name for name in (MANIFEST, EXTRACTIONS) if (path / name).exists()]
    if found and not (path / LEDGER).exists():
        raise StoreError(f"{path} holds {found[0]} but no {LEDGER}; choose an empty folder")
