"""A run as an Excel workbook: the tables that people read, a sheet each, and a sheet about the run.

Dates are dates, and no cell is a formula. A text that is longer than a cell may be is cut, with an ellipsis; a table
that is longer than a sheet may be goes on in a second one. A table without rows has no sheet.
"""

import pickle
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import asdict
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from extract.errors import StoreError
from extract.optional_import import need
from extract.output.export.manifest import LICENCE, origin
from extract.output.export.row_batches import Rows, count_rows, row_batches
from extract.output.load import Run
from extract.output.tables import TABLES, Type, columns

TABLES_IN_SHEETS = (
    "agreement_dyads",
    "statement_dyads",
    "deals",
    "deal_stages",
    "events",
    "entities",
    "contradictions",
    "without_dyad",
    "agreements",
    "parties",
    "dates",
    "statements",
    "speakers",
    "recipients",
    "actors",
    "articles",
)
"""Tables with a sheet; the other tables are for programs."""
_ROWS = 1_048_576
"""Rows of a sheet, and characters of a cell below. See: Excel specifications and limits."""
_CHARACTERS = 32_767
_FIRST_DAY = date(1900, 3, 1)
"""Excel takes 1900 for a leap year; earlier days are written as text."""
_WIDTHS = {Type.DATE: 11.0, Type.TIME: 18.0, Type.TEXT: 22.0}
_FORMATS = {Type.DATE: "yyyy-mm-dd", Type.TIME: "yyyy-mm-dd hh:mm:ss"}

Sheet = tuple[str, Iterator[dict[str, object]]]
"""The name of a sheet, and its rows."""


class _Spool:
    """Keeps the rows of a table on disk, because a workbook is written one sheet after the other."""

    def __init__(self, table: str, file: IO[bytes]) -> None:
        self._table, self._file = table, file
        self._names = [column.name for column in columns(TABLES[table])]
        self._count = 0

    def add(self, rows: Rows) -> None:
        """Keep rows of the table."""
        pickle.dump([tuple(row) for row in rows], self._file, pickle.HIGHEST_PROTOCOL)
        self._count += len(rows)

    def sheets(self, most: int) -> Iterator[Sheet]:
        """Yield the sheets with at most so many rows, that of the headings included; they are read in this order."""
        rows = self._rows()
        for number in range(-(-self._count // (most - 1))):
            yield _sheet_name(self._table, number), islice(rows, most - 1)

    def _rows(self) -> Iterator[dict[str, object]]:
        self._file.seek(0)
        while self._count:
            try:
                batch = pickle.load(self._file)
            except EOFError:
                return
            for row in batch:
                yield dict(zip(self._names, map(_cell, row), strict=True))


def write(run: Run, path: Path, rows: int = _ROWS) -> Mapping[str, int]:
    """Write the workbook, and return the number of rows by table. `rows` is how many a sheet may have.

    Raises ConfigError if rustpy-xlsxwriter is not installed.
    """
    xlsxwriter: Any = need("rustpy_xlsxwriter")
    counts: Counter[str] = Counter(dict.fromkeys(TABLES_IN_SHEETS, 0))
    with ExitStack() as files:
        spools = {name: _Spool(name, files.enter_context(TemporaryFile(dir=path.parent))) for name in TABLES_IN_SHEETS}
        for batch in row_batches(run):
            for table in spools.keys() & batch.keys():
                spools[table].add(batch[table])
                count_rows(counts, table, batch[table])
        sheets = [(table, sheet) for table, spool in spools.items() for sheet in spool.sheets(rows)]
        _write_sheets(xlsxwriter, sheets, run, path)
    return counts


def _write_sheets(xlsxwriter: Any, sheets: list[tuple[str, Sheet]], run: Run, path: Path) -> None:
    names = {sheet[0]: columns(TABLES[table]) for table, sheet in sheets}
    formats = {kind: xlsxwriter.Format().set_num_format(code) for kind, code in _FORMATS.items()}
    try:
        xlsxwriter.write_worksheets(
            [*(sheet for _, sheet in sheets), ("about", _about(run))],
            str(path),
            bold_headers=True,
            freeze_panes={"general": {"row": 1, "col": 0}},
            column_widths={
                name: {one.name: _WIDTHS.get(one.type, 10.0) for one in found} for name, found in names.items()
            }
            | {"about": {"name": 20.0, "value": 60.0}},
            column_formats={
                name: {one.name: formats[one.type] for one in found if one.type in formats}
                for name, found in names.items()
            },
        )
    except ValueError as error:
        raise StoreError(f"{path} cannot be written as a workbook ({error}); choose another format") from error


def _about(run: Run) -> Iterator[dict[str, object]]:
    """What the workbook is made of."""
    for name, value in (asdict(origin(run)) | {"licence": LICENCE}).items():
        yield {"name": name, "value": "" if value is None else str(value)}


def _sheet_name(table: str, number: int) -> str:
    return table if number == 0 else f"{table} {number + 1}"


def _cell(value: object) -> object:
    if isinstance(value, str):
        return value if len(value) <= _CHARACTERS else f"{value[: _CHARACTERS - 1]}…"
    if isinstance(value, date) and not isinstance(value, datetime) and value < _FIRST_DAY:
        return value.isoformat()
    return value
