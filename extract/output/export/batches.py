"""The rows of a run by table, some thousand at a time, so that no export holds a whole run."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from extract.output.load import Run
from extract.output.tables import TABLES

SIZE = 20_000
"""Rows in one batch."""

Rows = list[tuple[object, ...]]


def batches(run: Run) -> Iterator[dict[str, Rows]]:
    """The rows in order, tables that have none left out. Raises StoreError if the run cannot be read."""
    rows = run.rows()
    while batch := list(islice(rows, SIZE)):
        tables: dict[str, Rows] = {}
        for table, row in batch:
            tables.setdefault(table, []).append(row)
        yield {name: tables[name] for name in TABLES if name in tables}


def no_rows() -> Counter[str]:
    """A count of zero for each table."""
    return Counter(dict.fromkeys(TABLES, 0))
