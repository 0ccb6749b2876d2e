"""Daily additions to a collection that are killed at random instants, beside one addition of all articles."""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from benchmarks.batch.server import serving
from extract.output.load import load_run

FILES = ("extractions.jsonl", "rejected.jsonl", "duplicates.jsonl", "failures.jsonl", "links.json")
TEXT = "France and Chad signed a {matter} pact as article {number} of many."
MATTERS = ("defence", "water", "fishing", "grain", "radio", "border", "harbour")
_KILLS = 3
"""Kills of an addition, at most."""


@dataclass(frozen=True)
class Additions:
    """What came of the additions."""

    days: int
    articles: int
    kills: int
    lost: int
    """Articles that are in no result."""
    twice: int
    """Articles that are in two."""
    differing_bytes: int
    """Bytes that differ from those of one addition."""


def measure(days: int, articles_a_day: int) -> Additions:
    """Add articles day by day, with kills, and all at once, without."""
    with tempfile.TemporaryDirectory() as name, serving(0.01) as url:
        folder = Path(name)
        inputs = [_write(folder / f"day{day:02}.jsonl", day, articles_a_day) for day in range(days)]
        chance = random.Random(7)
        kills = sum(_add_with_kills(url, path, folder / "daily", chance) for path in inputs)
        assert _start(url, inputs, folder / "whole").wait() == 0
        found = Counter(extraction.article.source_id for extraction in load_run(folder / "daily"))
        wanted = {row["id"] for path in inputs for row in map(json.loads, path.read_text("utf-8").splitlines())}
        return Additions(
            days=days,
            articles=len(wanted),
            kills=kills,
            lost=len(wanted - found.keys()),
            twice=sum(count > 1 for count in found.values()),
            differing_bytes=sum(_differ(folder / "daily" / name, folder / "whole" / name) for name in FILES),
        )


def _write(path: Path, day: int, count: int) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for at in range(count):
            number = day * count + at
            text = TEXT.format(matter=MATTERS[number % len(MATTERS)], number=number)
            row = {"id": f"a{number}", "text": text, "date": f"2030-03-{day + 1:02}", "source": f"Outlet {at}"}
            file.write(json.dumps(row) + "\n")
    return path


def _add_with_kills(url: str, path: Path, folder: Path, chance: random.Random) -> int:
    """Add a file; kill the command a few times, each after a random time. Return the number of kills."""
    kills = 0
    for _ in range(chance.randint(0, _KILLS)):
        with _start(url, [path], folder) as process:
            deadline = time.monotonic() + chance.uniform(0.2, 4.0)
            while process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.005)
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
                kills += 1
    assert _start(url, [path], folder).wait() == 0
    return kills


def _start(url: str, inputs: list[Path], folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "extract", "add", *map(str, inputs), "--to", str(folder), "--base-url", url]
    command += ["--quiet", "--model", "m", "--plan", "document", "--concurrency", "4"]
    return subprocess.Popen(command, env={**os.environ, "OPENAI_API_KEY": "k"}, stdout=subprocess.DEVNULL)


def _differ(one: Path, other: Path) -> int:
    """Bytes of two files that differ, counted at their places, and what one is longer."""
    left, right = one.read_bytes(), other.read_bytes()
    return abs(len(left) - len(right)) + sum(a != b for a, b in zip(left, right, strict=False))
