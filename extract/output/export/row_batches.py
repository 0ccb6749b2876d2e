"""Reads the rows of a run in batches, so that an export needs memory for one batch only."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from extract.output.load import Run
from extract.output.tables import TABLES

SIZE = 20_000
"""Rows in one batch, all tables together."""
WITHOUT_DYAD = "no dyad: "
"""Beginning of the names of counts of records that form no dyad, by reason."""

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


def count_rows(counts: Counter[str], table: str, rows: Rows) -> None:
    """Add the rows to the counts, and the records without a dyad to those of their reason."""
    counts[table] += len(rows)
    if table == "without_dyad":
        counts.update(f"{WITHOUT_DYAD}{row[-1]}" for row in rows)
