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


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Officials in Bamako condemned the raid by Chad.", ["Mali"]),
        ("The authorities in Togo condemned the raid by Chad.", ["Togo"]),
        ("Togolese ruler Kofi Mensa arrived. On Monday the region's ruler condemned the raid by Chad.", ["Kofi Mensa"]),
        (
            "Kofi Mensa met his Malian counterpart Awa Diop. The Malian president condemned the raid by Chad.",
            ["Awa Diop"],
        ),
        ("The African Union issued a statement. The statement condemned the raid by Chad.", ["African Union"]),
        (f"{MET} They issued a joint statement. The statement condemned the raid by Chad.", ["Mali", "Togo"]),
        ("Mali's army left. The government condemned the raid by Chad.", ["Mali"]),
    ],
)
def test_a_description_means_who_governs_or_who_wrote(text: str, speakers: list[str]) -> None:
    assert propose(text).statements[0].speakers == speakers


@pytest.mark.parametrize(
    "text", ["Troops in Mali condemned the raid by Chad.", "The talks in Mali condemned the raid."]
)
def test_those_who_only_are_in_a_state_do_not_speak_for_it(text: str) -> None:
    assert all(one.speakers != ["Mali"] for one in propose(text).statements)


def test_a_pronoun_means_who_leads_the_main_clause() -> None:
    text = "Malian President Awa Diop said that Togolese President Kofi Mensa was ill. She condemned the raid by Chad."

    assert propose(text).statements[-1].speakers == ["Awa Diop"]


def test_a_pronoun_that_goes_on_leading_sentences_means_the_same_person() -> None:
    text = (
        "Malian President Awa Diop arrived. She spoke of the day on which Togolese President Kofi Mensa won. "
        "She condemned the raid by Chad."
    )

    assert propose(text).statements[-1].speakers == ["Awa Diop"]


def test_a_name_that_leads_ends_the_chain_of_a_pronoun() -> None:
    text = f"{MET} She spoke. Togolese President Kofi Mensa left. He condemned the raid by Chad."

    assert propose(text).statements[-1].speakers == ["Kofi Mensa"]


def test_an_adjective_that_no_table_knows_owns_nothing() -> None:
    found = propose("Mali condemned the Ostaran raid on Togo.").statements[0]

    assert found.recipients == []
