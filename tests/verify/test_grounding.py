"""Words of a model become evidence only if the article contains them letter by letter."""

import pytest

from extract.verify.grounding import locate
from tests.support.drafts import agreement_draft, process, reject_reasons, statement_draft


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("defence pact", "a defence pact", "defence pact"),
        ("Yoon's office", "said Yoon’s office", "Yoon’s office"),
        ('"never"', "he said “never” twice", "never"),
        ("the 2018-2020 plan", "in the 2018–2020 plan", "the 2018–2020 plan"),
        ("The pact", "in the pact", "the pact"),
        ("trade pact", "a trade\npact", "trade\npact"),
        ("Paris France", "in Paris, France", "Paris, France"),
        (" pact. ", "a pact of peace", "pact"),
        ("U.S.", "the U.S. navy", "U.S."),
        ("$920 million", "worth $920 million", "$920 million"),
    ],
)
def test_words_are_found_if_only_typography_differs(words: str, text: str, found: str) -> None:
    offsets = locate(words, text)
    assert offsets
    assert text[slice(*offsets)] == found


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("$920 million", "worth $92 million"),
        ("920", "worth 1,920"[:5]),
        ("18 jets", "118 jets"),
        ("did agree", "did not agree"),
        ("Yoon", "Yoons"),
        ("Ukraine", "the Ukrainian army"),
        ("pact", "impact"),
        ("chad", "a CHAD pact"),
        ("Moreau", "Morneau"),
        ("will sign", "will not sign"),
        ("", "anything"),
        (" .,; ", "anything"),
    ],
)
def test_a_different_digit_negation_or_name_is_not_found(words: str, text: str) -> None:
    assert locate(words, text) is None


TEXT = "France and Chad signed a defence pact. Niger protested."


def test_a_draft_without_its_cue_in_the_sentence_is_rejected() -> None:
    outcome = process(TEXT, agreement_draft("initialled", "defence pact", "France", "Chad"))
    assert outcome.extraction.agreements == ()
    assert reject_reasons(outcome) == ["cue_not_in_text"]


@pytest.mark.parametrize("sentence", [0, -1, 3, 99])
def test_a_draft_of_a_missing_sentence_is_rejected(sentence: int) -> None:
    outcome = process(TEXT, agreement_draft("signed", "defence pact", "France", "Chad", sentence=sentence))
    assert reject_reasons(outcome) == ["no_such_sentence"]


def test_a_name_that_is_not_in_the_text_is_rejected_and_the_draft_stays() -> None:
    outcome = process(TEXT, agreement_draft("signed", "defence pact", "France", "Chad", "Mali"))
    (found,) = outcome.extraction.agreements
    assert len(found.parties) == 2
    assert [(row.field, row.reason) for row in outcome.rejected] == [("parties", "not_in_text")]
    assert "Mali" in outcome.rejected[0].message
    assert outcome.counts.rejected == 0


def test_a_subject_that_is_not_in_the_text_is_replaced_by_words_of_the_sentence() -> None:
    outcome = process(TEXT, agreement_draft("signed", "tank treaty", "France", "Chad"))
    assert "pact" in outcome.extraction.agreements[0].subject
    assert [(row.field, row.reason) for row in outcome.rejected] == [("subject", "not_in_text")]


def test_a_rejection_keeps_the_words_of_the_model() -> None:
    outcome = process(TEXT, statement_draft("denounced", ["Niger"], ["France"], "the pact", sentence=2))
    (row,) = outcome.rejected
    assert row.draft["speakers"] == ["Niger"]
    assert row.draft["cue"] == "denounced"
    assert row.source_id == "told"


def test_a_name_may_be_in_another_sentence_of_the_window() -> None:
    text = TEXT.replace("protested", "condemned it")
    outcome = process(text, statement_draft("condemned", ["Niger"], ["France"], "defence pact", sentence=2))
    (found,) = outcome.extraction.statements
    (span,) = found.fields["about"]
    assert outcome.extraction.article.holds(span)
    assert span.start < found.cue.start


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("20", "20,000 troops"),
        ("920", "920.5 million"),
        ("5 million", "1.5 million"),
        ("10 20", "10, 20"),
        ("Iran", "a pro-Iran militia"),
    ],
)
def test_a_number_or_name_inside_another_is_not_found(words: str, text: str) -> None:
    assert locate(words, text) is None
