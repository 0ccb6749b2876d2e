"""Which field of a row is the article's text, which its title and so on: by a mapping that is given, else by its name.

In comes a row of JSONL or CSV as people have them; out come the fields by our names. No value is changed.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

USUAL: dict[str, tuple[str, ...]] = {
    "text": ("body", "content", "article", "article text", "article body", "full text", "main text", "story"),
    "title": ("headline", "heading"),
    "date": (
        "published", "published at", "published on", "publish date", "publication date", "date published",
        "date publish", "pub date",
    ),
    "source": (
        "source name", "source domain", "publisher", "publication", "outlet", "newspaper", "site name", "domain",
    ),
    "url": ("link", "source url", "article url", "permalink"),
    "language": ("lang",),
    "id": ("article id", "doc id", "document id", "source id", "uid", "uuid", "guid"),
}  # fmt: skip
"""Our fields, and what else news APIs, crawlers and tables call them; case, `-`, `_` and spaces do not count."""


@dataclass(frozen=True)
class FieldMap:
    """A mapping from our fields to those of the rows; what is not in it goes by its usual names."""

    named: tuple[tuple[str, str], ...] = ()

    def pick(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Our fields of a row, as they stand there. Raises ValueError if the row has no text."""
        given = dict(self.named)
        plain = {_plain(name): name for name in row}
        picked = {ours: _at(row, given[ours]) if ours in given else _usual(row, ours, plain) for ours in USUAL}
        if not isinstance(picked["text"], str):
            raise ValueError(self._without_text(row))
        return picked

    def missing(self, columns: Collection[str]) -> str | None:
        """What a table with these columns lacks, as it is told; None if it has its text and all that is mapped."""
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


def field_map(given: Mapping[str, str]) -> FieldMap:
    """The map of these pairs. Raises ValueError for a field that we do not have."""
    for ours in given:
        if ours not in USUAL:
            raise ValueError(f"there is no field {ours!r} to map; there are: {', '.join(USUAL)}")
    return FieldMap(tuple(given.items()))


def _at(row: Mapping[str, Any], name: str) -> Any:
    """The value of this name, where `a.b` may be the `b` within `a`; None if there is none."""
    if name in row:
        return row[name]
    outer, _, inner = name.partition(".")
    below = row.get(outer)
    return _at(below, inner) if inner and isinstance(below, Mapping) else None


def _usual(row: Mapping[str, Any], ours: str, plain: Mapping[str, str]) -> Any:
    """The value under our name, or else under the first usual one that is text or a number, empty ones last."""
    if row.get(ours) not in (None, ""):
        return row[ours]
    values = [row[plain[_plain(name)]] for name in (ours, *USUAL[ours]) if _plain(name) in plain]
    fit = [value for value in values if isinstance(value, str | int) and not isinstance(value, bool)]
    return next(iter(sorted(fit, key=lambda value: value == "")), None)


def _plain(name: str) -> str:
    return re.sub(r"[-_\s]", "", name).lower()
