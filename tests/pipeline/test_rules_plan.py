"""The plan without a model, from text to records."""

import asyncio

import pytest

from extract.ask.method import Method, build_method
from extract.assemble.outcome import Outcome
from extract.errors import ConfigError
from extract.pipeline import extract
from schemas import Certainty
from tests.support.drafts import FixedModel, make_article, names_of, party_names
from tests.support.english import pipeline

TEXT = (
    "Malian Foreign Minister Awa Diop and her counterpart from Togo signed a border treaty on 3 May 2021. "
    "Mali condemned the raid by Chad. The raid by Chad was condemned by Mali."
)


def method() -> Method:
    """Return the method without a model."""
    return build_method("none", "rules", {}, pipeline=pipeline())


def extract_from(text: str) -> Outcome:
    """Return the outcome of a text; no reply is there to be given."""
    return asyncio.run(extract(make_article(text), FixedModel([]), method()))


def test_records_come_from_the_text_alone() -> None:
    outcome = extract_from(TEXT)
    [agreement], [statement] = outcome.extraction.agreements, outcome.extraction.statements

    assert (agreement.instrument, agreement.status, [date.edtf for date in agreement.dates]) == (
        "treaty", "signed", ["2021-05-03"]
    )  # fmt: skip
    assert party_names(outcome.extraction) == ["Mali", "Togo"]
    assert (statement.act, names_of(outcome.extraction, statement.recipients)) == ("condemn", ["Chad"])
    assert [one.text for one in statement.evidence] == TEXT.split(". ", 1)[1].replace(". ", ".|").split("|")
    assert outcome.answered == ()


def test_every_proposed_record_is_accounted_for() -> None:
    counts = extract_from(TEXT).counts

    assert counts.drafts == counts.records + counts.merged + counts.rejected == 2


def test_every_trigger_is_counted_as_often_as_it_fired() -> None:
    counts = extract_from(TEXT).counts + extract_from("Mali and Togo signed a pact.").counts

    assert (counts.triggers["sign"], counts.triggers["condemn"], counts.triggers["treaty"]) == (2, 2, 1)


@pytest.mark.parametrize(
    ("words", "with_whom", "value"),
    [
        ("worth $65K", "Togo", ("65000", "USD")),
        ("worth Rs. 2,40,000 crore", "Pakistan", ("2400000000000", "PKR")),
        ("worth Rs. 2,40,000 crore", "Togo", ("2400000000000", "INR")),
        ("over 3,5 Mrd. Euro", "Germany", ("3500000000", "EUR")),
        ("worth 8'000'000 francs", "Togo", ("8000000", "XOF")),
    ],
)
def test_the_value_is_read_as_the_press_of_all_countries_writes_it(
    words: str, with_whom: str, value: tuple[str, str]
) -> None:
    [agreement] = extract_from(f"Japan signed a contract {words} with {with_whom}.").extraction.agreements
    assert agreement.value and (agreement.value.amount, agreement.value.currency) == value


@pytest.mark.parametrize(
    ("words", "told"),
    [("$4 squillion", "'squillion' leaves '$4 squillion' open"), ("€2.600", "'€2.600' may mean 2.6 or 2600")],
)
def test_words_that_leave_an_amount_open_give_an_issue_and_no_value(words: str, told: str) -> None:
    extraction = extract_from(f"Mali and Togo signed a contract worth {words} for radars.").extraction
    [agreement], [issue] = extraction.agreements, extraction.issues
    assert agreement.value is None
    assert (issue.code, issue.record, issue.message) == ("amount", "g1", f"{told}; no value is given")


@pytest.mark.parametrize(
    "text",
    [
        "Mali and Grustark signed a border treaty.",
        "Mali and the Republic of Grustark signed a border treaty.",
        "Grustark and Mali signed a border treaty.",
        "Mali signed a memorandum of understanding with Grustark on port access.",
        "Mali signed a border treaty with Grustark's government.",
        "The government of Grustark signed a border treaty with Mali.",
        "Grustark's foreign minister, Ana Sol, signed a border treaty with Mali.",
        "The president of Grustark, Ana Sol, signed a border treaty with Mali.",
    ],
)
def test_a_party_that_no_table_knows_has_no_country_and_an_issue(text: str) -> None:
    extraction = extract_from(text).extraction
    assert sorted(party_names(extraction)) == ["Grustark", "Mali"]
    assert [issue.code for issue in extraction.issues] == ["party"]
    assert {actor.country for actor in extraction.actors if actor.name != "Mali"} == {None}


@pytest.mark.parametrize("amount", ["Tk 500 crore", "RMB 3 bn", "USD 7 million"])
def test_a_currency_is_no_party(amount: str) -> None:
    assert party_names(extract_from(f"Mali signed a {amount} loan agreement with Togo.").extraction) == ["Mali", "Togo"]


def test_what_the_rules_only_infer_is_less_certain() -> None:
    told = extract_from("Mali and Togo signed a border treaty.").extraction.agreements[0]
    met = extract_from("Mali and Togo met. Mali met Togo again. A border treaty was signed.")

    assert told.certainty is Certainty.HIGH
    assert met.extraction.agreements[0].certainty is not Certainty.HIGH


def test_of_a_language_that_is_not_analysed_there_are_no_records_and_an_issue() -> None:
    text = "Le Mali et le Togo ont signé un traité sur leur frontière commune. Le Mali a condamné l'attaque du Tchad."
    outcome = extract_from(text)

    assert (outcome.counts.records, outcome.counts.other_language) == (0, 1)
    assert [issue.code for issue in outcome.extraction.issues] == ["language"]


def test_a_method_without_the_analyzers_weights_is_refused() -> None:
    without = build_method("none", "rules", {})

    with pytest.raises(ConfigError, match="--analyzer"):
        asyncio.run(extract(make_article(TEXT), FixedModel([]), without))


def test_a_method_depends_on_the_weights_of_its_analyzer() -> None:
    other = pipeline().with_name("another-3.8.0.tar")

    assert build_method("none", "rules", {}, pipeline=other).id != method().id
