"""The file of measurements, with the day, the machine, how busy it was, and the versions."""

import json
import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import extract

RESULTS = Path(__file__).with_name("results.json")


def keep(figures: Any) -> None:
    """Write the figures, and replace those of an earlier run; the load is that of the last five minutes."""
    found = {
        "day": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        "load": round(os.getloadavg()[1], 1),
        "versions": {"communique": extract.__version__, "pydantic": version("pydantic")},
        "figures": figures,
    }
    RESULTS.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
