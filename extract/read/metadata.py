"""What is told about an article beside its text: a row's fields, a sidecar, or Markdown front matter."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from extract.read.decode import Unfit, tidy
from extract.read.files import Source, load, shown, stem
from schemas import FailureCode

SIDECAR = ".meta.json"
_FENCE = re.compile(r"\s*---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n+|\Z)", re.S | re.M)
_ENTRY = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:(?:[ \t]+(.*))?")
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

    def over(self, other: "Metadata") -> "Metadata":
        """These fields, and the other's where these have none."""
        return Metadata(**{f.name: getattr(self, f.name) or getattr(other, f.name) for f in fields(self)})


def metadata(given: Mapping[str, Any]) -> Metadata:
    """The known fields of a JSON object; others are ignored. Raises ValueError if one is neither text nor number."""
    known = {}
    for field in fields(Metadata):
        value = given.get(field.name)
        if value is not None and (isinstance(value, bool) or not isinstance(value, str | int)):
            raise ValueError(f"field {field.name!r} is neither text nor a number")
        known[field.name] = None if value is None else re.sub(r"[ \t\n]+", " ", tidy(str(value))).strip() or None
    return Metadata(**known)


def sidecar(source: Source) -> Metadata:
    """What `<stem>.meta.json` beside the file tells; empty if there is none. Raises Unfit if it is broken."""
    beside = source.beside(stem(source.path) + SIDECAR)
    if beside is None:
        return Metadata()
    try:
        given = json.loads(load(beside).decode("utf-8-sig"))
        if not isinstance(given, dict):
            raise ValueError("it is no JSON object")
        return metadata(given)
    except (ValueError, RecursionError) as error:
        message = f"{shown(beside.path)} is broken ({error}); mend or remove it"
        raise Unfit(FailureCode.UNREADABLE, message) from error


def front_matter(text: str) -> tuple[str, Metadata]:
    """A Markdown text without the `key: value` lines between `---` at its top, and what these tell.

    Lists and nested values are passed over. A text whose `---` are mere rules has no front matter.
    """
    fence = _FENCE.match(text)
    if fence is None:
        return text, Metadata()
    given: dict[str, str] = {}
    for line in fence[1].splitlines():
        entry = _ENTRY.fullmatch(line)
        if entry:
            given[entry[1].lower()] = _plain(entry[2] or "")
        elif not _NESTED.fullmatch(line):
            return text, Metadata()
    return text[fence.end() :], metadata(given)


def _plain(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return "" if _BLOCK_VALUE.fullmatch(value) else re.sub(r"\s+#.*", "", value)
