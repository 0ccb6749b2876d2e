"""What the ledger costs a run: the same run with its commits synced to a disk, and with a ledger in memory, in turns.

Three figures: how much longer the run takes on the disk, how much more processor time it takes, and which share of
their time its workers wait for a commit. The ledger in memory still writes every row, so that the first two tell the
cost of durability; the third tells all of it.
"""

import argparse
import asyncio
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from unittest.mock import patch

from benchmarks.batch.clients import rows, settings
from benchmarks.batch.results import keep
from benchmarks.batch.server import serving
from extract.run import engine
from extract.store import tables
from extract.store.commits import Committer, Statement
from extract.telemetry.progress import SilentReporter

MEMORY = Path("/dev/shm")


@dataclass(frozen=True)
class Run:
    """One run, or the median of many."""

    where: str
    seconds: float
    cpu_ms: float
    """Of this process, for each call."""
    waiting: float
    """Share of the workers' time in which they wait for a commit."""


@contextmanager
def waits() -> Iterator[list[float]]:
    """The seconds for which each commit is waited, as they come in."""
    commit, seconds = Committer.commit, list[float]()

    async def timed(self: Committer, *statements: Statement) -> None:
        start = time.perf_counter()
        await commit(self, *statements)
        seconds.append(time.perf_counter() - start)

    with patch.object(Committer, "commit", timed):
        yield seconds


@contextmanager
def unsynced() -> Iterator[None]:
    """Inside, SQLite leaves the syncing to the kernel."""
    upgrade = tables.upgrade

    def off(database: sqlite3.Connection, path: Path) -> None:
        database.execute("PRAGMA synchronous = OFF")
        upgrade(database, path)

    with patch.object(tables, "upgrade", off):
        yield


def run(url: str, home: Path, calls: int, concurrency: int) -> Run:
    """A run whose directory is in `home`; one in memory is not synced."""
    with tempfile.TemporaryDirectory(dir=home) as folder, waits() as seconds:
        inputs = rows(Path(folder) / "rows.jsonl", calls)
        start, used = time.perf_counter(), time.process_time()
        asyncio.run(engine.extract_inputs([inputs], Path(folder) / "out", settings(url, concurrency), SilentReporter()))
        took, cpu = time.perf_counter() - start, time.process_time() - used
    where = "memory" if home == MEMORY else "disk"
    return Run(where, took, 1_000 * cpu / calls, sum(seconds) / (took * concurrency))


def median(runs: list[Run]) -> Run:
    seconds = statistics.median(one.seconds for one in runs)
    cpu = statistics.median(one.cpu_ms for one in runs)
    waiting = statistics.median(one.waiting for one in runs)
    return Run(runs[0].where, round(seconds, 2), round(cpu, 2), round(waiting, 4))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--disk", type=Path, default=Path.cwd(), help="a folder on the disk to measure")
    parser.add_argument("--concurrency", type=int, default=64)
    parser.add_argument("--rounds", type=int, default=10, help="calls of each worker in a run")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--latency", type=float, default=0.5)
    parser.add_argument("--keep", action="store_true", help="write the figures to results.json")
    given = parser.parse_args()
    calls = given.rounds * given.concurrency
    disk, memory = list[Run](), list[Run]()
    with serving(given.latency) as url:
        run(url, given.disk, given.concurrency, given.concurrency)  # imports and caches
        for _ in range(given.turns):
            disk.append(run(url, given.disk, calls, given.concurrency))
            with unsynced():
                memory.append(run(url, MEMORY, calls, given.concurrency))
    found = [median(disk), median(memory)]
    for one in found:
        print(f"{one.where:<8}{one.seconds:>8.2f} s{one.cpu_ms:>8.2f} ms CPU a call, waiting {100 * one.waiting:.1f} %")
    print(f"longer on the disk: {100 * (found[0].seconds / found[1].seconds - 1):.1f} %")
    if given.keep:
        keep("ledger", [asdict(one) for one in found])


if __name__ == "__main__":
    main()
