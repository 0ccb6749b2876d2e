"""Metadata of an article: fields of a row, a sidecar file, or Markdown front matter."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from extract.read.decode import ReadError, clean_line
from extract.read.files import InputFile, file_stem, load_bytes, printable_path
from schemas import FailureCode

SIDECAR = ".meta.json"
_FENCE = re.compile(r"\s*---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n+|\Z)", re.S | re.M)
_ENTRY = re.compile(r"([A-Za-z_][\w-]*)[ \t]*+:(?:[ \t]++(.*))?")
_NESTED = re.compile(r"\s*(?:#.*)?|\s+.*|-\s.*")
_BLOCK_VALUE = re.compile(r"[>|][+-]?")


@dataclass(frozen=True)
class Metadata:
    """The known fields, as written but on one line; None for those that are absent or empty."""

    id: str | None = None
    title: str | None = None
    date: str | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None

    def with_defaults(self, other: "Metadata") -> "Metadata":
        """Return these fields, and those of `other` where these are empty."""
        return Metadata(**{f.name: getattr(self, f.name) or getattr(other, f.name) for f in fields(self)})


def parse_metadata(given: Mapping[str, Any]) -> Metadata:
    """Return the known fields of a JSON object; others are ignored. Raises ValueError for one of another type."""
    known = {}
    for field in fields(Metadata):
        value = unwrap(given.get(field.name))
        if value is not None and (isinstance(value, bool) or not isinstance(value, str | int | float)):
            raise ValueError(f"field {field.name!r} is neither text nor a number")
        known[field.name] = None if value is None else re.sub(r"[ \t\n]+", " ", clean_line(str(value))).strip() or None
    return Metadata(**known)


WRAPPERS = ("rendered", "main", "$date", "$numberLong", "$oid", "name", "title", "#text")
"""Keys of the values of objects that wrap one: those of WordPress, the New York Times, MongoDB, a source, XML."""


def unwrap(value: Any) -> Any:
    """Return the value that an object wraps; other values as they are."""
    if isinstance(value, Mapping):
        return next((unwrap(value[key]) for key in WRAPPERS if value.get(key)), value)
    return value


def read_sidecar(source: InputFile) -> Metadata:
    """Return the metadata in `<stem>.meta.json` next to a file; empty without one. Raises ReadError if it is broken."""
    sidecar = source.find_sibling(file_stem(source.path) + SIDECAR)
    if sidecar is None:
        return Metadata()
    try:
        given = json.loads(load_bytes(sidecar).decode("utf-8-sig"))
        if not isinstance(given, dict):
            raise ValueError("it is not a JSON object")
        return parse_metadata(given)
    except (ValueError, RecursionError) as error:
        message = f"{printable_path(sidecar.path)} is broken ({error}); fix or remove it"
        raise ReadError(FailureCode.UNREADABLE, message) from error


def split_front_matter(text: str) -> tuple[str, Metadata]:
    """Split the `key: value` lines between `---` from the top of a Markdown text; return text and metadata.

    Lists and nested values are ignored. `---` that are only horizontal rules are no front matter.
    """
    fence = _FENCE.match(text)
    if fence is None:
        return text, Metadata()
    given: dict[str, str] = {}
    for line in fence[1].splitlines():
        entry = _ENTRY.fullmatch(line)
        if entry:
            given[entry[1].lower()] = _unquote(entry[2] or "")
        elif not _NESTED.fullmatch(line):
            return text, Metadata()
    return text[fence.end() :], parse_metadata(given)


def _unquote(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return "" if _BLOCK_VALUE.fullmatch(value) else re.sub(r"(?<!\s)\s++#.*", "", value)
