"""A run as a DuckDB database of the tidy tables. Primary and foreign keys are not declared."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from extract.errors import StoreError
from extract.optional_import import need
from extract.output.export.arrow import arrow_table
from extract.output.export.row_batches import count_rows, row_batches, zero_counts
from extract.output.load import Run
from extract.output.tables import TABLES, Type, columns

_SETTINGS = {"memory_limit": "'150MB'", "threads": "1"}
"""What DuckDB keeps in memory before it writes to disk, and one thread: rows come from one, and each needs memory."""
_TYPES = {
    Type.TEXT: "VARCHAR",
    Type.INTEGER: "BIGINT",
    Type.NUMBER: "DOUBLE",
    Type.FLAG: "BOOLEAN",
    Type.DATE: "DATE",
    Type.TIME: "TIMESTAMP",
}


def write(run: Run, path: Path) -> Mapping[str, int]:
    """Write the database, and return the number of rows by table.

    Raises ConfigError if duckdb or pyarrow is not installed.
    """
    with _connect(path) as database:
        for table in TABLES:
            database.execute(_create(table))
        return _insert(run, database)


def extend(run: Run, path: Path) -> Mapping[str, int]:
    """Add the rows of a run to a database. Raises StoreError if it has other tables than this version."""
    with _connect(path) as database:
        return _insert(run, database)


def article_ids(path: Path) -> Iterator[str]:
    """The keys of the articles in a database."""
    with _connect(path) as database:
        yield from (key for (key,) in database.execute("SELECT id FROM articles").fetchall())


@contextmanager
def _connect(path: Path) -> Iterator[Any]:
    duckdb: Any = need("duckdb")
    need("pyarrow")
    try:
        with duckdb.connect(str(path)) as database:
            for name, value in _SETTINGS.items():
                database.execute(f"SET {name} = {value}")
            yield database
    except duckdb.Error as error:
        raise StoreError(f"{path} cannot be written ({error}); choose another path with --out") from error


def _insert(run: Run, database: Any) -> Mapping[str, int]:
    counts = zero_counts()
    for batch in row_batches(run):
        for table, rows in batch.items():
            database.register("batch", arrow_table(table, rows))
            database.execute(f'INSERT INTO "{table}" SELECT * FROM batch')
            database.unregister("batch")
            count_rows(counts, table, rows)
    return counts


def _create(table: str) -> str:
    parts = (
        f'"{column.name}" {_TYPES[column.type]}{"" if column.nullable else " NOT NULL"}'
        for column in columns(TABLES[table])
    )
    return f'CREATE TABLE "{table}" ({", ".join(parts)})'
