"""Reads JSON Lines: one article per row. A bad row is a failure with its line, and the rows after it are read."""

import json
from collections.abc import Iterator
from functools import partial

from extract.read.decode import MAX_BYTES, ReadError
from extract.read.fields import FieldMap, Picked
from extract.read.files import InputFile, open_unpacked
from extract.read.rows import Row
from schemas import FailureCode


def read_jsonl_rows(source: InputFile, fields: FieldMap) -> Iterator[Row]:
    """Yield the rows that are not blank; only the beginning of one that is too large. Raises one of `DAMAGE`."""
    with open_unpacked(source) as file:
        number = 0
        while line := file.readline(MAX_BYTES + 1):
            number += 1
            rest = line
            while len(rest) > MAX_BYTES and not rest.endswith(b"\n"):
                rest = file.readline(MAX_BYTES + 1)
            if line.strip():
                yield Row(number, partial(_fields, line, fields))


def _fields(line: bytes, fields: FieldMap) -> Picked:
    if len(line) > MAX_BYTES:
        raise ReadError(FailureCode.TOO_LARGE, f"it has more than {MAX_BYTES:,} bytes; split it")
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError("it is not UTF-8") from error
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    if not isinstance(row, dict):
        raise ValueError("it is not an object with a field 'text'")
    return fields.pick(row)
