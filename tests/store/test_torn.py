"""Files that end too soon, and disks that fail: nothing wrong is ever read, and the run goes on where it was.

The ledger is the truth, so no tail of an export is mended: it is made anew. A ledger's own tail is its write-ahead log,
whose torn end SQLite leaves out by its checksums.
"""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.errors import StoreError
from extract.store import Ledger, RunDirectory
from tests.store.test_store import NAMES, answered, exports, inside, result, stored, worked
from tests.support.results import manifest

ARTICLES = 6


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is not waited for: nobody pulls a plug here."""
    monkeypatch.setattr(os, "fsync", lambda file: None)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("name", sorted(set(NAMES) - {"duplicates.jsonl"}))  # there is none in it
def test_an_export_cut_at_any_place_of_its_last_record_is_made_anew(tmp_path: Path, name: str) -> None:
    worked(tmp_path, ARTICLES)
    whole = (tmp_path / name).read_bytes()
    last = len(whole.splitlines(keepends=True)[-1])
    with RunDirectory.open(tmp_path) as directory:
        for cut in range(len(whole) - last, len(whole), max(1, last // 100)):
            (tmp_path / name).write_bytes(whole[:cut])
            directory.finish(manifest())
            assert (tmp_path / name).read_bytes() == whole


@pytest.mark.usefixtures("quick")
def test_garbage_at_the_end_of_any_file_changes_nothing(tmp_path: Path) -> None:
    worked(tmp_path, ARTICLES)
    before = exports(tmp_path)
    for name in (*NAMES, "ledger.sqlite", "run.json"):
        with (tmp_path / name).open("ab") as file:
            file.write(b"\0garbage{" * 1_000)
        assert worked(tmp_path, ARTICLES) == 0
        assert exports(tmp_path) == before


@pytest.fixture
def live(tmp_path: Path) -> Path:
    """The files of a ledger as a process that was killed leaves them: all commits in the write-ahead log."""

    async def fill(ledger: Ledger) -> None:
        await ledger.begin("r1", {})
        for number in range(ARTICLES):
            await answered(ledger, stored(number))
            await ledger.keep(number, f"k{number}", f"s{number}", result(number))
        shutil.copytree(ledger.path.parent, tmp_path / "live")

    inside(tmp_path / "run", fill)
    return tmp_path / "live"


@pytest.mark.usefixtures("quick")
def test_a_log_cut_at_any_place_keeps_all_before_the_cut_and_the_rest_is_asked_again(
    live: Path, tmp_path: Path
) -> None:
    worked(tmp_path / "straight", ARTICLES)
    log = (live / "ledger.sqlite-wal").read_bytes()
    asked = [ARTICLES]
    for cut in range(0, len(log) + 1, len(log) // 25):
        path = tmp_path / f"cut-{cut}"
        shutil.copytree(live, path)
        (path / "ledger.sqlite-wal").write_bytes(log[:cut])
        asked.append(worked(path, ARTICLES))
        assert exports(path) == exports(tmp_path / "straight")
    assert asked == sorted(asked, reverse=True)
    assert set(asked) == set(range(ARTICLES + 1))


@pytest.mark.usefixtures("quick")
def test_a_ledger_that_lost_its_end_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    worked(tmp_path / "run", ARTICLES)
    whole = (tmp_path / "run" / "ledger.sqlite").read_bytes()
    for cut in range(1_000, len(whole) - 4_096, 4_001):
        path = tmp_path / f"cut-{cut}" / "ledger.sqlite"
        path.parent.mkdir()
        path.write_bytes(whole[:cut])
        with pytest.raises(StoreError, match="it is damaged, and nothing was changed"):
            RunDirectory.open(path.parent)
        assert path.read_bytes() == whole[:cut]


def failing(number: int) -> Callable[[int], None]:
    """A sync that fails the so-manieth time, and ever after."""
    times = iter(range(1_000))

    def fsync(file: int) -> None:
        if next(times) >= number:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    return fsync


@pytest.mark.parametrize("number", range(8))
def test_a_sync_that_fails_stops_a_run_which_is_resumed_when_the_disk_works(
    tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked(tmp_path / "straight", ARTICLES)
    with monkeypatch.context() as faulty:
        faulty.setattr(os, "fsync", failing(number))
        with pytest.raises(StoreError, match="Input/output error"):
            worked(tmp_path / "run", ARTICLES)
    assert not (tmp_path / "run" / "run.json").exists()
    assert worked(tmp_path / "run", ARTICLES) == (ARTICLES if number == 0 else 0)
    assert exports(tmp_path / "run") == exports(tmp_path / "straight")
