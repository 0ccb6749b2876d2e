"""Runs by batches that are killed at each stage: no batch is submitted twice, and the result is the same."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.store import read_manifest
from tests.run.batch.test_batch import question, run
from tests.support.batch_server import BatchServer, completion, serving_batches
from tests.support.runs import articles, exports, number_of, spent

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
ARTICLES = 12


def rule(body: dict[str, object], times: int) -> tuple[int, dict[str, object]] | None:
    """Fail one article at first, so that there is an error file and a second batch."""
    return None if number_of(question(body)) == 3 and times == 1 else completion()


@pytest.fixture
def server() -> Iterator[BatchServer]:
    with serving_batches(BatchServer(rule)) as running:
        yield running


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    return articles(tmp_path / "rows.jsonl", ARTICLES)


def start(server: BatchServer, rows: Path, out: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "extract", "run", str(rows), "--out", str(out), "--base-url", server.url]
    command += ["--model", "m", "--plan", "document", "--via", "batch", "--poll", "0.05"]
    environment = {**os.environ, "OPENAI_API_KEY": "sk-scripted", "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        command, cwd=out.parent, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.mark.parametrize("stage", ["upload", "submit", "look", "output", "error"])
def test_a_kill_at_any_stage_repeats_no_submission(server: BatchServer, rows: Path, tmp_path: Path, stage: str) -> None:
    """The process dies after the server has acted and before the response arrives."""
    server.stall = stage
    with start(server, rows, tmp_path / "killed") as process:
        assert server.reached.wait(60)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    server.released.set()
    run(server, rows, tmp_path / "killed")
    assert [len(batch.requests) for batch in server.batches.values()] == [ARTICLES, 1]
    assert sum(server.asked.values()) == ARTICLES + 1
    assert server.uploads == 2 + (stage == "upload")
    assert spent(tmp_path / "killed").calls == read_manifest(tmp_path / "killed").usage.calls == ARTICLES
    server.asked.clear()
    run(server, rows, tmp_path / "straight")
    assert exports(tmp_path / "killed") == exports(tmp_path / "straight")


def test_a_stopped_run_leaves_its_batch_and_the_same_command_takes_the_answers(
    server: BatchServer, rows: Path, tmp_path: Path
) -> None:
    server.stall = "look"
    process = start(server, rows, tmp_path / "out")
    assert server.reached.wait(60)
    process.send_signal(signal.SIGINT)
    server.released.set()
    _, told = process.communicate(timeout=120)
    assert (process.returncode, "1 batches go on, and the same command takes their answers" in told) == (130, True)
    run(server, rows, tmp_path / "out")
    assert [len(batch.requests) for batch in server.batches.values()] == [ARTICLES, 1]
