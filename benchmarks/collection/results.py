"""The file of measurements, with the day, the machine, how busy it was, and the versions."""

import json
import os
import platform
import sqlite3
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import extract

RESULTS = Path(__file__).with_name("results.json")


def keep(kind: str, figures: dict[str, float]) -> None:
    """Write the figures of a kind, and replace those of an earlier measurement of it."""
    results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    results[kind] = {
        "day": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        "load": round(os.getloadavg()[1], 1),
        "versions": {
            "communique": extract.__version__,
            "rapidfuzz": version("rapidfuzz"),
            "snowballstemmer": version("snowballstemmer"),
            "sqlite": sqlite3.sqlite_version,
        },
        "figures": figures,
    }
    RESULTS.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
