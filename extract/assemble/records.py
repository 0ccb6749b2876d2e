"""Builds the records of an article: gives ids, derives codes, and adds to every value the words behind it.

In: merged claims. Out: actors, agreements, statements. Nothing is decided here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.assemble.actors import build_actors
from extract.assemble.claims import AgreementClaim, Source, StatementClaim
from extract.entities.annotate import Document
from schemas import (
    ACT_CLASS,
    Actor,
    Agreement,
    Attribution,
    Party,
    SecurityStatement,
    Span,
    codes_of_act,
    codes_of_status,
)


@dataclass(frozen=True)
class Records:
    """The records of an article."""

    actors: tuple[Actor, ...]
    agreements: tuple[Agreement, ...]
    statements: tuple[SecurityStatement, ...]


def build_records(
    agreements: Sequence[AgreementClaim], statements: Sequence[StatementClaim], document: Document
) -> Records:
    """Return the records of an article, in the order of its text."""
    actors = build_actors(agreements, statements, document)
    ids = {key: actor.id for key, actor in actors.items()}
    builder = _Builder(ids, document)
    return Records(
        tuple(actors.values()),
        tuple(builder.agreement(number, claim) for number, claim in enumerate(agreements, start=1)),
        tuple(builder.statement(number, claim) for number, claim in enumerate(statements, start=1)),
    )


class _Builder:
    def __init__(self, ids: dict[str, str], document: Document) -> None:
        self._ids = ids
        self._document = document

    def agreement(self, number: int, claim: AgreementClaim) -> Agreement:
        terms = claim.terms
        return Agreement(
            id=f"g{number}",
            subject=_plain(claim.subject),
            instrument=claim.instrument,
            status=claim.status,
            status_cue=claim.status_cue,
            parties=tuple(Party(actor=self._ids[p.key], role=p.role, explicit=p.explicit) for p in claim.parties),
            contexts=claim.contexts,
            dates=terms.dates,
            value=terms.value,
            quantity=terms.quantity,
            historical=terms.historical,
            attribution=self._attribution(claim.source),
            codes=codes_of_status(claim.status, claim.contexts),
            evidence=claim.evidence,
            fields=_fields(
                subject=[claim.subject],
                instrument=[claim.named],
                status=[claim.status_cue],
                parties=[party.span for party in claim.parties],
                dates=[date.span for date in terms.dates],
                value=[terms.value.span if terms.value else None],
                quantity=[terms.quantity.span if terms.quantity else None],
            ),
        )

    def statement(self, number: int, claim: StatementClaim) -> SecurityStatement:
        return SecurityStatement(
            id=f"s{number}",
            speakers=tuple(self._ids[key] for key, _ in claim.speakers),
            act=claim.act,
            act_class=ACT_CLASS[claim.act],
            cue=claim.cue,
            recipients=tuple(self._ids[key] for key, _ in claim.recipients),
            about=_plain(claim.about),
            contexts=claim.contexts,
            negated=claim.negated,
            attribution=self._attribution(claim.source),
            codes=codes_of_act(claim.act),
            evidence=claim.evidence,
            fields=_fields(
                speakers=[span for _, span in claim.speakers],
                recipients=[span for _, span in claim.recipients],
                about=[claim.about],
            ),
        )

    def _attribution(self, source: Source | None) -> Attribution | None:
        if source is None:
            return None
        found, article = source.ascription, self._document.article
        return Attribution(
            source=self._ids.get(source.key) if source.key else None,
            source_text=article.text[found.source_start : found.source_end],
            relayed_by=tuple(article.text[one.source_start : one.source_end] for one in source.relayed_by),
            quote=found.quote,
            span=article.span(found.start, found.end),
        )


def _fields(**spans: Iterable[Span | None]) -> dict[str, tuple[Span, ...]]:
    """The words behind each field, without the fields that have none."""
    distinct = {name: tuple(dict.fromkeys(span for span in found if span)) for name, found in spans.items()}
    return {name: found for name, found in distinct.items() if found}


def _plain(span: Span) -> str:
    """The span's words on one line."""
    return " ".join(span.text.split())
