"""View a row of gold as an article with records that can be linked. Gold refers to actors by name."""

from decimal import Decimal
from typing import Any

from extract.evaluate.gold import GoldArticle
from extract.link.views import (
    ActorView,
    AgreementView,
    ArticleView,
    DateView,
    MoneyView,
    PartyView,
    StatementView,
)
from extract.normalize.amounts import find_amounts
from schemas import Act, ActorKind, DateRole, Instrument, PartyRole, Status


def view_gold(gold: GoldArticle) -> ArticleView:
    """Return a gold article with its records."""
    article = gold.article
    return ArticleView(
        source_id=article.source_id,
        text=article.text,
        outlet=article.source,
        published=article.published,
        language=article.language,
        actors=tuple(map(_view_actor, gold.records["actors"])),
        agreements=tuple(_view_agreement(row, article.language) for row in gold.records["agreements"]),
        statements=tuple(map(_view_statement, gold.records["statements"])),
    )


def _view_actor(row: dict[str, Any]) -> ActorView:
    return ActorView(
        id=row["name"],
        name=row["name"],
        kind=ActorKind(row["kind"]),
        country=row.get("country"),
        office=row.get("office"),
        represents=row.get("represents"),
    )


def _view_agreement(row: dict[str, Any], language: str | None) -> AgreementView:
    evidence = _evidence(row)
    return AgreementView(
        id=row["id"],
        subject=row["subject"],
        instrument=Instrument(row["instrument"]),
        status=Status(row["status"]),
        parties=tuple(PartyView(party["actor"], PartyRole(party["role"])) for party in row["parties"]),
        dates=tuple(DateView(date["edtf"], DateRole(date["role"])) for date in row["dates"] if date.get("edtf")),
        value=_view_money(row["value"], " ".join(evidence), language) if row.get("value") else None,
        quantity=row.get("quantity"),
        historical=bool(row.get("historical")),
        evidence=evidence,
    )


def _view_money(value: dict[str, Any], evidence: str, language: str | None) -> MoneyView:
    """The value, with the bound that the words of the evidence give it: gold has the amount alone."""
    amount = Decimal(str(value["amount"]))
    readings = (one for found in find_amounts(evidence, language) for one in found.amounts.readings)
    for one in readings:
        if Decimal(one.amount) == amount and one.currency == value["currency"]:
            return MoneyView(amount, value["currency"], one.bound, Decimal(one.amount_max) if one.amount_max else None)
    return MoneyView(amount, value["currency"])


def _view_statement(row: dict[str, Any]) -> StatementView:
    return StatementView(
        id=row["id"],
        speakers=tuple(row["speakers"]),
        act=Act(row["act"]),
        recipients=tuple(row["recipients"]),
        about=row["about"],
        negated=bool(row.get("negated")),
        evidence=_evidence(row),
    )


def _evidence(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(one if isinstance(one, str) else one["text"] for one in row["evidence"])
