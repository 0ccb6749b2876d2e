"""A run directory keeps every answered call and every result, wherever its process is killed."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Coroutine
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extract.errors import StoreError
from extract.store import (
    Ledger,
    Result,
    RunDirectory,
    Spent,
    Stored,
    read_extractions,
    read_failures,
    read_manifest,
    read_rejected,
    request_key,
)
from schemas import Counts, Usage
from tests.support.results import extraction, failure, manifest, rejected

ROOT = Path(__file__).parents[2]
NAMES = ("extractions.jsonl", "rejected.jsonl", "duplicates.jsonl", "failures.jsonl")


def stored(number: int, raw: str = "{}") -> Stored:
    usage = Usage(calls=1, tokens_in=number, tokens_cached=2)
    return Stored(request_key({"window": number}), raw, usage, number / 8, 1_700_000_000 + number, Decimal("0.001"))


def result(number: int) -> Result:
    """Every third article fails."""
    if number % 3 == 2:
        return Result(Counts(articles=1, failed=1), Usage(), failure=failure(f"s{number}"))
    rows = tuple(rejected(source_id=f"s{number}") for _ in range(number))
    counts = Counts(articles=1, extracted=1, drafts=3 + number, records=3, rejected=number)
    return Result(counts, Usage(calls=1, tokens_in=number), "0.001", extraction(f"s{number}"), rows)


async def answered(ledger: Ledger, one: Stored) -> None:
    await ledger.answer(await ledger.send(one.request), one, Spent(one.usage, 1, one.cost))


async def work(directory: RunDirectory, articles: int) -> int:
    """A small run: a call an article. Returns how many calls had to be made."""
    ledger, calls = directory.ledger, 0
    await ledger.begin("r1", {})
    for number in range(articles):
        if ledger.known(stored(number).request) is None:
            await answered(ledger, stored(number))
            calls += 1
        await ledger.keep(number, f"k{number}", f"s{number}", result(number))
    await ledger.cut(articles)
    return calls


def worked(path: Path, articles: int, *, finish: bool = True) -> int:
    with RunDirectory.open(path) as directory:
        calls = asyncio.run(work(directory, articles))
        if finish:
            directory.finish(manifest())
    return calls


def inside(path: Path, do: Callable[[Ledger], Coroutine[Any, Any, None]]) -> None:
    """Does something with the ledger of a run directory."""
    with RunDirectory.open(path) as directory:
        asyncio.run(do(directory.ledger))


def exports(path: Path) -> dict[str, bytes]:
    return {name: (path / name).read_bytes() for name in NAMES}


def test_what_is_kept_is_read_again_in_the_order_of_the_input(tmp_path: Path) -> None:
    path = tmp_path / "new" / "run"
    worked(path, 4)
    assert [one.article.source_id for one in read_extractions(path)] == ["s0", "s1", "s3"]
    assert len(list(read_rejected(path))) == 4
    assert list(read_failures(path)) == [failure("s2")]
    assert read_manifest(path) == manifest()
    assert sorted(file.name for file in path.iterdir()) == sorted([".lock", *NAMES, "ledger.sqlite", "run.json"])


def test_an_answer_is_known_again_to_the_letter(tmp_path: Path) -> None:
    odd = stored(1, 'half “whole”, \u2028 and "\n" \0')

    async def keep(ledger: Ledger) -> None:
        assert ledger.known(odd.request) is None
        await answered(ledger, odd)
        assert ledger.known(odd.request) == odd

    async def look(ledger: Ledger) -> None:
        assert ledger.known(odd.request) == odd

    inside(tmp_path, keep)
    inside(tmp_path, look)


def test_every_commit_is_synced_in_full(tmp_path: Path) -> None:
    with RunDirectory.open(tmp_path) as directory:
        database = directory.ledger._commits._database
        assert database.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert database.execute("PRAGMA synchronous").fetchone()[0] == 2


def test_what_was_asked_and_never_answered_is_told_as_lost_and_counted_apart(tmp_path: Path) -> None:
    async def die(ledger: Ledger) -> None:
        await ledger.begin("r1", {})
        for number in range(3):
            await ledger.send(f"request {number}")
        await answered(ledger, stored(7))

    async def resume(ledger: Ledger) -> None:
        assert ledger.lost() == 3
        await ledger.begin("r1", {})
        assert ledger.lost() == 0
        assert ledger.spent() == Spent(Usage(calls=1, tokens_in=7, tokens_cached=2, unknown=3), 1, Decimal("0.001"))

    inside(tmp_path, die)
    inside(tmp_path, resume)


def test_a_failed_call_is_counted_with_what_it_took(tmp_path: Path) -> None:
    async def fail(ledger: Ledger) -> None:
        await ledger.begin("r1", {})
        number = await ledger.send("request")
        await ledger.settle(number, "truncated", Spent(Usage(calls=1, tokens_out=1024), 2, Decimal("0.5")))
        assert ledger.known("request") is None
        assert ledger.spent() == Spent(Usage(calls=1, tokens_out=1024), 2, Decimal("0.5"))

    inside(tmp_path, fail)


def test_the_sums_are_those_of_the_input_and_of_nothing_else(tmp_path: Path) -> None:
    worked(tmp_path, 6)
    worked(tmp_path, 2)
    with RunDirectory.open(tmp_path) as directory:
        sums = directory.ledger.sums()
    assert sums.counts == Counts(articles=2, extracted=2, drafts=7, records=6, rejected=1)
    assert (sums.entries, sums.usage.tokens_in, sums.cost) == (2, 1, Decimal("0.002"))


def test_the_same_run_gives_the_same_bytes_wherever_it_stopped(tmp_path: Path) -> None:
    worked(tmp_path / "straight", 8)
    for stop in range(1, 8):
        path = tmp_path / f"stopped-{stop}"
        worked(path, stop, finish=False)
        assert worked(path, 8) == 8 - stop
        assert exports(path) == exports(tmp_path / "straight")


@pytest.mark.parametrize("cut", [1, 100, 10_000])
def test_a_torn_export_is_made_anew_from_the_ledger(tmp_path: Path, cut: int) -> None:
    worked(tmp_path, 4)
    before = exports(tmp_path)
    for name in NAMES:
        (tmp_path / name).write_bytes(before[name][:-cut] + b'{"half')
    assert worked(tmp_path, 4) == 0
    assert exports(tmp_path) == before


def test_an_export_that_was_cut_short_by_a_kill_is_swept_up(tmp_path: Path) -> None:
    worked(tmp_path, 1)
    (tmp_path / ".extractions.jsonl.4711.new").write_bytes(b'{"half')
    worked(tmp_path, 1)
    assert not list(tmp_path.glob(".*.new"))


def test_data_is_synced_before_its_name_and_the_name_before_anybody_hears(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    sync, replace = os.fsync, Path.replace

    def fsync(file: int) -> None:
        told.append("sync folder" if os.path.isdir(f"/proc/self/fd/{file}") else "sync file")  # noqa: PTH112
        sync(file)

    def rename(self: Path, target: Path) -> Path:
        told.append("rename")
        return replace(self, target)

    with RunDirectory.open(tmp_path) as directory:
        monkeypatch.setattr(os, "fsync", fsync)
        monkeypatch.setattr(Path, "replace", rename)
        directory.finish(manifest())
    assert told == ["sync file", "rename", "sync folder"] * 5


OPENS = """
import sys
from pathlib import Path
from extract.store import RunDirectory
RunDirectory.open(Path(sys.argv[1]))
"""


def test_a_second_process_is_refused_by_name_and_the_first_goes_on(tmp_path: Path) -> None:
    async def work_on(ledger: Ledger) -> None:
        command = [sys.executable, "-c", OPENS, str(tmp_path)]
        other = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
        assert f"{tmp_path} is in use by another process" in other.stderr
        await answered(ledger, stored(1))
        assert ledger.known(stored(1).request) == stored(1)

    inside(tmp_path, work_on)


@pytest.mark.parametrize("name", ["run.json", "extractions.jsonl"])
def test_results_that_no_ledger_vouches_for_are_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"{}\n")
    with pytest.raises(StoreError, match="choose an empty folder"):
        RunDirectory.open(tmp_path)
    assert (tmp_path / name).read_bytes() == b"{}\n"


def test_a_ledger_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    worked(tmp_path, 1)
    with sqlite3.connect(tmp_path / "ledger.sqlite") as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(StoreError, match="of a newer version"):
        RunDirectory.open(tmp_path)


def test_what_is_no_ledger_is_refused_with_advice(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_bytes(b"not a database, though long enough to look at" * 100)
    with pytest.raises(StoreError, match=r"ledger\.sqlite cannot be (used|written)"):
        RunDirectory.open(tmp_path)


def test_a_file_in_place_of_the_directory_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "run").write_text("")
    with pytest.raises(StoreError, match=f"{tmp_path / 'run'} cannot be written"):
        RunDirectory.open(tmp_path / "run")


KILLED = """
import asyncio, itertools, sys
from pathlib import Path
from extract.store import RunDirectory
from tests.store.test_store import answered, result, stored

