"""Turns of a printed conversation: "President of Norway Jon Marsh: Thank you for coming." begins one.

In: a sentence, the cast. Out: who has the word there. A text that is no such conversation has no turns.
"""

import re
from bisect import bisect_left
from functools import lru_cache

from extract.document.segment import Role, Sentence
from extract.entities.entities import Entities, EntityMention
from extract.entities.persons import find_title
from schemas import ActorKind

_AFTER_NAME = re.compile(r"(?:\s\([^)\n]{1,40}\))?:\s")
_COLON = re.compile(r"[^\W\d_a-z][^:\n]{2,150}:\s")
"""How the line of a turn begins, name or not: looked at first, since every sentence is asked."""
_ASKED = re.compile(r"(?:Question|Q|Remark|Reply|Moderator|Journalist|Reporter)(?:\s\([^)\n]{1,40}\))?:\s")


def turn_of(sentence: Sentence, cast: Entities) -> tuple[str, ...] | None:
    """The key of whoever has the word, in a tuple; empty if it is nobody named; None outside conversations."""
    turns = _turns(cast)
    at = bisect_left(turns, (sentence.index + 1,))
    return turns[at - 1][1] if at else None


@lru_cache(maxsize=4)
def _turns(cast: Entities) -> list[tuple[int, tuple[str, ...]]]:
    """Each sentence that begins a turn, and the key of whoever has the word in it."""
    found: list[tuple[int, tuple[str, ...]]] = []
    for sentence in cast.sentences:
        if sentence.role is not Role.HEADLINE:
            if _ASKED.match(sentence.text):
                found.append((sentence.index, ()))
            elif opener := _opener(sentence, cast):
                found.append((sentence.index, (opener.key,)))
    return found


def _opener(sentence: Sentence, cast: Entities) -> EntityMention | None:
    """The person with whose name and a colon a line begins, be it with a title before it."""
    at_line = not sentence.start or cast.text[sentence.start - 1] == "\n"
    if not (at_line and _COLON.match(sentence.text)):
        return None
    people = (s for s in cast.within(sentence.start, sentence.end) if cast.by_key[s.key].kind is ActorKind.PERSON)
    first = next(people, None)
    if first is None or not _AFTER_NAME.match(cast.text, first.end):
        return None
    return first if find_title(cast.text, first.start) == sentence.start else None
