"""Finds the names of a table in a text: the longest at each place, with their offsets.

Nothing is fuzzy: names match word by word and case-sensitively. Only kinds of quotation marks and dashes, white space
and the full stops of abbreviations may differ.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from extract.normalize import tables

T = TypeVar("T")

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_SAME = str.maketrans("’‘ʼ‐‑–", "'''---")
_ABBREVIATION = re.compile(r"\b[A-Z]{2,5}\b(?!['\w])")


@dataclass(frozen=True)
class NameMatch(Generic[T]):
    """A form of the table in a text."""

    start: int
    end: int
    value: T
    before: str
    """The word right before it; empty if punctuation or the end of a line separates them."""
    after: str
    """The word right after it; empty likewise."""


class Gazetteer(Generic[T]):
    """A table of forms and their values. A form that ends in a hyphen matches only before a hyphen."""

    def __init__(self, forms: Mapping[str, T], stoppers: Iterable[str]) -> None:
        """`stoppers` are phrases that contain a form but mean something else: they match first, and have no value."""
        self._values: dict[tuple[str, ...], T | None] = {}
        self._longest: dict[str, int] = {}
        for stopper in stoppers:
            self._add(stopper, None)
        for form, value in forms.items():
            self._add(form, value)

    def lookup(self, words: str) -> T | None:
        """Return the value of exactly these words, a leading "the" or "The" ignored; None if there is none."""
        key = tuple(token for _, _, token in _tokens(words))
        if key not in self._values and key[:1] in (("the",), ("The",)):
            key = key[1:]
        return self._values.get(key)

    def find(self, text: str) -> Iterator[NameMatch[T]]:
        """Yield all forms in order, the longest at each place, none overlapping another."""
        tokens = list(_tokens(text))
        at = 0
        while at < len(tokens):
            size = self._size(tokens, at)
            if size:
                last = at + size - 1
                value = self._values[tuple(token for _, _, token in tokens[at : last + 1])]
                if value is not None and not _in_compound(text, tokens[at][0], tokens[last][1]):
                    end = tokens[last - (size > 1 and tokens[last][2] == "-")][1]
                    yield NameMatch(tokens[at][0], end, value, _before(text, tokens, at), _after(text, tokens, last))
            at += size or 1

    def _add(self, form: str, value: T | None) -> None:
        for spelling in _spellings(form):
            key = tuple(token for _, _, token in _tokens(spelling))
            self._values[key] = value
            self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    def _size(self, tokens: list[tuple[int, int, str]], at: int) -> int:
        longest = min(self._longest.get(tokens[at][2], 0), len(tokens) - at)
        for size in range(longest, 0, -1):
            if tuple(token for _, _, token in tokens[at : at + size]) in self._values:
                return size
        return 0


def _in_compound(text: str, start: int, end: int) -> bool:
    """True of a name in an adjective that describes another actor ("anti-Taliban front", "Iran-backed militia")."""
    return bool(_PREFIX.search(text[max(0, start - 6) : start]) or _SUFFIX.match(text, end))


_PREFIX = re.compile(r"\b(?:pro|anti|non)-$", re.I)
_SUFFIX = re.compile(
    r"-(?:backed|led|based|funded|made|built|style|allied|aligned|sponsored|supported|controlled|held)\b", re.I
)


def read_rows(table: str, width: int) -> list[list[str]]:
    """Return the rows of a table of `extract.entities.data` as lists of `width` columns, without comments."""
    return tables.read_rows("extract.entities.data", table, width)


def _tokens(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _TOKEN.finditer(text.translate(_SAME)):
        yield match.start(), match.end(), match.group()


def _spellings(form: str) -> Iterator[str]:
    """Yield the form, and its abbreviations with full stops: "US", "U.S.", "U.S"."""
    yield form
    dotted = _ABBREVIATION.sub(lambda match: ".".join(match.group()) + ".", form)
    if dotted != form:
        yield dotted
        yield _ABBREVIATION.sub(lambda match: ".".join(match.group()), form)


def _before(text: str, tokens: list[tuple[int, int, str]], at: int) -> str:
    """The word before, with the full stop of an initial or a courtesy title ("J.", "Rep.")."""
    if not at or text[tokens[at - 1][1] : tokens[at][0]] not in (" ", "\u00a0"):
        return ""
    start, end, token = tokens[at - 1]
    if token == "." and at > 1 and tokens[at - 2][1] == start:
        return text[tokens[at - 2][0] : end]
    return token if token.isalpha() else ""


def _after(text: str, tokens: list[tuple[int, int, str]], last: int) -> str:
    if last + 1 >= len(tokens) or text[tokens[last][1] : tokens[last + 1][0]] not in (" ", "\u00a0"):
        return ""
    token = tokens[last + 1][2]
    return token if token.isalpha() else ""
