"""Find proper names in a text: runs of words that the analyzer takes for names, with the title before them.

Only the form is looked at. Whether a run names a person or an organisation is decided by what stands beside it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extract.entities.ambiguous_names import neighbours
from extract.entities.nouns import ORGANISED, NounClass, is_noun
from extract.entities.token_index import TokenIndex

_PARTICLES = frozenset("al el bin bint ibn ben de da di del della der van von den dos du la ter zu abu y e".split())
"""Words in lower case inside names of persons."""
_OFTEN_MISTAGGED = frozenset({"NOUN", "ADJ", "X", "ADV", "INTJ", "VERB"})
_LONGEST = 7
"""Words in a name, at most; longer runs are headings and lists."""


@dataclass(frozen=True)
class NameRun:
    """A proper name."""

    title: range
    """Tokens of title or address directly before it ("Foreign Minister"); may be empty."""
    name: range
    """Tokens of the name."""


def find_name_runs(index: TokenIndex, is_taken: Callable[[int], bool]) -> Iterator[NameRun]:
    """Yield the names of a text in order, without the words that are taken already."""
    first = None
    for at in range(len(index.tokens)):
        if _is_name_word(index, at) and not is_taken(at):
            first = at if first is None else first
            if not _goes_on(index, at, is_taken):
                yield from _runs(index, first, at)
                first = None
        elif first is not None and not _is_link(index, at):
            first = None


def _is_name_word(index: TokenIndex, at: int) -> bool:
    token = index.tokens[at]
    if not token.text[0].isupper() or is_noun(token.text, NounClass.CALENDAR) or token.text in neighbours("plain"):
        return False
    begins = at == index.sentence_of(at)[0]
    if begins and token.text.endswith("ing") and token.head != at:
        return False
    return token.pos == "PROPN" or (not begins and token.pos in _OFTEN_MISTAGGED and len(token.text) > 1)


def _goes_on(index: TokenIndex, at: int, is_taken: Callable[[int], bool]) -> bool:
    """Whether the run goes on with the next word, or with the one after particles and hyphens."""
    while at + 1 < len(index.tokens) and index.gap(at) in ("", " ", "\u00a0"):
        at += 1
        if _is_name_word(index, at):
            return not is_taken(at) and index.sentence_of(at)[0] != at
        if not _is_link(index, at):
            return False
    return False


def _is_link(index: TokenIndex, at: int) -> bool:
    token = index.tokens[at]
    return token.text in _PARTICLES or (token.text in "-‑" and index.gap(at) == "" == index.gap(at - 1))


def _runs(index: TokenIndex, first: int, last: int) -> Iterator[NameRun]:
    """The run without the titles in it; none if common nouns are all of it."""
    start = next((at + 1 for at in range(last - 1, first - 1, -1) if _is_office(index, at)), first)
    while start <= last and (_is_title(index, start) or index.tokens[start].text in _PARTICLES):
        start += 1
    if start <= last < start + _LONGEST and not (start == last and _is_common(index, start)):
        yield NameRun(range(first, start), range(start, _second_part(index, last) + 1))


def _second_part(index: TokenIndex, last: int) -> int:
    """The last word of a name in two parts: "Choi Min-ho"."""
    glued = last + 2 < len(index.tokens) and index.gap(last) == "" == index.gap(last + 1)
    return last + 2 if glued and index.tokens[last + 1].text in "-‑" else last


def _is_office(index: TokenIndex, at: int) -> bool:
    return is_noun(index.tokens[at].text, NounClass.OFFICE, NounClass.BODY)


def _is_title(index: TokenIndex, at: int) -> bool:
    return is_noun(index.tokens[at].text, NounClass.OFFICE, NounClass.TITLE, NounClass.COURTESY)


def _is_common(index: TokenIndex, at: int) -> bool:
    word = index.tokens[at].text
    return is_noun(word, NounClass.BODY, NounClass.STATE, NounClass.STATES, *ORGANISED) or word in ("Jr.", "Sr.")
