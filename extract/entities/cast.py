"""The actors that an article names, each once, and all places where it names them."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from schemas import ActorKind, MentionForm

OFFICIAL = (ActorKind.PERSON, ActorKind.PUBLIC_BODY)
"""Kinds that act for a state or an organisation."""

Keys = tuple[str, ...]
"""Keys of actors in a cast, in order."""


@dataclass(frozen=True)
class Actor:
    """An actor that an article names."""

    key: str
    """`state:` and the code, else kind and name; unique in the article."""
    name: str
    kind: ActorKind
    country: str | None = None
    """ISO 3166-1 alpha-3 code of the state that it is, acts for or belongs to."""
    office: str | None = None
    """Title as written in the text."""
    represents: str | None = None
    """The key of the state or organisation that it acts for."""
    known: bool = True
    """Whether a table or words of the text say what it is; False of a bare name."""


@dataclass(frozen=True, order=True)
class NamedAt:
    """A place where the text names an actor; offsets in code points."""

    start: int
    end: int
    key: str
    form: MentionForm


@dataclass(frozen=True, eq=False)
class Cast:
    """The actors of an article by key, and where it names them, in order, none overlapping another."""

    actors: Mapping[str, Actor]
    places: tuple[NamedAt, ...]
    home: str | None = None
    """ISO 3166-1 alpha-3 code of the state whose own office published the article."""
    titles: Mapping[int, str] = field(default_factory=dict)
    """The persons to whom titles beside their names belong, by the token of the title's noun."""

    def within(self, start: int, end: int) -> tuple[NamedAt, ...]:
        """Return the places between these offsets."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return tuple(place for place in self.places[first:last] if place.end <= end)

    def at(self, start: int, end: int) -> NamedAt | None:
        """Return the place that holds these offsets."""
        place = bisect_left(self._starts, start + 1) - 1
        found = self.places[place] if place >= 0 else None
        return found if found and end <= found.end else None

    def before(self, position: int) -> Iterator[NamedAt]:
        """Yield the places that end before a position, the nearest first."""
        last = bisect_left(self._starts, position)
        return (self.places[at] for at in range(last - 1, -1, -1) if self.places[at].end <= position)

    def principal(self, key: str) -> str:
        """Return the key of the state or organisation that an official acts for; else the key itself."""
        actor = self.actors[key]
        return actor.represents if actor.kind in OFFICIAL and actor.represents else key

    @cached_property
    def _starts(self) -> list[int]:
        return [place.start for place in self.places]


def state_key(iso3: str) -> str:
    """Return the key of a state."""
    return f"state:{iso3}"


def owns(place: NamedAt, text: str) -> bool:
    """Return whether a name has the form of an owner: "Kestrel's envoy", "the envoy of Kestrel"."""
    return text.startswith(("'", "’"), place.end) or text[: place.start].endswith(("of ", "of the "))
