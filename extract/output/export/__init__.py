"""Writes a run in the formats of other tools.

In: a run. Out: a file or folder, complete or not there at all, and the count of what was written. SQLite, DuckDB,
Parquet and CSV hold the same tables (`extract.output.tables`); POLECAT and FollowTheMoney have formats of their own.
"""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from extract.atomic_write import disk_errors
from extract.errors import StoreError
from extract.output.export import csv_files, duckdb_file, ftm, parquet_files, polecat, sqlite_file
from extract.output.load import Run


class Target(StrEnum):
    """The formats that a run can be exported to."""

    SQLITE = "sqlite"
    DUCKDB = "duckdb"
    PARQUET = "parquet"
    CSV = "csv"
    POLECAT = "polecat"
    FTM = "ftm"


@dataclass(frozen=True)
class Exported:
    """The result of an export."""

    path: Path
    counts: Mapping[str, int]
    """Rows by table, or events or entities by kind; records that the format cannot hold are counted as left out."""


@dataclass(frozen=True)
class _Exporter:
    name: str
    """Default name of the file or folder in the run directory."""
    write: Callable[[Run, Path], Mapping[str, int]]
    """Writes the run to a path that does not exist yet, and returns the counts."""


_EXPORTERS = {
    Target.SQLITE: _Exporter("records.sqlite", sqlite_file.write),
    Target.DUCKDB: _Exporter("records.duckdb", duckdb_file.write),
    Target.PARQUET: _Exporter("parquet", parquet_files.write),
    Target.CSV: _Exporter("csv", csv_files.write),
    Target.POLECAT: _Exporter("polecat.tsv", polecat.write),
    Target.FTM: _Exporter("ftm.jsonl", ftm.write),
}


def export(run: Run, target: Target, out: Path | None = None) -> Exported:
    """Write a run in another format, by default into its own directory.

    Raises StoreError if the path exists or the run cannot be read, and ConfigError if a library is missing.
    """
    exporter = _EXPORTERS[target]
    path = out or run.path / exporter.name
    if path.exists():
        raise StoreError(f"{path} exists already; remove it, or choose another path with --out")
    part = path.with_name(f".{path.name}.part")
    with disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove(part)
        try:
            counts = exporter.write(run, part)
            part.rename(path)
        finally:
            _remove(part)
    return Exported(path, counts)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
