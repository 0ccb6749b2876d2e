"""Rows as Arrow tables, the form in which Parquet and DuckDB take them fast."""

from typing import Any

from extract.optional_import import need
from extract.output.export.batches import Rows
from extract.output.tables import TABLES, Type, columns

_TYPES = {Type.TEXT: "string", Type.INTEGER: "int64", Type.NUMBER: "float64", Type.FLAG: "bool"}


def schema(table: str) -> Any:
    """The Arrow schema of a tidy table. Raises ConfigError where pyarrow is not installed."""
    arrow: Any = need("pyarrow")
    return arrow.schema(
        arrow.field(column.name, arrow.type_for_alias(_TYPES[column.type]), nullable=column.nullable)
        for column in columns(TABLES[table])
    )


def arrow_table(table: str, rows: Rows) -> Any:
    """These rows of a tidy table."""
    arrow: Any = need("pyarrow")
    shape = schema(table)
    return arrow.Table.from_arrays(
        [arrow.array(values, field.type) for values, field in zip(zip(*rows, strict=True), shape, strict=True)],
        schema=shape,
    )
