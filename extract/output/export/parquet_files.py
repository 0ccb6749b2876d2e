"""A run as a folder of Parquet files, one a table; a table without rows is there too, with its columns."""

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from extract.optional_import import need
from extract.output.export.arrow import arrow_table, schema
from extract.output.export.batches import batches, no_rows
from extract.output.load import Run
from extract.output.tables import TABLES


def write(run: Run, path: Path) -> Mapping[str, int]:
    """The rows written, by table. Raises ConfigError where pyarrow is not installed."""
    parquet: Any = need("pyarrow.parquet")
    counts = no_rows()
    path.mkdir()
    with ExitStack() as files:
        writers = {
            name: files.enter_context(parquet.ParquetWriter(path / f"{name}.parquet", schema(name), compression="zstd"))
            for name in TABLES
        }
        for batch in batches(run):
            for table, rows in batch.items():
                writers[table].write_table(arrow_table(table, rows))
                counts[table] += len(rows)
    return counts
