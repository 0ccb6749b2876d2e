"""Whom descriptions and pronouns mean."""

import pytest

from tests.support.proposed import propose

MET = "Malian President Awa Diop met Togolese President Kofi Mensa for talks on the border."


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (f"{MET} The two leaders condemned the raid by Chad.", ["Awa Diop", "Kofi Mensa"]),
        (f"{MET} The two countries condemned the raid by Chad.", ["Mali", "Togo"]),
        (f"{MET} They condemned the raid by Chad.", ["Awa Diop", "Kofi Mensa"]),
        (f"{MET} The Togolese president condemned the raid by Chad.", ["Kofi Mensa"]),
        ("Malian Foreign Minister Awa Diop arrived. The minister condemned the raid by Chad.", ["Awa Diop"]),
        ("Malian Foreign Minister Awa Diop arrived. She condemned the raid by Chad.", ["Awa Diop"]),
        ("The African Union met on Monday. It condemned the raid by Chad.", ["African Union"]),
        ("The African Union met on Monday. The bloc condemned the raid by Chad.", ["African Union"]),
        ("Malian officials condemned the raid by Chad.", ["Mali"]),
        ("The Hezbollah movement condemned the raid by Chad.", ["Hezbollah"]),
    ],
)
def test_a_description_or_pronoun_means_those_named_before(text: str, speakers: list[str]) -> None:
    assert propose(text).statements[0].speakers == speakers


@pytest.mark.parametrize("other", ["her counterpart from Togo", "her Togolese counterpart", "her ally Togo"])
def test_a_counterpart_is_of_the_other_state(other: str) -> None:
    found = propose(f"Malian Foreign Minister Awa Diop and {other} signed a border treaty.")

    assert found.agreements[0].parties == ["Mali", "Togo"]


@pytest.mark.parametrize(
    "text",
    [
        "Western countries condemned the raid by Chad.",
        "Two leaders condemned the raid by Chad.",
        "The minister condemned the raid by Chad.",
    ],
)
def test_a_description_of_nobody_named_means_nobody(text: str) -> None:
    assert propose(text).statements == []


def test_the_deed_of_an_earlier_sentence_keeps_its_owner() -> None:
    text = "Chad's raid on Togo killed two soldiers. The African Union condemned the raid."

    assert propose(text).statements[0].recipients == ["Chad"]
