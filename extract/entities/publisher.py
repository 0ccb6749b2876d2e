"""The state whose own office published an article: in such a text "the minister" is a minister of that state.

News media are no such publishers.
"""

import re
from dataclasses import dataclass, replace

from extract.entities import states
from extract.entities.entities import Entities, Entity, EntityMention, state_key
from extract.entities.find import with_states
from schemas import ActorKind

_PUBLISHES = re.compile(
    r"\b(?:White House|Kremlin|government|president|presidency|ministry|department|office|embassy|parliament)\b", re.I
)
_OF_PRESIDENT = re.compile(r"\b(?:President|Kremlin|White House)\b")
_PRESIDENT = re.compile(r"(?:vice )?president", re.I)
_OFFICES = re.compile(r"(?<!prime )\b(?:minister|speaker|chief of staff|presidential aide)$", re.I)
"""Offices that a text gives to people of another state only with that state's name. Heads of government, directors,
chairmen and secretaries-general are not among them."""
_OFFICES_OF_USA = re.compile(
    r"\b(?:secretary|senator|congress(?:man|woman)|speaker|(?:majority|minority) leader|"
    r"chief of staff)$",
    re.I,
)
"""The same for the United States, whose own texts mean people of other states by "minister"."""
_OPENING = re.compile(r"(?:[A-Z]\w+\s){1,3}(?:from|by|of)\s")
"""Opens the heading of an official text: "Statement from President Marsh on ..."."""
_MET = re.compile(r"\b(?:meeting|talks|negotiations|visit|call|conversation|consultations?|summit)\b", re.I)
_PARTNERS = re.compile(r"\b(?:with|to|from)\b", re.I)


@dataclass(frozen=True)
class Publisher:
    """An office of a state that published an article."""

    iso3: str
    of_president: bool
    """True if it is the office of the head of state, so that "President Marsh" is its own."""


def find_publisher(source: str | None) -> Publisher | None:
    """Return the state office that publishes under this name ("White House"); None for news media."""
    name = source or ""
    named = {mention.iso3 for mention in states.find_states(name) if _PUBLISHES.search(name)}
    return Publisher(named.pop(), bool(_OF_PRESIDENT.search(name))) if len(named) == 1 else None


def assign_home(entities: Entities, publisher: Publisher) -> Entities:
    """Return the entities with the publisher's state as their home.

    It becomes the country of those who have none and hold an office: all whom the heading names before "with" or "to",
    and all who hold an office that the text names without a state only if it is its own.
    """
    officials = {*_in_the_heading(entities), *_in_offices_of_state(entities, publisher)}
    by_key = {
        key: replace(entity, country=entity.country or publisher.iso3) if key in officials else entity
        for key, entity in entities.by_key.items()
    }
    return replace(entities, by_key=with_states(by_key, publisher.iso3), home=publisher.iso3)


def _in_the_heading(entities: Entities) -> set[str]:
    if not entities.sentences:
        return set()
    heading = entities.sentences[0]
    opening = _OPENING.match(heading.text)
    partners = _PARTNERS.search(heading.text, opening.end() if opening else 0)
    end = heading.start + partners.start() if partners else heading.end
    keys = {mention.key for mention in entities.within(heading.start, end)}
    return {key for key in keys if _is_in_office(entities.by_key[key])}


def _is_in_office(entity: Entity) -> bool:
    return entity.kind is ActorKind.PERSON and bool(entity.office)


def _in_offices_of_state(entities: Entities, publisher: Publisher) -> set[str]:
    """Holders of offices of the publisher's state; no president if the text has several."""
    keys = {
        mention.key
        for mention in entities.mentions
        if _is_domestic(entities.by_key[mention.key], mention, entities.text, publisher)
    }
    presidents = {key for key in keys if _PRESIDENT.fullmatch(entities.by_key[key].office or "")}
    return keys - presidents if len(presidents) > 1 else keys


def _is_domestic(entity: Entity, mention: EntityMention, text: str, publisher: Publisher) -> bool:
    """True of a name right after an office that a text of this state may name without the state."""
    office = entity.office or ""
    offices = _OFFICES_OF_USA if publisher.iso3 == "USA" else _OFFICES
    titled = text[max(0, mention.start - len(office) - 1) : mention.start].split() == office.split()
    return titled and bool(offices.search(office) or (publisher.of_president and _PRESIDENT.fullmatch(office)))


def find_host_and_guest(entities: Entities) -> tuple[str, ...]:
    """Return the keys of the home state and of the only other state whose people the heading of a meeting names.

    Empty if the heading names no meeting ("Meeting with King Farid of Bahrain"), no other state, or several.
    """
    if entities.home is None or not entities.sentences or not _MET.search(entities.sentences[0].text):
        return ()
    heading = entities.sentences[0]
    named = {entities.country_of(mention.key) for mention in entities.within(heading.start, heading.end)}
    guests = {iso3 for iso3 in named if iso3} - {entities.home}
    return tuple(state_key(iso3) for iso3 in (entities.home, *guests)) if len(guests) == 1 else ()
