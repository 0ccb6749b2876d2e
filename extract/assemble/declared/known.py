"""Complete the answer of a later page with actors of earlier pages that it refers to by their ids alone."""

from collections.abc import Iterable, Iterator

from extract.verify.declared.proved import ProvedActor
from schemas.declared import DeclaredActor, DeclaredAnswer


def with_known(answer: DeclaredAnswer, known: Iterable[ProvedActor]) -> DeclaredAnswer:
    """Return the answer with those actors declared after its own."""
    by_id = {actor.id: actor for actor in known}
    added: dict[str, DeclaredActor] = {}
    declared = {actor.id for actor in answer.actors}
    waiting = list(_referred(answer))
    while waiting:
        one = waiting.pop()
        if one in by_id and one not in declared and one not in added:
            added[one] = _declared(by_id[one])
            waiting += [by_id[one].represents or ""]
    ordered = (added[one] for one in by_id if one in added)
    return answer.model_copy(update={"actors": (*answer.actors, *ordered)}) if added else answer


def _referred(answer: DeclaredAnswer) -> Iterator[str]:
    yield from (actor.represents for actor in answer.actors if actor.represents)
    yield from (party.actor for agreement in answer.agreements for party in agreement.parties)
    for statement in answer.statements:
        yield from (*statement.speakers, *statement.recipients)


def _declared(actor: ProvedActor) -> DeclaredActor:
    return DeclaredActor(
        id=actor.id,
        name=actor.name,
        words=next(iter(actor.words), None),
        kind=actor.kind.value,
        country=actor.country,
        office=actor.office,
        represents=actor.represents,
    )
