"""The file of measurements: each run of a benchmark replaces its own, with the day, the machine and how busy it was."""

import json
import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import extract

RESULTS = Path(__file__).with_name("results.json")
_LIBRARIES = ("openai", "aiohttp", "instructor", "pydantic")


def keep(name: str, figures: Any) -> None:
    """Writes what a benchmark found under its name; the load is that of the last five minutes."""
    found = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    found[name] = {
        "day": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        "load": round(os.getloadavg()[1], 1),
        "versions": {"communique": extract.__version__} | {library: version(library) for library in _LIBRARIES},
        "figures": figures,
    }
    RESULTS.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
