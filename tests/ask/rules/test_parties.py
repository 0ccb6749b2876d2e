"""Whom an agreement binds: those who mediate, those behind the instrument, and those beside it in the sentence."""

import pytest

from tests.support.proposed import Agreed, propose


@pytest.mark.parametrize(
    "text",
    [
        "Mali and Chad signed a truce under the mediation of Togo.",
        "Mali and Chad reached a Togo-brokered truce.",
        "Mali and Chad reached a truce brokered by officials from Togo.",
        "Mali and Chad agreed to a truce after talks mediated by Togo.",
        "Togo brokered a truce between Mali and Chad.",
        "Under Togolese mediation, Mali and Chad signed a truce.",
    ],
)
def test_who_mediates_has_a_part_of_its_own(text: str) -> None:
    found = propose(text)
    assert found.agreements[0].parties == ["Chad", "Mali", "Togo"]
    roles = {party.role for party in found.agreement.parties if found._named([party.actor]) == ["Togo"]}
    assert roles == {"mediator"}


def test_who_mediates_another_agreement_has_no_part() -> None:
    found = propose("Mali and Chad signed a fishing treaty a day after Togo brokered a truce between Peru and Chile.")
    assert found.agreements[0] == Agreed("treaty", "signed", ["Chad", "Mali"])


def test_who_mediates_is_no_second_party() -> None:
    assert propose("Mali agreed to a truce mediated by Togo.").agreements == []


@pytest.mark.parametrize(
    "text",
    [
        "Mali signed a water agreement worth 2 million euros with Chad.",
        "Kestrel Ltd won a contract to build a port in Chad. Kestrel Ltd is a company.",
        "Mali agreed to extradite the man to Chad.",
        "Mali's president defended the fishing deal with Chad.",
        "Critics in Mali condemned the fishing deal with Chad.",
        "Mali's transitional assembly authorised the ratification of a fishing treaty with Chad.",
        "A Malian company has won a contract to build a port in Chad.",
    ],
)
def test_the_other_party_stands_behind_the_instrument_or_in_its_sentence(text: str) -> None:
    [found] = propose(text).agreements
    assert found.parties in (["Chad", "Mali"], ["Chad", "Kestrel Ltd"])


@pytest.mark.parametrize(
    "text",
    [
        "Mali agreed to travel to Chad.",
        "Mali agreed to drop its veto on the sanctions against Chad.",
        "Mali and Togo said the weather was good. Chad signed a petition.",
        "Mali's president criticised Chad. A club signed a player.",
    ],
)
def test_a_state_that_a_promise_only_names_is_no_party(text: str) -> None:
    assert propose(text).agreements == []


def test_the_two_whom_a_sentence_names_are_its_sides() -> None:
    visit = "The two countries signed a pact during the visit of the Malian president to Chad."
    assert propose(visit).agreements == [Agreed("agreement", "signed", ["Chad", "Mali"])]
    three = "The two countries signed a pact during the visit of the Malian president to Chad and Togo."
    assert propose(three).agreements == []


def test_a_capital_before_an_instrument_is_its_name() -> None:
    [found] = propose("The Bamako accord between Chad and Togo was signed in May.").agreements
    assert found.parties == ["Chad", "Togo"]


def test_an_organisation_whose_convention_is_ratified_is_no_party() -> None:
    [found] = propose("Mali ratified the UN convention on fish.").agreements
    assert found.parties == ["Mali"]


def test_a_deed_under_an_agreement_is_that_agreement() -> None:
    found = propose("Under a contract signed in 2018, Mali will supply Chad with 12 helicopters.")
    assert [(one.status, one.parties) for one in found.agreements] == [("signed", ["Chad", "Mali"])]


def test_what_an_instrument_is_about_is_no_second_agreement() -> None:
    text = "Mali and Chad signed a declaration on a strategic partnership between Mali and Chad."
    assert propose(text).agreements == [Agreed("joint_declaration", "signed", ["Chad", "Mali"])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Security Council voted to lift the embargo on Mali.", ("resolution", "adopted")),
        ("The General Assembly voted in favour of a resolution on Mali.", ("resolution", "adopted")),
        ("The European Parliament adopted a resolution on Mali.", ("resolution", "adopted")),
        ("The cabinet of Mali approved a memorandum of understanding with Chad.",
         ("memorandum_of_understanding", "agreed")),
        ("Mali's National Assembly approved a trade agreement with Chad.", ("free_trade_agreement", "ratified")),
    ],
)  # fmt: skip
def test_bodies_adopt_approve_and_ratify(text: str, expected: tuple[str, str]) -> None:
    [found] = propose(text).agreements
    assert (found.instrument, found.status) == expected


def test_several_issue_a_trilateral_statement_and_none_a_statement_on_them() -> None:
    text = "Mali, Chad and Togo condemn the raid. We stand together."
    [found] = propose(text, title="Trilateral Statement on the Raid").agreements
    assert found == Agreed("joint_statement", "adopted", ["Chad", "Mali", "Togo"])
    assert propose(text, title="Remarks on the Raid").agreements == []


def test_the_title_of_a_law_ratifies() -> None:
    title, text = "Law ratifying the agreement on fish", "The Agreement was signed in May."
    [found] = propose(text, title=title, source="Government of Mali").agreements
    assert found == Agreed("agreement", "ratified", ["Mali"])
    assert propose(text, title=title).agreements == []


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Negotiators from Mali and Chad signed a border treaty.", ["Chad", "Mali"]),
        ("Hyundai Rotem Co. signed a contract with Mali.", ["Hyundai Rotem Co.", "Mali"]),
        ("Marsh & Okoro signed a contract with Mali.", ["Mali", "Marsh & Okoro"]),
        ("Maj.-Gen. Awa Diop of Mali signed a pact with Chad.", ["Chad", "Mali"]),
    ],
)
def test_names_and_titles_are_read_whole(text: str, parties: list[str]) -> None:
    [agreed] = propose(text).agreements
    assert sorted(agreed.parties) == parties


def test_the_signing_that_is_called_off_is_no_agreement() -> None:
    assert propose("Mali called off the signing of a border treaty with Chad.").agreements == []
