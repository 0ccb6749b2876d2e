"""A failed write leaves the old file unchanged."""

import errno
import os
from pathlib import Path

import pytest

from extract.atomic_write import disk_errors, replace_file
from extract.errors import StoreError


def test_a_file_and_its_folders_are_created(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.txt"
    replace_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o666 & ~current_umask()


def current_umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_a_failed_replacement_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "b.txt"
    replace_file(path, b"old")

    def fail(file: int) -> None:
        assert path.read_bytes() == b"old"
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(StoreError, match=r"b\.txt cannot be written \(No space left.*free some space.*run again"):
        replace_file(path, b"new")
    assert [file.name for file in tmp_path.iterdir()] == ["b.txt"]
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("number", "advice"),
    [(errno.ENOSPC, "free some space"), (errno.EDQUOT, "free some space"), (errno.EIO, "choose another")],
)
def test_a_disk_error_says_what_to_do(number: int, advice: str) -> None:
    with pytest.raises(StoreError, match=advice), disk_errors(Path("somewhere")):
        raise OSError(number, os.strerror(number))


def test_errors_of_ours_are_not_translated() -> None:
    with pytest.raises(StoreError, match=r"^as it was$"), disk_errors(Path("somewhere")):
        raise StoreError("as it was")
