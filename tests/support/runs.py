"""Runs against the scripted server of `stub`, in this process or as a process of their own, and what they leave."""

import asyncio
import json
import os
import re
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

from extract.run import engine
from extract.run.engine import FinishedRun
from extract.settings.settings import Settings, load_settings
from extract.store import RunDirectory
from extract.telemetry.progress import SilentReporter
from schemas import Usage
from tests.support.stub import TEXT, Stub

ROOT = Path(__file__).parents[2]
AT_A_TIME = 4
"""Concurrency of the runs that `start` begins."""
EXPORTS = ("extractions.jsonl", "rejected.jsonl", "duplicates.jsonl", "failures.jsonl")


class WarningLog(SilentReporter):
    """Collects warnings."""

    def __init__(self) -> None:
        self.warnings: list[str] = []

    def warn(self, message: str) -> None:
        self.warnings.append(message)


def articles(path: Path, number: int, text: str = TEXT) -> Path:
    """Write a file of `number` articles, each with its number in its last sentence; return its path."""
    rows = [{"id": f"a{n}", "text": f"{text[:-1]} as article {n} of many."} for n in range(number)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def number_of(question: str) -> int:
    """Return the number of the article in a question; -1 for a re-ask."""
    found = re.search(r"article (\d+) of many", question)
    return int(found[1]) if found else -1


def settings(stub: Stub, **changed: object) -> Settings:
    """Return settings that ask the scripted server."""
    flags = {"base_url": stub.url, "model": "m", "plan": "document", "concurrency": 8, "timeout": 30}
    return replace(load_settings(flags, {"OPENAI_API_KEY": "sk-scripted"}, Path("/nowhere")), **changed)  # type: ignore[arg-type]


def run(stub: Stub, inputs: Path, out: Path, **changed: object) -> FinishedRun:
    """Run the engine in this process, and replace results of other settings."""
    reporter = SilentReporter()
    return asyncio.run(engine.extract_inputs([inputs], out, settings(stub, **changed), reporter, replace_results=True))


def start(stub: Stub, rows: Path, out: Path, *flags: str, does: str = "run") -> subprocess.Popen[str]:
    """Start the command as a process of its own."""
    command = [sys.executable, "-m", "extract", does, str(rows), "--out", str(out), "--base-url", stub.url]
    command += ["--model", "m", "--plan", "document", "--concurrency", str(AT_A_TIME), "--quiet", *flags]
    environment = {**os.environ, "OPENAI_API_KEY": "sk-scripted", "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        command, cwd=out.parent, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def wait_for_calls(stub: Stub, calls: int, seconds: float = 60) -> None:
    """Wait until the server has received a number of calls."""
    deadline = time.monotonic() + seconds
    while stub.calls < calls and time.monotonic() < deadline:
        time.sleep(0.002)


def wait_for_end(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Wait until a process has ended; return its exit code and its stderr."""
    _, stderr = process.communicate(timeout=60)
    return process.returncode, stderr


def exports(out: Path) -> dict[str, bytes]:
    """Return the content of each export of a run."""
    return {name: (out / name).read_bytes() for name in EXPORTS}


def spent(out: Path) -> Usage:
    """Return the tokens of all attempts of a run."""
    with RunDirectory.open(out) as directory:
        return directory.ledger.sum_attempts().usage
