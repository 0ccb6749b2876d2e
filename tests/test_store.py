"""A run directory keeps every answered call and every result, wherever its process is killed."""

import errno
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.errors import StoreError
from extract.store import (
    JournalEntry,
    RunDirectory,
    read_extractions,
    read_failures,
    read_manifest,
    read_rejected,
    request_key,
)
from schemas import (
    Article,
    ArticleExtraction,
    Counts,
    Failure,
    FailureCode,
    Gate,
    Provenance,
    RecordKind,
    Rejected,
    RunManifest,
    Stage,
    Usage,
)

ROOT = Path(__file__).parent.parent
NAMES = ("extractions.jsonl", "rejected.jsonl", "failures.jsonl")


def entry(number: int, raw: str = "{}") -> JournalEntry:
    key = request_key({"window": number})
    return JournalEntry(key, raw, Usage(calls=1, tokens_in=number, tokens_cached=2), number / 8, 1_700_000_000 + number)


def extraction(number: int) -> ArticleExtraction:
    text = f"Ankara and Rome signed pact {number}.\u2028“Good”\nİstanbul"
    article = Article(id=f"id{number}", source_id=f"s{number}", text=text, sha256="0" * 64, characters=len(text))
    made = Provenance(
        run="r1", model="m", plan="p", prompts=(), schema_sha256="0" * 64, usage=Usage(), seconds=0.5, created="2024"
    )
    return ArticleExtraction(article=article, provenance=made)


def rejected(number: int) -> Rejected:
    where = {"article": f"id{number}", "source_id": f"s{number}"}
    return Rejected(
        **where, kind=RecordKind.STATEMENT, gate=Gate.GROUND, reason="not_in_text", message="no", draft={"cue": "é"}
    )


def failure(number: int) -> Failure:
    return Failure(source_id=f"s{number}", stage=Stage.MODEL, error=FailureCode.TIMEOUT, message="slow")


def manifest(run: str = "r1") -> RunManifest:
    return RunManifest(
        run=run,
        version="0",
        schema_version="1",
        model="m",
        base_url=None,
        plan="p",
        settings={},
        prompts=(),
        schema_sha256="0" * 64,
        counts=Counts(),
        usage=Usage(),
        started="",
        finished="",
        seconds=1.0,
        versions={},
    )


def work(path: Path, articles: int, *, finish: bool = True) -> int:
    """A small run: a call an article, every third of which fails. Returns how many calls had to be made."""
    calls = 0
    with RunDirectory.open(path, "r1") as directory:
        for number in range(articles):
            if directory.known(entry(number).request) is None:
                directory.remember(entry(number))
                calls += 1
            if number % 3 == 2:
                directory.add(None, [], failure(number))
            else:
                directory.add(extraction(number), [rejected(number)] * number, None)
        if finish:
            directory.finish(manifest())
    return calls


def results(path: Path) -> dict[str, bytes]:
    return {name: (path / name).read_bytes() for name in NAMES}


def test_what_is_added_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "new" / "run"
    work(path, 4)
    assert list(read_extractions(path)) == [extraction(0), extraction(1), extraction(3)]
    assert list(read_extractions(path / "extractions.jsonl")) == list(read_extractions(path))
    assert list(read_rejected(path)) == [rejected(1)] + [rejected(3)] * 3
    assert list(read_failures(path)) == [failure(2)]
    assert read_manifest(path) == manifest()
    assert sorted(file.name for file in path.iterdir()) == sorted([".lock", *NAMES, "journal.jsonl", "run.json"])


def test_a_directory_in_use_is_refused_by_name(tmp_path: Path) -> None:
    with RunDirectory.open(tmp_path, "r1"):
        before = results(tmp_path)
        with pytest.raises(StoreError, match=f"{tmp_path} is in use"):
            RunDirectory.open(tmp_path, "r1")
        assert results(tmp_path) == before
    RunDirectory.open(tmp_path, "r1").__exit__()


OPENS = """
import sys
from pathlib import Path
from extract.store import RunDirectory
RunDirectory.open(Path(sys.argv[1]), "r1")
"""


def test_another_process_is_refused_too(tmp_path: Path) -> None:
    with RunDirectory.open(tmp_path, "r1"):
        other = subprocess.run(
            [sys.executable, "-c", OPENS, str(tmp_path)], capture_output=True, text=True, check=False, cwd=ROOT
        )
    assert "is in use by another process" in other.stderr


def only_journal(path: Path) -> None:
    work(path, 1, finish=False)


def only_manifest(path: Path) -> None:
    work(path, 1)
    (path / "journal.jsonl").unlink()


@pytest.mark.parametrize("made", [only_journal, only_manifest])
def test_a_directory_of_another_run_is_refused_and_left_alone(tmp_path: Path, made: Callable[[Path], None]) -> None:
    made(tmp_path)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    with pytest.raises(StoreError, match="holds run r1, but these settings make run r2; choose another folder"):
        RunDirectory.open(tmp_path, "r2")
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before
    RunDirectory.open(tmp_path, "r1").__exit__()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("journal.jsonl", b"nonsense\n"),
        ("journal.jsonl", b'{"journal":99,"run":"r1"}\n'),
        ("journal.jsonl", b"[1]\n"),
        ("run.json", b"{}"),
        ("extractions.jsonl", b"{}\n"),
    ],
)
def test_a_directory_of_which_nobody_knows_the_run_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(StoreError, match="choose an empty folder"):
        RunDirectory.open(tmp_path, "r1")
    assert (tmp_path / name).read_bytes() == content


