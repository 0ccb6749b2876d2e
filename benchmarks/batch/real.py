"""Real articles by the thousand, with a server that answers at once: does the run come to an end, and does it balance?

`python -m benchmarks.batch.real articles.jsonl` takes any input that a run takes. The answers are empty ones, and then
ones whose drafts stand on words of the article, right and wrong, so that every step after the model has work.
"""

import argparse
import asyncio
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.batch.clients import settings
from benchmarks.batch.results import keep
from benchmarks.batch.server import serving
from extract.run import engine
from extract.store import read_failures, read_rejected
from extract.telemetry.progress import SilentReporter


def measured(path: Path, answer: str, concurrency: int) -> dict[str, Any]:
    """What a run over the input came to."""
    with tempfile.TemporaryDirectory() as folder, serving(0.0, answer) as url:
        start, used = time.perf_counter(), time.process_time()
        finished = asyncio.run(
            engine.extract_inputs([path], Path(folder) / "out", settings(url, concurrency), SilentReporter())
        )
        counts = finished.manifest.counts
        codes = Counter(row.error.value for row in read_failures(finished.path))
        return {
            "answers": answer,
            **counts.model_dump(),
            "balances": counts.balance,
            "calls": finished.manifest.usage.calls,
            "failures": dict(codes),
            "crashes": codes["internal"],
            "refused rows": sum(1 for _ in read_rejected(finished.path)),
            "seconds": round(time.perf_counter() - start, 1),
            "cpu_ms_per_article": round(1_000 * (time.process_time() - used) / max(1, counts.articles), 1),
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--concurrency", type=int, default=16)
    parser.add_argument("--answers", nargs="*", default=["empty", "pointed"])
    parser.add_argument("--keep", action="store_true", help="write the figures to results.json")
    given = parser.parse_args()
    found = [measured(given.path, answer, given.concurrency) for answer in given.answers]
    for one in found:
        print(", ".join(f"{name} {value}" for name, value in one.items()))
    if given.keep:
        keep("real", found)


if __name__ == "__main__":
    main()
