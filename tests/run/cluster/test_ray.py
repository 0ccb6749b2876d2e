"""Runs on a real Ray, as real processes: a worker, a driver and a node are killed, a run is stopped."""

import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.runs import articles, exports, run, spent, wait_for_calls
from tests.support.stub import Stub, stubbed

pytest.importorskip("ray", reason="ray is not installed")
pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
TAPES, RECORDED = ROOT / "fixtures" / "cassettes", ROOT / "fixtures" / "extractions" / "choices.jsonl"
EMBEDDED = "qwen2.5-coder-1.5b"
ARTICLES, AT_A_TIME = 48, 6
KEY = "sk-scripted-for-ray"
MAX_WAIT = 180
"""Seconds; Ray is slow to start on a busy machine."""
SECURED = {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32), "RAY_ADDRESS": ""}
QUICK = {"RAY_health_check_period_ms": "1000", "RAY_health_check_failure_threshold": "3"}
QUICK |= {"RAY_health_check_timeout_ms": "3000", "RAY_health_check_initial_delay_ms": "0"}
ENVIRONMENT = {**os.environ, **SECURED, **QUICK, "OPENAI_API_KEY": KEY, "PYTHONPATH": str(ROOT)}


def wait_for(path: Path, words: str) -> str:
    """Wait until a pattern matches in a file that is being written; return its first group."""
    deadline = time.monotonic() + MAX_WAIT
    while time.monotonic() < deadline:
        if found := re.search(words, path.read_text(encoding="utf-8")):
            return found[1]
        time.sleep(0.02)
    raise AssertionError(f"{words} is not in: {path.read_text(encoding='utf-8')}")


