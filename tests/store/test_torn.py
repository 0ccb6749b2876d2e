"""Truncated files and failing disks: nothing wrong is read, and the run resumes where it was.

Exports are not repaired but rewritten from the ledger. The tail of a ledger is its write-ahead log; SQLite ignores a
torn end of it because the checksums do not match.
"""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.errors import StoreError
from extract.store import Ledger, RunDirectory
from tests.store.test_store import NAMES, answer, exports, result, run_articles, stored, with_ledger
from tests.support.results import manifest

ARTICLES = 6


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Skip fsync: these tests cut files, not the power."""
    monkeypatch.setattr(os, "fsync", lambda file: None)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("name", sorted(set(NAMES) - {"duplicates.jsonl"}))  # there is none in it
def test_an_export_truncated_in_its_last_record_is_rewritten(tmp_path: Path, name: str) -> None:
    run_articles(tmp_path, ARTICLES)
    whole = (tmp_path / name).read_bytes()
    last = len(whole.splitlines(keepends=True)[-1])
    with RunDirectory.open(tmp_path) as directory:
        for cut in range(len(whole) - last, len(whole), max(1, last // 100)):
            (tmp_path / name).write_bytes(whole[:cut])
            directory.finish(manifest())
            assert (tmp_path / name).read_bytes() == whole


@pytest.mark.usefixtures("quick")
def test_garbage_at_the_end_of_a_file_changes_no_result(tmp_path: Path) -> None:
    run_articles(tmp_path, ARTICLES)
    before = exports(tmp_path)
    for name in (*NAMES, "ledger.sqlite", "run.json"):
        with (tmp_path / name).open("ab") as file:
            file.write(b"\0garbage{" * 1_000)
        assert run_articles(tmp_path, ARTICLES) == 0
        assert exports(tmp_path) == before


@pytest.fixture
def live(tmp_path: Path) -> Path:
    """The files of a ledger that a killed process leaves: all commits are in the write-ahead log."""

    async def fill(ledger: Ledger) -> None:
        await ledger.begin_run("r1", "m1", {})
        for number in range(ARTICLES):
            await answer(ledger, stored(number))
            await ledger.store_result(number, f"k{number}", f"s{number}", result(number))
        shutil.copytree(ledger.path.parent, tmp_path / "live")

    with_ledger(tmp_path / "run", fill)
    return tmp_path / "live"


@pytest.mark.usefixtures("quick")
def test_a_truncated_log_keeps_the_commits_before_the_cut(live: Path, tmp_path: Path) -> None:
    run_articles(tmp_path / "straight", ARTICLES)
    log = (live / "ledger.sqlite-wal").read_bytes()
    asked = [ARTICLES]
    for cut in range(0, len(log) + 1, len(log) // 25):
        path = tmp_path / f"cut-{cut}"
        shutil.copytree(live, path)
        (path / "ledger.sqlite-wal").write_bytes(log[:cut])
        asked.append(run_articles(path, ARTICLES))
        assert exports(path) == exports(tmp_path / "straight")
    assert asked == sorted(asked, reverse=True)
    assert set(asked) == set(range(ARTICLES + 1))


@pytest.mark.usefixtures("quick")
def test_a_truncated_ledger_is_refused_and_left_unchanged(tmp_path: Path) -> None:
    run_articles(tmp_path / "run", ARTICLES)
    whole = (tmp_path / "run" / "ledger.sqlite").read_bytes()
    for cut in range(1_000, len(whole) - 4_096, 4_001):
        path = tmp_path / f"cut-{cut}" / "ledger.sqlite"
        path.parent.mkdir()
        path.write_bytes(whole[:cut])
        with pytest.raises(StoreError, match="it is damaged, and nothing was changed"):
            RunDirectory.open(path.parent)
        assert path.read_bytes() == whole[:cut]


def failing(number: int) -> Callable[[int], None]:
    """An fsync that fails from call `number` on, counting from 0."""
    times = iter(range(1_000))

    def fsync(file: int) -> None:
        if next(times) >= number:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    return fsync


@pytest.mark.parametrize("number", range(8))
def test_a_run_stops_at_a_failed_sync_and_resumes_later(
    tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_articles(tmp_path / "straight", ARTICLES)
    with monkeypatch.context() as faulty:
        faulty.setattr(os, "fsync", failing(number))
        with pytest.raises(StoreError, match="Input/output error"):
            run_articles(tmp_path / "run", ARTICLES)
    assert not (tmp_path / "run" / "run.json").exists()
    assert run_articles(tmp_path / "run", ARTICLES) == (ARTICLES if number == 0 else 0)
    assert exports(tmp_path / "run") == exports(tmp_path / "straight")
