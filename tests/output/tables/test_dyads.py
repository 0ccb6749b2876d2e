"""Sides, dyads, and the day of an event."""

from datetime import date

import pytest

from extract.output.tables.days import DateBasis, EventDays, agreement_days, days, one_day, time_of
from extract.output.tables.dyad_row_types import AgreementDyadRow, StatementDyadRow, WithoutDyadRow
from extract.output.tables.dyads import ArticleDyads, NoDyad
from extract.output.tables.record_links import ArticleLinks
from extract.output.tables.sides import Sides
from schemas import (
    Actor,
    ActorKind,
    Agreement,
    ArticleExtraction,
    DateRelation,
    DateRole,
    EventDate,
    Party,
    PartyRole,
    Status,
)
from tests.support.results import article, at, provenance, treaty, warning

CAST = (
    Actor(id="a1", name="Kenya", kind=ActorKind.STATE, country="KEN"),
    Actor(id="a2", name="Amina Wekesa", kind=ActorKind.PERSON, represents="a3"),
    Actor(id="a3", name="Kenya's foreign ministry", kind=ActorKind.PUBLIC_BODY, country="KEN", represents="a1"),
    Actor(id="a4", name="Budi Hartono", kind=ActorKind.PERSON, country="IDN"),
    Actor(id="a5", name="EU", kind=ActorKind.IGO),
    Actor(id="a6", name="Pat Doe", kind=ActorKind.PERSON),
    Actor(id="a7", name="Halvorsen Marine", kind=ActorKind.COMPANY, country="NOR"),
)
PAGE = ArticleExtraction(article=article(), actors=CAST, provenance=provenance())


def dyads() -> ArticleDyads:
    return ArticleDyads(PAGE, "key", ArticleLinks(copies=2))


def agreement(*parties: str, roles: tuple[PartyRole, ...] = ()) -> Agreement:
    given = roles or (PartyRole.PARTY,) * len(parties)
    members = tuple(Party(actor=actor, role=role) for actor, role in zip(parties, given, strict=True))
    return treaty().model_copy(update={"parties": members})


@pytest.mark.parametrize(
    ("actor", "side"),
    [
        ("a1", "KEN"),
        ("a2", "KEN"),
        ("a3", "KEN"),
        ("a4", "IDN"),
        ("a5", "European Union"),
        ("a6", None),
        ("a7", "Halvorsen Marine"),
    ],
)
def test_the_side_of_an_actor_is_the_state_or_organisation_it_acts_for(actor: str, side: str | None) -> None:
    found = Sides(PAGE).of(actor)
    assert (found.key if found else None) == side


def test_actors_that_represent_each_other_have_a_side() -> None:
    circle = (
        Actor(id="a1", name="A", kind=ActorKind.GROUP, represents="a2"),
        Actor(id="a2", name="B", kind=ActorKind.GROUP, represents="a1"),
    )
    sides = Sides(PAGE.model_copy(update={"actors": circle}))
    assert sides.of("a1") is not None and sides.of("a2") is not None


def test_an_agreement_gives_each_pair_of_sides_once_whoever_signed() -> None:
    rows = [row for row in dyads().agreement_rows(agreement("a1", "a2", "a4", "a5")) if isinstance(row, tuple)]
    pairs = [(row.side_1, row.side_2) for row in rows if isinstance(row, AgreementDyadRow)]
    assert pairs == [("European Union", "IDN"), ("European Union", "KEN"), ("IDN", "KEN")]
    [last] = [row for row in rows if isinstance(row, AgreementDyadRow) and row.side_2 == "KEN" and row.country_1]
    assert (last.name_1, last.actor_1, last.name_2, last.reports) == ("Indonesia", "Budi Hartono", "Kenya", 3)


def test_a_mediator_is_no_side_of_an_agreement() -> None:
    rows = list(dyads().agreement_rows(agreement("a1", "a4", roles=(PartyRole.PARTY, PartyRole.MEDIATOR))))
    assert rows == [WithoutDyadRow("key", "key/g1", None, NoDyad.ONE_SIDE)]


@pytest.mark.parametrize(
    ("speakers", "recipients", "reason"),
    [
        (("a1",), (), NoDyad.NO_RECIPIENT),
        (("a1",), ("a2",), NoDyad.SAME_SIDE),
        (("a1",), ("a6",), NoDyad.SIDE_UNKNOWN),
        (("a6",), ("a1",), NoDyad.SIDE_UNKNOWN),
    ],
)
def test_a_statement_without_a_pair_has_a_reason(
    speakers: tuple[str, ...], recipients: tuple[str, ...], reason: NoDyad
) -> None:
    said = warning().model_copy(update={"speakers": speakers, "recipients": recipients})
    assert list(dyads().statement_rows(said)) == [WithoutDyadRow("key", None, "key/s1", reason)]


def test_a_statement_gives_each_speaker_with_each_recipient() -> None:
    said = warning().model_copy(update={"speakers": ("a2", "a1"), "recipients": ("a4", "a5", "a6")})
    rows = [row for row in dyads().statement_rows(said) if isinstance(row, StatementDyadRow)]
    assert [(row.speaker_side, row.speaker_actor, row.recipient_side) for row in rows] == [
        ("KEN", "Amina Wekesa", "IDN"),
        ("KEN", "Amina Wekesa", "European Union"),
    ]


def dated(role: DateRole, edtf: str, status: Status, relation: DateRelation = DateRelation.ON) -> Agreement:
    told = EventDate(edtf=edtf, relation=relation, role=role, span=at("2031"))
    return treaty().model_copy(update={"dates": (told,), "status": status})


def test_an_agreement_is_dated_by_the_date_of_its_status() -> None:
    signed = agreement_days(dated(DateRole.SIGNATURE, "2029-05", Status.SIGNED), "2030-01-15")
    assert signed == (date(2029, 5, 1), date(2029, 5, 31), DateBasis.TOLD)
    planned = agreement_days(dated(DateRole.SIGNATURE, "2030-06-01", Status.PLEDGED), "2030-01-15")
    assert planned == (date(2030, 1, 15), date(2030, 1, 15), DateBasis.PUBLISHED)
    before = agreement_days(dated(DateRole.SIGNATURE, "2029", Status.SIGNED, DateRelation.BEFORE), "2030-01-15")
    assert before.basis is DateBasis.PUBLISHED


def test_background_is_not_dated_by_the_publication() -> None:
    background = treaty().model_copy(update={"historical": True, "dates": ()})
    assert agreement_days(background, "2030-01-15") == (None, None, None)


def test_one_day_of_an_inexact_date_is_the_publication_if_it_fits() -> None:
    march = EventDays(date(2030, 3, 1), date(2030, 3, 31), DateBasis.TOLD)
    assert one_day(march, "2030-03-20") == date(2030, 3, 20)
    assert one_day(march, "2030-04-02") == date(2030, 3, 1)
    assert one_day(EventDays(None, None, None), "2030-04-02") is None


def test_a_date_that_no_calendar_has_gives_no_day() -> None:
    assert days("2023-02-29") == (None, None)
    assert days(None) == (None, None)
    assert time_of("no time") is None
