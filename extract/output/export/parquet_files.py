"""A run as a folder of Parquet files, one per table; a table without rows has a file too."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from shutil import rmtree
from typing import Any

from extract.errors import StoreError
from extract.optional_import import need
from extract.output.export.arrow import arrow_table, schema
from extract.output.export.row_batches import count_rows, row_batches, zero_counts
from extract.output.load import Run
from extract.output.tables import TABLES


def write(run: Run, path: Path) -> Mapping[str, int]:
    """Write the files, and return the number of rows by table. Raises ConfigError if pyarrow is not installed."""
    path.mkdir()
    with _writers(path) as writers:
        return _write_rows(run, writers)


def extend(run: Run, path: Path) -> Mapping[str, int]:
    """Write the files again, with the rows of a run added. Raises StoreError if they have other columns."""
    parquet: Any = need("pyarrow.parquet")
    arrow: Any = need("pyarrow")
    before = path / ".before"
    before.mkdir()
    for name in TABLES:
        (path / _file(name)).rename(before / _file(name))
    try:
        with _writers(path) as writers:
            for name, writer in writers.items():
                with parquet.ParquetFile(before / _file(name)) as file:
                    for batch in file.iter_batches():
                        writer.write_batch(batch)
            counts = _write_rows(run, writers)
    except (arrow.ArrowInvalid, ValueError) as error:
        raise StoreError(f"{path} has other columns than this version writes; export again with --force") from error
    rmtree(before)
    return counts


def article_ids(path: Path) -> Iterator[str]:
    """The keys of the articles in the files."""
    parquet: Any = need("pyarrow.parquet")
    yield from parquet.read_table(path / _file("articles"), columns=["id"])["id"].to_pylist()


def _file(table: str) -> str:
    return f"{table}.parquet"


@contextmanager
def _writers(path: Path) -> Iterator[dict[str, Any]]:
    """A writer for each table."""
    parquet: Any = need("pyarrow.parquet")
    with ExitStack() as files:
        yield {
            name: files.enter_context(parquet.ParquetWriter(path / _file(name), schema(name), compression="zstd"))
            for name in TABLES
        }


def _write_rows(run: Run, writers: Mapping[str, Any]) -> Mapping[str, int]:
    counts = zero_counts()
    for batch in row_batches(run):
        for table, rows in batch.items():
            writers[table].write_table(arrow_table(table, rows))
            count_rows(counts, table, rows)
    return counts
