"""Those who meet or call each other in an article of a state's office: the host, the guest, the list of participants.

A text of an office names its own officials by their office alone, and its guests in the heading.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from extract.ask.rules.salience import Salience, is_person
from extract.document.segment import Role
from extract.entities.cast import Cast, Keys, NamedAt, state_key
from extract.entities.nouns import NounClass, is_noun
from extract.language.analysis import Analysis
from schemas import ActorKind

_JOINT = re.compile("joint statement", re.I)
_LEADING = frozenset({"leader", "president", "premier", "head"})
_LIST = 3
"""Persons in a list of participants, at least."""


def is_leading(noun: str) -> bool:
    """Return whether a noun means heads of states: "the leaders", not "the advisers"."""
    return noun in _LEADING


class Meeting:
    """Tells who meets whom in one article."""

    def __init__(self, analysis: Analysis, cast: Cast, salience: Salience) -> None:
        self._analysis = analysis
        self._cast = cast
        self._salience = salience
        self._home = state_key(cast.home) if cast.home else None

    @cached_property
    def guests(self) -> Keys:
        """Return the states in the heading of an article that a state's office publishes, without that state."""
        named = dict.fromkeys(self._cast.principal(place.key) for place in self._in_heading if self._home)
        return tuple(key for key in named if key.startswith("state:") and key != self._home)

    def sides(self, size: int | None) -> Keys:
        """Return host and guest, if the heading names one guest and the words speak of two or of no number."""
        return (self._home, self.guests[0]) if self._home and len(self.guests) == 1 and size in (None, 2) else ()

    def participants(self) -> Keys:
        """Return the longest list of persons in the article, after the head of the publishing state; may be empty."""
        lists = self._salience.groups(len(self._analysis.text), lambda key: key.startswith("person:"))
        longest = max(lists, key=len, default=())
        listed = longest if len(longest) >= _LIST else self.in_heading
        return self.with_host(listed) if len(listed) > 1 else ()

    def with_host(self, people: Keys) -> Keys:
        """Return these persons, the head of the publishing state before them."""
        host = self.head(self._home) if self._home else None
        return people if host is None or host in people else (host, *people)

    def head(self, state: str) -> str | None:
        """Return the person whom the heading names for a state, else the only head of it that the article names."""
        own = [place.key for place in self._in_heading if is_person(place) and self._cast.principal(place.key) == state]
        heads = [key for key in self.officials.get(state, ()) if is_noun(self.office(key), NounClass.HEAD)]
        return own[-1] if own else heads[0] if len(heads) == 1 else None

    def official(self, office: str) -> Keys:
        """Return the official of the publishing state who alone has an office: "the President" in its readout."""
        officials = self.officials.get(self._home, ()) if self._home else ()
        own = [key for key in officials if self.office(key) == office.casefold()]
        return tuple(own) if len(own) == 1 else ()

    @cached_property
    def first_joint(self) -> int:
        """Return where the text speaks of a joint statement first; -1 if it does not."""
        found = _JOINT.search(self._analysis.text)
        return found.start() if found else -1

    @cached_property
    def officials(self) -> Mapping[str, list[str]]:
        """Return the persons with an office, by the one for whom they act."""
        found: dict[str, list[str]] = defaultdict(list)
        for actor in self._cast.actors.values():
            if actor.kind is ActorKind.PERSON and actor.office and actor.represents:
                found[actor.represents].append(actor.key)
        return found

    def office(self, key: str) -> str:
        """Return the office of an actor in lower case; empty without one."""
        return (self._cast.actors[key].office or "").casefold()

    @cached_property
    def in_heading(self) -> Keys:
        """Return the persons who meet by the heading of a text of a state's office: those with a state."""
        people = dict.fromkeys(place.key for place in self._in_heading if self._home and is_person(place))
        return tuple(key for key in people if self._cast.principal(key) != key)

    @cached_property
    def _in_heading(self) -> tuple[NamedAt, ...]:
        first = self._analysis.sentences[0] if self._analysis.sentences else None
        return self._cast.within(first.start, first.end) if first and first.role is Role.HEADLINE else ()
