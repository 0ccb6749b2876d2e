"""Corrected words are put where they were wrong, and nowhere else."""

from typing import Any

import pytest

from extract.verify.declared.corrections import Correction, can_correct, correct
from schemas.declared import DeclaredAnswer
from tests.support.declared import Item, answer, faults, pact, proved, speech, state

TEXT = "France and Chad signed a pact worth 5 million euros on 3 May 2024. Chad condemned the raid."
SIDES = (state("a1", "France", "FRA"), state("a2", "Chad", "TCD"))
VALUE = {"words": "5 billion euros", "amount": "5000000", "currency": "EUR"}
DATE = {"role": "signature", "words": "4 May", "edtf": "2024-05-03"}


def corrected(item: Item, kind: str, words: str | None, sentences: tuple[int, ...] = ()) -> Any:
    """The item after the only fault of its answer was corrected."""
    declared = answer(*SIDES, **{kind: (item,)}) if kind != "actors" else answer(item)
    [fault] = proved(TEXT, declared).faults
    assert can_correct(fault)
    after = correct(DeclaredAnswer.model_validate(declared), [Correction(fault, words, sentences)])
    assert not proved(TEXT, after.model_dump()).faults or words is None
    return getattr(after, kind)[0]


@pytest.mark.parametrize(
    ("part", "wrong", "right"),
    [("status_cue", "sealed", "signed"), ("quantity", "9 jets", "a pact"), ("source", "Reuters", "Chad")],
)
def test_words_of_an_agreement_are_replaced(part: str, wrong: str, right: str) -> None:
    assert getattr(corrected(pact("a1", "a2", **dict[str, Any]({part: wrong})), "agreements", right), part) == right


def test_the_words_of_a_value_and_of_one_date_are_replaced_and_the_rest_of_it_stays() -> None:
    value = corrected(pact("a1", "a2", value=VALUE), "agreements", "5 million euros").value
    assert (value.words, value.amount) == ("5 million euros", "5000000")
    [date] = corrected(pact("a1", "a2", dates=[DATE]), "agreements", "3 May 2024").dates
    assert (date.words, date.edtf) == ("3 May 2024", "2024-05-03")


def test_without_words_a_date_and_a_value_go() -> None:
    assert corrected(pact("a1", "a2", value=VALUE), "agreements", None).value is None
    assert corrected(pact("a1", "a2", dates=[DATE]), "agreements", None).dates == ()


def test_a_cue_and_the_words_for_an_actor_are_replaced() -> None:
    assert corrected(speech("a2", sentences=(2,), cue="blasted"), "statements", "condemned").cue == "condemned"
    assert corrected(state("a1", "Niger", "NER"), "actors", "Chad").words == "Chad"


def test_sentences_are_given_where_none_was_cited() -> None:
    assert corrected(
        pact("a1", "a2", sentences=(9,), status_cue=None, status="unknown"), "agreements", None, (1,)
    ).sentences == (1,)


def test_a_record_cannot_be_corrected_for_an_actor_that_is_not_declared() -> None:
    proof = proved(TEXT, answer(*SIDES, statements=(speech("a2", sentences=(2,), recipients=["a9"]),)))
    assert faults(proof) == [("statement", "recipients", "unknown_actor")]
    assert not can_correct(proof.faults[0])
