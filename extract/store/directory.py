"""The run directory: what a run found, what it refused, what it could not do, and the manifest that adds it up.

Only one process uses a directory at a time (`.lock`), and only for one run. A resumed run derives all results again
from the journal, without a model call, so that the bytes do not depend on where it was killed. Until it is through,
the older results stay: the new ones go to `<name>.part`, which `finish` puts in their place. Where there are no older
ones they are written in place. Every line is written whole, at once.
"""

import fcntl
import os
from collections.abc import Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ValidationError

from extract.durable import append_whole, disk_faults, replace_file, sync_folder
from extract.errors import StoreError
from extract.store.journal import Journal, JournalEntry, other_run
from schemas import ArticleExtraction, Failure, Rejected, RunManifest

EXTRACTIONS = "extractions.jsonl"
REJECTED = "rejected.jsonl"
FAILURES = "failures.jsonl"
JOURNAL = "journal.jsonl"
MANIFEST = "run.json"


class RunDirectory:
    """An open run directory. Use it as a context manager: it holds the lock."""

    def __init__(self, path: Path, journal: Journal, results: dict[str, "_Lines"], held: ExitStack) -> None:
        self.path = path
        self._journal = journal
        self._results = results
        self._held = held

    @classmethod
    def open(cls, path: Path, run: str) -> Self:
        """The directory at `path`, made if need be, for the run of this id.

        Raises StoreError if another process uses it, if it holds another run, or if it cannot be written.
        """
        with ExitStack() as held, disk_faults(path):
            path.mkdir(parents=True, exist_ok=True)
            held.callback(os.close, _lock(path))
            _refuse_other(path, run)
            journal = held.enter_context(closing(Journal(path / JOURNAL, run)))
            results = {
                name: held.enter_context(closing(_Lines(path / name))) for name in (EXTRACTIONS, REJECTED, FAILURES)
            }
            sync_folder(path)
            return cls(path, journal, results, held.pop_all())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self._held.close()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What was found damaged on opening, and what follows from it."""
        return tuple(self._journal.warnings)

    def known(self, request: str) -> JournalEntry | None:
        """The answer to a request (`request_key`) that this run already has; None if it has none. Raises StoreError."""
        return self._journal.known(request)

    def remember(self, entry: JournalEntry) -> None:
        """Adds an answer to the journal; it survives a power cut from here on. Raises StoreError."""
        self._journal.remember(entry)

    def add(
        self, extraction: ArticleExtraction | None, rejected: Sequence[Rejected] = (), failure: Failure | None = None
    ) -> None:
        """Adds what became of one article. The order of the lines is the order of the calls. Raises StoreError."""
        self._results[REJECTED].append(rejected)
        self._results[FAILURES].append([failure] if failure else [])
        self._results[EXTRACTIONS].append([extraction] if extraction else [])

    def finish(self, manifest: RunManifest) -> None:
        """Puts the results in place and then, as the last thing of all, writes the manifest. Raises StoreError."""
        with disk_faults(self.path):
            for lines in self._results.values():
                lines.finish()
            sync_folder(self.path)
        replace_file(self.path / MANIFEST, manifest.model_dump_json(indent=2).encode() + b"\n")


class _Lines:
    """A file of results, begun afresh; it stands beside the older one, if there is one, until it is finished."""

    def __init__(self, path: Path) -> None:
        self._path = path
        part = path.with_name(f"{path.name}.part")
        self._target = part if path.exists() else path
        self._file = os.open(self._target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o666)

    def append(self, values: Sequence[BaseModel]) -> None:
        if values:
            lines = "".join(value.model_dump_json() + "\n" for value in values)
            with disk_faults(self._target):
                append_whole(self._file, lines.encode())

    def finish(self) -> None:
        os.fsync(self._file)
        if self._target != self._path:
            self._target = self._target.replace(self._path)

    def close(self) -> None:
        os.close(self._file)


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


def _refuse_other(path: Path, run: str) -> None:
    """Raises StoreError if the manifest is another run's, or if there are results that nothing ties to a run."""
    manifest = path / MANIFEST
    if manifest.exists():
        try:
            found = RunManifest.model_validate_json(manifest.read_bytes()).run
        except ValidationError:
            raise StoreError(f"{manifest} is no manifest that can be read; choose an empty folder") from None
        if found != run:
            raise StoreError(other_run(path, found, run))
    elif (path / EXTRACTIONS).exists() and not (path / JOURNAL).exists():
        raise StoreError(f"{path} holds results but neither {MANIFEST} nor {JOURNAL}; choose an empty folder")
