"""The database of a collection: opening it, its version, its transactions, and the errors of SQLite."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.resources import files
from pathlib import Path

from extract.errors import StoreError
from extract.store.commits import to_store_error
from extract.store.ledger import connect

COLLECTION = "collection.sqlite"
_CACHE = 256 * 1024
"""Pages of the database held in memory at most, in KiB: keys of records are looked up at random."""
VERSION = 1
"""Stored in the file as its `user_version`."""


@contextmanager
def open_database(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the database at `path`, or create it. Raises StoreError."""
    with store_errors(path), closing(connect(path)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        database.execute(f"PRAGMA cache_size = -{_CACHE}")
        _create(database, path)
        yield database


@contextmanager
def open_read_only(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the database at `path` for reading, even while articles are added. Raises StoreError if there is none."""
    refuse_missing(path.parent)
    with store_errors(path), closing(connect(path)) as database:
        _check_version(database, path)
        database.execute("PRAGMA query_only = ON")
        yield database


def is_collection(folder: Path) -> bool:
    """Return whether a folder holds a collection."""
    return (folder / COLLECTION).is_file()


def refuse_missing(folder: Path) -> None:
    """Raise StoreError if a folder holds no collection."""
    if not is_collection(folder):
        raise StoreError(f"{folder} is no collection; begin one with: communique add ARTICLES --to {folder}")


def refuse_collection(folder: Path | None) -> None:
    """Raise StoreError if a run is about to write into a collection."""
    if folder and is_collection(folder):
        advice = f"add the articles with: communique add ARTICLES --to {folder}, or choose another folder"
        raise StoreError(f"{folder} is a collection, which a run would replace; {advice}")


@contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[None]:
    """Commit what the block changes, all or none."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


@contextmanager
def store_errors(path: Path) -> Iterator[None]:
    """Turn an error of SQLite into one that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise to_store_error(error, path) from error


def _create(database: sqlite3.Connection, path: Path) -> None:
    if _check_version(database, path) == VERSION:
        return
    script = (files(__package__ or "") / "schema.sql").read_text(encoding="utf-8")
    database.executescript(f"BEGIN; {script} PRAGMA user_version = {VERSION}; COMMIT;")


def _check_version(database: sqlite3.Connection, path: Path) -> int:
    found: int = database.execute("PRAGMA user_version").fetchone()[0]
    if found > VERSION:
        raise StoreError(f"{path} is of a newer version of Communique; use that one, or choose another folder")
    return found
