"""Words that look like an agreement or an act, and that the gates reject."""

import pytest

from schemas import Status
from tests.support.drafts import agreement_draft, names_of, process, reject_reasons, statement_draft


def test_a_shared_opinion_is_no_agreement() -> None:
    text = "France and Chad agreed that the security talks were useful."
    outcome = process(text, agreement_draft("agreed", "security talks", "France", "Chad"))
    assert outcome.extraction.agreements == ()
    assert reject_reasons(outcome) == ["opinion"]


def test_a_shared_intention_is_an_agreement() -> None:
    text = "France and Chad agreed that the security talks would resume."
    assert process(text, agreement_draft("agreed", "security talks", "France", "Chad")).extraction.agreements


@pytest.mark.parametrize("lead", ["Under the truce, ", "By signing the peace treaty, "])
def test_the_content_of_an_agreement_is_not_another_one(lead: str) -> None:
    outcome = process(
        f"{lead}France and Chad agree to withdraw.", agreement_draft("agree", "withdraw", "France", "Chad")
    )
    assert outcome.extraction.agreements == ()
    assert reject_reasons(outcome) == ["clause"]


def test_the_purpose_of_an_agreement_is_not_another_one() -> None:
    text = "France and Chad signed a treaty with the aim of extending their military presence in Mali."
    drafts = (
        agreement_draft("signed", "treaty", "France", "Chad"),
        agreement_draft("extending", "military presence", "France", "Chad"),
    )
    outcome = process(text, *drafts)
    assert [found.status for found in outcome.extraction.agreements] == [Status.SIGNED]
    assert reject_reasons(outcome) == ["clause"]


@pytest.mark.parametrize(
    ("words", "cue"),
    [
        ("did not sign", "sign"),
        ("have not signed", "signed"),
        ("denied signing", "signing"),
        ("are against signing", "signing"),
    ],
)
def test_an_agreement_that_was_not_made_is_rejected(words: str, cue: str) -> None:
    outcome = process(
        f"France and Chad {words} a defence pact.", agreement_draft(cue, "defence pact", "France", "Chad")
    )
    assert outcome.extraction.agreements == ()
    assert reject_reasons(outcome) == ["not_made"]


def test_a_treaty_that_was_not_ratified_is_an_agreement() -> None:
    stands = process(
        "France did not ratify the treaty with Chad.", agreement_draft("ratify", "treaty", "France", "Chad")
    )
    assert [found.status for found in stands.extraction.agreements] == [Status.UNKNOWN]


def test_the_acts_of_a_stranger_belong_to_no_actor_named_before() -> None:
    text = "France and Chad praised the truce. A bakery signed a new lease and warned that war was near."
    drafts = (
        agreement_draft("signed", "new lease", "A bakery", sentence=2),
        statement_draft("warned", ["A bakery"], sentence=2),
    )
    outcome = process(text, *drafts)
    assert (outcome.extraction.agreements, outcome.extraction.statements) == ((), ())
    assert {"no_party", "no_speaker"} <= set(reject_reasons(outcome))


def test_a_judgement_inside_another_act_is_no_separate_act() -> None:
    text = "“We condemn the appalling attack by Chad,” French President Luc Morel said."
    outcome = process(
        text, statement_draft("condemn", ["We"], ["Chad"]), statement_draft("appalling", ["We"], ["Chad"])
    )
    assert [found.cue.text for found in outcome.extraction.statements] == ["condemn"]
    assert reject_reasons(outcome) == ["part_of_an_act"]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("French President Luc Morel welcomed Chad's president to the Elysee Palace.", "welcomed"),
        ("French President Luc Morel asked Chad's envoy to convey his best wishes.", "asked"),
    ],
)
def test_a_courtesy_takes_no_position(text: str, cue: str) -> None:
    outcome = process(text, statement_draft(cue, ["Luc Morel"], ["Chad"]))
    assert outcome.extraction.statements == ()
    assert reject_reasons(outcome) == ["not_security"]


def test_countries_of_a_kind_are_not_the_ones_named_before() -> None:
    text = "India and Nepal met. Chad accused countries with nuclear arms of hypocrisy."
    outcome = process(
        text, statement_draft("accused", ["Chad"], ["countries with nuclear arms"], "hypocrisy", sentence=2)
    )
    assert outcome.extraction.statements[0].recipients == ()


def test_the_same_cue_twice_in_a_sentence_is_two_acts() -> None:
    text = "France condemned the raid on Mali and Chad condemned the attack on Niger."
    outcome = process(
        text,
        statement_draft("condemned", ["France"], [], "the raid on Mali"),
        statement_draft("condemned", ["Chad"], [], "the attack on Niger"),
    )
    found = outcome.extraction
    assert [names_of(found, one.speakers) for one in found.statements] == [["France"], ["Chad"]]


@pytest.mark.parametrize(
    ("words", "cue", "status"),
    [
        ("considered signing", "signing", Status.PROPOSED),
        ("finalised", "finalised", Status.AGREED),
    ],
)
def test_a_stage_that_is_only_considered_is_not_done(words: str, cue: str, status: Status) -> None:
    found = process(f"France and Chad {words} a defence pact.", agreement_draft(cue, "defence pact", "France", "Chad"))
    assert [one.status for one in found.extraction.agreements] == [status]


def test_a_name_of_an_unknown_actor_is_rejected() -> None:
    outcome = process(
        "France and Chad signed a pact with the League.",
        agreement_draft("signed", "pact", "France", "Chad", "the League"),
    )
    assert reject_reasons(outcome) == ["unknown_actor"]
    assert outcome.rejected[0].field == "parties"


def test_an_outlet_that_relays_a_source_is_recorded_separately() -> None:
    text = "France and Chad signed a defence pact, the foreign ministry said, according to Reuters."
    (found,) = process(text, agreement_draft("signed", "defence pact", "France", "Chad")).extraction.agreements
    assert found.attribution
    assert (found.attribution.source_text, found.attribution.relayed_by) == ("the foreign ministry", ("Reuters",))


def test_an_article_that_names_no_power_has_no_statement() -> None:
    text = "The rovers signed a striker.\n\nCaptain Odhran Keary warned that the squad was thin in defence."
    outcome = process(text, statement_draft("warned", ["Odhran Keary"], [], "thin in defence", sentence=2))
    assert outcome.extraction.statements == ()
    assert reject_reasons(outcome) == ["not_security"]