async def main():
    with RunDirectory.open(Path(sys.argv[1])) as directory:
        ledger = directory.ledger
        await ledger.begin("r1", {})
        for number in itertools.count():
            if ledger.known(stored(number).request) is None:
                await answered(ledger, stored(number, "x" * 5000))
            await ledger.keep(number, f"k{number}", f"s{number}", result(number % 3))
            print(number, flush=True)

asyncio.run(main())
"""


def test_a_kill_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    for acknowledged in (3, 40, 17):
        environment = os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
        command = [sys.executable, "-c", KILLED, str(tmp_path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment) as process:
            assert process.stdout
            last = [int(process.stdout.readline()) for _ in range(acknowledged)][-1]
            process.send_signal(signal.SIGKILL)
        with RunDirectory.open(tmp_path) as directory:
            for number in range(last + 1):
                assert directory.ledger.known(stored(number).request) == stored(number, "x" * 5000)
            assert directory.ledger.sums().counts.articles >= last + 1


def test_a_line_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    worked(tmp_path, 2)
    path = tmp_path / "extractions.jsonl"
    whole = path.read_bytes()
    for broken, why in [(b'{"article":', "Invalid JSON"), (b'{"article":1}\n', "article: "), (b"\xff\n", "utf-8")]:
        path.write_bytes(whole + broken)
        lines = read_extractions(tmp_path)
        assert [next(lines).article.source_id, next(lines).article.source_id] == ["s0", "s1"]
        with pytest.raises(StoreError, match=rf"extractions\.jsonl line 3 is no ArticleExtraction .*{why}"):
            next(lines)


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"extractions\.jsonl is not there"):
        next(read_extractions(tmp_path))
    worked(tmp_path, 1, finish=False)
    with pytest.raises(StoreError, match=r"run\.json is not there; the run was not finished"):
        read_manifest(tmp_path)
    (tmp_path / "run.json").write_text('{"run": 1}')
    with pytest.raises(StoreError, match=r"run\.json is no manifest"):
        read_manifest(tmp_path)


def test_the_key_of_a_request_does_not_depend_on_the_order_of_its_parts() -> None:
    assert request_key({"a": 1, "b": {"c": "é", "d": []}}) == request_key({"b": {"d": [], "c": "é"}, "a": 1})
    assert request_key({"a": 1}) != request_key({"a": "1"})
