"""Reads CSV tables: one article per row below a header, in any encoding, with comma, semicolon, tab or bar.

A bad row is a failure with its line, and the rows after it are read. Only a quotation mark that is never closed ends
the table, because it would include all rows that follow.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TextIO

from extract.read.decode import MAX_BYTES, ReadError, detect_encoding
from extract.read.fields import FieldMap, Picked
from extract.read.files import InputFile, open_unpacked
from extract.read.rows import Row
from schemas import FailureCode

_DELIMITERS = ",;\t|"
_HEAD = 1_000_000
"""Bytes from which the encoding is detected."""


def read_csv_rows(source: InputFile, fields: FieldMap) -> Iterator[Row]:
    """Yield the rows below the header that are not blank. Raises one of `DAMAGE`, or ReadError if it is no table."""
    with open_unpacked(source) as file:
        head = file.read(_HEAD)
    encoding = detect_encoding(head)
    csv.field_size_limit(MAX_BYTES)
    with open_unpacked(source) as file:
        lines = _Lines(io.TextIOWrapper(file, encoding, _error_handler(encoding), newline=""))
        records = _records(lines, _delimiter(head.decode(encoding, errors="replace")))
        header = next(records, None)
        columns = [column.strip() for column in header[1]] if header and not isinstance(header[1], ReadError) else []
        if problem := fields.describe_missing(columns):
            raise ReadError(FailureCode.BAD_ROW, f"this table cannot be read: {problem}")
        for number, cells in records:
            if isinstance(cells, ReadError) or any(cell.strip() for cell in cells):
                yield Row(number, partial(_fields, cells, columns, fields))


def _fields(cells: Sequence[str] | ReadError, columns: Sequence[str], fields: FieldMap) -> Picked:
    if isinstance(cells, ReadError):
        raise cells
    if any(cell.strip() for cell in cells[len(columns) :]):
        raise ValueError(f"it has {len(cells)} cells, the header {len(columns)} (a text with delimiters needs quotes)")
    if any("\udc80" <= character <= "\udcff" for cell in cells for character in cell):
        raise ValueError("it is not UTF-8, unlike the rows before it")
    return fields.pick(dict.fromkeys(columns, "") | dict(zip(columns, cells, strict=False)))


class _Lines:
    """Iterates over the lines of a file for a CSV reader, and limits the size of a row."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._left = MAX_BYTES
        self.number = 0
        self.first = 0
        """Number of the line at which the current row begins, from 1."""

    def begin(self) -> None:
        """Begin a new row."""
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
    """A row has more than `MAX_BYTES` characters."""


def _records(lines: _Lines, delimiter: str) -> Iterator[tuple[int, list[str] | ReadError]]:
    """Yield the rows, each with the number of the line at which it begins."""
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        lines.begin()
        try:
            yield lines.first, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield lines.first, ReadError(FailureCode.BAD_ROW, f"it is not a row of CSV ({error}); fix that line")
        except _TooLong:
            if lines.number > lines.first:
                message = f"a quotation mark in line {lines.first} is not closed; close it to read the rest"
                raise ReadError(FailureCode.BAD_ROW, message) from None
            yield lines.first, ReadError(FailureCode.TOO_LARGE, f"it has more than {MAX_BYTES:,} bytes; split it")


def _delimiter(head: str) -> str:
    """The delimiter that divides the header into most columns."""
    header = re.split(r"[\r\n]", head, maxsplit=1)[0]
    return max(_DELIMITERS, key=lambda delimiter: len(next(csv.reader([header], delimiter=delimiter), [])))


def _error_handler(encoding: str) -> str:
    """How to decode bytes that are not of the encoding: in UTF-8 so that their row can be reported, else replaced."""
    return "surrogateescape" if encoding.startswith("utf-8") else "replace"
