"""Which aid and arms the rules propose as agreements, for whom, and at which stage."""

import pytest

from tests.support.proposed import Agreed, propose


def test_aid_that_will_be_given_is_pledged() -> None:
    aid = Agreed("loan_or_aid_agreement", "pledged", ["Chad", "Mali"])
    assert propose("Chad will provide Mali with $6 million in assistance.").agreements == [aid]
    assert propose("The Port Act will provide the Dock Fund with $6 million in assistance.").agreements == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Spain promised $2 million to help the victims of the flood in Peru.", "pledged"),
        ("Spain allocated 10 million euros for the reconstruction of Peru.", "pledged"),
        ("Spain announced $2 million in new military aid to Peru.", "pledged"),
        ("Spain will provide an additional $2 million in security assistance to Peru.", "pledged"),
        ("Spain has provided Peru with $2 million in aid since May.", "in_implementation"),
        ("Peru received 10 million euros in aid from Spain.", "in_implementation"),
        ("Spain delivered 10 tonnes of aid to Peru.", "in_implementation"),
    ],
)
def test_aid_is_pledged_until_it_is_given_and_names_for_whom_it_is(text: str, status: str) -> None:
    assert propose(text).agreements == [Agreed("loan_or_aid_agreement", status, ["Peru", "Spain"])]


def test_good_will_without_an_amount_is_no_aid_agreement() -> None:
    assert propose("Spain will deliver assistance to the people of Peru.").agreements == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Peru has agreed to buy 12 helicopters from Chile.", "agreed"),
        ("Peru will deliver 12 helicopters to Chile.", "pledged"),
        ("Peru took delivery of 12 helicopters from Chile.", "in_implementation"),
        ("Peru placed an order for 12 helicopters with Chile.", "signed"),
    ],
)
def test_the_stage_of_arms_follows_from_order_and_delivery(text: str, status: str) -> None:
    assert propose(text).agreements == [Agreed("arms_contract", status, ["Chile", "Peru"])]
