"""Recipients that the words of an act do not name as its objects."""

import pytest

from tests.support.proposed import propose


def recipients(text: str, source: str | None = None) -> list[list[str]]:
    """Return the recipients of the statements of a text."""
    return [one.recipients for one in propose(text, source=source).statements]


@pytest.mark.parametrize(
    "text",
    [
        "Mali lodged a protest against Chad at the Security Council.",
        "Mali levelled an accusation against Chad after the raid.",
        "Mali lodged a complaint with Chad over the raid.",
    ],
)
def test_what_belongs_to_the_object_of_an_act_names_the_recipient(text: str) -> None:
    assert recipients(text) == [["Chad"]]


def test_a_commitment_is_to_the_only_actor_that_its_matter_names() -> None:
    assert recipients("Mali reaffirmed its commitment to lasting peace with its neighbour Togo.") == [["Togo"]]
    assert recipients("Mali reaffirmed its commitment to lasting peace between Togo and Chad.") != [["Togo"]]

    assert recipients("Mali expressed concern over attacks on ships off Togo.") == [[]]


def test_a_denial_is_to_nobody() -> None:
    assert recipients("Mali denied that the forces of Chad had entered its camp.") == [[]]


def test_condemnation_of_what_nobody_is_named_for_is_of_the_other_of_two_states() -> None:
    text = "The border of Mali and Chad was shelled. Chad sent troops to Mali. Mali condemned the shelling of its post."

    assert recipients(text) == [["Chad"]]


def test_where_three_states_are_named_nobody_is_inferred() -> None:
    text = "Mali, Chad and Togo met. Mali condemned the shelling of its post."

    assert recipients(text) == [[]]
