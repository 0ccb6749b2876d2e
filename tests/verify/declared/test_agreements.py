"""An agreement keeps what the article does not disprove; dates and amounts are those that its words give."""

from decimal import Decimal

import pytest

from schemas import DateRelation, Status
from tests.support.declared import Item, answer, faults, pact, proved, state

TEXT = "France and Chad talk. They signed a defence pact worth $920 million on 3 May 2024. It covers 18 jets."
SIDES = (state("a1", "France", "FRA"), state("a2", "Chad", "TCD"))


def agreement(published: str | None = None, **changed: object) -> Item:
    proof = proved(TEXT, answer(*SIDES, agreements=(pact("a1", "a2", **changed),)), published)  # type: ignore[arg-type]
    [found] = proof.agreements
    return {"found": found, "faults": faults(proof), "numbers": [one.index + 1 for one in found.sentences]}


def test_an_agreement_stays_as_it_was_declared() -> None:
    result = agreement(sentences=(2,), quantity="18 jets")
    found = result["found"]
    assert (found.status, found.status_cue.text, found.subject) == (Status.SIGNED, "signed", "defence pact")
    assert [party.actor for party in found.parties] == ["a1", "a2"]
    assert result["faults"] == []


def test_words_of_another_sentence_add_that_sentence_to_the_evidence() -> None:
    result = agreement(sentences=(1,), quantity="18 jets")
    assert result["numbers"] == [1, 2, 3]
    assert result["faults"] == []


def test_a_number_of_no_sentence_is_left_out() -> None:
    assert agreement(sentences=(2, 40))["numbers"] == [2]


def test_an_agreement_without_any_sentence_is_refused_whole() -> None:
    proof = proved(TEXT, answer(*SIDES, agreements=(pact("a1", sentences=(40,), status_cue="sealed"),)))
    assert proof.agreements == ()
    assert faults(proof) == [("agreement", None, "no_such_sentence")]


@pytest.mark.parametrize(("cue", "reason"), [("sealed", "not_in_text"), (None, "no_cue")])
def test_a_stage_without_words_is_unknown(cue: str | None, reason: str) -> None:
    result = agreement(sentences=(2,), status_cue=cue)
    assert (result["found"].status, result["found"].status_cue) == (Status.UNKNOWN, None)
    assert result["faults"] == [("agreement", "status_cue", reason)]


def test_a_party_that_is_no_actor_goes_alone() -> None:
    proof = proved(TEXT, answer(*SIDES, agreements=(pact("a1", "a7", "a2", sentences=(2,)),)))
    assert [party.actor for party in proof.agreements[0].parties] == ["a1", "a2"]
    assert faults(proof) == [("agreement", "parties", "unknown_actor")]


def dates(words: str, edtf: str) -> list[Item]:
    return [{"role": "signature", "words": words, "edtf": edtf}]


@pytest.mark.parametrize(
    ("words", "declared", "kept", "differs"),
    [
        ("on 3 May 2024", "2024-05-03", "2024-05-03", False),
        ("3 May", "2024-05-03", "2024-05-03", False),
        ("on 3 May 2024", "2024-05-30", "2024-05-03", True),
    ],
)
def test_a_date_is_what_its_words_give(words: str, declared: str, kept: str, differs: bool) -> None:
    found = agreement(sentences=(2,), dates=dates(words, declared))["found"]
    assert [date.edtf for date in found.dates] == [kept]
    assert [(issue.model_value, issue.code_value) for issue in found.issues] == ([(declared, kept)] if differs else [])


def test_of_several_readings_of_a_date_the_declared_one_stands() -> None:
    text = "France and Chad will sign a defence pact in March."
    for declared, issues in (("2025-03", [("2025-03", "2026-03")]), ("2026-03", [])):
        pledged = pact("a1", "a2", status_cue="will sign", status="pledged", dates=dates("in March", declared))
        [found] = proved(text, answer(*SIDES, agreements=(pledged,)), "2025-05-20").agreements
        assert [date.edtf for date in found.dates] == [declared]
        assert [(issue.model_value, issue.code_value) for issue in found.issues] == issues


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("France and Chad signed a defence pact after a 2023 survey.", "2023"),
        ("France and Chad signed a defence pact that ends by 2023.", "../2023"),
    ],
)
def test_a_word_relates_the_date_that_it_stands_directly_before(text: str, kept: str) -> None:
    [found] = proved(text, answer(*SIDES, agreements=(pact("a1", "a2", dates=dates("2023", "2023")),))).agreements
    assert [date.edtf for date in found.dates] == [kept]


def test_a_relative_date_needs_the_day_of_publication() -> None:
    text = "France and Chad signed a defence pact on Tuesday."
    declared = answer(*SIDES, agreements=(pact("a1", "a2", dates=dates("on Tuesday", "2025-03-18")),))
    [date] = proved(text, declared, "2025-03-20").agreements[0].dates
    assert (date.edtf, date.relation, date.anchor) == ("2025-03-18", DateRelation.ON, "2025-03-20")
    without = proved(text, declared)
    assert without.agreements[0].dates == ()
    assert faults(without) == [("agreement", "dates", "no_date")]


def test_words_that_no_table_reads_keep_the_declared_date_and_say_so() -> None:
    text = "France and Chad signed a defence pact at harvest time."
    [found] = proved(
        text, answer(*SIDES, agreements=(pact("a1", "a2", dates=dates("at harvest time", "2024-23")),))
    ).agreements
    assert [date.edtf for date in found.dates] == ["2024-23"]
    assert [(issue.code, issue.code_value) for issue in found.issues] == [("date", None)]


def value(words: str, amount: str, currency: str = "USD") -> Item:
    return {"words": words, "amount": amount, "currency": currency}


@pytest.mark.parametrize(
    ("declared", "differs"),
    [
        (value("$920 million", "920000000"), False),
        (value("$920 million", "920,000,000"), False),
        (value("$920 million", "920"), True),
        (value("$920 million", "920000000", "EUR"), True),
        (value("$920 million", "much"), True),
    ],
)
def test_a_value_is_what_its_words_give(declared: Item, differs: bool) -> None:
    found = agreement(sentences=(2,), value=declared)["found"]
    assert (Decimal(found.value.amount), found.value.currency) == (Decimal(920_000_000), "USD")
    assert [issue.code_value for issue in found.issues] == (["920000000 USD"] if differs else [])


def test_words_without_a_number_give_no_value() -> None:
    result = agreement(sentences=(2,), value=value("defence pact", "5000000"))
    assert result["found"].value is None
    assert result["faults"] == [("agreement", "value", "no_amount")]


def test_an_amount_of_an_unknown_scale_keeps_the_declared_one_and_says_so() -> None:
    text = "France and Chad signed a defence pact worth $3 gazillion."
    [found] = proved(
        text, answer(*SIDES, agreements=(pact("a1", "a2", value=value("$3 gazillion", "3000000000000000")),))
    ).agreements
    assert found.value and found.value.amount == "3000000000000000"
    assert [(issue.code, issue.code_value) for issue in found.issues] == [("amount", None)]
