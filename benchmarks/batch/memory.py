"""Whether the memory of a run grows with its input: resident size after some articles, and after many more."""

import argparse
import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.batch.clients import rows, settings
from benchmarks.batch.results import keep
from benchmarks.batch.server import serving
from extract.run import engine
from extract.telemetry.progress import SilentReporter
from schemas import ArticleExtraction, Rejected


def resident() -> float:
    """Megabytes of this process that are in memory now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


class Weighing(SilentReporter):
    """Notes the memory after every so many articles."""

    def __init__(self, every: int) -> None:
        self.weighed: list[tuple[int, float]] = []
        self._every = every
        self._done = 0

    def extracted(self, extraction: ArticleExtraction, rejected: Sequence[Rejected]) -> None:
        self._done += 1
        if self._done % self._every == 0:
            self.weighed.append((self._done, resident()))
            print(f"{self._done:>8} articles  {self.weighed[-1][1]:>8.1f} MB", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--every", type=int, default=10_000, help="articles after which it is weighed")
    parser.add_argument("--concurrency", type=int, default=16)
    parser.add_argument("--keep", action="store_true", help="write the figures to results.json")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, serving(0.0) as url:
        inputs = rows(Path(folder) / "rows.jsonl", given.articles)
        weighing = Weighing(given.every)
        asked = settings(url, given.concurrency)
        finished = asyncio.run(engine.extract_inputs([inputs], Path(folder) / "out", asked, weighing))
        (_, first), (_, last) = weighing.weighed[0], weighing.weighed[-1]
        print(f"growth from the first weighing to the last: {100 * (last / first - 1):.1f} %")
        print(f"the ledger balances: {finished.manifest.counts.balance}")
        if given.keep:
            keep("memory", [{"articles": done, "MB": round(weight, 1)} for done, weight in weighing.weighed])


if __name__ == "__main__":
    main()