@contextmanager
def node(*options: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Start a node of a cluster on this machine; yield its process group and its output."""
    folder = Path(tempfile.mkdtemp(prefix="ray"))  # a short path, since Ray has sockets in it
    command = [sys.executable, "-c", "from ray.scripts.scripts import main; main()", "start", "--block", *options]
    with (folder / "log").open("w") as log:
        head = ["--temp-dir", str(folder)] if "--head" in options else []
        process = subprocess.Popen(
            [*command, *head, "--disable-usage-stats"],
            env=ENVIRONMENT,
            stdout=log,
            stderr=log,
            cwd=folder,
            process_group=0,
        )
        try:
            wait_for(folder / "log", r"(Ray runtime started)")
            yield process, (folder / "log").read_text()
            written = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
            assert not any(KEY.encode() in one for one in written), "Ray wrote a key down"
        finally:
            process.terminate()
            process.wait(MAX_WAIT)
            shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of a cluster whose head has room for one worker."""
    with node("--head", "--num-cpus", "1", "--port", "0", "--include-dashboard", "false") as (_, told):
        yield re.findall(r"--address='([\d.:]+)'", told)[0]


@pytest.fixture(scope="module")
def machine(address: str) -> Iterator[subprocess.Popen[bytes]]:
    """A second node with room for one worker. The last test of the cluster kills it, and the first must be without."""
    with node("--address", address, "--num-cpus", "1") as (process, _):
        yield process


@pytest.fixture
def stub() -> Iterator[Stub]:
    with stubbed(Stub(latency=0.1)) as running:
        yield running


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    return articles(tmp_path / "rows.jsonl", ARTICLES)


class Driver:
    """A running command."""

    def __init__(self, stub: Stub, rows: Path, out: Path, address: str) -> None:
        command = [sys.executable, "-m", "extract", "run", str(rows), "--out", str(out), "--json"]
        command += ["--base-url", stub.url, "--model", "m", "--plan", "document", "--concurrency", str(AT_A_TIME)]
        self.told = out.with_suffix(".log")
        with self.told.open("w") as log:
            self.process = subprocess.Popen(
                [*command, "--engine", "ray", "--shards", "2", "--ray-address", address],
                env=ENVIRONMENT,
                cwd=out.parent,
                stdout=subprocess.PIPE,
                stderr=log,
            )

    def worker(self, number: int) -> int:
        """Wait until a worker is ready, and return its process id."""
        return int(wait_for(self.told, rf"worker {number} \(process (\d+) on \S+\) is ready"))

    def ended(self) -> tuple[int, bytes]:
        """Wait for the end; return the exit code and stdout."""
        out, _ = self.process.communicate(timeout=MAX_WAIT)
        return self.process.returncode, out


def test_a_local_ray_replays_the_fixture_articles_to_the_same_bytes(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "extract", "run", "fixtures/articles", "--quiet", "--json"]
    command += ["--model", EMBEDDED, "--plan", "choices", "--replay", str(TAPES), "--out", str(tmp_path / "out")]
    done = subprocess.run(
        [*command, "--engine", "ray", "--shards", "2"],
        env=ENVIRONMENT,
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == RECORDED.read_bytes()


def test_a_node_that_is_cut_off_and_comes_back_costs_only_calls_in_flight(
    stub: Stub, rows: Path, tmp_path: Path, address: str
) -> None:
    with node("--address", address, "--num-cpus", "1") as (machine, _):
        driver = Driver(stub, rows, tmp_path / "out", address)
        driver.worker(1), driver.worker(2)
        wait_for_calls(stub, 8, MAX_WAIT)
        stub.latency = 4.0  # both workers are asking when the machine stands still
        wait_for_calls(stub, stub.calls + AT_A_TIME, MAX_WAIT)
        stopped = processes_of(machine.pid)
        for pid in stopped:
            os.kill(pid, signal.SIGSTOP)
        try:
            wait_for(driver.told, r"(worker \d .* died)")
        finally:
            for pid in stopped:
                os.kill(pid, signal.SIGCONT)
        stub.latency = 0.05
        code, told = driver.ended()
    repeated = stub.calls - ARTICLES
    assert (code, len(set(stub.asked))) == (0, ARTICLES)
    assert 0 < repeated <= AT_A_TIME
    assert repeated <= spent(tmp_path / "out").unknown
    run(stub, rows, tmp_path / "alone")
    assert exports(tmp_path / "out") == exports(tmp_path / "alone")
    assert told == exports(tmp_path / "out")["extractions.jsonl"]


def processes_of(group: int) -> list[int]:
    """Return the processes of a node and all that they have started."""
    listed = subprocess.run(["ps", "-e", "-o", "pid=,ppid=,pgid="], check=True, capture_output=True, text=True).stdout
    rows = [tuple(map(int, line.split())) for line in listed.splitlines()]
    found = {pid for pid, _, its_group in rows if its_group == group}
    while more := {pid for pid, parent, _ in rows if parent in found} - found:
        found |= more
    return sorted(found)


@pytest.mark.usefixtures("machine")
def test_a_stopped_run_waits_for_the_calls_of_all_workers(stub: Stub, rows: Path, tmp_path: Path, address: str) -> None:
    driver = Driver(stub, rows, tmp_path / "out", address)
    wait_for_calls(stub, 20, MAX_WAIT)
    driver.process.send_signal(signal.SIGINT)
    assert driver.ended()[0] == 130
    done = len((tmp_path / "out" / "extractions.jsonl").read_text().splitlines())
    assert 20 <= done == stub.calls < ARTICLES
    assert spent(tmp_path / "out").unknown == 0


def test_a_killed_worker_driver_and_node_cost_only_calls_in_flight(
    stub: Stub, rows: Path, tmp_path: Path, address: str, machine: subprocess.Popen[bytes]
) -> None:
    driver = Driver(stub, rows, tmp_path / "out", address)
    worker = driver.worker(1)
    wait_for_calls(stub, 8, MAX_WAIT)
    os.kill(worker, signal.SIGKILL)
    wait_for(driver.told, r"(worker 1 .* died; its articles go to another)")
    wait_for_calls(stub, 20, MAX_WAIT)
    driver.process.kill()
    driver.ended()
    stub.latency = 4.0  # both workers are asking when a machine goes, and until that is known
    again = Driver(stub, rows, tmp_path / "out", address)
    again.worker(1), again.worker(2)
    wait_for_calls(stub, stub.calls + 1, MAX_WAIT)
    os.killpg(machine.pid, signal.SIGKILL)
    wait_for(again.told, r"(worker \d .* died)")
    stub.latency = 0.05
    code, told = again.ended()
    repeated = stub.calls - ARTICLES
    assert code == 0
    assert len(set(stub.asked)) == ARTICLES
    assert 0 < repeated <= spent(tmp_path / "out").unknown <= 3 * AT_A_TIME
    assert "may have been paid, and are repeated" in again.told.read_text()
    assert len(re.findall(r"worker \d .* died", again.told.read_text())) == 1
    run(stub, rows, tmp_path / "alone")
    assert exports(tmp_path / "out") == exports(tmp_path / "alone")
    assert told == exports(tmp_path / "out")["extractions.jsonl"]


def test_an_address_without_a_cluster_is_an_error_at_once(stub: Stub, rows: Path, tmp_path: Path) -> None:
    drivers = {where: Driver(stub, rows, tmp_path / where, where) for where in ("127.0.0.1:9", "nonsense")}
    for where, driver in drivers.items():
        assert driver.ended()[0] == 2
        assert f"error: Ray cannot be had at {where} (" in driver.told.read_text()
