"""What common nouns show of an actor: that a name is a person's, a company's, that an unnamed one acts for a state."""

from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum
from functools import cache, lru_cache

from extract.entities.gazetteer import read_rows
from extract.normalize.tables import split_forms


class NounClass(StrEnum):
    """Classes of nouns; `extract/entities/data/nouns.tsv` says what each means."""

    OFFICE = "office"
    TITLE = "title"
    COURTESY = "courtesy"
    HEAD = "head"
    STATE = "state"
    BODY = "body"
    PERSONS = "persons"
    STATES = "states"
    COMPANY = "company"
    ARMED_GROUP = "armed_group"
    MEDIA = "media"
    NGO = "ngo"
    PARTY = "party"
    IGO = "igo"
    TEXT = "text"
    TWO = "two"
    THREE = "three"
    FOUR = "four"
    FIVE = "five"
    SIX = "six"
    KIN = "kin"
    PLACE = "place"
    CALENDAR = "calendar"
    DOMESTIC = "domestic"
    MINISTER = "minister"


ORGANISED = (NounClass.COMPANY, NounClass.ARMED_GROUP, NounClass.MEDIA, NounClass.NGO, NounClass.PARTY, NounClass.IGO)
"""Classes that are kinds of actors at the same time."""


@cache
def nouns(noun_class: NounClass) -> frozenset[str]:
    """Return the nouns of a class, in lower case."""
    rows = read_rows("nouns.tsv", 2)
    return frozenset(word for name, words in rows if name == noun_class for word in split_forms(words))


def is_noun(word: str, *classes: NounClass) -> bool:
    """Return whether a word is a noun of one of these classes, in any letter case, abbreviated or in the plural."""
    return not _classes(word).isdisjoint(classes)


@lru_cache(maxsize=16_384)
def _classes(word: str) -> frozenset[NounClass]:
    bare = word.casefold().rstrip(".")
    singular = bare.removesuffix("ies") + "y" if bare.endswith("ies") else bare.removesuffix("s")
    return _by_noun().get(bare, frozenset()) | _by_noun().get(singular, frozenset())


@cache
def _by_noun() -> dict[str, frozenset[NounClass]]:
    found: dict[str, set[NounClass]] = defaultdict(set)
    for one in NounClass:
        for noun in nouns(one):
            found[noun].add(one)
    return {noun: frozenset(classes) for noun, classes in found.items()}


def organised_kind(word: str) -> NounClass | None:
    """Return the kind of organisation that a noun shows; None if it shows none."""
    return next((one for one in ORGANISED if is_noun(word, one) and word.casefold() not in nouns(NounClass.BODY)), None)


_SIZES = {NounClass.TWO: 2, NounClass.THREE: 3, NounClass.FOUR: 4, NounClass.FIVE: 5, NounClass.SIX: 6}


def size_in(words: Iterable[str]) -> int | None:
    """Return how many actors the words say that they mean ("both", "three"); None if they do not say it."""
    return next((size for word in words for name, size in _SIZES.items() if is_noun(word, name)), None)
