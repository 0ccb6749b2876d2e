"""Killed, stopped and concurrent runs, as real processes: nothing is lost, and nothing is paid twice."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.cli.exit_codes import ExitCode
from extract.run.status import read_status
from extract.store import read_manifest
from tests.support.runs import AT_A_TIME, ROOT, articles, exports, spent, start, wait_for_calls, wait_for_end
from tests.support.stub import Stub, refused, stubbed

pytestmark = pytest.mark.slow

ARTICLES = 40


def wait_for_processor_time(process: subprocess.Popen[str], seconds: float) -> None:
    """Wait until a process and its children have computed for so long, or have ended."""
    while process.poll() is None and sum(map(_processor_time, _with_children(process.pid))) < seconds:
        time.sleep(0.05)


def _with_children(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *map(int, children)]


def _processor_time(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@pytest.fixture
def stub() -> Iterator[Stub]:
    with stubbed(Stub(latency=0.02)) as running:
        yield running


@pytest.fixture(autouse=True)
def hangup_ends() -> Iterator[None]:
    """Processes of the tests inherit no hangup that is ignored, as it is in tests that nohup started."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    return articles(tmp_path / "rows.jsonl", ARTICLES)


def test_kills_lose_nothing_and_repeat_only_the_calls_in_flight(stub: Stub, rows: Path, tmp_path: Path) -> None:
    kills = (1, 20)
    for calls in kills:
        with start(stub, rows, tmp_path / "killed") as process:
            wait_for_calls(stub, calls)
            process.send_signal(signal.SIGKILL)
            process.communicate()
    code, _ = wait_for_end(start(stub, rows, tmp_path / "killed"))
    asked = stub.calls
    assert code == 0
    assert asked - ARTICLES <= AT_A_TIME * len(kills)
    assert all(stub.times(question) <= 1 + len(kills) for question in set(stub.asked))
    assert wait_for_end(start(stub, rows, tmp_path / "straight"))[0] == 0
    assert exports(tmp_path / "killed") == exports(tmp_path / "straight")
    assert spent(tmp_path / "killed").unknown >= asked - ARTICLES


def test_a_stopped_evaluation_leaves_what_it_has_read_and_says_that_it_begins_anew(
    stub: Stub, rows: Path, tmp_path: Path
) -> None:
    no_records: dict[str, list[str]] = {"actors": [], "agreements": [], "statements": []}
    gold = [json.loads(line) | no_records for line in rows.read_text().splitlines()]
    rows.write_text("".join(json.dumps(row) + "\n" for row in gold))
    process = start(stub, rows, tmp_path / "found.jsonl", does="eval")
    wait_for_calls(stub, 2 * AT_A_TIME)
    process.send_signal(signal.SIGINT)
    code, told = wait_for_end(process)
    assert code == ExitCode.INTERRUPTED
    assert "begins anew" in told
    assert AT_A_TIME <= len((tmp_path / "found.jsonl").read_text().splitlines()) < ARTICLES


