"""The run directory keeps every answered call and every result, wherever its process is killed."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Coroutine
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extract.errors import StoreError
from extract.store import (
    ArticleResult,
    Ledger,
    RunDirectory,
    Spending,
    StoredAnswer,
    hash_request,
    read_duplicates,
    read_extractions,
    read_failures,
    read_manifest,
    read_progress,
    read_rejected,
)
from schemas import Counts, Usage
from tests.support.results import extraction, failure, manifest, rejected

ROOT = Path(__file__).parents[2]
NAMES = ("extractions.jsonl", "rejected.jsonl", "duplicates.jsonl", "failures.jsonl")


def stored(number: int, raw: str = "{}") -> StoredAnswer:
    usage = Usage(calls=1, tokens_in=number, tokens_cached=2)
    return StoredAnswer(
        hash_request({"window": number}), raw, usage, number / 8, 1_700_000_000 + number, Decimal("0.001")
    )


def result(number: int) -> ArticleResult:
    """Every third article fails."""
    if number % 3 == 2:
        return ArticleResult(Counts(articles=1, failed=1), Usage(), failure=failure(f"s{number}"))
    rows = tuple(rejected(source_id=f"s{number}") for _ in range(number))
    counts = Counts(articles=1, extracted=1, drafts=3 + number, records=3, rejected=number, triggers={"sign": number})
    return ArticleResult(counts, Usage(calls=1, tokens_in=number), "0.001", extraction(f"s{number}"), rows)


async def answer(ledger: Ledger, one: StoredAnswer) -> None:
    await ledger.store_answer(await ledger.start_attempt(one.request), one, Spending(one.usage, 1, one.cost))


async def process(directory: RunDirectory, articles: int) -> int:
    """Make a small run with one call for each article; return how many calls were needed."""
    ledger, calls = directory.ledger, 0
    await ledger.begin_run("r1", "m1", {})
    for number in range(articles):
        if ledger.find_answer(stored(number).request) is None:
            await answer(ledger, stored(number))
            calls += 1
        await ledger.store_result(number, f"k{number}", f"s{number}", result(number))
    await ledger.truncate_entries(articles)
    return calls


def run_articles(path: Path, articles: int, *, finish: bool = True) -> int:
    with RunDirectory.open(path) as directory:
        calls = asyncio.run(process(directory, articles))
        if finish:
            directory.finish(manifest())
    return calls


def with_ledger(path: Path, action: Callable[[Ledger], Coroutine[Any, Any, None]]) -> None:
    """Run a coroutine with the ledger of a run directory."""
    with RunDirectory.open(path) as directory:
        asyncio.run(action(directory.ledger))


def exports(path: Path) -> dict[str, bytes]:
    return {name: (path / name).read_bytes() for name in NAMES}


def test_results_are_read_in_input_order(tmp_path: Path) -> None:
    path = tmp_path / "new" / "run"
    run_articles(path, 4)
    assert [one.article.source_id for one in read_extractions(path)] == ["s0", "s1", "s3"]
    assert len(list(read_rejected(path))) == 4
    assert list(read_failures(path)) == [failure("s2")]
    assert read_manifest(path) == manifest()
    assert sorted(file.name for file in path.iterdir()) == sorted([".lock", *NAMES, "ledger.sqlite", "run.json"])


def test_a_run_that_is_not_finished_is_read_from_its_ledger_and_not_from_older_files(tmp_path: Path) -> None:
    run_articles(tmp_path / "whole", 6)
    run_articles(tmp_path / "killed", 6, finish=False)
    (tmp_path / "killed" / "extractions.jsonl").write_text("what an interruption left\n")
    for read in (read_extractions, read_rejected, read_failures, read_duplicates):
        assert list(read(tmp_path / "killed")) == list(read(tmp_path / "whole"))
    assert len(list(read_rejected(tmp_path / "killed"))) == 8
    assert read_progress(tmp_path / "whole") is None


def test_how_far_an_unfinished_run_is_counts_failed_articles_too(tmp_path: Path) -> None:
    begun = manifest().model_copy(update={"finished": None})

    async def begin(ledger: Ledger) -> None:
        await ledger.begin_run("r1", "m1", {"total": "1000", "manifest": begun.model_dump_json()})

    with_ledger(tmp_path, begin)
    run_articles(tmp_path, 6, finish=False)
    assert str(read_progress(tmp_path)) == "6 of 1,000 articles"
    counts = read_manifest(tmp_path).counts
    assert (counts.articles, counts.failed, counts.records) == (6, 2, 12)


def test_an_unfinished_run_of_an_older_version_has_no_manifest(tmp_path: Path) -> None:
    run_articles(tmp_path, 1, finish=False)
    with pytest.raises(StoreError, match="older version that was not finished; run again to resume it"):
        read_manifest(tmp_path)


def test_an_answer_is_found_again_unchanged(tmp_path: Path) -> None:
    odd = stored(1, 'half “whole”, \u2028 and "\n" \0')

    async def keep(ledger: Ledger) -> None:
        assert ledger.find_answer(odd.request) is None
        await answer(ledger, odd)
        assert ledger.find_answer(odd.request) == odd

    async def look(ledger: Ledger) -> None:
        assert ledger.find_answer(odd.request) == odd

    with_ledger(tmp_path, keep)
    with_ledger(tmp_path, look)


def test_every_commit_is_fully_synced(tmp_path: Path) -> None:
    with RunDirectory.open(tmp_path) as directory:
        database = directory.ledger._committer._database
        assert database.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert database.execute("PRAGMA synchronous").fetchone()[0] == 2


def test_requests_in_flight_at_a_kill_count_as_lost(tmp_path: Path) -> None:
    async def die(ledger: Ledger) -> None:
        await ledger.begin_run("r1", "m1", {})
        for number in range(3):
            await ledger.start_attempt(f"request {number}")
        await answer(ledger, stored(7))

    async def resume(ledger: Ledger) -> None:
        assert ledger.count_lost() == 3
        await ledger.begin_run("r1", "m1", {})
        assert ledger.count_lost() == 0
        assert ledger.sum_attempts() == Spending(
            Usage(calls=1, tokens_in=7, tokens_cached=2, unknown=3), 1, Decimal("0.001")
        )

    with_ledger(tmp_path, die)
    with_ledger(tmp_path, resume)


def test_a_failed_call_adds_to_the_spending(tmp_path: Path) -> None:
    async def fail(ledger: Ledger) -> None:
        await ledger.begin_run("r1", "m1", {})
        number = await ledger.start_attempt("request")
        await ledger.fail_attempt(number, "truncated", Spending(Usage(calls=1, tokens_out=1024), 2, Decimal("0.5")))
        assert ledger.find_answer("request") is None
        assert ledger.sum_attempts() == Spending(Usage(calls=1, tokens_out=1024), 2, Decimal("0.5"))

    with_ledger(tmp_path, fail)


def test_the_totals_cover_the_current_input_only(tmp_path: Path) -> None:
    run_articles(tmp_path, 6)
    run_articles(tmp_path, 2)
    with RunDirectory.open(tmp_path) as directory:
        sums = directory.ledger.sum_results()
    assert sums.counts == Counts(articles=2, extracted=2, drafts=7, records=6, rejected=1, triggers={"sign": 1})
    assert (sums.usage.tokens_in, sums.cost) == (1, Decimal("0.002"))


def test_a_resumed_run_gives_the_same_bytes_wherever_it_stopped(tmp_path: Path) -> None:
    run_articles(tmp_path / "straight", 8)
    for stop in range(1, 8):
        path = tmp_path / f"stopped-{stop}"
        run_articles(path, stop, finish=False)
        assert run_articles(path, 8) == 8 - stop
        assert exports(path) == exports(tmp_path / "straight")


@pytest.mark.parametrize("cut", [1, 100, 10_000])
def test_a_torn_export_is_rewritten_from_the_ledger(tmp_path: Path, cut: int) -> None:
    run_articles(tmp_path, 4)
    before = exports(tmp_path)
    for name in NAMES:
        (tmp_path / name).write_bytes(before[name][:-cut] + b'{"half')
    assert run_articles(tmp_path, 4) == 0
    assert exports(tmp_path) == before


def test_the_temporary_file_of_a_killed_export_is_deleted(tmp_path: Path) -> None:
    run_articles(tmp_path, 1)
    (tmp_path / ".extractions.jsonl.4711.new").write_bytes(b'{"half')
    run_articles(tmp_path, 1)
    assert not list(tmp_path.glob(".*.new"))


def test_a_file_is_synced_then_renamed_then_its_folder_synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    sync, replace = os.fsync, Path.replace

    def fsync(file: int) -> None:
        steps.append("sync folder" if os.path.isdir(f"/proc/self/fd/{file}") else "sync file")  # noqa: PTH112
        sync(file)

    def rename(self: Path, target: Path) -> Path:
        steps.append("rename")
        return replace(self, target)

    with RunDirectory.open(tmp_path) as directory:
        monkeypatch.setattr(os, "fsync", fsync)
        monkeypatch.setattr(Path, "replace", rename)
        directory.finish(manifest())
    assert steps == ["sync file", "rename", "sync folder"] * 5


OPENS = """
import sys
from pathlib import Path
from extract.store import RunDirectory
RunDirectory.open(Path(sys.argv[1]))
"""


def test_a_second_process_is_refused_and_the_first_goes_on(tmp_path: Path) -> None:
    async def work_on(ledger: Ledger) -> None:
        command = [sys.executable, "-c", OPENS, str(tmp_path)]
        other = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
        assert f"{tmp_path} is in use by another process" in other.stderr
        await answer(ledger, stored(1))
        assert ledger.find_answer(stored(1).request) == stored(1)

    with_ledger(tmp_path, work_on)


@pytest.mark.parametrize("name", ["run.json", "extractions.jsonl"])
def test_results_without_a_ledger_are_refused_and_left_unchanged(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"{}\n")
    with pytest.raises(StoreError, match="choose an empty folder"):
        RunDirectory.open(tmp_path)
    assert (tmp_path / name).read_bytes() == b"{}\n"


def test_a_ledger_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    run_articles(tmp_path, 1)
    with sqlite3.connect(tmp_path / "ledger.sqlite") as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(StoreError, match="of a newer version"):
        RunDirectory.open(tmp_path)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_bytes(b"not a database, though long enough to look at" * 100)
    with pytest.raises(StoreError, match=r"ledger\.sqlite cannot be (used|written)"):
        RunDirectory.open(tmp_path)


def test_a_file_in_place_of_the_directory_is_named_in_the_error(tmp_path: Path) -> None:
    (tmp_path / "run").write_text("")
    with pytest.raises(StoreError, match=f"{tmp_path / 'run'} cannot be written"):
        RunDirectory.open(tmp_path / "run")


KILLED = """
import asyncio, itertools, sys
from pathlib import Path
from extract.store import RunDirectory
from tests.store.test_store import answer, result, stored

