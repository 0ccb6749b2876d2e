"""Whom the texts of a state's office mean by "the leaders" and "the President"."""

import pytest

from tests.support.proposed import propose

SOURCE = "Government of Mali"
TITLE = "Readout of President Awa Diop's Call with President Kofi Mensa of Togo"
CALL = "President Awa Diop spoke with President Kofi Mensa of Togo."


def speakers(text: str, title: str = TITLE) -> list[list[str]]:
    """Return the speakers of the statements of a text of an office."""
    return [one.speakers for one in propose(text, SOURCE, title=title).statements]


@pytest.mark.parametrize("leaders", ["The leaders", "Both leaders", "The two presidents", "They"])
def test_the_leaders_of_a_call_are_host_and_guest(leaders: str) -> None:
    text = f"{CALL} They spoke of the Chad-Niger border. {leaders} condemned the raid by rebels on Chad."

    assert speakers(text) == [["Awa Diop", "Kofi Mensa"]]


def test_the_leaders_of_a_call_of_several_are_its_participants_and_the_host() -> None:
    text = (
        "President Awa Diop held a call with African leaders. The leaders condemned the raid by Chad. On the "
        "line were President Kofi Mensa of Togo, President Ada Obi of Gabon and President Musa Keita of Niger."
    )

    assert speakers(text, "Readout of President Awa Diop's Call with African Leaders") == [
        ["Awa Diop", "Kofi Mensa", "Ada Obi", "Musa Keita"]
    ]


def test_the_leaders_of_a_call_without_a_list_are_nobody() -> None:
    text = "President Awa Diop held a call with African leaders. The leaders condemned the raid by Chad on Niger."

    assert speakers(text, "Readout of President Awa Diop's Call with African Leaders") == []


def test_the_president_alone_is_that_of_the_publishing_state() -> None:
    text = f"{CALL} President Mensa thanked Mali for its patrols. The President condemned the raid by Chad."

    assert speakers(text) == [["Kofi Mensa"], ["Awa Diop"]]


def test_a_crowd_named_after_a_state_is_not_that_state() -> None:
    text = "Mali thanked the guides of Chad for their patrols, as they condemn the raid by rebels."

    assert [one.speakers for one in propose(text).statements] == [["Mali"]]


def test_the_two_of_a_meeting_of_advisers_are_those_in_its_heading() -> None:
    title = "Readout of National Security Advisor Awa Diop's Meeting with National Security Advisor Kofi Mensa of Togo"
    text = (
        "National Security Advisor Awa Diop met National Security Advisor Kofi Mensa of Togo. They spoke of President "
        "Ada Obi of Gabon and Prime Minister Musa Keita of Gabon. The two condemned the raid by Chad. They condemned "
        "the shelling by Chad."
    )

    assert speakers(text, title)[0] == ["Awa Diop", "Kofi Mensa"]


def test_she_is_the_official_whose_office_leads_the_sentence() -> None:
    text = f"{CALL} The President spoke of the raid, and she urged Chad to withdraw its troops."

    assert speakers(text) == [["Awa Diop"]]


def test_the_leaders_of_a_call_with_two_guests_are_all_three() -> None:
    title = "Readout of President Awa Diop's Call with President Kofi Mensa of Togo and President Ada Obi of Gabon"
    text = "President Awa Diop held a call with two presidents. The leaders condemned the raid by Chad."

    assert speakers(text, title) == [["Awa Diop", "Kofi Mensa", "Ada Obi"]]
