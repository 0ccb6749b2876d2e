"""The entities of an article: every actor that it names, once, and all mentions of each.

The lookups here answer what a place of the text refers to; none of them changes anything.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from extract.document.segment import Sentence
from schemas import ActorKind, MentionForm

OFFICIAL = (ActorKind.PERSON, ActorKind.PUBLIC_BODY)
"""Kinds that act for a state."""
_OF_A_STATE = (*OFFICIAL, ActorKind.COMPANY)
"""Kinds that a demonym before the name qualifies."""
_LOOK_BACK = 400
"""Mentions among which a pronoun is looked up; more than any reader remembers."""
_TITLE_GAP = re.compile(r"(?!\s(?:and|with)\b)[^,.;]{0,60}|(?:’s|'s)?\s[^,.;]{0,40},\s")
_EMPTY = re.compile(
    r"\b(?:the|a|an|and|of|s|two|both|leaders?|countries|country|nations?|sides?|parties|presidents?|"
    r"(?:prime )?ministers?|"
    r"governments?|states?|they|them|it|he|she|we|today|yesterday|\w+day)\b|[^\w\s]",
    re.I,
)


@dataclass(frozen=True, order=True)
class EntityMention:
    """One place where an entity is named; offsets are in code points of the text."""

    start: int
    end: int
    key: str
    """Key of the entity."""
    form: MentionForm


@dataclass(frozen=True)
class Entity:
    """An actor that the article names."""

    key: str
    """Kind and name, or `state:` and the ISO 3166-1 alpha-3 code; unique in the article."""
    name: str
    kind: ActorKind
    country: str | None = None
    """ISO 3166-1 alpha-3 code of the state that it is, acts for or belongs to."""
    office: str | None = None
    """Title as written in the text."""


@dataclass(frozen=True, eq=False)
class Entities:
    """All entities of an article by key, and all mentions in order, none overlapping another.

    Compared by identity, so that what is read off one article's entities can be cached.
    """

    text: str
    sentences: tuple[Sentence, ...]
    by_key: Mapping[str, Entity]
    """States that officials act for are included, even if the article does not name them."""
    mentions: tuple[EntityMention, ...]
    quotes: tuple[tuple[int, int], ...] = ()
    """Offsets of the quotes, in order."""
    home: str | None = None
    """ISO 3166-1 alpha-3 code of the state whose own office published the article."""

    def within(self, start: int, end: int) -> list[EntityMention]:
        """Return the mentions between these offsets, without demonyms that only qualify the next mention."""
        inside = self._inside(start, end)
        pairs = zip_longest(inside, inside[1:])
        return [mention for mention, following in pairs if not self._qualifies(mention, following)]

    def containing(self, start: int, end: int) -> tuple[str, ...]:
        """Return the key of the entity whose longer name includes these offsets, in a tuple; empty if none does."""
        at = bisect_left(self._starts, start + 1)
        holder = self.mentions[at - 1] if at else None
        return (holder.key,) if holder and holder.start <= start and end <= holder.end else ()

    def quote_at(self, position: int) -> tuple[int, int] | None:
        """Return the offsets of the quote around this position, or None outside quotes."""
        at = bisect_left(self.quotes, (position + 1,)) - 1
        return self.quotes[at] if at >= 0 and position < self.quotes[at][1] else None

    def before(self, position: int) -> Iterator[EntityMention]:
        """Yield the mentions that end before this position, the nearest first."""
        at = bisect_left(self._starts, position)
        near = reversed(self.mentions[max(0, at - _LOOK_BACK) : at])
        return (mention for mention in near if mention.end <= position)

    def without_names(self, start: int, end: int) -> str:
        """Return the words between these offsets that are not part of a name, an article or a word for leaders."""
        words, at = "", start
        for mention in self._inside(max(0, start - 60), end + 60):
            if mention.start < end and start < mention.end:
                words += self.text[at : mention.start] + " "
                at = mention.end
        return _EMPTY.sub(" ", words + self.text[at:end]).strip()

    def state_of(self, key: str) -> str | None:
        """Return the key of the state that a person or public body acts for, if the article says so."""
        entity = self.by_key[key]
        return state_key(entity.country) if entity.kind in OFFICIAL and entity.country else None

    def country_of(self, key: str) -> str | None:
        """Return the ISO 3166-1 alpha-3 code of the state that an entity is or acts for; None for all others."""
        entity = self.by_key[key]
        return entity.country if entity.kind in (ActorKind.STATE, *OFFICIAL) else None

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.start for mention in self.mentions]

    def _inside(self, start: int, end: int) -> list[EntityMention]:
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [mention for mention in self.mentions[first:last] if mention.end <= end]

    def _qualifies(self, mention: EntityMention, following: EntityMention | None) -> bool:
        """True of "Malaysian" in "Malaysian Prime Minister Anwar Razak", "Iraq" in "Iraq, led by Omar al-Basri"."""
        if following is None or not mention.key.startswith("state:"):
            return False
        official = self.by_key[following.key].kind in _OF_A_STATE
        same = self.by_key[mention.key].country == self.by_key[following.key].country
        gap = self.text[mention.end : following.start]
        return official and same and bool(_TITLE_GAP.fullmatch(gap))


def state_key(iso3: str) -> str:
    """Return the key of a state."""
    return f"state:{iso3}"


def latest(position: int, entities: Entities, wanted: Callable[[EntityMention], bool]) -> tuple[str, ...]:
    """Return the key of the nearest wanted mention before this position, in a tuple; empty if there is none."""
    return next(((mention.key,) for mention in entities.before(position) if wanted(mention)), ())
