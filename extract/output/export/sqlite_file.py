"""A run as a SQLite database with foreign keys and full-text search, both in the form that Datasette detects."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from extract.errors import StoreError
from extract.output.export.row_batches import Rows, count_rows, row_batches, zero_counts
from extract.output.load import Run
from extract.output.tables import TABLES, Column, Type, columns, references

SEARCHED = {
    "deals": ("label",),
    "events": ("label",),
    "entity_names": ("name",),
    "articles": ("title",),
    "article_texts": ("text",),
    "actors": ("name",),
    "agreements": ("subject",),
    "statements": ("about", "cue"),
    "evidence": ("text",),
    "agreement_dyads": ("subject", "quote"),
    "statement_dyads": ("about", "quote"),
}
"""The columns with full-text search, by table."""

_SETTINGS = ("journal_mode = OFF", "synchronous = OFF", "cache_size = -65536")
"""No journal, because a file that is not complete is removed; 64 MiB of pages, because keys have no order."""
_TYPES = {
    Type.TEXT: "TEXT",
    Type.INTEGER: "INTEGER",
    Type.NUMBER: "REAL",
    Type.FLAG: "BOOLEAN",
    Type.DATE: "DATE",
    Type.TIME: "DATETIME",
}
"""Declared types. SQLite stores flags as 0 and 1, and days and times as ISO 8601 text, which its functions read."""


def write(run: Run, path: Path) -> Mapping[str, int]:
    """Write the database, and return the number of rows by table.

    Foreign keys are declared but not checked on insert. Raises StoreError if SQLite cannot write the file.
    """
    with _opened(path) as database:
        for table in TABLES:
            database.execute(_create(table))
        counts = _insert(run, database)
        for statement in _indexes():
            database.execute(statement)
    return counts


def extend(run: Run, path: Path) -> Mapping[str, int]:
    """Add the rows of a run to a database. Raises StoreError if it has other tables than this version."""
    with _opened(path) as database:
        counts = _insert(run, database)
        for table in SEARCHED:
            database.execute(f'INSERT INTO "{table}_fts" ("{table}_fts") VALUES (\'rebuild\')')
    return counts


def article_ids(path: Path) -> Iterator[str]:
    """The keys of the articles in a database."""
    with _opened(path) as database:
        yield from (key for (key,) in database.execute("SELECT id FROM articles"))


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection whose changes are kept if the block ends; the file is broken if it does not end."""
    with _write_faults(path), closing(sqlite3.connect(path)) as database, database:
        for setting in _SETTINGS:
            database.execute(f"PRAGMA {setting}").fetchall()
        yield database


def _insert(run: Run, database: sqlite3.Connection) -> Mapping[str, int]:
    counts = zero_counts()
    for batch in row_batches(run):
        for table, rows in batch.items():
            places = ", ".join("?" * len(rows[0]))
            database.executemany(f'INSERT INTO "{table}" VALUES ({places})', _stored(table, rows))
            count_rows(counts, table, rows)
    return counts


@contextmanager
def _write_faults(path: Path) -> Iterator[None]:
    """Turns an error of SQLite into a StoreError."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{path} cannot be written ({error}); choose another path with --out") from error


def _create(table: str) -> str:
    row_type = TABLES[table]
    parts = [_column(column) for column in columns(row_type)]
    parts += [f'FOREIGN KEY ("{name}") REFERENCES "{target}" ("id")' for name, target in references(row_type).items()]
    return f'CREATE TABLE "{table}" ({", ".join(parts)})'


def _column(column: Column) -> str:
    key = " PRIMARY KEY" if column.name == "id" else ""
    return f'"{column.name}" {_TYPES[column.type]}{key}{"" if column.nullable else " NOT NULL"}'


def _stored(table: str, rows: Rows) -> Iterator[Sequence[object]]:
    """The rows with days and times as text."""
    places = [i for i, column in enumerate(columns(TABLES[table])) if column.type in (Type.DATE, Type.TIME)]
    for row in rows:
        values = list(row)
        for place in places:
            value = values[place]
            values[place] = str(value) if value is not None else None
        yield values


def _indexes() -> Iterator[str]:
    for table, row_type in TABLES.items():
        for name in references(row_type):
            yield f'CREATE INDEX "idx_{table}_{name}" ON "{table}" ("{name}")'
    for table, searched in SEARCHED.items():
        names = ", ".join(f'"{name}"' for name in searched)
        yield f'CREATE VIRTUAL TABLE "{table}_fts" USING FTS5 ({names}, content="{table}")'
        yield f'INSERT INTO "{table}_fts" ("{table}_fts") VALUES (\'rebuild\')'
