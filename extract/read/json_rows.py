"""Reads JSON files: arrays of articles, single articles, answers of APIs with an array inside, and objects in a row.

The articles are taken from the file one by one, whatever its size.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from extract.read.decode import MAX_BYTES, ReadError
from extract.read.fields import FieldMap, Picked
from extract.read.files import InputFile, open_unpacked
from extract.read.rows import Row
from schemas import FailureCode

_CONTAINERS = frozenset(
    "articles results docs data items stories news hits entries documents records rows matches posts content value"
    "".split()
)
"""Names of arrays in which APIs return articles."""
_MAX_DEPTH = 3
"""Objects around such an array, at most."""
_ITEM = "item"
DEEPEST = 64
"""Objects and lists around a value, at most."""
_SEARCHED = 20_000
"""Tokens in which it is looked for."""
_CHUNK = 1 << 16


def read_json_rows(source: InputFile, fields: FieldMap) -> Iterator[Row]:
    """Yield the articles. Raises one of `DAMAGE`, or ReadError if it is no JSON, or an article is too large."""
    from ijson import JSONError

    try:
        with open_unpacked(source) as file:
            bounded = _Bounded(file)
            if bounded.is_empty:
                raise ReadError(FailureCode.EMPTY, "this file is empty; remove it, or give the articles as JSON")
            place = _find_articles(_values(bounded))
        with open_unpacked(source) as file:
            bounded = _Bounded(file)
            items = enumerate(_build(_values(bounded), place), start=1)
            rows = (Row(number, partial(_fields, item, fields), "item") for number, item in items)
            for row in rows if place else _mark_only(rows, bounded):
                bounded.begin()
                yield row
    except JSONError as error:
        why = " ".join(str(error).split())[:100]
        raise ReadError(
            FailureCode.BAD_ROW, f"this is no JSON from here on ({why}); fix it, or save it again"
        ) from error


def _mark_only(rows: Iterator[Row], bounded: "_Bounded") -> Iterator[Row]:
    """Yield the rows; the only one of its file is marked."""
    first = next(rows, None)
    bounded.begin()
    second = next(rows, None)
    if first and second is None:
        yield replace(first, alone=True)
        return
    yield from (row for row in (first, second) if row)
    yield from rows


def _fields(item: Any, fields: FieldMap) -> Picked:
    if not isinstance(item, dict):
        raise ValueError("it is not an object with a field 'text'")
    inner = item.get("_source")
    return fields.pick({"id": item.get("_id")} | inner if isinstance(inner, dict) else item)


@dataclass(frozen=True)
class _Value:
    """A token of JSON, and the keys of the objects around it; a list around it has the key `item`."""

    place: tuple[str, ...]
    event: str
    value: Any


def _values(file: "_Bounded") -> Iterator[_Value]:
    """Yield the tokens of a file. Raises ReadError if it is nested too deeply, and JSONError if it is no JSON."""
    from ijson import basic_parse

    place: list[str] = []
    for event, value in basic_parse(file, use_float=True, multiple_values=True, buf_size=_CHUNK):
        if event in ("end_map", "end_array"):
            place.pop()
        if event == "map_key":
            place[-1] = value
        yield _Value(tuple(place), event, value)
        if event in ("start_map", "start_array"):
            place.append("" if event == "start_map" else _ITEM)
            if len(place) > DEEPEST:
                message = f"this JSON is nested more than {DEEPEST} levels deep; save the articles as a plain list"
                raise ReadError(FailureCode.BAD_ROW, message)


def _build(values: Iterator[_Value], place: tuple[str, ...]) -> Iterator[Any]:
    """Yield the values at a place."""
    from ijson.common import ObjectBuilder

    builder: Any = None
    for one in values:
        here = len(one.place) == len(place) and one.place == place and one.event != "map_key"
        if builder is None and here:
            builder = ObjectBuilder()
        if builder is not None:
            builder.event(one.event, one.value)
            if here and one.event not in ("start_map", "start_array"):
                yield builder.value
                builder = None


def _find_articles(values: Iterator[_Value]) -> tuple[str, ...]:
    """Where the articles are: in a list at the top, in a list that an API returns, or at the top itself."""
    listed: tuple[str, ...] | None = None
    for number, one in enumerate(values):
        if number == 0 and one.event == "start_array":
            return (_ITEM,)
        if listed is not None and one.event == "start_map":
            return (*listed, _ITEM)
        inside = 0 < len(one.place) <= _MAX_DEPTH and one.place[-1] in _CONTAINERS and _ITEM not in one.place
        listed = one.place if inside and one.event == "start_array" else None
        if number > _SEARCHED:
            break
    return ()


class _Bounded:
    """Reads a file as UTF-8, and refuses an article that is too large."""

    def __init__(self, file: Any) -> None:
        start = file.read(4)
        utf16 = start[:2] in (b"\xff\xfe", b"\xfe\xff")
        self._start = b"" if utf16 else start.removeprefix(b"\xef\xbb\xbf")
        self._text = io.TextIOWrapper(io.BufferedReader(_Prefixed(start, file)), "utf-16") if utf16 else None
        self._file = file
        self._left = MAX_BYTES + 2 * _CHUNK
        self.is_empty = not start.strip()

    def begin(self) -> None:
        """Begin a new article."""
        self._left = MAX_BYTES + 2 * _CHUNK

    def read(self, size: int = -1) -> bytes:
        """Return some bytes; an empty string is asked for to find out their type."""
        if size == 0:
            return b""
        data = self._text.read(size).encode() if self._text else self._start + self._file.read(size - len(self._start))
        self._start = b""
        self._left -= len(data)
        if self._left < 0:
            raise ReadError(FailureCode.TOO_LARGE, f"an article has more than {MAX_BYTES:,} bytes; split it")
        return data


class _Prefixed(io.RawIOBase):
    """A file of which some bytes are read already."""

    def __init__(self, start: bytes, file: Any) -> None:
        self._start, self._file = start, file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._start[: len(buffer)] or self._file.read(len(buffer))
        self._start = self._start[len(data) :] if self._start else b""
        buffer[: len(data)] = data
        return len(data)