@pytest.mark.parametrize("asked_to", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stopped_run_waits_for_calls_in_flight_and_can_be_resumed(
    stub: Stub, rows: Path, tmp_path: Path, asked_to: signal.Signals
) -> None:
    process = start(stub, rows, tmp_path / "out")
    wait_for_calls(stub, 10)
    process.send_signal(asked_to)
    code, told = wait_for_end(process)
    assert code == 130
    assert "articles are done, and the same command resumes" in told
    assert not (tmp_path / "out" / "run.json").exists()
    done = len((tmp_path / "out" / "extractions.jsonl").read_text().splitlines())
    assert 10 <= done == stub.calls < ARTICLES
    assert spent(tmp_path / "out").unknown == 0
    assert wait_for_end(start(stub, rows, tmp_path / "out"))[0] == 0
    assert stub.calls == ARTICLES
    assert read_manifest(tmp_path / "out").counts.extracted == ARTICLES


def test_a_second_signal_ends_a_run_at_once(stub: Stub, rows: Path, tmp_path: Path) -> None:
    process = start(stub, rows, tmp_path / "out")
    wait_for_calls(stub, 10)
    stub.latency = 30.0
    wait_for_calls(stub, stub.calls + AT_A_TIME)
    process.send_signal(signal.SIGINT)
    time.sleep(0.3)
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    assert wait_for_end(process)[0] == 130
    stub.latency = 0.0
    assert wait_for_end(start(stub, rows, tmp_path / "out"))[0] == 0
    assert stub.calls - ARTICLES <= AT_A_TIME


@pytest.mark.parametrize("workers", ["0", "1"])
def test_a_second_signal_ends_a_run_while_an_article_is_analysed(stub: Stub, tmp_path: Path, workers: str) -> None:
    text = " ".join(f"Ministers of France and Chad signed pact {n} on trade in Lima." for n in range(60_000))
    (tmp_path / "rows.jsonl").write_text(json.dumps({"id": "long", "text": text}), encoding="utf-8")
    process = start(stub, tmp_path / "rows.jsonl", tmp_path / "out", "--workers", workers)
    wait_for_processor_time(process, 6.0)
    for _ in range(2):
        process.send_signal(signal.SIGINT)
        time.sleep(0.5)
    _, told = process.communicate(timeout=15)  # far less than the analysis takes
    assert (process.returncode, "Traceback" in told) == (130, False)


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="what a process has loaded is in /proc")
@pytest.mark.parametrize("asked_to", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("library", ["_pydantic_core", "_sqlite3"])
def test_a_signal_while_a_command_starts_ends_it_with_a_message(
    stub: Stub, rows: Path, tmp_path: Path, library: str, asked_to: signal.Signals
) -> None:
    process = start(stub, rows, tmp_path / "out")
    while process.poll() is None and library not in Path(f"/proc/{process.pid}/maps").read_text():
        time.sleep(0.005)
    process.send_signal(asked_to)
    code, told = wait_for_end(process)
    assert (code, "interrupted" in told, "Traceback" in told) == (130, True, False)


def test_an_ignored_hangup_stays_ignored(stub: Stub, rows: Path, tmp_path: Path) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does it for what it starts
    try:
        process = start(stub, rows, tmp_path / "out")
    finally:
        signal.signal(signal.SIGHUP, before)
    wait_for_calls(stub, 10)
    process.send_signal(signal.SIGHUP)
    assert wait_for_end(process)[0] == 0
    assert stub.calls == ARTICLES


def test_messages_that_cannot_be_written_cost_no_article(stub: Stub, rows: Path, tmp_path: Path) -> None:
    process = start(stub, rows, tmp_path / "out")
    assert process.stdout and process.stderr
    process.stdout.close()
    process.stderr.close()
    stub.rule = lambda question, number: refused(422) if "article 7 of" in question and number < 3 else None
    process.wait(timeout=60)
    assert read_manifest(tmp_path / "out").counts.extracted == ARTICLES - 1


def test_a_second_run_in_the_same_directory_is_refused(stub: Stub, rows: Path, tmp_path: Path) -> None:
    stub.latency = 2.0
    first = start(stub, rows, tmp_path / "out")
    wait_for_calls(stub, 4)
    code, told = wait_for_end(start(stub, rows, tmp_path / "out"))
    stub.latency = 0.0
    assert (code, "in use by another process" in told) == (5, True)
    assert wait_for_end(first)[0] == 0
    assert stub.calls == ARTICLES


def test_status_and_retry_need_only_the_directory(stub: Stub, rows: Path, tmp_path: Path) -> None:
    stub.rule = lambda question, number: refused(422) if "article 7 of" in question else None
    assert wait_for_end(start(stub, rows, tmp_path / "out"))[0] == 1
    environment = {**os.environ, "OPENAI_API_KEY": "sk-scripted", "PYTHONPATH": str(ROOT)}

    def call(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "extract", *words, str(tmp_path / "out")]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    told = json.loads(call("status", "--json").stdout)
    assert (told["articles"], told["extracted"], told["failed"], told["lost"]) == (ARTICLES, ARTICLES - 1, 1, 0)
    assert "1 failed" in call("status").stdout
    stub.rule = lambda question, number: None
    assert call("retry", "--quiet").returncode == 0
    assert json.loads(call("status", "--json").stdout)["failed"] == 0
    assert stub.calls == ARTICLES + 1


@pytest.mark.parametrize("answered", [0, 10])
def test_only_calls_that_were_sent_count_as_lost_at_a_kill(
    stub: Stub, rows: Path, tmp_path: Path, answered: int
) -> None:
    def hang(question: str, number: int) -> None:
        if stub.calls > answered:
            stub.latency = 30.0

    stub.rule = hang
    process = start(stub, rows, tmp_path / "out", "--rpm", str(answered + 2))  # the third waits for its turn
    wait_for_calls(stub, answered + 1)
    time.sleep(1.0)
    waiting = stub.in_flight
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert 0 < waiting < AT_A_TIME
    assert read_status(tmp_path / "out").in_flight == waiting
