"""An extractor leaves no process and no thread behind, however its program ends. The programs have no main guard."""

import os
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest

from tests.support.english import pipeline

ROOT = Path(__file__).parents[2]
MARK = "COMMUNIQUE_TEST_MARK"
HEAD = """
import asyncio, sys, threading
from extract import AsyncExtractor, Extractor
RAID = "The government of Mali condemned the raid by Chad on Monday."
options = {"model": "none", "analyzer": sys.argv[1], "workers": 2}
"""
TAIL = """
print(len(found), threading.active_count())
"""
PROGRAMS = {
    "with": "with Extractor(**options) as extractor:\n    found = list(extractor.pipe([RAID] * 4))",
    "close": "extractor = Extractor(**options)\nfound = list(extractor.pipe([RAID] * 4))\nextractor.close()",
    "broken off": """
with Extractor(**options) as extractor:
    found = [next(extractor.pipe([RAID] * 9)) for _ in range(4)]""",
    "running loop": """
async def cell():
    with Extractor(**options) as extractor:
        return list(extractor.pipe([RAID] * 4))
found = asyncio.run(cell())""",
    "asynchronous": """
async def work():
    async with AsyncExtractor(**options) as extractor:
        return [one async for one in extractor.pipe([RAID] * 4)]
found = asyncio.run(work())""",
    "asynchronous, not closed": """
async def work():
    extractor = AsyncExtractor(**options)
    return [one async for one in extractor.pipe([RAID] * 4)]
found = asyncio.run(work())""",
}


def start(program: str, mark: str, *arguments: str) -> subprocess.Popen[str]:
    """Start a program; it and its children carry the mark in their environment."""
    environment = {**os.environ, MARK: mark, "PYTHONPATH": str(ROOT)} | {"EXTRACT_WORKERS": ""}
    command = [sys.executable, "-c", program, str(pipeline()), *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def marked(mark: str) -> list[str]:
    """Return the ids of the processes with this mark."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"{MARK}={mark}".encode() in (folder / "environ").read_bytes():
                found.append(folder.name)
        except OSError:
            continue
    return found


def wait_until_gone(mark: str) -> list[str]:
    """Return the processes with a mark that are still there after a few seconds."""
    deadline = time.monotonic() + 5
    while (left := marked(mark)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return left


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc")
@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_leaves_nothing_behind(name: str) -> None:
    mark = uuid.uuid4().hex
    out, err = start(HEAD + PROGRAMS[name] + TAIL, mark).communicate(timeout=120)

    assert (out, err) == ("4 1\n", "")
    assert wait_until_gone(mark) == []


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc")
def test_a_program_that_does_not_close_its_extractor_leaves_no_process_and_has_its_results() -> None:
    mark = uuid.uuid4().hex
    program = HEAD + "extractor = Extractor(**options)\nprint(len(list(extractor.pipe([RAID] * 4))))"
    out, err = start(program, mark).communicate(timeout=120)

    assert (out, err) == ("4\n", "")
    assert wait_until_gone(mark) == []


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_program_that_is_stopped_leaves_no_process(number: signal.Signals) -> None:
    mark = uuid.uuid4().hex
    endless = """
def rows():
    while True:
        yield RAID
with Extractor(**options) as extractor:
    for found in extractor.pipe(rows()):
        print(1, flush=True)
"""
    process = start(HEAD + endless, mark)
    assert process.stdout
    assert process.stdout.readline() == "1\n"
    process.send_signal(number)
    process.communicate(timeout=60)

    assert process.returncode == -number
    assert wait_until_gone(mark) == []
