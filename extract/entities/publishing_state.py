"""The state of officials that a text names without one: that of the publisher, or that which the text is about."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from extract.entities.cast import Actor, NamedAt
from extract.entities.nouns import NounClass, is_noun, nouns
from extract.entities.states import find_states
from schemas import ActorKind

_FAR_MORE = 2
_SEATS = frozenset({"white house", "kremlin", "élysée", "downing street"})


def find_home(source: str | None) -> str | None:
    """Return the code of the state whose office publishes under this name ("Government of Peru"); else None."""
    name = source or ""
    official = any(is_noun(word, NounClass.BODY, NounClass.STATE, NounClass.HEAD) for word in name.split())
    if not official and not any(seat in name.casefold() for seat in _SEATS):
        return None
    states = {state.iso3 for state in find_states(name)}
    return states.pop() if len(states) == 1 else None


def own_people(actors: Iterable[Actor], home: str, heading: str) -> Iterator[Actor]:
    """Yield the actors without a state who by their office, or as bodies, are of the publishing state.

    A state gives others such offices only with their state, and names its own people in headings as acting. A president
    without a state is its own if there is only one.
    """
    stateless = [actor for actor in actors if actor.country is None and actor.represents is None]
    heads = [actor for actor in stateless if _office(actor) in nouns(NounClass.HEAD)]
    for actor in stateless:
        domestic = _office(actor) in nouns(NounClass.DOMESTIC) or heads == [actor]
        minister = home != "USA" and _office(actor) in nouns(NounClass.MINISTER)
        acting = bool(actor.office) and _acts_in(heading, actor.name)
        if actor.kind is ActorKind.PUBLIC_BODY or domestic or minister or acting:
            yield actor


def usual_state(actors: Mapping[str, Actor], places: Iterable[NamedAt], source: str | None) -> str | None:
    """Return the code of the state whose officials an article may name without the state; None if it is not clear.

    It is that of the outlet's seat ("Lima Courier"), else in an article about two states the one that an official with
    a "counterpart" of the other is of, else the state that is named far more often than any other.
    """
    counts = Counter(actors[place.key].country for place in places if actors[place.key].kind is ActorKind.STATE)
    seats = {state.iso3 for state in find_states(source or "")} & set(counts)
    if len(seats) == 1:
        return seats.pop()
    first, second, *_ = (*counts.most_common(2), (None, 0), (None, 0))
    counterparts = {actor.country for actor in actors.values() if _office(actor) == "counterpart"}
    others = {first[0], second[0]} - counterparts
    if len(counterparts) == 1 and len(others) == 1:
        return others.pop()
    return first[0] if first[1] > _FAR_MORE * second[1] else None


def _office(actor: Actor) -> str:
    return (actor.office or "").casefold() if actor.kind is ActorKind.PERSON else ""


def _acts_in(heading: str, name: str) -> bool:
    """Whether a heading names a person before those whom the person meets or addresses."""
    acting = heading.split(" with ")[0].split(" to ")[0].replace("’", " ").replace("'", " ").replace(",", " ")
    return any(word in acting.split() for word in name.split()[-1:])
