"""A run as a SQLite database with foreign keys and full-text search, laid out so that Datasette finds both."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from extract.errors import StoreError
from extract.output.export.batches import batches, no_rows
from extract.output.load import Run
from extract.output.tables import TABLES, Column, Type, columns, references

SEARCHED = {
    "articles": ("title", "text"),
    "actors": ("name",),
    "agreements": ("subject",),
    "statements": ("about",),
    "evidence": ("text",),
}
"""Columns with full-text search, by table."""

_TYPES = {Type.TEXT: "TEXT", Type.INTEGER: "INTEGER", Type.NUMBER: "REAL", Type.FLAG: "INTEGER"}


def write(run: Run, path: Path) -> Mapping[str, int]:
    """The rows written, by table. That keys join is up to the tidy tables, and not checked row by row.

    Raises StoreError if the disk cannot take it.
    """
    counts = no_rows()
    with _faults(path), closing(sqlite3.connect(path)) as database, database:
        for table in TABLES:
            database.execute(_create(table))
        for batch in batches(run):
            for table, rows in batch.items():
                places = ", ".join("?" * len(rows[0]))
                database.executemany(f'INSERT INTO "{table}" VALUES ({places})', rows)
                counts[table] += len(rows)
        for statement in _indexes():
            database.execute(statement)
    return counts


@contextmanager
def _faults(path: Path) -> Iterator[None]:
    """Turns what SQLite says of a disk into a StoreError."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise StoreError(f"{path} cannot be written ({error}); choose another place with --out") from error


def _create(table: str) -> str:
    kind = TABLES[table]
    parts = [_column(column) for column in columns(kind)]
    parts += [f'FOREIGN KEY ("{name}") REFERENCES "{target}" ("id")' for name, target in references(kind).items()]
    return f'CREATE TABLE "{table}" ({", ".join(parts)})'


def _column(column: Column) -> str:
    key = " PRIMARY KEY" if column.name == "id" else ""
    return f'"{column.name}" {_TYPES[column.type]}{key}{"" if column.nullable else " NOT NULL"}'


def _indexes() -> Iterator[str]:
    for table, kind in TABLES.items():
        for name in references(kind):
            yield f'CREATE INDEX "idx_{table}_{name}" ON "{table}" ("{name}")'
    for table, searched in SEARCHED.items():
        named = ", ".join(f'"{name}"' for name in searched)
        yield f'CREATE VIRTUAL TABLE "{table}_fts" USING FTS5 ({named}, content="{table}")'
        yield f'INSERT INTO "{table}_fts" ("{table}_fts") VALUES (\'rebuild\')'
