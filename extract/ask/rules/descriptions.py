"""Find out whom a description means: "the minister", "the council", "the two leaders", "both countries".

What no rule decides means nobody.
"""

from collections import Counter
from collections.abc import Callable
from functools import cached_property

from extract.ask.rules.meetings import Meeting, is_leading
from extract.ask.rules.salience import Salience, is_person
from extract.entities.cast import Cast, Keys, NamedAt, state_key
from extract.entities.nouns import NounClass, is_noun, organised_kind
from schemas import ActorKind, MentionForm

ORGANISED_KINDS = (ActorKind.IGO, ActorKind.PUBLIC_BODY, ActorKind.NGO, ActorKind.ARMED_GROUP, ActorKind.COMPANY)
GROUPS = frozenset({"group", "movement", "alliance"})
"""Nouns of organisations of any kind."""


_WRITTEN = frozenset({"statement", "letter", "message", "report", "release", "advisory", "note"})
"""Texts that speak for the one who issued them; of several:"""
_JOINT = frozenset({"declaration", "communique", "communiqué"})
_KINGDOMS = frozenset(map(state_key, "SAU JOR BHR MAR KHM THA GBR ESP NLD BEL DNK NOR SWE BTN TON LSO SWZ".split()))
"""States that a text may call "the Kingdom"."""


def is_adjective(place: NamedAt) -> bool:
    """Return whether a name is that of a people or its adjective: "Malian"."""
    return place.form is MentionForm.DEMONYM


class Descriptions:
    """Resolves the descriptions of one article."""

    def __init__(self, cast: Cast, salience: Salience, meeting: Meeting) -> None:
        self._cast = cast
        self._salience = salience
        self._meeting = meeting

    def several(self, noun: str, position: int, size: int | None) -> Keys:
        """Return those named together before: "the two leaders", "both countries", "the sides"."""
        if is_noun(noun, NounClass.PERSONS) or is_noun(noun, NounClass.TWO):
            met = self._meeting.sides(size) if is_leading(noun) else ()
            if met:
                return self._heads(met, noun)
            if is_noun(noun, NounClass.TWO) and len(self._meeting.in_heading) == 2:
                return self._meeting.in_heading
            people = self._group(position, size, lambda key: key.startswith("person:"))
            if people:
                return self._meeting.with_host(people) if is_leading(noun) and size is None else people
            return self._heads(self._met(position, size), noun)
        if is_noun(noun, NounClass.STATES, NounClass.TWO):
            return self._states(position, size)
        if is_noun(noun, NounClass.TEXT):
            return self._states(position, size)
        return ()

    def together(self, position: int) -> Keys:
        """Return the states that the last sentences name together, else those of persons; may be empty."""
        return self._joined(position, None, self._salience.recent(position))

    def _met(self, position: int, size: int | None) -> Keys:
        """The states of those who met: host and guest in a text of the host's office, else those named together."""
        together = self._meeting.sides(size)
        if together:
            return together
        return self._meeting.participants() if self._cast.home and size is None else self._states(position, size)

    def _heads(self, states: Keys, noun: str) -> Keys:
        """The heads of these states where the article names one of each, else the states."""
        if not is_noun(noun, NounClass.PERSONS):
            return states
        heads = [state if state.startswith("person:") else self._meeting.head(state) for state in states]
        return tuple(head for head in heads if head) if states and all(heads) else states

    def _states(self, position: int, size: int | None) -> Keys:
        """The states named together, else those of persons named together, else the two that the article is
        about."""
        return self._joined(position, size) or (self.pair if size in (None, 2) else ())

    def _joined(self, position: int, size: int | None, since: int = 0) -> Keys:
        """The states named together, else those of persons named together; both between `since` and a position."""
        states = self._group(position, size, lambda key: key.startswith("state:"), since)
        if states:
            return states
        people = self._group(position, size, lambda key: key.startswith("person:"), since)
        return tuple(dict.fromkeys(self._cast.principal(key) for key in people))

    def _group(self, position: int, size: int | None, fits: Callable[[str], bool], since: int = 0) -> Keys:
        for keys in self._salience.groups(position, fits, since):
            different = len({self._cast.actors[key].country or key for key in keys}) == len(keys)
            if different and size in (None, len(keys)):
                return keys
        return ()

    @cached_property
    def pair(self) -> Keys:
        """Return the publishing state and the one that its heading names, else the two that the article names most.

        Empty if the heading names several, if a third state is named as often as the second, or if all others together
        are named more often than the two.
        """
        guests = self._meeting.guests
        if self._cast.home and guests:
            return (state_key(self._cast.home), guests[0]) if len(guests) == 1 else ()
        states = Counter(self._cast.principal(place.key) for place in self._cast.places)
        ranked = [(key, count) for key, count in states.most_common() if key.startswith("state:")]
        if len(ranked) < 2 or ranked[1][1] < 2 or (len(ranked) > 2 and ranked[2][1] == ranked[1][1]):
            return ()
        both = ranked[0][1] + ranked[1][1]
        return (ranked[0][0], ranked[1][0]) if 2 * both >= sum(count for _, count in ranked) else ()

    def single(self, noun: str, position: int) -> Keys:
        """Return the last one of the kind before: "the minister", "the council", "the company", "the country"; of a
        text, the one who led the last sentence: "Mali issued a warning. The statement urged"."""
        if noun in _WRITTEN or noun in _JOINT:
            joint = noun in _JOINT or -1 < self._meeting.first_joint < position
            return (self.together(position) if joint else ()) or self.latest(position, self.acts)
        if is_noun(noun, NounClass.OFFICE):
            office = self._meeting.office
            return self.latest(position, lambda place: is_person(place) and office(place.key).endswith(noun))
        same = self.latest(position, lambda place: noun in self._cast.actors[place.key].name.casefold().split())
        if same and not is_noun(noun, NounClass.STATE):
            return same
        if noun == "kingdom":
            return self.latest(position, lambda place: place.key in _KINGDOMS)
        if is_noun(noun, NounClass.STATE, NounClass.STATES):
            named = self.latest(position, lambda place: place.key.startswith("state:") and not is_adjective(place))
            return named or self.latest(position, lambda place: place.key.startswith("state:"))
        kind = organised_kind(noun)
        if kind or noun in GROUPS:
            kinds = (ActorKind(kind),) if kind else ORGANISED_KINDS
            return self.latest(position, lambda place: self._cast.actors[place.key].kind in kinds)
        return ()

    def latest(self, position: int, fits: Callable[[NamedAt], bool]) -> Keys:
        """Return the actor whom the last fitting name before a place names; empty if there is none."""
        key = self._salience.latest(position, fits)
        return (key,) if key else ()

    def acts(self, place: NamedAt) -> bool:
        """Return whether a name is one of an actor that can act: known, no outlet, and no adjective."""
        actor = self._cast.actors[place.key]
        return actor.kind is not ActorKind.MEDIA and actor.known and not is_adjective(place)
