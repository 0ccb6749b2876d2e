"""A run in the forms that others read: databases, tables, POLECAT events, FollowTheMoney entities.

A run goes in; a file or folder comes out, whole or not at all, with the count of what was written. The tables of
SQLite, DuckDB, Parquet and CSV are the same ones (`extract.output.tables`).
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
    """What a run can be exported to."""

    SQLITE = "sqlite"
    DUCKDB = "duckdb"
    PARQUET = "parquet"
    CSV = "csv"
    POLECAT = "polecat"
    FTM = "ftm"


@dataclass(frozen=True)
class Exported:
    """What an export wrote."""

    path: Path
    counts: Mapping[str, int]
    """Rows by table, or events and entities by kind; what a form has no place for is counted as left out."""


@dataclass(frozen=True)
class _Form:
    name: str
    """Of the file, or of the folder, in the run directory."""
    write: Callable[[Run, Path], Mapping[str, int]]


_FORMS = {
    Target.SQLITE: _Form("records.sqlite", sqlite_file.write),
    Target.DUCKDB: _Form("records.duckdb", duckdb_file.write),
    Target.PARQUET: _Form("parquet", parquet_files.write),
    Target.CSV: _Form("csv", csv_files.write),
    Target.POLECAT: _Form("polecat.tsv", polecat.write),
    Target.FTM: _Form("ftm.jsonl", ftm.write),
}


def export(run: Run, target: Target, out: Path | None = None) -> Exported:
    """Writes a run in another form, by default into its own directory.

    Raises StoreError if something is there already or the run cannot be read, ConfigError if a library is missing.
    """
    form = _FORMS[target]
    path = out or run.path / form.name
    if path.exists():
        raise StoreError(f"{path} is there already; remove it, or choose another place with --out")
    part = path.with_name(f".{path.name}.part")
    with disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove(part)
        try:
            counts = form.write(run, part)
            part.rename(path)
        finally:
            _remove(part)
    return Exported(path, counts)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
