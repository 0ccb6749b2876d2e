"""Which actors an article presents beside those of its records."""

import pytest

from tests.support.proposed import propose


def names(text: str) -> list[str]:
    """Return the names of the actors of a text."""
    return [actor.name for actor in propose(text).answer.actors]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mali and Togo thanked Awa Diop of the Coastal Party.", "Coastal Party"),
        ("Mali and Togo thanked the leader of the Coastal Society.", "Coastal Society"),
    ],
)
def test_parties_and_societies_take_part_wherever_they_are_named(text: str, name: str) -> None:
    assert name in names(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mali and Togo met at Coastal University.", "Coastal University"),
        ("Defence Council Secretary Awa Diop met Mali and Togo.", "Defence Council"),
    ],
)
def test_places_and_bodies_of_titles_take_no_part(text: str, name: str) -> None:
    assert name not in names(text)
