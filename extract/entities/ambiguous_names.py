"""Tests whether an ambiguous name ("Jordan", "Paris", "Leonardo") is part of a longer name in a text.

It is if a capitalised word comes right before or after it, unless names do not contain that word (function words, days,
months, directions, titles after the name) or the line is a heading in title case.
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import accumulate
from typing import TypeVar

from extract.entities.gazetteer import NameMatch, read_rows
from extract.entities.nouns import NounClass, is_noun
from extract.normalize.tables import split_forms

T = TypeVar("T")

_OFFICE_WITHIN = 30
"""Characters before a name in which an office and a preposition stand."""
_ABBREVIATED = re.compile(r"(?:[A-Z]|Mr|Mrs|Ms|Dr|Rep|Sen|Gov|Gen|Col|Capt|Lt|Prof|Rev|St)\.")
_LOWER = re.compile(r"\b[a-z]{4,}")


@cache
def neighbours(sort: str) -> frozenset[str]:
    """Return the words of one sort ("plain", "title", "currency", "instrument") that can be next to a name."""
    return frozenset(
        word for name, words in read_rows("neighbours.tsv", 2) if name == sort for word in split_forms(words)
    )


def is_preceded(match: NameMatch[T], text: str, is_state: Callable[[str], bool]) -> bool:
    """True if the word before belongs to the same name ("Mary Jordan", "Rep. Jordan")."""
    if _ABBREVIATED.fullmatch(match.before):
        return True
    return _joins(match.before, is_state) and not _is_in_heading(text, match.start)


def is_followed(match: NameMatch[T], text: str, is_state: Callable[[str], bool]) -> bool:
    """True if the word after belongs to the same name ("Chad Smith", "Paris Club"), and is no title ("Jordan King")."""
    return (
        match.after not in neighbours("title")
        and not _is_of_office(match, text)
        and _joins(match.after, is_state)
        and not _is_in_heading(text, match.start)
    )


def _is_of_office(match: NameMatch[T], text: str) -> bool:
    """True of the state of an office with its holder's name behind it: "the ambassador to Jordan Ana Sol"."""
    words = text[max(0, match.start - _OFFICE_WITHIN) : match.start].split()[-2:]
    return len(words) == 2 and words[1] in ("of", "to", "in") and is_noun(words[0], NounClass.OFFICE)


def _joins(word: str, is_state: Callable[[str], bool]) -> bool:
    """True of a capitalised word that can be part of a name; an abbreviation ("EU") cannot, a single letter can."""
    capitalised = word.isalpha() and word[0].isupper() and (len(word) == 1 or not word.isupper())
    return capitalised and word not in neighbours("plain") and not is_state(word)


def _is_in_heading(text: str, at: int) -> bool:
    starts, headings = _lines(text)
    return headings[bisect_right(starts, at) - 1]


@lru_cache(maxsize=2)
def _lines(text: str) -> tuple[list[int], list[bool]]:
    """Where each line begins, and whether it is a heading in title case; read once for all names of a text."""
    lines = text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    return starts[:-1], [not _LOWER.search(line) and len(line.split()) >= 5 for line in lines]