async def main():
    with RunDirectory.open(Path(sys.argv[1])) as directory:
        ledger = directory.ledger
        await ledger.begin_run("r1", "m1", {})
        for number in itertools.count():
            if ledger.find_answer(stored(number).request) is None:
                await answer(ledger, stored(number, "x" * 5000))
            await ledger.store_result(number, f"k{number}", f"s{number}", result(number % 3))
            print(number, flush=True)

asyncio.run(main())
"""


def test_a_kill_loses_no_acknowledged_commit(tmp_path: Path) -> None:
    for acknowledged in (3, 40, 17):
        environment = os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
        command = [sys.executable, "-c", KILLED, str(tmp_path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment) as process:
            assert process.stdout
            last = [int(process.stdout.readline()) for _ in range(acknowledged)][-1]
            process.send_signal(signal.SIGKILL)
        with RunDirectory.open(tmp_path) as directory:
            for number in range(last + 1):
                assert directory.ledger.find_answer(stored(number).request) == stored(number, "x" * 5000)
            assert directory.ledger.sum_results().counts.articles >= last + 1


def test_an_unreadable_line_is_named_in_the_error(tmp_path: Path) -> None:
    run_articles(tmp_path, 2)
    path = tmp_path / "extractions.jsonl"
    whole = path.read_bytes()
    for broken, why in [(b'{"article":', "Invalid JSON"), (b'{"article":1}\n', "article: "), (b"\xff\n", "utf-8")]:
        path.write_bytes(whole + broken)
        lines = read_extractions(tmp_path)
        assert [next(lines).article.source_id, next(lines).article.source_id] == ["s0", "s1"]
        with pytest.raises(StoreError, match=rf"extractions\.jsonl line 3 is no ArticleExtraction .*{why}"):
            next(lines)


def test_a_missing_file_is_named_in_the_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"extractions\.jsonl is not there"):
        next(read_extractions(tmp_path))
    with pytest.raises(StoreError, match=r"run\.json is not there; give a directory that a run wrote"):
        read_manifest(tmp_path)
    (tmp_path / "run.json").write_text('{"run": 1}')
    with pytest.raises(StoreError, match=r"run\.json is no manifest"):
        read_manifest(tmp_path)


def test_the_hash_of_a_request_ignores_the_order_of_its_keys() -> None:
    assert hash_request({"a": 1, "b": {"c": "é", "d": []}}) == hash_request({"b": {"d": [], "c": "é"}, "a": 1})
    assert hash_request({"a": 1}) != hash_request({"a": "1"})


def test_a_value_that_cannot_be_written_ends_the_run_with_its_reason(tmp_path: Path) -> None:
    async def store() -> None:
        with closing(Ledger.open(tmp_path / "ledger.sqlite")) as ledger:
            number = await ledger.start_attempt("q")
            too_large = Spending(Usage(calls=1, tokens_in=10**30), 1)
            with pytest.raises(StoreError, match="too large"):
                await ledger.fail_attempt(number, "failed", too_large)
            with pytest.raises(StoreError):
                await ledger.start_attempt("another")

    asyncio.run(store())
