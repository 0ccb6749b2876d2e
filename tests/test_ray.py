"""Runs on a real Ray of two workers, as processes of their own: killed workers, killed drivers, no key."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from stub import Stub, stubbed
from test_promises import articles, exports, run, spent

from extract.store import read_manifest

pytest.importorskip("ray", reason="ray is not installed")

ROOT = Path(__file__).parent.parent
TAPES, RECORDED = ROOT / "fixtures" / "cassettes", ROOT / "fixtures" / "extractions" / "sentence.jsonl"
EMBEDDED = "qwen2.5-coder-1.5b"
ARTICLES, AT_A_TIME = 60, 6
PATIENCE = 60
WITHOUT_KEY = {name: value for name, value in os.environ.items() if name not in ("OPENAI_API_KEY", "RAY_ADDRESS")}
KEYED = {**WITHOUT_KEY, "OPENAI_API_KEY": "sk-scripted", "PYTHONPATH": str(ROOT)}


def awaited(path: Path, words: str) -> str:
    """What the words match in a file that is being written."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if found := re.search(words, path.read_text(encoding="utf-8")):
            return found[1]
        time.sleep(0.02)
    raise AssertionError(f"{words} is not in: {path.read_text(encoding='utf-8')}")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A cluster of one machine with room for two workers."""
    folder = Path(tempfile.mkdtemp(prefix="ray"))  # a short path, since Ray has sockets in it
    command = [sys.executable, "-c", "from ray.scripts.scripts import main; main()", "start", "--head", "--block"]
    command += ["--num-cpus", "2", "--port", "0", "--include-dashboard", "false", "--disable-usage-stats"]
    with (folder / "log").open("w") as log:
        head = subprocess.Popen(
            [*command, "--temp-dir", str(folder)], env=KEYED, stdout=log, stderr=log, cwd=folder, process_group=0
        )
        try:
            yield awaited(folder / "log", r"--address='([\d.:]+)'")
        finally:
            head.terminate()
            head.wait(PATIENCE)
            shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def stub() -> Iterator[Stub]:
    with stubbed(Stub(latency=0.1)) as running:
        yield running


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    return articles(tmp_path / "rows.jsonl", ARTICLES)


class Driver:
    """The command, running."""

    def __init__(self, stub: Stub, rows: Path, out: Path, address: str) -> None:
        command = [sys.executable, "-m", "extract", "run", str(rows), "--out", str(out), "--json"]
        command += ["--base-url", stub.url, "--model", "m", "--plan", "document", "--concurrency", str(AT_A_TIME)]
        self.told = out.with_suffix(".log")
        with self.told.open("w") as log:
            self.process = subprocess.Popen(
                [*command, "--engine", "ray", "--shards", "2", "--ray-address", address],
                env=KEYED,
                cwd=out.parent,
                stdout=subprocess.PIPE,
                stderr=log,
            )

    def worker(self, number: int) -> int:
        """The process of a worker that is ready."""
        return int(awaited(self.told, rf"worker {number} \(process (\d+) on \S+\) is ready"))

    def ended(self) -> tuple[int, bytes]:
        """Exit code, and what went to stdout."""
        out, _ = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, out


def await_calls(stub: Stub, calls: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while stub.calls < calls and time.monotonic() < deadline:
        time.sleep(0.002)


def test_a_ray_of_its_own_replays_the_fixture_articles_to_the_bytes_that_are_kept(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "extract", "run", str(ROOT / "fixtures" / "articles"), "--quiet", "--json"]
    command += ["--model", EMBEDDED, "--plan", "sentence", "--replay", str(TAPES), "--out", str(tmp_path / "out")]
    done = subprocess.run(
        [*command, "--engine", "ray", "--shards", "2"],
        env=WITHOUT_KEY | {"PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == RECORDED.read_bytes()


def test_killed_workers_cost_what_was_in_flight_and_the_result_is_that_of_one_process(
    stub: Stub, rows: Path, tmp_path: Path, address: str
) -> None:
    driver = Driver(stub, rows, tmp_path / "out", address)
    for number, calls in ((1, 8), (2, 24)):
        worker = driver.worker(number)
        await_calls(stub, calls)
        os.kill(worker, signal.SIGKILL)
    code, told = driver.ended()
    asked = stub.calls
    assert code == 0
    assert 0 < asked - ARTICLES <= 2 * AT_A_TIME
    assert len(set(stub.asked)) == ARTICLES
    assert asked - ARTICLES <= spent(tmp_path / "out").unknown <= 2 * AT_A_TIME
    run(stub, rows, tmp_path / "alone")
    assert exports(tmp_path / "out") == exports(tmp_path / "alone")
    assert told == exports(tmp_path / "out")["extractions.jsonl"]
    assert len(re.findall(r"warning: worker \d .* died; its articles go to another", driver.told.read_text())) == 2


def test_a_killed_driver_is_started_again_and_goes_on(stub: Stub, rows: Path, tmp_path: Path, address: str) -> None:
    driver = Driver(stub, rows, tmp_path / "out", address)
    await_calls(stub, 20)
    driver.process.kill()
    driver.ended()
    again = Driver(stub, rows, tmp_path / "out", address)
    assert again.ended()[0] == 0
    assert stub.calls - ARTICLES <= AT_A_TIME
    assert "may have been paid, and are repeated" in again.told.read_text()
    assert read_manifest(tmp_path / "out").counts.extracted == ARTICLES


def test_a_stop_awaits_what_is_in_flight_on_all_workers(stub: Stub, rows: Path, tmp_path: Path, address: str) -> None:
    driver = Driver(stub, rows, tmp_path / "out", address)
    await_calls(stub, 20)
    driver.process.send_signal(signal.SIGINT)
    assert driver.ended()[0] == 130
    done = len((tmp_path / "out" / "extractions.jsonl").read_text().splitlines())
    assert 20 <= done == stub.calls < ARTICLES
    assert spent(tmp_path / "out").unknown == 0


def test_an_address_without_a_cluster_is_told_with_what_to_do(stub: Stub, rows: Path, tmp_path: Path) -> None:
    driver = Driver(stub, rows, tmp_path / "out", "127.0.0.1:9")
    assert driver.ended()[0] == 2
    assert "error: there is no Ray at '127.0.0.1:9'" in driver.told.read_text()
