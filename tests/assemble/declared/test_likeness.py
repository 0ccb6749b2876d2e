"""Short phrases about one matter are told apart from those about another."""

import pytest

from extract.assemble.declared.likeness import alike, is_same_matter


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("defence pact", "the defence pact"),
        ("the raid on the harbour", "raid on the harbour near Oran"),
        ("两国港口合作备忘录", "港口合作备忘录"),
        ("accord de pêche", "l'accord de pêche"),
    ],
)
def test_a_shorter_phrase_for_the_same_matter_is_the_same(one: str, other: str) -> None:
    assert is_same_matter(one, other)
    assert is_same_matter(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the raid on the harbour near Oran", "the raid on the airport near Oran"),
        ("oil deal", "gas deal"),
        ("defence pact", "fishing quotas"),
        ("港口合作备忘录", "渔业协定"),
        ("", "defence pact"),
    ],
)
def test_another_word_makes_another_matter(one: str, other: str) -> None:
    assert not is_same_matter(one, other)


def test_likeness_is_the_share_of_the_shorter_phrase() -> None:
    assert alike("defence pact", "naval pact") == 0.5
    assert alike("pact", "naval pact of 2024") == 1
