"""Picks the fields of an article from a row: by a mapping that the user gives, by a known form, else by usual names.

In: a row of JSON, JSONL or CSV. Out: its values under our names, unchanged.
"""

import ast
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from extract.read.metadata import WRAPPERS, unwrap
from extract.read.row_forms import find_form, look_up, pick_fields, pick_text

USUAL: dict[str, tuple[str, ...]] = {
    "text": ("body", "content", "article", "article text", "article body", "full text", "main text", "story"),
    "title": ("headline", "heading"),
    "date": (
        "published", "published at", "published on", "publish date", "publication date", "date published",
        "date publish", "pub date", "published date", "publish time", "seen date", "web publication date", "timestamp",
        "datetime",
    ),
    "source": (
        "source name", "source domain", "publisher", "publication", "outlet", "newspaper", "site name", "domain",
    ),
    "url": ("link", "source url", "article url", "permalink"),
    "language": ("lang",),
    "id": ("article id", "doc id", "document id", "source id", "uid", "uuid", "guid"),
}  # fmt: skip
"""Our fields, and their names in news APIs, crawlers and tables; case, `-`, `_` and spaces are ignored."""


@dataclass(frozen=True)
class Picked:
    """Our fields of a row."""

    fields: Mapping[str, Any]
    form: str | None = None
    """The source of news that its fields show, for instance "NewsAPI"."""
    part: str | None = None
    """What the row has in the place of the whole text: "title" or "beginning"."""


@dataclass(frozen=True)
class FieldMap:
    """A mapping from our fields to those of the rows; fields that are not in it are found by their usual names."""

    named: tuple[tuple[str, str], ...] = ()

    def pick(self, row: Mapping[str, Any]) -> Picked:
        """Return our fields of a row, unchanged. Raises ValueError if the row has no text."""
        given = dict(self.named)
        form = None if "text" in given else find_form(row)
        if form is None:
            picked = Picked({ours: self._find(row, ours) for ours in USUAL})
        else:
            text, part = pick_text(form, row)
            known = {ours: value for ours, value in pick_fields(form, row).items() if value is not None}
            mapped = {ours: look_up(row, theirs) for ours, theirs in given.items()}
            usual = {ours: self._find(row, ours) for ours in USUAL if ours not in known}
            picked = Picked(usual | known | {"text": text} | mapped, form.name, part)
        text = unwrap(picked.fields["text"])
        if not isinstance(text, str):
            raise ValueError(self._without_text(row))
        return replace(
            picked, fields={**picked.fields, "text": text, "source": _source_name(picked.fields.get("source"))}
        )

    def _find(self, row: Mapping[str, Any], ours: str) -> Any:
        given = dict(self.named)
        if ours in given:
            return look_up(row, given[ours])
        return _find_usual(row, ours, {_normalize_name(name): name for name in row})

    def describe_missing(self, columns: Collection[str]) -> str | None:
        """Return what a table with these columns lacks; None if it has a text and all mapped columns."""
        absent = [theirs for _, theirs in self.named if theirs not in columns]
        if absent:
            return f"it has no column {absent[0]!r}; there are: {', '.join(columns)}"
        try:
            self.pick(dict.fromkeys(columns, ""))
        except ValueError as error:
            return str(error)
        return None

    def _without_text(self, row: Mapping[str, Any]) -> str:
        theirs = dict(self.named).get("text")
        if theirs:
            return f"it has no field {theirs!r} that is text"
        return f"it has no field 'text'; name the field that is, with --map text=FIELD (it has: {', '.join(row)[:200]})"


def build_field_map(given: Mapping[str, str]) -> FieldMap:
    """Return the map of these pairs. Raises ValueError for an unknown field of ours."""
    for ours in given:
        if ours not in USUAL:
            raise ValueError(f"there is no field {ours!r} to map; there are: {', '.join(USUAL)}")
    return FieldMap(tuple(given.items()))


def _source_name(value: Any) -> Any:
    """The name of a source; tables have the text of a whole object in its place."""
    if isinstance(value, str) and value.startswith("{"):
        try:
            value = ast.literal_eval(value[:1_000])
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            return value
    if isinstance(value, Mapping):
        return next((value[key] for key in ("name", "title", "id") if value.get(key)), None)
    return value


def _find_usual(row: Mapping[str, Any], ours: str, plain: Mapping[str, str]) -> Any:
    """The value under our name, else the first text or number under a usual name, empty ones last."""
    if row.get(ours) not in (None, ""):
        return row[ours]
    values = [row[plain[_normalize_name(name)]] for name in (ours, *USUAL[ours]) if _normalize_name(name) in plain]
    fit = [value for value in values if isinstance(value, str | int | float | Mapping) and not isinstance(value, bool)]
    return next(iter(sorted(fit, key=lambda value: value == "")), None)


def _normalize_name(name: str) -> str:
    """A name without signs and capitals, and of the value in a flat `source.name` only the `source`."""
    outer, _, inner = name.rpartition(".")
    return re.sub(r"[-_\s]", "", outer if outer and inner in WRAPPERS else name).lower()
