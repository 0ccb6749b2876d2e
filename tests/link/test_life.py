"""Stages that records tell, and the life of an agreement."""

from extract.link.days import read_days
from extract.link.life import Life, Telling, build_life, may_follow
from extract.link.stages import read_stages
from extract.link.views import AgreementView
from schemas import DateRole, Status
from tests.support.linking import agreement

Told = tuple[AgreementView, str]
"""A record, and the publication of its article."""


def life(*told: Told) -> Life:
    tellings = [
        Telling((f"article {number}", record.id), stage, read_days(published))
        for number, (record, published) in enumerate(told)
        for stage in read_stages(record, read_days(published))
    ]
    forwards, backwards = build_life(tellings), build_life(reversed(tellings))
    assert forwards == backwards
    return forwards


def course(found: Life) -> list[tuple[str, str | None]]:
    return [(stage.status, stage.edtf) for stage in found.stages]


def told(status: Status, published: str, *dates: tuple[str, DateRole], historical: bool = False) -> Told:
    return agreement("patrol boats", status=status, dates=dates, historical=historical), published


def test_the_dates_of_a_record_tell_earlier_stages() -> None:
    dates = (("2020-03-01", DateRole.SIGNATURE), ("2021-06", DateRole.RATIFICATION), ("2022-01-05", DateRole.EVENT))
    found = life(told(Status.SUSPENDED, "2022-01-06", *dates))
    assert course(found) == [("signed", "2020-03-01"), ("ratified", "2021-06"), ("suspended", "2022-01-05")]
    assert found.current is Status.SUSPENDED


def test_a_date_that_lies_ahead_is_no_stage() -> None:
    found = life(told(Status.AGREED, "2022-01-06", ("2022-03-01", DateRole.SIGNATURE)))
    assert course(found) == [("agreed", None)]


def test_a_vague_date_joins_the_exact_one_that_it_contains() -> None:
    found = life(
        told(Status.SIGNED, "2023-12-06", ("2023-12-05", DateRole.SIGNATURE)),
        told(Status.IN_IMPLEMENTATION, "2024-03-19", ("2023-12", DateRole.SIGNATURE)),
    )
    assert course(found) == [("signed", "2023-12-05"), ("in_implementation", None)]
    assert len(found.stages[0].told_by) == 2


def test_two_days_of_one_signature_are_disputed_and_a_month_fits_neither_alone() -> None:
    found = life(
        told(Status.SIGNED, "2024-11-19", ("2024-11-18", DateRole.SIGNATURE)),
        told(Status.SIGNED, "2024-11-19", ("2024-11-19", DateRole.SIGNATURE)),
        told(Status.SIGNED, "2024-11-20", ("2024-11", DateRole.SIGNATURE)),
    )
    assert [(stage.edtf, stage.disputed) for stage in found.stages] == [
        ("2024-11-18", True),
        ("2024-11-19", True),
        ("2024-11", False),
    ]


def test_ratifications_by_two_parties_are_two_stages_and_not_disputed() -> None:
    found = life(
        told(Status.RATIFIED, "2019-02-12", ("2019-02-11", DateRole.RATIFICATION)),
        told(Status.RATIFIED, "2019-06-20", ("2019-06-18", DateRole.RATIFICATION)),
    )
    assert [stage.disputed for stage in found.stages] == [False, False]


def test_a_lasting_status_told_again_is_one_stage() -> None:
    found = life(
        told(Status.UNDER_NEGOTIATION, "2020-05-02", ("2020-05-01", DateRole.EVENT)),
        told(Status.UNDER_NEGOTIATION, "2020-09-02", ("2020-09-01", DateRole.EVENT)),
    )
    assert course(found) == [("under_negotiation", "2020-05-01")]


def test_an_undated_stage_stands_where_agreements_reach_it() -> None:
    found = life(
        told(Status.IN_FORCE, "2024-01-10", ("2024-01-02", DateRole.ENTRY_INTO_FORCE)),
        told(Status.SIGNED, "2024-03-10", historical=True),
    )
    assert course(found) == [("signed", None), ("in_force", "2024-01-02")]
    assert found.current is Status.IN_FORCE


def test_an_undated_suspension_holds_when_it_is_reported() -> None:
    found = life(
        told(Status.SUSPENDED, "2024-03-10"),
        told(Status.RENEWED, "2024-09-01", ("2024-08-30", DateRole.EVENT)),
    )
    assert found.current is Status.RENEWED


def test_a_step_back_up_from_the_end_is_impossible() -> None:
    found = life(
        told(Status.TERMINATED, "2020-01-02", ("2020-01-01", DateRole.TERMINATION)),
        told(Status.IN_FORCE, "2021-01-02", ("2021-01-01", DateRole.ENTRY_INTO_FORCE)),
    )
    assert found.impossible == ((Status.TERMINATED, Status.IN_FORCE),)


def test_rungs_may_be_skipped_but_not_climbed_backwards() -> None:
    assert may_follow(Status.PROPOSED, Status.SIGNED)
    assert may_follow(Status.SUSPENDED, Status.IN_FORCE)
    assert may_follow(Status.REJECTED, Status.UNDER_NEGOTIATION)
    assert not may_follow(Status.RATIFIED, Status.SIGNED)
    assert not may_follow(Status.REJECTED, Status.SIGNED)


def test_no_stage_is_known_of_an_agreement_without_status() -> None:
    found = life(told(Status.UNKNOWN, "2020-01-02", ("2011", DateRole.EVENT)))
    assert found == Life((), Status.UNKNOWN, ())
