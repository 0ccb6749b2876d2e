"""Tables as CSV: one article a row, under a header that names the columns. In any encoding, with any usual delimiter.

A bad row is told by its line and never stops the rows after it, but for a quotation mark that is never closed: it would
take in all the rows that follow.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, TextIO

from extract.read.decode import MAX_BYTES, Unfit, encoding_of
from extract.read.fields import FieldMap
from extract.read.files import Source, unpacked
from extract.read.rows import Row
from schemas import FailureCode

_DELIMITERS = ",;\t|"
_HEAD = 1_000_000
"""Bytes by which the encoding is told."""


def rows(source: Source, fields: FieldMap) -> Iterator[Row]:
    """The rows below the header that are not blank. Raises one of `DAMAGE`, or Unfit for what makes no table."""
    with unpacked(source) as file:
        head = file.read(_HEAD)
    encoding = encoding_of(head)
    csv.field_size_limit(MAX_BYTES)
    with unpacked(source) as file:
        lines = _Lines(io.TextIOWrapper(file, encoding, _errors(encoding), newline=""))
        records = _records(lines, _delimiter(head.decode(encoding, errors="replace")))
        header = next(records, None)
        columns = [column.strip() for column in header[1]] if header and not isinstance(header[1], Unfit) else []
        if lacking := fields.missing(columns):
            raise Unfit(FailureCode.BAD_ROW, f"this table cannot be read: {lacking}")
        for number, cells in records:
            if isinstance(cells, Unfit) or any(cell.strip() for cell in cells):
                yield Row(number, partial(_fields, cells, columns, fields))


def _fields(cells: Sequence[str] | Unfit, columns: Sequence[str], fields: FieldMap) -> Mapping[str, Any]:
    if isinstance(cells, Unfit):
        raise cells
    if any(cell.strip() for cell in cells[len(columns) :]):
        raise ValueError(f"it has {len(cells)} cells, and the header {len(columns)}; is a text without its quotes?")
    if any("\udc80" <= character <= "\udcff" for cell in cells for character in cell):
        raise ValueError("it is not UTF-8, as the rows before it are")
    return fields.pick(dict.fromkeys(columns, "") | dict(zip(columns, cells, strict=False)))


class _Lines:
    """The lines of a file for a reader of CSV, none longer than a row may be."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._left = MAX_BYTES
        self.number = 0
        self.first = 0
        """The line at which the row began that is being read."""

    def begin(self) -> None:
        """A new row."""
        self.first = self.number + 1
        self._left = MAX_BYTES

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._file.readline(MAX_BYTES + 1)
        if not line:
            raise StopIteration
        self.number += 1
        self._left -= len(line)
        if self._left < 0:
            self._skip_rest(line)
            raise _TooLong
        return line

    def _skip_rest(self, line: str) -> None:
        while len(line) > MAX_BYTES and not line.endswith("\n"):
            line = self._file.readline(MAX_BYTES + 1)


class _TooLong(Exception):
    """A row has more than `MAX_BYTES`."""


def _records(lines: _Lines, delimiter: str) -> Iterator[tuple[int, list[str] | Unfit]]:
    """The rows with the lines at which they begin."""
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        lines.begin()
        try:
            yield lines.first, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield lines.first, Unfit(FailureCode.BAD_ROW, f"it is no row of CSV ({error}); mend that line")
        except _TooLong:
            if lines.number > lines.first:
                message = f"a quotation mark in line {lines.first} is not closed; close it, and the rest can be read"
                raise Unfit(FailureCode.BAD_ROW, message) from None
            yield lines.first, Unfit(FailureCode.TOO_LARGE, f"it has more than {MAX_BYTES:,} bytes; split it")


def _delimiter(head: str) -> str:
    """The delimiter that makes most columns of the header."""
    header = re.split(r"[\r\n]", head, maxsplit=1)[0]
    return max(_DELIMITERS, key=lambda delimiter: len(next(csv.reader([header], delimiter=delimiter), [])))


def _errors(encoding: str) -> str:
    """Bytes that are no UTF-8 are told by their row; other encodings have an answer to nearly everything."""
    return "surrogateescape" if encoding.startswith("utf-8") else "replace"
