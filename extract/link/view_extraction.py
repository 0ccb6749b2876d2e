"""View an extraction as an article with records that can be linked."""

from decimal import Decimal

from extract.link.views import (
    ActorView,
    AgreementView,
    ArticleView,
    DateView,
    MoneyView,
    PartyView,
    StatementView,
)
from schemas import Actor, Agreement, ArticleExtraction, Money, SecurityStatement


def view_extraction(extraction: ArticleExtraction) -> ArticleView:
    """Return the article of an extraction with its records."""
    article = extraction.article
    return ArticleView(
        source_id=article.source_id,
        text=article.text,
        outlet=article.source,
        published=article.published,
        language=article.language,
        actors=tuple(map(_view_actor, extraction.actors)),
        agreements=tuple(map(_view_agreement, extraction.agreements)),
        statements=tuple(map(_view_statement, extraction.statements)),
    )


def _view_actor(actor: Actor) -> ActorView:
    return ActorView(actor.id, actor.name, actor.kind, actor.country, actor.office, actor.represents)


def _view_agreement(agreement: Agreement) -> AgreementView:
    return AgreementView(
        id=agreement.id,
        subject=agreement.subject,
        instrument=agreement.instrument,
        status=agreement.status,
        parties=tuple(PartyView(party.actor, party.role) for party in agreement.parties),
        dates=tuple(DateView(date.edtf, date.role) for date in agreement.dates),
        value=_view_money(agreement.value) if agreement.value else None,
        quantity=agreement.quantity.text if agreement.quantity else None,
        historical=agreement.historical,
        evidence=tuple(span.text for span in agreement.evidence),
        certainty=agreement.certainty,
    )


def _view_money(money: Money) -> MoneyView:
    maximum = Decimal(money.amount_max) if money.amount_max else None
    return MoneyView(Decimal(money.amount), money.currency, money.bound, maximum)


def _view_statement(statement: SecurityStatement) -> StatementView:
    return StatementView(
        id=statement.id,
        speakers=statement.speakers,
        act=statement.act,
        recipients=statement.recipients,
        about=statement.about,
        negated=statement.negated,
        evidence=tuple(span.text for span in statement.evidence),
        certainty=statement.certainty,
    )
