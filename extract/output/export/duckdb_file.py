"""A run as a DuckDB database of the tidy tables. Primary and foreign keys are not declared."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from extract.optional_import import need
from extract.output.export.arrow import arrow_table
from extract.output.export.row_batches import row_batches, zero_counts
from extract.output.load import Run
from extract.output.tables import TABLES, Type, columns

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
    duckdb: Any = need("duckdb")
    need("pyarrow")
    counts = zero_counts()
    with duckdb.connect(str(path)) as database:
        for table in TABLES:
            database.execute(_create(table))
        for batch in row_batches(run):
            for table, rows in batch.items():
                database.register("batch", arrow_table(table, rows))
                database.execute(f'INSERT INTO "{table}" SELECT * FROM batch')
                database.unregister("batch")
                counts[table] += len(rows)
    return counts


def _create(table: str) -> str:
    parts = (
        f'"{column.name}" {_TYPES[column.type]}{"" if column.nullable else " NOT NULL"}'
        for column in columns(TABLES[table])
    )
    return f'CREATE TABLE "{table}" ({", ".join(parts)})'
