"""The tables of a ledger and their version. Tables of an older ledger are upgraded, and keep their rows."""

import sqlite3
from importlib.resources import files
from pathlib import Path

from extract.errors import StoreError

VERSION = 5
"""Stored in the file as its `user_version`."""
KEEPS_TEXTS = 2
"""The first version that keeps the texts of the model, and not only the replies read from them."""

_SCRIPTS = {
    0: ("schema.sql", "batches.sql"),
    1: ("from_version_1.sql", "batches.sql", "from_version_4.sql"),
    2: ("from_version_2.sql", "batches.sql", "from_version_4.sql"),
    3: ("batches.sql", "from_version_4.sql"),
    4: ("from_version_4.sql",),
}
"""The scripts that lead from an earlier version, or from an empty file, to this one."""


def upgrade(database: sqlite3.Connection, path: Path) -> None:
    """Create the tables, or upgrade them to this version. Raises StoreError for a ledger of a newer version."""
    found = read_version(database)
    if found == VERSION:
        return
    if found not in _SCRIPTS:
        raise StoreError(f"{path} is of a newer version of Communique; use that one, or choose an empty folder")
    here = files(__package__ or "")
    script = "".join((here / name).read_text(encoding="utf-8") for name in _SCRIPTS[found])
    database.executescript(f"BEGIN; {script} PRAGMA user_version = {VERSION}; COMMIT;")


def read_version(database: sqlite3.Connection) -> int:
    """Return the version of the tables; 0 for an empty file."""
    found: int = database.execute("PRAGMA user_version").fetchone()[0]
    return found
