"""Acts that are announced, relayed or told in other words than a verb of their own."""

import pytest

from tests.support.proposed import Said, propose


@pytest.mark.parametrize(
    "said",
    [
        "it would guard the border of Togo",
        "it will reposition its missiles near Togo",
        "it would spare no effort to defend Togo",
    ],
)
def test_what_one_says_one_will_do_is_a_pledge(said: str) -> None:
    assert [one.act for one in propose(f"Mali said {said}.").statements] == ["pledge"]


@pytest.mark.parametrize(
    "said", ["it would host the summit with Togo", "it would not have attacked Togo", "it will be poorer than Togo"]
)
def test_what_is_on_a_calendar_or_only_imagined_is_none(said: str) -> None:
    assert propose(f"Mali said {said}.").statements == []


def test_a_text_that_is_issued_to_perform_an_act_performs_it() -> None:
    found = propose('The African Union issued a statement to "condemn in the strongest terms the raid by Chad".')

    assert found.statements == [Said("condemn", ["African Union"], ["Chad"])]


def test_a_spokesman_tells_what_his_president_did() -> None:
    text = '"President Ana Sol of Mali condemned Chad\'s raid," Malian spokesman Idris Diop said.'

    assert propose(text).statements == [Said("condemn", ["Ana Sol"], ["Chad"])]


@pytest.mark.parametrize("who", ["Those who hold the camp", "All who hold the camp"])
def test_what_people_described_by_a_clause_must_do_is_urged(who: str) -> None:
    text = f'"{who} must leave Mali," Chadian Foreign Minister Awa Diop said after the raid.'

    assert [one.act for one in propose(text).statements] == ["urge"]


def test_a_quotation_inside_a_sentence_is_not_that_of_the_sentence_before() -> None:
    text = 'Malian minister Awa Diop spoke of "a raid by Chad". Togo protested against "a raid on its own border post".'

    assert [one.speakers for one in propose(text).statements if one.act == "protest"] == [["Togo"]]
