"""Joins words that a hyphen breaks at the end of a line, and keeps the hyphen of words that have one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise

_HYPHENS = "-\u2010\u00ad\u00ac\u0002\ufffe"
"""Hyphens at line ends; U+0002 is PDFium's, U+00AC and U+FFFE those of other converters."""
_BROKEN = re.compile(rf"(?<![^\W\d_])([^\W\d_]++)[{_HYPHENS}]$")
_ENDS_WITHIN = re.compile(r"\w[-\u2010–—/]$|//$")
"""The end of a line within a number, a range or an address."""
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60"
_ENDS_UNSPACED, _NEXT_UNSPACED = re.compile(rf"[{_UNSPACED}]$"), re.compile(rf"[{_UNSPACED}]")
"""Letters and marks of scripts that have no spaces between words: Chinese, Japanese, Thai, Lao, Burmese, Khmer."""
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
_LONGEST = 60
"""Letters of a part of a word that are looked at."""
_LEAST = 4
"""Letters of a part of a compound, at least, for its hyphen to be kept because both parts are words of the text."""


@dataclass
class Vocabulary:
    """The words of a text that no line end breaks."""

    lines: Sequence[str]

    @cached_property
    def words(self) -> frozenset[str]:
        """Return the words of the lines in lower case, except the last of a line and the first of the next."""
        return frozenset(word.lower() for line in self.lines for word in _WORD.findall(line)[1:-1])


def join_lines(lines: Sequence[str], vocabulary: Vocabulary) -> str:
    """Return lines as one text."""
    ends = [_end(line, following, vocabulary) for line, following in pairwise(lines)]
    return "".join(chain(ends, lines[-1:]))


def _end(line: str, following: str, vocabulary: Vocabulary) -> str:
    """A line as the next one follows it: with a space, or with or without the hyphen that ends it."""
    tail = line[-_LONGEST:]
    broken, rest = _BROKEN.search(tail), _NEXT.match(following)
    if not broken or not rest:
        unspaced = _ENDS_UNSPACED.search(tail) and _NEXT_UNSPACED.match(following)
        return line if unspaced or _ENDS_WITHIN.search(tail) else f"{line} "
    if line[-1] in "\u00ad\u00ac" or not _keeps_hyphen(broken[1], rest.group()[:_LONGEST], vocabulary):
        return line[:-1]
    return f"{line[:-1]}-"


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
