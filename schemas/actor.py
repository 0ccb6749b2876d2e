"""Actors, and their mentions in the text. Code derives them from the text; a model proposes none."""

from pydantic import Field

from schemas.base import Frozen
from schemas.text import Span
from schemas.vocab import ActorKind, Basis, MentionForm, Sector


class Mention(Frozen):
    """A passage in which the text names an actor."""

    span: Span
    form: MentionForm


_OF_A_STATE = frozenset({ActorKind.STATE, ActorKind.PERSON, ActorKind.PUBLIC_BODY})
"""Kinds of actors that act for the state of their country if they represent no other actor."""


class ActorBasis(Frozen):
    """Who says what kind of actor it is, and which state it is or belongs to; None where neither says it."""

    kind: Basis | None = None
    country: Basis | None = None


class Actor(Frozen):
    """A participant in world politics, with all its mentions in the article."""

    id: str = Field(pattern=r"^a\d+$")
    name: str
    """The fullest form of the name in the text, without title."""
    kind: ActorKind
    country: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    """ISO 3166-1 alpha-3 code (3166-3 for former states) of the state that the actor is or belongs to."""
    sector: Sector | None = None
    office: str | None = None
    """The title in the words of the text ("Prime Minister")."""
    represents: str | None = None
    """Id of the state or organisation that a person or public body acts for."""
    mentions: tuple[Mention, ...] = ()
    basis: ActorBasis | None = None
    wikidata: str | None = Field(default=None, pattern=r"^Q\d+$")
    """Wikidata id. A model never sets it, and no step sets it so far."""

    @property
    def state(self) -> str | None:
        """Code of the state that it is, or acts for as a person or a public body; companies do not act for a state."""
        return self.country if self.kind in _OF_A_STATE else None
