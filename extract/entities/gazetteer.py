"""Finds the names of a table in a text: the longest at each place, with their offsets.

Nothing is fuzzy: names match word by word and case-sensitively. Only kinds of quotation marks and dashes, white space
and the full stops of abbreviations may differ.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, TypeVar

from extract.normalize import tables

T = TypeVar("T")

_PIECE = re.compile(r"[^\W_]+|\s+|[^\w\s]|_")
"""A word, white space or a mark; every character is in one."""
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
        self._sizes: dict[str, dict[str, tuple[int, ...]]] = {}
        """Numbers of tokens of the longer forms, the longest first, by their first and their second token."""
        for stopper in stoppers:
            self._add(stopper, None)
        for form, value in forms.items():
            self._add(form, value)

    def lookup(self, words: str) -> T | None:
        """Return the value of exactly these words, a leading "the" or "The" ignored; None if there is none."""
        key = tuple(_read_words(words))
        if key not in self._values and key[:1] in (("the",), ("The",)):
            key = key[1:]
        return self._values.get(key)

    def find(self, text: str) -> Iterator[NameMatch[T]]:
        """Yield all forms in order, the longest at each place, none overlapping another."""
        pieces = _read_pieces(text)
        if self._sizes.keys().isdisjoint(pieces):
            return
        tokens = _Tokens(text, pieces)
        taken = 0
        for at, word in enumerate(tokens.words):
            size = self._size(tokens.words, at) if word in self._sizes and at >= taken else 0
            if size:
                taken, last = at + size, at + size - 1
                value = self._values[tuple(tokens.words[at:taken])]
                if value is not None and not _in_compound(text, tokens.starts[at], tokens.end(last)):
                    end = tokens.end(last - (size > 1 and tokens.words[last] == "-"))
                    yield NameMatch(tokens.starts[at], end, value, tokens.before(at), tokens.after(last))

    def _add(self, form: str, value: T | None) -> None:
        for spelling in _spellings(form):
            key = tuple(_read_words(spelling))
            self._values[key] = value
            sizes = self._sizes.setdefault(key[0], {})
            if len(key) > 1:
                sizes[key[1]] = tuple(sorted({*sizes.get(key[1], ()), len(key)}, reverse=True))

    def _size(self, words: list[str], at: int) -> int:
        """The number of tokens of the longest form that begins here; 0 if none does."""
        second = words[at + 1] if at + 1 < len(words) else ""
        for size in self._sizes[words[at]].get(second, ()):
            if at + size <= len(words) and tuple(words[at : at + size]) in self._values:
                return size
        return 1 if (words[at],) in self._values else 0


def _read_pieces(text: str) -> list[str]:
    """All words, marks and white space of a text; kinds of quotation marks and dashes are made the same."""
    return _PIECE.findall(text.translate(_SAME))


def _read_words(text: str) -> list[str]:
    """The words and marks of a text."""
    return [piece for piece in _read_pieces(text) if not piece.isspace()]


class _Tokens:
    """The words and marks of a text, with their places."""

    def __init__(self, text: str, pieces: list[str]) -> None:
        starts = accumulate(map(len, pieces), initial=0)
        found = [(piece, start) for piece, start in zip(pieces, starts, strict=False) if not piece.isspace()]
        self.text = text
        self.words = [word for word, _ in found]
        self.starts = [start for _, start in found]

    def end(self, at: int) -> int:
        """Return the offset after a token."""
        return self.starts[at] + len(self.words[at])

    def before(self, at: int) -> str:
        """Return the word before a token, with the full stop of an initial or a courtesy title ("J.", "Rep.")."""
        if not at or self.text[self.end(at - 1) : self.starts[at]] not in (" ", "\u00a0"):
            return ""
        word, start = self.words[at - 1], self.starts[at - 1]
        if word == "." and at > 1 and self.end(at - 2) == start:
            return self.text[self.starts[at - 2] : start + 1]
        return word if word.isalpha() else ""

    def after(self, at: int) -> str:
        """Return the word after a token."""
        if at + 1 >= len(self.words) or self.text[self.end(at) : self.starts[at + 1]] not in (" ", "\u00a0"):
            return ""
        word = self.words[at + 1]
        return word if word.isalpha() else ""


def _in_compound(text: str, start: int, end: int) -> bool:
    """True of a name in an adjective that describes another actor ("anti-Taliban front", "Iran-backed militia")."""
    before = text[max(0, start - 6) : start]
    return ("-" in before and bool(_PREFIX.search(before))) or bool(_SUFFIX.match(text, end))


_PREFIX = re.compile(r"\b(?:pro|anti|non)-$", re.I)
_SUFFIX = re.compile(
    r"-(?:backed|led|based|funded|made|built|style|allied|aligned|sponsored|supported|controlled|held)\b", re.I
)


def read_rows(table: str, width: int) -> list[list[str]]:
    """Return the rows of a table of `extract.entities.data` as lists of `width` columns, without comments."""
    return tables.read_rows("extract.entities.data", table, width)


def _spellings(form: str) -> Iterator[str]:
    """Yield the form, and its abbreviations with full stops: "US", "U.S.", "U.S"."""
    yield form
    dotted = _ABBREVIATION.sub(lambda match: ".".join(match.group()) + ".", form)
    if dotted != form:
        yield dotted
        yield _ABBREVIATION.sub(lambda match: ".".join(match.group()), form)
