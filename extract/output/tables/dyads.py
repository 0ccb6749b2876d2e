"""Dyads: who agreed with whom, and who said something to or about whom, one row a pair of sides.

An agreement gives each pair of its sides once, in the order of their keys. A statement gives each pair of a speaker's
side and a recipient's side, in this order. Actors of the same side are one. A record without a pair has a reason.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from extract.output.tables.days import agreement_days, published_days
from extract.output.tables.dyad_row_types import AgreementDyadRow, StatementDyadRow, WithoutDyadRow
from extract.output.tables.record_links import NO_LINKS, ArticleLinks
from extract.output.tables.sides import Side, Sides
from schemas import Actor, Agreement, ArticleExtraction, Party, PartyRole, SecurityStatement, tie_of

_SIDE_ROLES = (PartyRole.PARTY, PartyRole.SUPPLIER, PartyRole.RECIPIENT, PartyRole.BODY)
"""Roles of the actors that an agreement is between; a mediator, guarantor or depositary is not a side of it."""


class NoDyad(StrEnum):
    """Why a record has no dyad."""

    ONE_SIDE = "one_side"
    """The article names one side of the agreement only, or all parties act for one side."""
    SIDE_UNKNOWN = "side_unknown"
    """The article does not say for which state or organisation a speaker, a recipient or a party acts."""
    NO_RECIPIENT = "no_recipient"
    """The statement is directed at no actor."""
    SAME_SIDE = "same_side"
    """Speakers and recipients act for one side."""


@dataclass(frozen=True)
class Acting:
    """A side with the actor that acts for it, and the role of a party."""

    side: Side
    actor: Actor
    role: PartyRole = PartyRole.PARTY


class ArticleDyads:
    """Pairs the sides of the records of an article."""

    def __init__(self, extraction: ArticleExtraction, key: str, links: ArticleLinks = NO_LINKS) -> None:
        self._extraction, self._key, self._links = extraction, key, links
        self._actors = {actor.id: actor for actor in extraction.actors}
        self._sides = Sides(extraction)

    def side(self, actor_id: str) -> Side | None:
        """The side of an actor of the article."""
        return self._sides.of(actor_id)

    def agreement_pairs(self, agreement: Agreement) -> list[tuple[Acting, Acting]]:
        """The pairs of an agreement's sides."""
        parties = [party for party in agreement.parties if party.role in _SIDE_ROLES]
        acting = self._acting(parties)
        return list(combinations(sorted(acting, key=lambda one: one.side.key), 2))

    def statement_pairs(self, statement: SecurityStatement) -> list[tuple[Acting, Acting]]:
        """The pairs of the side of a speaker and that of a recipient."""
        speakers = self._acting([Party(actor=actor) for actor in statement.speakers])
        recipients = self._acting([Party(actor=actor) for actor in statement.recipients])
        return [(one, other) for one in speakers for other in recipients if one.side.key != other.side.key]

    def reason(self, record: Agreement | SecurityStatement) -> NoDyad:
        """Why the record has no pair of sides."""
        if isinstance(record, Agreement):
            actors = [party.actor for party in record.parties if party.role in _SIDE_ROLES]
        elif not record.recipients:
            return NoDyad.NO_RECIPIENT
        else:
            actors = [*record.speakers, *record.recipients]
        if any(self.side(actor) is None for actor in actors):
            return NoDyad.SIDE_UNKNOWN
        return NoDyad.ONE_SIDE if isinstance(record, Agreement) else NoDyad.SAME_SIDE

    def agreement_rows(self, agreement: Agreement) -> Iterator[AgreementDyadRow | WithoutDyadRow]:
        """The dyads of an agreement, or the reason why it has none."""
        pairs = self.agreement_pairs(agreement)
        if not pairs:
            yield WithoutDyadRow(self._key, self._record(agreement), None, self.reason(agreement).value)
        article, value = self._extraction.article, agreement.value
        when, reports = agreement_days(agreement, article.published), self._links.reports_of(agreement.id)
        for number, (one, other) in enumerate(pairs, start=1):
            yield AgreementDyadRow(
                id=f"{self._record(agreement)}-{number}",
                article_id=self._key,
                agreement_id=self._record(agreement),
                deal_id=self._links.id_of(agreement.id),
                earliest=when.earliest,
                latest=when.latest,
                date_basis=when.basis.value if when.basis else None,
                side_1=one.side.key,
                country_1=one.side.country,
                name_1=one.side.name,
                actor_1=one.actor.name,
                role_1=one.role.value,
                side_2=other.side.key,
                country_2=other.side.country,
                name_2=other.side.name,
                actor_2=other.actor.name,
                role_2=other.role.value,
                instrument=agreement.instrument.value,
                status=agreement.status.value,
                tie=tie_of(agreement).value,
                historical=agreement.historical,
                subject=agreement.subject,
                amount=float(value.amount) if value else None,
                currency=value.currency if value else None,
                certainty=agreement.certainty.value if agreement.certainty else None,
                quote=_quote(agreement),
                title=article.title,
                source=article.source,
                url=article.url,
                reports=reports.articles,
                independent_sources=reports.independent,
            )

    def statement_rows(self, statement: SecurityStatement) -> Iterator[StatementDyadRow | WithoutDyadRow]:
        """The dyads of a statement, or the reason why it has none."""
        pairs = self.statement_pairs(statement)
        if not pairs:
            yield WithoutDyadRow(self._key, None, self._record(statement), self.reason(statement).value)
        article = self._extraction.article
        when, reports = published_days(article.published), self._links.reports_of(statement.id)
        for number, (speaker, recipient) in enumerate(pairs, start=1):
            yield StatementDyadRow(
                id=f"{self._record(statement)}-{number}",
                article_id=self._key,
                statement_id=self._record(statement),
                event_id=self._links.id_of(statement.id),
                earliest=when.earliest,
                latest=when.latest,
                date_basis=when.basis.value if when.basis else None,
                speaker_side=speaker.side.key,
                speaker_country=speaker.side.country,
                speaker_name=speaker.side.name,
                speaker_actor=speaker.actor.name,
                act=statement.act.value,
                act_class=statement.act_class.value,
                tie=tie_of(statement).value,
                negated=statement.negated,
                recipient_side=recipient.side.key,
                recipient_country=recipient.side.country,
                recipient_name=recipient.side.name,
                recipient_actor=recipient.actor.name,
                about=statement.about,
                certainty=statement.certainty.value if statement.certainty else None,
                quote=_quote(statement),
                title=article.title,
                source=article.source,
                url=article.url,
                reports=reports.articles,
                independent_sources=reports.independent,
            )

    def _acting(self, parties: Sequence[Party]) -> list[Acting]:
        """The sides of these actors, each once, with the first actor that acts for it."""
        acting: dict[str, Acting] = {}
        for party in parties:
            side = self.side(party.actor)
            if side:
                acting.setdefault(side.key, Acting(side, self._actors[party.actor], party.role))
        return list(acting.values())

    def _record(self, record: Agreement | SecurityStatement) -> str:
        return f"{self._key}/{record.id}"


def _quote(record: Agreement | SecurityStatement) -> str:
    """The sentences that the record is based on."""
    return " ".join(span.text for span in record.evidence)
