"""A run as a folder of Parquet files, one per table; a table without rows has a file too."""

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from extract.optional_import import need
from extract.output.export.arrow import arrow_table, schema
from extract.output.export.row_batches import row_batches, zero_counts
from extract.output.load import Run
from extract.output.tables import TABLES


def write(run: Run, path: Path) -> Mapping[str, int]:
    """Write the files, and return the number of rows by table. Raises ConfigError if pyarrow is not installed."""
    parquet: Any = need("pyarrow.parquet")
    counts = zero_counts()
    path.mkdir()
    with ExitStack() as files:
        writers = {
            name: files.enter_context(parquet.ParquetWriter(path / f"{name}.parquet", schema(name), compression="zstd"))
            for name in TABLES
        }
        for batch in row_batches(run):
            for table, rows in batch.items():
                writers[table].write_table(arrow_table(table, rows))
                counts[table] += len(rows)
    return counts
