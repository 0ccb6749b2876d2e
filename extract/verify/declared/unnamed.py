"""Find actors without a name, in English texts: words such as "rebels", which the article writes without a capital.

By the coding guide an actor is a named participant. Such words stay where a record would have no speaker without them.
"""

from collections.abc import Iterable, Iterator, Sequence

from extract.verify.declared.faults import Fault, FaultReason
from extract.verify.declared.proved import ProvedActor, ProvedStatement
from extract.verify.declared.words import ArticleWords
from schemas import ActorKind, RecordKind
from schemas.declared import DeclaredActor


def find_unnamed(actors: Iterable[ProvedActor], words: ArticleWords) -> frozenset[str]:
    """Return the ids of actors that the article calls by common words alone; none in a language without capitals."""
    if not words.in_english:
        return frozenset()
    return frozenset(actor.id for actor in actors if actor.kind is not ActorKind.STATE and _is_common(actor, words))


def _is_common(actor: ProvedActor, words: ArticleWords) -> bool:
    return all(name == name.lower() and words.find_exactly(name) for name in (actor.name, *actor.words))


def unused(
    unnamed: frozenset[str], actors: Iterable[ProvedActor], statements: Iterable[ProvedStatement]
) -> frozenset[str]:
    """Return the unnamed actors that speak in no statement and that no other actor represents."""
    used = {speaker for statement in statements for speaker in statement.speakers}
    return unnamed - used - {actor.represents for actor in actors if actor.represents}


def unnamed_faults(ids: Iterable[str], declared: Sequence[DeclaredActor]) -> Iterator[Fault]:
    """Yield a fault for each actor that is left out."""
    places = {actor.id: place for place, actor in enumerate(declared)}
    for one in sorted(ids, key=places.__getitem__):
        message = f"{declared[places[one]].name!r} is no name, and an actor is a named participant"
        yield Fault(RecordKind.ACTOR, places[one], None, "name", FaultReason.UNNAMED, message)
