"""Who speaks as "we" or "I" outside quotations."""

import pytest

from tests.support.proposed import propose


def speakers(text: str, source: str | None = None, title: str | None = None) -> list[list[str]]:
    """Return the speakers of the statements of a text."""
    return [one.speakers for one in propose(text, source, title=title).statements]


def test_the_organisation_beside_the_first_we_issues_the_text() -> None:
    text = "We, the leaders of the African Union, condemn the raid by Chad. We urge Chad to withdraw."

    assert speakers(text) == [["African Union"], ["African Union"]]


def test_the_person_whom_the_heading_names_issues_the_text() -> None:
    text = "I condemn the raid by Chad on Togo. I urge Chad to withdraw its troops."

    assert speakers(text, title="Statement by President Awa Diop of Mali") == [["Awa Diop"], ["Awa Diop"]]


def test_whom_the_heading_names_as_its_topic_issues_nothing() -> None:
    text = "We condemn the raid by Chad on Togo. We urge Chad to withdraw its troops."

    assert speakers(text, title="Statement on Chad") == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("President of Mali Awa Diop: We condemn the raid.", "President of Togo Kofi Mensa: We condemn the raid."),
        ("AWA DIOP: We condemn the raid.", "KOFI MENSA: We condemn the raid."),
        (
            "President of Mali Awa Diop: We condemn the raid.",
            "President of Togo Kofi Mensa (retranslated) We condemn the raid.",
        ),
    ],
)
def test_in_a_conversation_each_speaks_until_another_has_the_word(first: str, second: str) -> None:
    introduction = "President Awa Diop of Mali and President Kofi Mensa of Togo met on the raid by Chad."

    assert speakers(f"{introduction}\n{first}\n{second}") == [["Awa Diop"], ["Kofi Mensa"]]


def test_a_question_from_somebody_unnamed_is_of_nobody() -> None:
    text = "President of Mali Awa Diop: We condemn the raid by Chad.\nQuestion: We condemn the raid by Togo."

    assert speakers(text) == [["Awa Diop"]]


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("Joint Statement of Mali, Chad and Togo on the River", "The river needs peace."),
        ("Joint Statement of Three States on the River", "Mali, Chad and Togo consider the river a border of peace."),
    ],
)
def test_all_states_that_a_joint_statement_lists_issue_it(title: str, first: str) -> None:
    found = propose(f"{first} We condemn the raid by rebels. We urge Niger to withdraw its troops.", title=title)

    assert [one.speakers for one in found.statements] == [["Mali", "Chad", "Togo"]] * 2
    assert [one.parties for one in found.agreements] == [["Chad", "Mali", "Togo"]]


def test_the_topic_of_a_joint_statement_does_not_issue_it() -> None:
    text = "We condemn the raid by rebels. We urge Niger to withdraw its troops."

    assert speakers(text, title="Joint Statement on Mali and Chad") == []


def test_a_participle_of_the_heading_is_no_part_of_a_name() -> None:
    text = "I condemn the raid by Chad on Togo. I urge Chad to withdraw its troops."

    assert speakers(text, title="Statement by President Awa Diop of Mali Marking Peace Day")[0] == ["Awa Diop"]
    assert speakers(text, "Government of Mali", "Statement by President Awa Diop Marking Peace Day")[0] == ["Awa Diop"]
