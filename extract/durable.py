"""Writes that a crash cannot tear: a file is replaced whole, and whole lines are appended or nothing is.

In come bytes; out comes a file that is as it was before or as it should be. It never retries a failed fsync: after one
the kernel may have dropped the data, so the caller must stop.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extract.errors import StoreError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def replace_file(path: Path, data: bytes) -> None:
    """Makes `data` the content of `path`; its folders are made as needed. Raises StoreError."""
    with disk_faults(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            with temporary.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def append_whole(file: int, data: bytes) -> None:
    """Appends `data` in one write; if it does not fit, the file is as before. Raises OSError."""
    before = os.fstat(file).st_size
    try:
        if os.write(file, data) < len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    except OSError:
        os.ftruncate(file, before)
        raise


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder survive a power cut. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def disk_faults(path: Path) -> Iterator[None]:
    """Turns an OSError into a StoreError that says what to do."""
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
        if error.errno in _FULL:
            advice = "free some space, then run again to resume; what is on the disk already is whole"
        else:
            advice = "check that it is a folder of yours on a disk that works, or choose another"
        raise StoreError(f"{path} cannot be written ({why}); {advice}") from error
