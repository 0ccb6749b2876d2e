"""Whether a name that persons and things share ("Jordan", "Paris", "Leonardo") is here a part of a longer name.

The rule: it is if a capitalised word stands directly before or after it, unless that word is no part of names (function
words, days, months, directions, titles after it) or the line is a heading in title case.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import TypeVar

from extract.entities.gazetteer import NameMatch, read_rows, split_forms

T = TypeVar("T")

_ABBREVIATED = re.compile(r"(?:[A-Z]|Mr|Mrs|Ms|Dr|Rep|Sen|Gov|Gen|Col|Capt|Lt|Prof|Rev|St)\.")
_LOWER = re.compile(r"\b[a-z]{4,}")


@cache
def neighbours(sort: str) -> frozenset[str]:
    """The words of one sort ("plain", "title", "currency", "instrument") that tell of the name they stand by."""
    return frozenset(
        word for name, words in read_rows("neighbours.tsv", 2) if name == sort for word in split_forms(words)
    )


def precedes(hit: NameMatch[T], text: str, is_state: Callable[[str], bool]) -> bool:
    """Whether the word before belongs to the same name ("Michael Jordan", "Rep. Jordan")."""
    if _ABBREVIATED.fullmatch(hit.before):
        return True
    return _joins(hit.before, is_state) and not _heading(text, hit.start)


def follows(hit: NameMatch[T], text: str, is_state: Callable[[str], bool]) -> bool:
    """Whether the word after belongs to the same name ("Chad Smith", "Paris Club"); a title ("Jordan King") not."""
    return hit.after not in neighbours("title") and _joins(hit.after, is_state) and not _heading(text, hit.start)


def _joins(word: str, is_state: Callable[[str], bool]) -> bool:
    """Whether a word is capitalised; all capitals ("EU") are an abbreviation and join nothing, save one letter."""
    capitalised = word.isalpha() and word[0].isupper() and (len(word) == 1 or not word.isupper())
    return capitalised and word not in neighbours("plain") and not is_state(word)


def _heading(text: str, at: int) -> bool:
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)]
    return len(line.split()) >= 5 and not _LOWER.search(line)
