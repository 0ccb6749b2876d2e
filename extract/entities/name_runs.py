"""Find proper names in a text: runs of words that the analyzer takes for names, with the title before them.

Only the form is looked at. Whether a run names a person or an organisation is decided by what stands beside it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extract.entities.ambiguous_names import neighbours
from extract.entities.nouns import ORGANISED, NounClass, is_noun, organised_kind
from extract.entities.states import lookup_state
from extract.entities.token_index import TokenIndex
from extract.normalize.currencies import is_abbreviation

_PARTICLES = frozenset("al el bin bint ibn ben de da di del della der van von den dos du la ter zu abu y e".split())
"""Words in lower case inside names of persons."""
_ELIDED = ("d'", "d’", "D'", "D’")
"""How a word of a name begins in which a particle is elided: "d'Escala"."""
_LINKS = frozenset({"of", "for", "against"})
"""Words after the noun of an organisation, before what it is of."""
_BEFORE_FIRST = frozenset({"of", "in", "to", "for", "at"})
"""Words before a name that an office is of, and after which the holder of the office may be named without a comma."""
_COMPASS = frozenset("North South East West Northern Southern Eastern Western".split())
_SHORT = 3
"""Letters of the months and days that are names of persons too: "Jun", "May", "Sun"."""
_REGIONS = frozenset({"Region", "Province", "Governorate", "District", "County", "Oblast"})
_AT = frozenset({"in", "on", "at", "from", "since", "of"})
"""Words before the name of a place, after which a month is a month: "in Bamako Jun"."""
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
    first, end = None, 0
    for at in range(len(index.tokens)):
        if at < end:
            continue
        if _is_name_word(index, at) and not is_taken(at):
            first = at if first is None else first
            if not _goes_on(index, at, is_taken):
                end = complement_end(index, at)
                if end == at + 1:
                    for start, last in _parts(index, first, at):
                        yield from _runs(index, start, last)
                else:
                    yield from _organised(index, first, end)
                first = None
        elif first is not None and not _is_link(index, at):
            first = None


def _is_name_word(index: TokenIndex, at: int) -> bool:
    token = index.tokens[at]
    word = token.text[2:] if token.text.startswith(_ELIDED) else token.text
    calendar = is_noun(word, NounClass.CALENDAR) and not _ends_person(index, at)
    plain = word in neighbours("plain") and word != "May" and not _is_compass(index, at)
    if not word[:1].isupper() or calendar or plain:
        return False
    if is_abbreviation(word) and at + 1 < len(index.tokens) and index.tokens[at + 1].text[0].isdigit():
        return False
    begins = at == index.sentence_of(at)[0]
    if begins and token.text.endswith("ing") and token.head != at:
        return False
    if begins and token.pos == "NOUN" and _is_beside_name(index, at):
        return True
    return token.pos == "PROPN" or (not begins and token.pos in _OFTEN_MISTAGGED and len(token.text) > 1)


def _is_beside_name(index: TokenIndex, at: int) -> bool:
    """Whether a name is coordinated with the word that begins a sentence: "Ostara and Mali signed it"."""
    near = index.tokens[at + 1 : at + 4]
    return any(one.head == at and one.dep == "conj" and one.pos == "PROPN" for one in near)


def _is_compass(index: TokenIndex, at: int) -> bool:
    """Whether a quarter is part of a name: "South Ossetia", not "South of it"."""
    token = index.tokens[at]
    name = at + 1 < len(index.tokens) and index.tokens[at + 1].pos == "PROPN" and token.head == at + 1
    return name and token.text in _COMPASS


def _ends_person(index: TokenIndex, at: int) -> bool:
    """Whether a month or day ends a name of two words: "Jun" of "Diop Jun, president"; not of "in Bamako Jun 5"."""
    first = index.sentence_of(at)[0]
    before = [index.tokens[near] for near in range(max(first, at - 2), at)]
    names = len(before) == 2 and before[1].text[0].isupper() and before[1].pos == "PROPN" and before[1].head == at
    after = index.tokens[at + 1].pos if at + 1 < len(index.tokens) else ""
    return names and len(index.tokens[at].text) == _SHORT and before[0].text not in _AT and after != "NUM"


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
    return (
        token.text in _PARTICLES
        or token.text == "&"
        or (token.text in "-‑" and index.gap(at) == "" == index.gap(at - 1))
    )


def _organised(index: TokenIndex, first: int, end: int) -> Iterator[NameRun]:
    """The name of an organisation without the title before it: "Director Mali Union of Teachers"."""
    offices = (at for at in range(end - 1, first - 1, -1) if is_noun(index.tokens[at].text, NounClass.OFFICE))
    start = next(offices, first - 1) + 1
    if start < end <= start + 2 * _LONGEST:
        yield NameRun(range(first, start), range(start, end))


def complement_end(index: TokenIndex, noun: int) -> int:
    """The end of a name that goes on after its noun: "Association for Peace and Justice", "Federation of Mali".

    Right after the noun if it is of no organisation, or nothing of the kind follows: "the Association met".
    """
    stop, end = index.sentence_of(noun).stop, noun + 1
    if organised_kind(index.tokens[noun].text) is None:
        return end
    links = _LINKS
    while end + 1 < stop and index.tokens[end].text in links:
        begin = end + 1 + (index.tokens[end + 1].text == "the")
        after = begin
        while after < stop and _is_part(index, after, begin):
            after += 1
        if after == begin:
            break
        end, links = after, _LINKS | {"in"}
    return end


def _is_part(index: TokenIndex, at: int, begin: int) -> bool:
    """Whether a word goes on with what an organisation is of or for: "Peace", "and Justice"."""
    word = index.tokens[at].text
    if word == "and" and at > begin and at + 1 < len(index.tokens):
        other = index.tokens[at + 1]
        return other.text[0].isupper() and begin - 1 <= other.head < at and lookup_state(other.text) is None
    return word[0].isupper() and word.isalpha() and not is_noun(word, NounClass.CALENDAR, NounClass.OFFICE)


def _parts(index: TokenIndex, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The names of a run, of which the first is in a phrase of its own: "the ruler of Gao Region | Awa Diop said"."""
    inside = range(first, last + 1)
    if first and len(inside) <= _LONGEST and index.tokens[first - 1].text in _BEFORE_FIRST:
        heads = [(at, index.tokens[at].head) for at in inside if index.tokens[at].head in inside]
        for cut in inside[1:]:
            region = index.tokens[cut - 1].text in _REGIONS
            if region or all((at < cut) == (head < cut) for at, head in heads):
                yield first, cut - 1
                first = cut
                break
    yield first, last


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
