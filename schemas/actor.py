"""Actors: who takes part, and where the text names them. The model drafts none: code makes them of the parties."""

from pydantic import Field

from schemas.base import Frozen
from schemas.text import Span
from schemas.vocab import ActorKind, MentionForm, Sector


class Mention(Frozen):
    """One place where the text names an actor."""

    span: Span
    form: MentionForm


class Actor(Frozen):
    """A participant in world politics, with every place where the article names it."""

    id: str = Field(pattern=r"^a\d+$")
    name: str
    """The fullest form in the text, without title."""
    kind: ActorKind
    country: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    """ISO 3166-1 alpha-3 (3166-3 for states that are no more) of the state that it is or belongs to."""
    sector: Sector | None = None
    office: str | None = None
    """Title as the text gives it ("Prime Minister")."""
    represents: str | None = None
    """Id of the state or organisation for which a person or public body acts."""
    mentions: tuple[Mention, ...] = ()
    wikidata: str | None = Field(default=None, pattern=r"^Q\d+$")
    """Set by a resolver only, never by a model."""
