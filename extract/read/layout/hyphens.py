"""Joins words that a hyphen breaks at the end of a line, and keeps the hyphen of words that have one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

_HYPHENS = "-\u2010\u00ad\u0002\ufffe"
"""Hyphens at line ends; U+0002 is PDFium's, U+FFFE that of other converters."""
_BROKEN = re.compile(rf"(?<![^\W\d_])([^\W\d_]++)[{_HYPHENS}]$")
_ENDS_WITHIN = re.compile(r"\w[-\u2010–—/]$|//$")
"""The end of a line within a number, a range or an address."""
_NEXT = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ALWAYS_HYPHENATED = frozenset("all cross ex half ill long low high quasi self short vice well".split())
"""First parts that English writes with a hyphen."""
_OFTEN_JOINED = frozenset(
    "after back counter down every extra fore hand head home house inter land life micro multi news off on out over "
    "road"
    " sea side some super through time trans under up water where with work".split()
)
"""First parts that are words of their own, and that English often writes in one with the second."""
_LEAST = 4
"""Letters of a part of a compound, at least, for its hyphen to be kept because both parts are words of the text."""


@dataclass
class Vocabulary:
    """The words of a text that no line end breaks."""

    words: set[str] = field(default_factory=set)

    def add(self, lines: Iterable[str]) -> "Vocabulary":
        """Add the words of lines, except the last of a line and the first of the next."""
        for line in lines:
            self.words.update(word.lower() for word in _WORD.findall(line)[1:-1])
        return self


def join_lines(line: str, following: str, vocabulary: Vocabulary) -> str:
    """Return two lines as one text."""
    broken, rest = _BROKEN.search(line), _NEXT.match(following)
    if not broken or not rest:
        return line + ("" if _ENDS_WITHIN.search(line) else " ") + following
    first, second = broken[1], rest.group()
    stem = line[: broken.start(1)] + first
    if line[-1] == "\u00ad" or not _keeps_hyphen(first, second, vocabulary):
        return stem + following
    return f"{stem}-{following}"


def _keeps_hyphen(first: str, second: str, vocabulary: Vocabulary) -> bool:
    """Whether the hyphen belongs to the word, by the other words of the text, else by those of English."""
    low, known = (first.lower(), second.lower()), vocabulary.words
    if "-".join(low) in known:
        return True
    if "".join(low) in known:
        return False
    if not second[0].islower() or low[0] in _ALWAYS_HYPHENATED:
        return True
    parts = all(len(part) >= _LEAST and part in known for part in low)
    return parts and low[0] not in _OFTEN_JOINED
