"""Rows as Arrow tables, which Parquet and DuckDB load fastest."""

from typing import Any

from extract.optional_import import need
from extract.output.export.row_batches import Rows
from extract.output.tables import TABLES, Type, columns

_TYPES = {
    Type.TEXT: "string",
    Type.INTEGER: "int64",
    Type.NUMBER: "float64",
    Type.FLAG: "bool",
    Type.DATE: "date32",
    Type.TIME: "timestamp[us]",
}


def schema(table: str) -> Any:
    """The Arrow schema of a tidy table. Raises ConfigError if pyarrow is not installed."""
    arrow: Any = need("pyarrow")
    return arrow.schema(
        arrow.field(column.name, arrow.type_for_alias(_TYPES[column.type]), nullable=column.nullable)
        for column in columns(TABLES[table])
    )


def arrow_table(table: str, rows: Rows) -> Any:
    """An Arrow table of these rows of a tidy table. Raises ConfigError if pyarrow is not installed."""
    arrow: Any = need("pyarrow")
    table_schema = schema(table)
    return arrow.Table.from_arrays(
        [arrow.array(values, field.type) for values, field in zip(zip(*rows, strict=True), table_schema, strict=True)],
        schema=table_schema,
    )
