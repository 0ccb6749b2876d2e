"""Write files that a crash cannot damage: a file is replaced as a whole, or stays as it was.

A failed fsync is never retried: the kernel may have dropped the data, so the caller must stop.
"""

import contextlib
import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from extract.errors import StoreError

_DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def replace_file(path: Path, data: bytes) -> None:
    """Replace the content of `path`, and create its folders if needed. Raises StoreError."""
    with open_atomic(path) as file:
        file.write(data)


@contextmanager
def open_atomic(path: Path) -> Iterator[IO[bytes]]:
    """Open a temporary file that replaces `path` when the block ends, or is deleted if it fails. Raises StoreError.

    The data is synced before the file is renamed, and the folder before the block returns.
    """
    with disk_errors(path):
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
    """Sync the names in a folder to disk. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Turn an OSError inside the block into a StoreError that says what to do."""
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
        if error.errno in _DISK_FULL:
            advice = "free some space, then run again to resume; what is on the disk already is whole"
        else:
            advice = "check that it is a folder of yours on a disk that works, or choose another"
        raise StoreError(f"{path} cannot be written ({why}); {advice}") from error
