"""Measures how files of many forms are read, and time and memory of large files; writes `results.json`.

Each large file is read in a process of its own.
"""

import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import extract
from benchmarks.files.made import make_export, make_pdf
from benchmarks.files.members import columns, dates, exports, mail, rows, typography, wrapped
from benchmarks.files.members.member import Member, differences
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


CLASSES: dict[str, Callable[[], Iterable[Member]]] = {
    "wrapped text": wrapped.members,
    "columns of PDF": columns.members,
    "typography": typography.members,
    "exports": exports.members,
    "dates": dates.members,
    "mail": mail.members,
    "rows, feeds and pages": rows.members,
}


def read_classes() -> dict[str, dict[str, object]]:
    """Read the files of each class, and return how many are read as they are meant, and which are not."""
    figures: dict[str, dict[str, object]] = {}
    for name, members in CLASSES.items():
        wrong = {member.name: bool(differences(member)) for member in members()}
        right = sum(not differs for differs in wrong.values())
        figures[name] = {
            "files": len(wrong),
            "right": right,
            "wrong": [file for file, differs in wrong.items() if differs],
        }
        print(name, right, "of", len(wrong), flush=True)
    return figures


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
        "load": round(os.getloadavg()[0], 1),
    }


def main(names: list[str]) -> None:
    """Make each file, measure it in a new process, and keep the figures."""
    found = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    figures: dict[str, dict[str, float]] = found.get("figures", {})
    if not names or "classes" in names:
        found["classes"] = read_classes()
    with tempfile.TemporaryDirectory() as folder:
        for name in [name for name in MEASURES if not names or name in names]:
            path = Path(folder) / MEASURES[name][2]
            MEASURES[name][0](path)
            command = [sys.executable, "-m", "benchmarks.files", "--measure", name, str(path)]
            figures[name] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            print(name, figures[name], flush=True)
    found |= {
        "day": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        "versions": {"communique": extract.__version__, "pypdfium2": version("pypdfium2"), "lxml": version("lxml")},
        "figures": figures,
    }
    RESULTS.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(measure(sys.argv[2], Path(sys.argv[3]))))
    else:
        main(sys.argv[1:])
