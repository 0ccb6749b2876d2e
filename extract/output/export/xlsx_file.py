"""A run as an Excel workbook: the tables that people read, a sheet each, and a sheet about the run.

Dates are dates, and no cell is a formula. A text that is longer than a cell may be is cut, with an ellipsis; a table
that is longer than a sheet may be goes on in a second one.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

from extract.optional_import import need
from extract.output.export.manifest import LICENCE, origin
from extract.output.export.row_batches import count_rows, row_batches
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
_WIDTHS = {Type.DATE: 11, Type.TIME: 18, Type.TEXT: 22}


class _Sheet:
    """Writes the rows of a table, in several sheets if there are many."""

    def __init__(self, workbook: Any, table: str, formats: Mapping[Type, Any], rows: int) -> None:
        self._workbook, self._table, self._formats, self._rows = workbook, table, formats, rows
        self._columns = columns(TABLES[table])
        self._number = 0
        self._begin()

    def _begin(self) -> None:
        self._number += 1
        name = self._table if self._number == 1 else f"{self._table} {self._number}"
        self._sheet, self._row = self._workbook.add_worksheet(name), 1
        for place, column in enumerate(self._columns):
            self._sheet.set_column(place, place, _WIDTHS.get(column.type, 10))
        self._sheet.freeze_panes(1, 0)
        for place, column in enumerate(self._columns):
            self._sheet.write_string(0, place, column.name, self._formats[Type.TEXT])

    def add(self, row: tuple[object, ...]) -> None:
        if self._row == self._rows:
            self._begin()
        for place, value in enumerate(row):
            self._write(place, value)
        self._row += 1

    def _write(self, place: int, value: object) -> None:
        sheet, row = self._sheet, self._row
        if isinstance(value, bool):
            sheet.write_boolean(row, place, value)
        elif isinstance(value, int | float):
            sheet.write_number(row, place, value)
        elif isinstance(value, datetime):
            sheet.write_datetime(row, place, value, self._formats[Type.TIME])
        elif isinstance(value, date) and value >= _FIRST_DAY:
            sheet.write_datetime(row, place, value, self._formats[Type.DATE])
        elif value is not None:
            sheet.write_string(row, place, _cut(str(value)))


def write(run: Run, path: Path, rows: int = _ROWS) -> Mapping[str, int]:
    """Write the workbook, and return the number of rows by table. `rows` is how many a sheet may have.

    Raises ConfigError if xlsxwriter is not installed.
    """
    counts: Counter[str] = Counter(dict.fromkeys(TABLES_IN_SHEETS, 0))
    with _workbook(path) as workbook:
        formats = {
            Type.TEXT: workbook.add_format({"bold": True}),
            Type.DATE: workbook.add_format({"num_format": "yyyy-mm-dd"}),
            Type.TIME: workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        }
        sheets = {table: _Sheet(workbook, table, formats, rows) for table in TABLES_IN_SHEETS}
        for batch in row_batches(run):
            for table in sheets.keys() & batch.keys():
                for row in batch[table]:
                    sheets[table].add(row)
                count_rows(counts, table, batch[table])
        _add_about(workbook, run)
    return counts


def _add_about(workbook: Any, run: Run) -> None:
    """Add a last sheet that says of which run the records are."""
    sheet = workbook.add_worksheet("about")
    sheet.set_column(0, 1, 40)
    told = asdict(origin(run)) | {"licence": LICENCE}
    for row, (name, value) in enumerate(told.items()):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, "" if value is None else str(value))


@contextmanager
def _workbook(path: Path) -> Iterator[Any]:
    """A workbook that writes each row to disk before the next one."""
    xlsxwriter: Any = need("xlsxwriter")
    options = {"constant_memory": True, "tmpdir": str(path.parent), "strings_to_formulas": False}
    workbook = xlsxwriter.Workbook(str(path), options)
    try:
        yield workbook
    finally:
        workbook.close()


def _cut(text: str) -> str:
    return text if len(text) <= _CHARACTERS else f"{text[: _CHARACTERS - 1]}…"
