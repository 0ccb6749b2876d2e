"""To or about whom the proposed statements are, and who speaks for whom."""

import pytest

from tests.support.proposed import propose


def recipients(text: str, act: str) -> list[str]:
    """Return the recipients of the only statement of an act in a text."""
    [found] = [one for one in propose(text).statements if one.act == act]
    return found.recipients


@pytest.mark.parametrize(
    ("text", "act", "names"),
    [
        ("Chad threatened a strike on the border if Mali crossed it.", "threaten", ["Mali"]),
        ("Mali reserved the right to confront Chadian military raids.", "threaten",
         ["Chad"]),
        ("Mali vowed to defend its border against Chad.", "pledge", []),
        ("Mali committed to countering the missiles of Chad.", "pledge", []),
        ("Mali is committed to supporting the Chadian people in the war.", "affirm", ["Chad"]),
        ("Mali reaffirmed its commitment towards the security of Chad.", "affirm", ["Chad"]),
        ("Mali offered to mediate in the war between Chad and Togo.", "offer", ["Chad", "Togo"]),
        ("Mali rejected talks with Chad on the border.", "reject", ["Chad"]),
        ("Mali called for calm in the border war between Chad and Togo.", "urge", ["Chad", "Togo"]),
        ("Mali called for the release of Chad's president after the coup.", "urge", []),
        ("Mali urged the Chadians and the Togolese to end the war.", "urge", ["Chad", "Togo"]),
    ],
)  # fmt: skip
def test_the_words_tell_whom_an_act_concerns(text: str, act: str, names: list[str]) -> None:
    assert recipients(text, act) == names


@pytest.mark.parametrize(
    ("before", "names"),
    [
        ("Chad attacked a border post of Togo.", ["Chad"]),
        ("A border post of Togo was attacked by Chad.", ["Chad"]),
        ("A border post was attacked at night.", []),
    ],
)
def test_an_earlier_verb_tells_whose_deed_is_condemned(before: str, names: list[str]) -> None:
    assert recipients(f"{before} Mali condemned the attack.", "condemn") == names


def test_a_measure_against_relations_is_against_the_other_of_two_states() -> None:
    text = "Chad and Mali quarrel over the border. Chad closed its post. Mali withdrew its ambassador in protest."

    assert recipients(text, "declare") == ["Chad"]


def test_a_ministry_that_says_what_its_state_does_is_the_speaker() -> None:
    text = "Mali closed a road. The Malian Foreign Ministry said that the country condemned the raid by Chad."
    [described] = propose(text).statements
    [named] = propose("The Malian Foreign Ministry said that Mali condemned the raid by Chad.").statements

    assert ("Ministry" in described.speakers[0], named.speakers) == (True, ["Mali"])


def test_a_ministry_does_not_speak_for_another_state() -> None:
    [found] = propose("The Malian Foreign Ministry said that Togo condemned the raid by Chad.").statements

    assert found.speakers == ["Togo"]


def test_a_quotation_without_a_sayer_is_of_who_leads_the_sentence_before() -> None:
    text = 'Malian Foreign Minister Awa Diop spoke to reporters. "We condemn the raid by Chad."'
    [found] = propose(text).statements

    assert (found.speakers, found.recipients) == (["Awa Diop"], ["Chad"])


def test_a_quotation_after_two_persons_is_of_neither() -> None:
    text = 'Awa Diop of Mali and Ana Sol of Togo spoke to reporters. "We condemn the raid by Chad."'

    assert propose(text).statements == []
