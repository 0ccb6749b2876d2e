"""Records as pandas tables, for which the extra `pandas` is needed."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from extract.optional_import import need
from extract.output.tables import TABLES, ArticleKeys, TableRow, Type, columns, flatten
from extract.output.tables.flatten import failure_row
from schemas import ArticleExtraction, Failure

if TYPE_CHECKING:
    from pandas import DataFrame

_DTYPES = {
    Type.TEXT: "string",
    Type.INTEGER: "Int64",
    Type.NUMBER: "Float64",
    Type.FLAG: "boolean",
    Type.DATE: "datetime64[s]",
    Type.TIME: "datetime64[us]",
}


def to_pandas(found: "ArticleExtraction | Iterable[ArticleExtraction | Failure]") -> "dict[str, DataFrame]":
    """Return the tidy tables of one extraction, or of many with the failures among them, by table name.

    The columns have nullable types: codes stay strings, and a missing value is `<NA>`, not NaN. Days are
    `datetime64[s]`. Raises ConfigError if pandas is not installed.
    """
    return data_frames(_rows((found,) if isinstance(found, ArticleExtraction) else found))


def data_frames(table_rows: Iterable[TableRow]) -> "dict[str, DataFrame]":
    """Return rows of the tidy tables as data frames, by table name. Raises ConfigError if pandas is not installed."""
    pandas: Any = need("pandas")
    rows: dict[str, list[tuple[object, ...]]] = {name: [] for name in TABLES}
    for table, row in table_rows:
        rows[table].append(row)
    return {name: _data_frame(pandas, name, rows_of_table) for name, rows_of_table in rows.items()}


def _rows(found: Iterable[ArticleExtraction | Failure]) -> Iterator[TableRow]:
    keys = ArticleKeys()
    for one in found:
        if isinstance(one, Failure):
            yield failure_row(one)
        else:
            yield from flatten(one, keys.assign(one))


def _data_frame(pandas: Any, table: str, rows: list[tuple[object, ...]]) -> "DataFrame":
    types = {column.name: _DTYPES[column.type] for column in columns(TABLES[table])}
    frame: DataFrame = pandas.DataFrame(rows, columns=list(types)).astype(types)
    return frame
