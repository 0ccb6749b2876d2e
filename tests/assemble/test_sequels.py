"""Dates of an agreement in the sentences after the one that reports it."""

import pytest

from tests.support.drafts import Draft, agreement_draft, process

_DEAL = "France signed a contract with Chad for six patrol vessels."


def _dates(text: str, *drafts: Draft) -> list[tuple[str, str]]:
    return [(date.role.value, date.edtf) for date in process(text, *drafts).extraction.agreements[0].dates]


def _contract(text: str) -> list[tuple[str, str]]:
    return _dates(text, agreement_draft("signed", "six patrol vessels", "France", "Chad"))


def test_a_delivery_in_the_next_sentence_belongs_to_the_contract() -> None:
    text = f"{_DEAL} The first two are to be delivered by June 2027 and the last by the end of 2029, Paris said."
    outcome = process(text, agreement_draft("signed", "six patrol vessels", "France", "Chad"))
    (contract,) = outcome.extraction.agreements
    assert [(date.role.value, date.edtf) for date in contract.dates] == [
        ("delivery", "../2027-06"),
        ("delivery", "../2029"),
    ]
    assert len(contract.evidence) == 2


def test_a_later_reference_to_the_instrument_adds_its_date() -> None:
    assert _contract(f"{_DEAL} Chad has a long coast. The contract was concluded in March 2021.") == [
        ("order", "2021-03")
    ]


def test_the_beginning_of_work_is_the_launch_of_the_project() -> None:
    assert _contract(f"{_DEAL} Work on the vessels is to begin in 2026.") == [("project_launch", "2026")]


@pytest.mark.parametrize(
    "sequel",
    [
        "Aid was delivered to Chad in 2019.",  # in the fourth sentence after it: too far off
        "The treaty was signed in 1999.",  # another instrument
        "The contract was the largest since 1999.",  # no stage of it
    ],
)
def test_dates_of_other_events_are_not_added(sequel: str) -> None:
    between = "The coast is long. The sea is deep. The fish are many. "
    assert _contract(f"{_DEAL} {between}{sequel}") == []


def test_the_year_before_a_treaty_is_that_of_its_signature() -> None:
    text = "France suspended a 1998 border treaty with Chad."
    assert _dates(text, agreement_draft("suspended", "border treaty", "France", "Chad")) == [("signature", "1998")]
