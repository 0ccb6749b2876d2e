"""Measures time and memory of reading large files, each in a process of its own, and writes `results.json`."""

import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import extract
from benchmarks.files.made import make_export, make_pdf
from extract.cli.inspection import inspect_inputs
from extract.read import read
from extract.settings.settings import load_settings
from schemas import Article

RESULTS = Path(__file__).with_name("results.json")
PAGES, ARTICLES, CHARACTERS, SHORT = 300, 10_000, 9_500, 2_500
"""Pages of the PDF, articles of the exports, and characters of their articles: 100 MB, and what is usual."""


def read_all(path: Path) -> int:
    """Read a file, and return the number of its articles."""
    return sum(isinstance(item, Article) for item in read(path))


def inspect_all(path: Path) -> int:
    """Inspect a file, and return the number of its articles."""
    return inspect_inputs(load_settings({}, {}, Path("/nowhere")), [path]).articles


MEASURES: dict[str, tuple[Callable[[Path], None], Callable[[Path], int], str]] = {
    "pdf": (lambda path: make_pdf(path, PAGES), read_all, "large.pdf"),
    "export": (lambda path: make_export(path, ARTICLES, CHARACTERS), read_all, "large.docx"),
    "inspect": (lambda path: make_export(path, ARTICLES, SHORT), inspect_all, "usual.docx"),
}


def measure(name: str, path: Path) -> dict[str, float]:
    """Read a file in this process, and return articles, seconds, and the most memory of this process and its reader."""
    began = time.perf_counter()
    articles = MEASURES[name][1](path)
    seconds = time.perf_counter() - began
    from extract.read.subprocess_reader import _READER

    _READER.close()
    own, reader = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "bytes": path.stat().st_size,
        "articles": articles,
        "seconds": round(seconds, 1),
        "processor_seconds": round(own.ru_utime + own.ru_stime + reader.ru_utime + reader.ru_stime, 1),
        "megabytes_here": round(own.ru_maxrss / 1_000),
        "megabytes_reader": round(reader.ru_maxrss / 1_000),
    }


def main(names: list[str]) -> None:
    """Make each file, measure it in a new process, and keep the figures."""
    figures: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in names or list(MEASURES):
            path = Path(folder) / MEASURES[name][2]
            MEASURES[name][0](path)
            command = [sys.executable, "-m", "benchmarks.files", "--measure", name, str(path)]
            figures[name] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            print(name, figures[name], flush=True)
    found = {
        "day": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        "load": round(os.getloadavg()[1], 1),
        "versions": {"communique": extract.__version__, "pypdfium2": version("pypdfium2"), "lxml": version("lxml")},
        "figures": figures,
    }
    RESULTS.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(measure(sys.argv[2], Path(sys.argv[3]))))
    else:
        main(sys.argv[1:])
