"""Kills a run at random instants until it is through, and compares it with one that nobody disturbed.

A run that is killed loses nothing if every article is there once, and its exports have the bytes of the undisturbed
run; it pays nothing twice if no more calls are repeated than were in flight.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from benchmarks.batch.clients import rows as write_rows
from benchmarks.batch.server import serving

FILES = ("extractions.jsonl", "rejected.jsonl", "failures.jsonl")
AT_A_TIME = 4


def start(url: str, rows: Path, out: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "extract", "run", str(rows), "--out", str(out), "--base-url", url, "--quiet"]
    command += ["--model", "m", "--plan", "document", "--concurrency", str(AT_A_TIME)]
    return subprocess.Popen(command, env={**os.environ, "OPENAI_API_KEY": "k"}, stdout=subprocess.DEVNULL)


def calls(url: str) -> int:
    with urllib.request.urlopen(f"{url}/stats") as answer:
        return int(json.load(answer)["calls"])


def kill_often(url: str, rows: Path, out: Path, kills: int, articles: int) -> None:
    """Kills the run `kills` times, each after a random number of further calls."""
    dice = random.Random(7)
    for number in range(kills):
        before = calls(url)
        wanted = dice.randint(0, max(1, 2 * (articles - before) // (kills - number + 1)))
        with start(url, rows, out) as process:
            while process.poll() is None and calls(url) < before + wanted:
                time.sleep(0.003)
            time.sleep(dice.random() * 0.05)
            process.send_signal(signal.SIGKILL)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--articles", type=int, default=500)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, serving(0.02) as url:
        rows, out, straight = Path(folder) / "rows.jsonl", Path(folder) / "killed", Path(folder) / "straight"
        write_rows(rows, given.articles)
        kill_often(url, rows, out, given.kills, given.articles)
        assert start(url, rows, out).wait() == 0
        asked = calls(url)
        assert start(url, rows, straight).wait() == 0
        ids = [json.loads(line)["article"]["source_id"] for line in (out / FILES[0]).open(encoding="utf-8")]
        print(f"kills {given.kills}, articles {given.articles}, at a time {AT_A_TIME}")
        print(f"lost {given.articles - len(set(ids))}, duplicated {len(ids) - len(set(ids))}")
        print(f"calls repeated {asked - given.articles}, of at most {given.kills * AT_A_TIME} in flight")
        print("same bytes:", all((out / name).read_bytes() == (straight / name).read_bytes() for name in FILES))


if __name__ == "__main__":
    main()
