"""Stops a run at many points by SIGINT, SIGTERM, SIGHUP and two SIGINTs, and compares its end with a straight run.

A run that is asked to stop awaits what is in flight: nothing is lost, and no call is made again. One that is asked
twice gives up what is in flight, and no more.
"""

import argparse
import random
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.batch.clients import rows as write_rows
from benchmarks.batch.kills import AT_A_TIME, FILES, calls, start
from benchmarks.batch.results import keep
from benchmarks.batch.server import serving

STOPS = {one.name: [one] for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
STOPS |= {"SIGINT twice": [signal.SIGINT, signal.SIGINT]}
LATENCY = 0.05
"""Seconds of a call: long enough that there is one in flight at any instant."""


def stop(url: str, process: subprocess.Popen[bytes], after: int, signals: list[signal.Signals]) -> float | None:
    """Sends the signals after so many calls; the seconds until the end. None if the run was through before."""
    while process.poll() is None and calls(url) < after:
        time.sleep(0.003)
    if process.poll() is not None:
        return None
    begun = time.perf_counter()
    for one in signals:
        process.send_signal(one)
        time.sleep(LATENCY / 4)
    process.wait()
    return time.perf_counter() - begun


def stopped_often(folder: Path, name: str, points: int, articles: int) -> dict[str, Any]:
    """What became of a run that was stopped this way at so many points."""
    rows, out, straight = write_rows(folder / "rows.jsonl", articles), folder / name, folder / f"straight {name}"
    dice, codes, seconds = random.Random(7), list[int](), list[float]()
    with serving(LATENCY) as url:
        for number in range(points):
            before = calls(url)
            after = before + dice.randint(1, max(1, 2 * (articles - before) // (points - number + 1)))
            with start(url, rows, out) as process:
                took = stop(url, process, after, STOPS[name])
            if took is not None:
                seconds.append(took)
                codes.append(process.returncode)
        last = start(url, rows, out).wait()
        asked = calls(url)
        assert start(url, rows, straight).wait() == 0
    return {
        "stopped by": name,
        "points": len(codes),
        "exit codes": sorted(set(codes)),
        "calls repeated": asked - articles,
        "in flight at most": len(codes) * AT_A_TIME,
        "slowest stop, seconds": round(max(seconds), 2),
        "resumed": last == 0,
        "same bytes": all((out / file).read_bytes() == (straight / file).read_bytes() for file in FILES),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=20)
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--keep", action="store_true", help="write the figures to results.json")
    given = parser.parse_args()
    found = []
    for name in STOPS:
        with tempfile.TemporaryDirectory() as folder:
            found.append(stopped_often(Path(folder), name, given.points, given.articles))
        print(", ".join(f"{what} {value}" for what, value in found[-1].items()), flush=True)
    if given.keep:
        keep("interrupts", found)


if __name__ == "__main__":
    main()