def test_a_run_killed_while_it_was_begun_can_be_begun_again(tmp_path: Path) -> None:
    (tmp_path / "journal.jsonl").write_bytes(b'{"journal":1,"ru')
    assert work(tmp_path, 1) == 1


def test_a_file_in_place_of_the_directory_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "run").write_text("")
    with pytest.raises(StoreError, match=f"{tmp_path / 'run'} cannot be written"):
        RunDirectory.open(tmp_path / "run", "r1")


def test_the_same_run_gives_the_same_bytes_wherever_it_stopped(tmp_path: Path) -> None:
    work(tmp_path / "straight", 8)
    for stop in range(1, 8):
        path = tmp_path / f"stopped-{stop}"
        work(path, stop, finish=False)
        assert work(path, 8) == 8 - stop
        assert results(path) == results(tmp_path / "straight")
        assert (path / "journal.jsonl").read_bytes() == (tmp_path / "straight" / "journal.jsonl").read_bytes()
        assert not list(path.glob("*.part"))


def test_older_results_stay_until_the_new_ones_are_through(tmp_path: Path) -> None:
    work(tmp_path, 5)
    before = results(tmp_path)
    for _ in range(2):
        work(tmp_path, 2, finish=False)
        assert results(tmp_path) == before
        assert len(list(read_extractions(tmp_path / "extractions.jsonl.part"))) == 2
    assert work(tmp_path, 5) == 0
    assert results(tmp_path) == before


def test_a_forgotten_part_is_never_taken_for_a_result(tmp_path: Path) -> None:
    work(tmp_path, 3)
    work(tmp_path, 1, finish=False)
    before = results(tmp_path)
    (tmp_path / "extractions.jsonl").unlink()
    work(tmp_path, 3)
    assert results(tmp_path) == before


KILLED = """
import itertools, sys
from pathlib import Path
from extract.store import RunDirectory
from tests.test_store import entry, extraction, rejected
with RunDirectory.open(Path(sys.argv[1]), "r1") as directory:
    for number in itertools.count():
        if directory.known(entry(number).request) is None:
            directory.remember(entry(number, "x" * 5000))
        directory.add(extraction(number), [rejected(number)] * 20, None)
        print(number, flush=True)
"""


def test_a_kill_loses_nothing_that_was_acknowledged_and_tears_no_line(tmp_path: Path) -> None:
    for acknowledged in (3, 40, 17):
        command = [sys.executable, "-c", KILLED, str(tmp_path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
            assert process.stdout
            last = [int(process.stdout.readline()) for _ in range(acknowledged)][-1]
            process.send_signal(signal.SIGKILL)
        for name in ("extractions.jsonl", "extractions.jsonl.part", "rejected.jsonl"):
            if (tmp_path / name).exists():
                lines = (tmp_path / name).read_bytes().splitlines(keepends=True)
                assert all(json.loads(line) and line.endswith(b"\n") for line in lines)
        with RunDirectory.open(tmp_path, "r1") as directory:
            assert directory.warnings == ()
            for number in range(last + 1):
                assert directory.known(entry(number).request) == entry(number, "x" * 5000)
    assert work(tmp_path, 3) == 0
    assert list(read_extractions(tmp_path)) == [extraction(0), extraction(1)]


def test_a_full_disk_says_what_to_do_and_leaves_whole_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write

    def short(file: int, data: bytes) -> int:
        if len(data) > 10:
            return write(file, data[:10])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with RunDirectory.open(tmp_path, "r1") as directory:
        directory.remember(entry(1))
        before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
        monkeypatch.setattr(os, "write", short)
        with pytest.raises(StoreError, match=r"journal\.jsonl cannot be written .*free some space, then run again"):
            directory.remember(entry(2))
        with pytest.raises(StoreError, match=r"extractions\.jsonl cannot be written .*free some space"):
            directory.add(extraction(1), [], None)
        assert directory.known(entry(2).request) is None
        assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_a_line_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    work(tmp_path, 2)
    path = tmp_path / "extractions.jsonl"
    whole = path.read_bytes()
    for broken, why in [(b'{"article":', "Invalid JSON"), (b'{"article":1}\n', "article: "), (b"\xff\n", "utf-8")]:
        path.write_bytes(whole + broken)
        lines = read_extractions(tmp_path)
        assert [next(lines), next(lines)] == [extraction(0), extraction(1)]
        with pytest.raises(StoreError, match=rf"extractions\.jsonl line 3 is no ArticleExtraction .*{why}"):
            next(lines)


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"extractions\.jsonl is not there"):
        next(read_extractions(tmp_path))
    work(tmp_path, 1, finish=False)
    with pytest.raises(StoreError, match=r"run\.json is not there; the run was not finished"):
        read_manifest(tmp_path)
    (tmp_path / "run.json").write_text('{"run": 1}')
    with pytest.raises(StoreError, match=r"run\.json is no manifest"):
        read_manifest(tmp_path)
