"""Keeps records of what servers accept in the user's cache folder, a small JSON file for each server and model.

A record is forgotten after `DAYS`, since servers change; it holds an address, a model's name, a date and the record,
and never a key. A file that cannot be read or written is as good as none.
"""

import hashlib
import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from extract.atomic_write import replace_file
from extract.errors import StoreError
from extract.model.capability import Capabilities

DAYS = 30
FORMAT = 1
"""Version of the files."""


def default_folder() -> Path:
    """Where records are kept."""
    return user_cache_path("communique") / "endpoints"


class CapabilityStore:
    """The records in a folder."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or default_folder()

    def load(self, server: str, model: str) -> Capabilities | None:
        """The record of a server and model; None if there is none of the last days."""
        try:
            kept: dict[str, Any] = json.loads(self._path(server, model).read_text("utf-8"))
            fresh = datetime.now(UTC) - datetime.fromisoformat(kept["date"]) < timedelta(days=DAYS)
            known = (kept["format"], kept["server"], kept["model"]) == (FORMAT, server, model)
            return Capabilities.from_json(kept["record"]) if fresh and known else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def save(self, server: str, model: str, record: Capabilities) -> None:
        """Keeps a record, dated now."""
        kept = {
            "format": FORMAT,
            "server": server,
            "model": model,
            "date": datetime.now(UTC).isoformat(timespec="seconds"),
            "record": record.as_json(),
        }
        path = self._path(server, model)
        with suppress(OSError, StoreError):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            replace_file(path, json.dumps(kept, indent=1).encode())

    def _path(self, server: str, model: str) -> Path:
        name = hashlib.sha256("\0".join((server, model)).encode()).hexdigest()[:24]
        return self._folder / f"{name}.json"
