"""Writes that a crash cannot tear: a file is replaced whole, or stays as it was.

In come bytes; out comes a file that is as it was before or as it should be. It never retries a failed fsync: after one
the kernel may have dropped the data, so the caller must stop.
"""

import contextlib
import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from extract.errors import StoreError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def replace_file(path: Path, data: bytes) -> None:
    """Makes `data` the content of `path`; its folders are made as needed. Raises StoreError."""
    with replacing(path) as file:
        file.write(data)


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes the place of `path` when the block ends, and is gone if it fails. Raises StoreError.

    The data is synced before the name is changed, and the name before anybody hears of it.
    """
    with disk_faults(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
        try:
            with temporary.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


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
