"""Write proposed records as a declared answer: actors with ids, records that refer to them."""

from collections.abc import Iterable

from extract.ask.rules.agreements import ProposedAgreement
from extract.ask.rules.discourse import Discourse
from extract.ask.rules.issued_text import IssuedText, find_issued_text
from extract.ask.rules.presence import present
from extract.ask.rules.statements import ProposedStatement
from extract.entities.cast import Actor, NamedAt
from schemas import Status
from schemas.declared import (
    DeclaredActor,
    DeclaredAgreement,
    DeclaredAnswer,
    DeclaredParty,
    DeclaredStatement,
)


def declare(
    agreements: Iterable[ProposedAgreement], statements: Iterable[ProposedStatement], discourse: Discourse
) -> DeclaredAnswer:
    """Return the answer: the actors of the records, those whom they represent, and those that the article presents."""
    agreements, statements = tuple(agreements), tuple(statements)
    issued = find_issued_text(discourse)
    keys = list(issued.issuers) if issued else []
    keys += [party.key for one in agreements for party in one.parties]
    keys += [key for one in statements for key in (*one.speakers, *one.recipients)]
    keys += present(discourse, bool(keys))
    keys += [principal for key in keys if (principal := discourse.cast.actors[key].represents)]
    ids = {key: f"a{number}" for number, key in enumerate(dict.fromkeys(keys), start=1)}
    first = {place.key: place for place in reversed(discourse.cast.places)}
    return DeclaredAnswer(
        actors=tuple(_actor(discourse.cast.actors[key], first.get(key), ids, discourse) for key in ids),
        agreements=(
            *((_issued(issued, ids),) if issued else ()),
            *(_agreement(one, ids) for one in agreements),
        ),
        statements=tuple(_statement(one, ids) for one in statements),
    )


def _actor(actor: Actor, first: NamedAt | None, ids: dict[str, str], discourse: Discourse) -> DeclaredActor:
    return DeclaredActor(
        id=ids[actor.key],
        name=actor.name,
        words=discourse.analysis.text[first.start : first.end] if first else None,
        kind=actor.kind,
        country=actor.country,
        office=actor.office,
        represents=ids.get(actor.represents or ""),
    )


def _agreement(one: ProposedAgreement, ids: dict[str, str]) -> DeclaredAgreement:
    return DeclaredAgreement(
        sentences=one.sentences,
        status_cue=one.status_cue,
        subject=one.subject,
        instrument=one.instrument,
        status=one.status,
        parties=tuple(DeclaredParty(actor=ids[p.key], role=p.role, explicit=p.explicit) for p in one.parties),
        dates=one.terms.dates,
        value=one.terms.value,
        quantity=one.terms.quantity,
        historical=one.terms.historical,
        source=one.source,
        unsure=one.unsure,
    )


def _statement(one: ProposedStatement, ids: dict[str, str]) -> DeclaredStatement:
    return DeclaredStatement(
        sentences=one.sentences,
        cue=one.words,
        act=one.act,
        speakers=tuple(ids[key] for key in one.speakers),
        recipients=tuple(ids[key] for key in one.recipients),
        about=one.about,
        source=one.source,
        unsure=one.unsure,
    )


def _issued(text: IssuedText, ids: dict[str, str]) -> DeclaredAgreement:
    """The text itself as an adopted agreement."""
    return DeclaredAgreement(
        sentences=text.sentences,
        status_cue=text.cue,
        subject=text.heading,
        instrument=text.instrument,
        status=Status.ADOPTED,
        parties=tuple(DeclaredParty(actor=ids[key], role=text.role, explicit=text.explicit) for key in text.issuers),
        dates=(),
        value=None,
        quantity=None,
        historical=False,
        source=None,
        unsure=() if text.explicit else ("parties",),
    )
