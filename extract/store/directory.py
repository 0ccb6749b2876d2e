"""The run directory: a ledger, which is the truth about a run, and the files for other programs that are made from it.

Only one process uses a directory at a time (`.lock`). An export replaces its file as a whole, in the order of the
input, so that the same articles give the same bytes however often a run was killed. The manifest is written last.
"""

import fcntl
import os
from collections.abc import Iterable
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Self

from extract.atomic_write import disk_errors, open_atomic, replace_file, sync_folder
from extract.errors import StoreError
from extract.store.ledger import LEDGER, Ledger
from schemas import RunManifest

EXTRACTIONS = "extractions.jsonl"
REJECTED = "rejected.jsonl"
DUPLICATES = "duplicates.jsonl"
FAILURES = "failures.jsonl"
MANIFEST = "run.json"
LINKS = "links.json"
"""The links of a collection: which records are of one deal or event, and which contradict each other."""

EXPORTS = {EXTRACTIONS: "extraction", REJECTED: "rejected", DUPLICATES: "duplicate", FAILURES: "failure"}
"""The columns of the ledger that the files are made from."""


class RunDirectory:
    """An open run directory. Use it as a context manager: it holds the lock."""

    def __init__(self, path: Path, ledger: Ledger, stack: ExitStack) -> None:
        self.path = path
        self.ledger = ledger
        self._stack = stack

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the directory at `path`, or create it.

        Raises StoreError if another process uses it, if it holds results without a ledger, or if it cannot be written.
        """
        with ExitStack() as stack, disk_errors(path):
            path.mkdir(parents=True, exist_ok=True)
            stack.callback(os.close, _lock(path))
            _refuse_foreign_results(path)
            for unfinished in path.glob(".*.new"):  # of an export during which a process was killed
                unfinished.unlink()
            ledger = stack.enter_context(closing(Ledger.open(path / LEDGER)))
            sync_folder(path)
            return cls(path, ledger, stack.pop_all())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self._stack.close()

    @property
    def complete(self) -> bool:
        """Whether a run has finished here."""
        return (self.path / MANIFEST).exists()

    def export(self, positions: Iterable[int] | None = None) -> None:
        """Write the results so far as JSON Lines, in the order of the positions or in that given. Raises StoreError."""
        order = None if positions is None else list(positions)
        for name, column in EXPORTS.items():
            with open_atomic(self.path / name) as file:
                for line in self.ledger.read_lines(column, order):
                    file.write(line.encode())

    def finish(self, manifest: RunManifest, positions: Iterable[int] | None = None) -> None:
        """Write the exports, then the manifest. Raises StoreError."""
        self.export(positions)
        replace_file(self.path / MANIFEST, manifest.model_dump_json(indent=2).encode() + b"\n")


def _lock(path: Path) -> int:
    """Lock the directory until the file is closed or the process ends. Removing the file would let two in."""
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


def _refuse_foreign_results(path: Path) -> None:
    """Raise StoreError if there are results that were not made from a ledger here."""
    found = [name for name in (MANIFEST, EXTRACTIONS) if (path / name).exists()]
    if found and not (path / LEDGER).exists():
        raise StoreError(f"{path} holds {found[0]} but no {LEDGER}; choose an empty folder")
