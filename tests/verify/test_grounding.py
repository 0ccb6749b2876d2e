"""Nothing that a model says leaves as evidence unless the article holds it, letter by letter."""

import pytest

from extract.verify.grounding import locate
from tests.support.dictated import deal, reasons, said, told


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
def test_words_are_found_through_typography_only(words: str, text: str, found: str) -> None:
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
def test_a_digit_a_negator_or_a_name_is_never_matched_loosely(words: str, text: str) -> None:
    assert locate(words, text) is None


TEXT = "France and Chad signed a defence pact. Niger protested."


def test_what_has_no_cue_in_its_sentence_is_refused_whole() -> None:
    outcome = told(TEXT, deal("initialled", "defence pact", "France", "Chad"))
    assert outcome.extraction.agreements == ()
    assert reasons(outcome) == ["cue_not_in_text"]


@pytest.mark.parametrize("sentence", [0, -1, 3, 99])
def test_a_sentence_that_is_not_there_is_refused(sentence: int) -> None:
    outcome = told(TEXT, deal("signed", "defence pact", "France", "Chad", sentence=sentence))
    assert reasons(outcome) == ["no_such_sentence"]


def test_a_name_that_the_text_does_not_hold_is_dropped_and_the_rest_stays() -> None:
    outcome = told(TEXT, deal("signed", "defence pact", "France", "Chad", "Mali"))
    (found,) = outcome.extraction.agreements
    assert len(found.parties) == 2
    assert [(row.field, row.reason) for row in outcome.rejected] == [("parties", "not_in_text")]
    assert "Mali" in outcome.rejected[0].message
    assert outcome.counts.rejected == 0


def test_a_matter_that_the_text_does_not_hold_gives_way_to_the_words_that_are_there() -> None:
    outcome = told(TEXT, deal("signed", "tank treaty", "France", "Chad"))
    assert "pact" in outcome.extraction.agreements[0].subject
    assert [(row.field, row.reason) for row in outcome.rejected] == [("subject", "not_in_text")]


def test_a_refused_draft_keeps_the_words_of_the_model() -> None:
    outcome = told(TEXT, said("denounced", ["Niger"], ["France"], "the pact", sentence=2))
    (row,) = outcome.rejected
    assert row.draft["speakers"] == ["Niger"]
    assert row.draft["cue"] == "denounced"
    assert row.source_id == "told"


def test_a_name_may_stand_in_another_sentence_of_what_the_model_has_seen() -> None:
    outcome = told(TEXT, said("protested", ["Niger"], ["France"], "defence pact", sentence=2))
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
def test_a_number_or_name_inside_another_is_not_in_the_text(words: str, text: str) -> None:
    assert locate(words, text) is None
