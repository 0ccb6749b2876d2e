"""Exact names in running text: a table of forms and a text come in, the longest forms at their offsets go out.

Nothing is fuzzy: forms match word by word and case-sensitively. Only typographic quotes and dashes, white space and the
dots of abbreviations are let differ.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Generic, TypeVar

T = TypeVar("T")

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_SAME = str.maketrans("’‘ʼ‐‑–", "'''---")
_ABBREVIATION = re.compile(r"\b[A-Z]{2,5}\b(?!['\w])")


@dataclass(frozen=True)
class NameMatch(Generic[T]):
    """A form found, with the words that stand directly by it (empty where a mark or the end of a line parts them)."""

    start: int
    end: int
    value: T
    before: str
    after: str


class Gazetteer(Generic[T]):
    """Forms and what they stand for; a form that ends in a hyphen matches only before one."""

    def __init__(self, forms: Mapping[str, T], stoppers: Iterable[str]) -> None:
        """Stoppers are phrases that contain a form but do not mean it: they match first and give nothing."""
        self._values: dict[tuple[str, ...], T | None] = {}
        self._longest: dict[str, int] = {}
        for stopper in stoppers:
            self._add(stopper, None)
        for form, value in forms.items():
            self._add(form, value)

    def lookup(self, words: str) -> T | None:
        """What exactly these words stand for, a leading "the" or "The" ignored."""
        key = tuple(token for _, _, token in _tokens(words))
        if key not in self._values and key[:1] in (("the",), ("The",)):
            key = key[1:]
        return self._values.get(key)

    def find(self, text: str) -> Iterator[NameMatch[T]]:
        """All forms in order of appearance, the longest at each place, none overlapping."""
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
    """True of a name in an adjective that is somebody else's ("anti-Taliban front", "Iran-backed militia")."""
    return bool(_PREFIX.search(text[max(0, start - 6) : start]) or _SUFFIX.match(text, end))


_PREFIX = re.compile(r"\b(?:pro|anti|non)-$", re.I)
_SUFFIX = re.compile(
    r"-(?:backed|led|based|funded|made|built|style|allied|aligned|sponsored|supported|controlled|held)\b", re.I
)


def read_rows(table: str, width: int) -> list[list[str]]:
    """The rows of a table of `extract.entities.data` as lists of so many columns, comments left out."""
    text = files("extract.entities.data").joinpath(table).read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return [line + [""] * (width - len(line)) for line in lines]


def split_forms(words: str) -> list[str]:
    """The forms of one column."""
    return [form for form in words.split("|") if form]


def _tokens(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _TOKEN.finditer(text.translate(_SAME)):
        yield match.start(), match.end(), match.group()


def _spellings(form: str) -> Iterator[str]:
    """The form, and its abbreviations with dots: "US", "U.S.", "U.S"."""
    yield form
    dotted = _ABBREVIATION.sub(lambda match: ".".join(match.group()) + ".", form)
    if dotted != form:
        yield dotted
        yield _ABBREVIATION.sub(lambda match: ".".join(match.group()), form)


def _before(text: str, tokens: list[tuple[int, int, str]], at: int) -> str:
    """The word before, with the dot of an initial or a courtesy title ("J.", "Rep.")."""
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
