"""Sides: the state or organisation that an actor acts for."""

from dataclasses import dataclass
from functools import lru_cache

from extract.entities.organisations import lookup_organisation
from extract.entities.states import is_state, name_of
from schemas import Actor, ActorKind, ArticleExtraction


@dataclass(frozen=True)
class Side:
    """A state or an organisation that takes part in world politics."""

    key: str
    """The country code of a state, the name of an organisation."""
    name: str
    """The usual English name of a state; the name of an organisation."""
    country: str | None
    """The country code of a state; None for an organisation, even if it belongs to a state."""


class Sides:
    """The sides of the actors of an article."""

    def __init__(self, extraction: ArticleExtraction) -> None:
        self._sides = {actor.id: _side(extraction.side(actor)) for actor in extraction.actors}

    def of(self, actor_id: str) -> Side | None:
        """The side of an actor; None for a person whose state or organisation the article does not give."""
        return self._sides[actor_id]


def _side(actor: Actor) -> Side | None:
    if actor.state:
        return Side(actor.state, _state_name(actor.state), actor.state)
    if actor.kind is ActorKind.PERSON:
        return None
    name = organisation_name(actor.name)
    return Side(name, name, None)


@lru_cache(maxsize=65_536)
def organisation_name(name: str) -> str:
    """The full name of an organisation of the table ("EU" is the European Union); any other name as it is."""
    found = lookup_organisation(name)
    return found.name if found else name


def _state_name(code: str) -> str:
    return name_of(code) if is_state(code) else code
