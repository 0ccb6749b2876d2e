"""Files of measurements, with the day, the machine, how busy it was, and the versions."""

import json
import os
import platform
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import extract


def keep(file: Path, kind: str, figures: Mapping[str, object], packages: Iterable[str]) -> None:
    """Write the figures of a kind and the versions of packages; replace those of an earlier measurement of the kind."""
    results = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    results[kind] = {
        "day": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        "load": round(os.getloadavg()[1], 1),
        "versions": {
            "communique": extract.__version__,
            **{name: version(name) for name in packages},
            "sqlite": sqlite3.sqlite_version,
        },
        "figures": figures,
    }
    file.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
