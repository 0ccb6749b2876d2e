"""A run as a DuckDB database: the tidy tables, by column and fast to add up. Keys join, but are not declared."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from extract.optional_import import need
from extract.output.export.arrow import arrow_table
from extract.output.export.batches import batches, no_rows
from extract.output.load import Run
from extract.output.tables import TABLES, Type, columns

_TYPES = {Type.TEXT: "VARCHAR", Type.INTEGER: "BIGINT", Type.NUMBER: "DOUBLE", Type.FLAG: "BOOLEAN"}


def write(run: Run, path: Path) -> Mapping[str, int]:
    """The rows written, by table. Raises ConfigError where duckdb or pyarrow is not installed."""
    duckdb: Any = need("duckdb")
    need("pyarrow")
    counts = no_rows()
    with duckdb.connect(str(path)) as database:
        for table in TABLES:
            database.execute(_create(table))
        for batch in batches(run):
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
