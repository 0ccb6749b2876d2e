"""Actors named together: the runs of names that only commas, titles and conjunctions part, the nearest first.

In: a place of the text, the cast. Out: keys of actors. What a plural means ("the two leaders") is looked up here.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from extract.document.segment import Sentence
from extract.entities.entities import Entities, EntityMention
from schemas import MentionForm

_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}


def group(sentence: Sentence, position: int, cast: Entities, size: int | None = None) -> tuple[str, ...]:
    """The states, else the persons' states, that are named together most lately before this place; of this many, if
    told."""
    states = group_of(position, sentence, cast, "state:", size)
    if states:
        return states
    people = group_of(position, sentence, cast, "person:", size)
    return tuple(dict.fromkeys(state for key in people if (state := cast.state_of(key))))


def size_told(words: str) -> int | None:
    """How many a description says that they are."""
    return next((_NUMBERS[word] for word in words.lower().split() if word in _NUMBERS), None)


def group_of(position: int, sentence: Sentence, cast: Entities, prefix: str, size: int | None) -> tuple[str, ...]:
    """The actors of one kind named together, most recently before the phrase; after it in its sentence if told how
    many."""
    own = (keys for keys in _groups(sentence, position, cast, prefix) if size in (None, len(keys)))
    nearest = next(own, None) or _before(sentence, cast, prefix, size)
    if nearest:
        return nearest
    later = [s for s in cast.within(position, sentence.end) if s.key.startswith(prefix)]
    for run in runs(later, cast):
        keys = tuple(dict.fromkeys(s.key for s in run))
        if len(keys) > 1 and size in (None, len(keys)):
            return keys
    return ()


def _groups(sentence: Sentence, end: int, cast: Entities, prefix: str) -> Iterator[tuple[str, ...]]:
    """Groups of one kind in a sentence before a place, the nearest first; people of one state are no group of
    parties."""
    sightings = [s for s in cast.within(sentence.start, end) if s.key.startswith(prefix)]
    for run in reversed(runs(sightings, cast)):
        keys = tuple(dict.fromkeys(s.key for s in run))
        if len(keys) > 1 and len({cast.by_key[k].country or k for k in keys}) > 1:
            yield keys


def _before(sentence: Sentence, cast: Entities, prefix: str, size: int | None) -> tuple[str, ...]:
    """The nearest group of one kind, of this many if told, in the sentences before this one; empty if none has one."""
    found = _last_groups(cast, prefix).get(size, [])
    at = bisect_left(found, (sentence.index,))
    return found[at - 1][1] if at else ()


@lru_cache(maxsize=8)
def _last_groups(cast: Entities, prefix: str) -> dict[int | None, list[tuple[int, tuple[str, ...]]]]:
    """By number of actors, and under None whatever their number: each sentence with such a group, and its last one."""
    found: dict[int | None, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
    for sentence in cast.sentences:
        nearest: dict[int | None, tuple[str, ...]] = {}
        for keys in _groups(sentence, sentence.end, cast, prefix):
            nearest.setdefault(None, keys)
            nearest.setdefault(len(keys), keys)
        for size, keys in nearest.items():
            found[size].append((sentence.index, keys))
    return dict(found)


_JOIN = re.compile(
    r"[\s,]*+(?:(?:and|&|as well as|with|between|met|hosted|–|-)\b)?+(?:[\s,]*+[\w.’'-]++){0,7}+[\s,]*+", re.I
)
"""Possessive throughout: a run of hyphens or letters can be cut in one way only, so that no gap backtracks."""
_BREAK = re.compile(
    r"\b(?:against|from|over|after|before|while|by|for|about|near|in|at|said|told|urged|accused|condemned|criticized)\b|;",
    re.I,
)


def runs(sightings: list[EntityMention], cast: Entities) -> list[list[EntityMention]]:
    """Sightings that stand together: only titles, commas and conjunctions between them."""
    runs: list[list[EntityMention]] = []
    for sighting in sightings:
        if sighting.form is MentionForm.DEMONYM and not _acts(sighting, cast.text):
            continue
        gap = cast.text[runs[-1][-1].end : sighting.start] if runs else ""
        if runs and _JOIN.fullmatch(gap) and not _BREAK.search(gap):
            runs[-1].append(sighting)
        else:
            runs.append([sighting])
    return runs


def _acts(sighting: EntityMention, text: str) -> bool:
    """True of a demonym that stands for its state: "the Danish and Norwegian leaders", "Danish-Norwegian talks"."""
    compound = (
        text[sighting.end : sighting.end + 1] in _HYPHENS or text[sighting.start - 1 : sighting.start] in _HYPHENS
    )
    return compound or bool(_JOINED_DEMONYM.search(text[sighting.end : sighting.end + 40]))


_HYPHENS = ("-", "–", "‑")
_JOINED_DEMONYM = re.compile(
    r"^(?:\sand\s\w+)?\s(?:leaders|presidents|governments|ministers|officials|delegations|sides)\b"
)
