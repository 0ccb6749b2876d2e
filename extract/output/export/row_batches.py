"""Reads the rows of a run in batches, so that an export needs memory for one batch only."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from extract.output.load import Run
from extract.output.tables import TABLES

SIZE = 20_000
"""Rows in one batch, all tables together."""

Rows = list[tuple[object, ...]]


def row_batches(run: Run) -> Iterator[dict[str, Rows]]:
    """Batches of rows by table, in order; a table without rows is not in the batch.

    Raises StoreError if the run cannot be read.
    """
    rows = run.rows()
    while batch := list(islice(rows, SIZE)):
        tables: dict[str, Rows] = {}
        for table, row in batch:
            tables.setdefault(table, []).append(row)
        yield {name: tables[name] for name in TABLES if name in tables}


def zero_counts() -> Counter[str]:
    """A count of zero for each table."""
    return Counter(dict.fromkeys(TABLES, 0))
