"""What the gates of the coding guide turn away: words that look like an agreement or an act and are none."""

import pytest

from schemas import Status
from tests.support.dictated import deal, named, reasons, said, told


def test_what_they_agree_to_be_true_is_no_agreement() -> None:
    text = "France and Chad agreed that the security talks were useful."
    outcome = told(text, deal("agreed", "security talks", "France", "Chad"))
    assert outcome.extraction.agreements == ()
    assert reasons(outcome) == ["opinion"]


def test_what_they_agree_will_happen_is_one() -> None:
    text = "France and Chad agreed that the security talks would resume."
    assert told(text, deal("agreed", "security talks", "France", "Chad")).extraction.agreements


@pytest.mark.parametrize("lead", ["Under the truce, ", "By signing the peace treaty, "])
def test_what_an_agreement_says_is_not_another_one(lead: str) -> None:
    outcome = told(f"{lead}France and Chad agree to withdraw.", deal("agree", "withdraw", "France", "Chad"))
    assert outcome.extraction.agreements == ()
    assert reasons(outcome) == ["clause"]


def test_what_an_agreement_is_made_for_is_not_another_one() -> None:
    text = "France and Chad signed a treaty with the aim of extending their military presence in Mali."
    drafts = deal("signed", "treaty", "France", "Chad"), deal("extending", "military presence", "France", "Chad")
    outcome = told(text, *drafts)
    assert [found.status for found in outcome.extraction.agreements] == [Status.SIGNED]
    assert reasons(outcome) == ["clause"]


@pytest.mark.parametrize(
    ("words", "cue"),
    [
        ("did not sign", "sign"),
        ("have not signed", "signed"),
        ("denied signing", "signing"),
        ("are against signing", "signing"),
    ],
)
def test_an_agreement_that_was_not_made_is_none(words: str, cue: str) -> None:
    outcome = told(f"France and Chad {words} a defence pact.", deal(cue, "defence pact", "France", "Chad"))
    assert outcome.extraction.agreements == ()
    assert reasons(outcome) == ["not_made"]


def test_a_treaty_that_was_not_ratified_is_there_all_the_same() -> None:
    stands = told("France did not ratify the treaty with Chad.", deal("ratify", "treaty", "France", "Chad"))
    assert [found.status for found in stands.extraction.agreements] == [Status.UNKNOWN]


def test_what_a_stranger_signs_or_says_is_of_nobody_named_before() -> None:
    text = "France and Chad praised the truce. A bakery signed a new lease and warned that war was near."
    drafts = deal("signed", "new lease", "A bakery", sentence=2), said("warned", ["A bakery"], sentence=2)
    outcome = told(text, *drafts)
    assert (outcome.extraction.agreements, outcome.extraction.statements) == ((), ())
    assert {"no_party", "no_speaker"} <= set(reasons(outcome))


def test_a_judgement_inside_the_matter_of_an_act_is_no_act_of_its_own() -> None:
    text = "“We condemn the appalling attack by Chad,” French President Luc Morel said."
    outcome = told(text, said("condemn", ["We"], ["Chad"]), said("appalling", ["We"], ["Chad"]))
    assert [found.cue.text for found in outcome.extraction.statements] == ["condemn"]
    assert reasons(outcome) == ["part_of_an_act"]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("French President Luc Morel welcomed Chad's president to the Elysee Palace.", "welcomed"),
        ("French President Luc Morel asked Chad's envoy to convey his best wishes.", "asked"),
    ],
)
def test_a_courtesy_takes_no_position(text: str, cue: str) -> None:
    outcome = told(text, said(cue, ["Luc Morel"], ["Chad"]))
    assert outcome.extraction.statements == ()
    assert reasons(outcome) == ["not_security"]


def test_countries_of_a_kind_are_not_those_named_before() -> None:
    text = "India and Nepal met. Chad accused countries with nuclear arms of hypocrisy."
    outcome = told(text, said("accused", ["Chad"], ["countries with nuclear arms"], "hypocrisy", sentence=2))
    assert outcome.extraction.statements[0].recipients == ()


def test_the_same_cue_twice_in_a_sentence_is_two_acts() -> None:
    text = "France condemned the raid on Mali and Chad condemned the attack on Niger."
    outcome = told(
        text,
        said("condemned", ["France"], [], "the raid on Mali"),
        said("condemned", ["Chad"], [], "the attack on Niger"),
    )
    found = outcome.extraction
    assert [named(found, one.speakers) for one in found.statements] == [["France"], ["Chad"]]


@pytest.mark.parametrize(
    ("words", "cue", "status"),
    [
        ("considered signing", "signing", Status.PROPOSED),
        ("finalised", "finalised", Status.AGREED),
    ],
)
def test_what_is_only_weighed_was_not_done(words: str, cue: str, status: Status) -> None:
    found = told(f"France and Chad {words} a defence pact.", deal(cue, "defence pact", "France", "Chad"))
    assert [one.status for one in found.extraction.agreements] == [status]


def test_a_name_that_means_nobody_is_told() -> None:
    outcome = told(
        "France and Chad signed a pact with the League.", deal("signed", "pact", "France", "Chad", "the League")
    )
    assert reasons(outcome) == ["unknown_actor"]
    assert outcome.rejected[0].field == "parties"


def test_an_outlet_that_relays_a_source_is_told_apart_from_it() -> None:
    text = "France and Chad signed a defence pact, the foreign ministry said, according to Reuters."
    (found,) = told(text, deal("signed", "defence pact", "France", "Chad")).extraction.agreements
    assert found.attribution
    assert (found.attribution.source_text, found.attribution.relayed_by) == ("the foreign ministry", ("Reuters",))


def test_an_article_that_names_no_power_holds_no_statement() -> None:
    text = "The rovers signed a striker.\n\nCaptain Odhran Keary warned that the squad was thin in defence."
    outcome = told(text, said("warned", ["Odhran Keary"], [], "thin in defence", sentence=2))
    assert outcome.extraction.statements == ()
    assert reasons(outcome) == ["not_security"]
