"""The rules of coding: what a correct record is, told by short articles and what a model might say of them."""

import pytest

from schemas import Act, ActorKind, Agreement, DateRelation, DateRole, Instrument, PartyRole, Quote, Status
from tests.support.dictated import actor, agreement, deal, named, parties, reasons, said, statement, told

PACT = "France and Chad {} a defence pact in Paris."


def pact(words: str, cue: str | None = None) -> Agreement:
    return agreement(PACT.format(words), deal(cue or words, "defence pact", "France", "Chad"))


@pytest.mark.parametrize(
    ("words", "cue", "status"),
    [
        ("signed", None, Status.SIGNED),
        ("ratified", None, Status.RATIFIED),
        ("suspended", None, Status.SUSPENDED),
        ("rejected", None, Status.REJECTED),
        ("negotiated", None, Status.UNDER_NEGOTIATION),
        ("will sign", "sign", Status.PLEDGED),
        ("plan to sign", "sign", Status.PLEDGED),
        ("are expected to sign", "sign", Status.PLEDGED),
        ("agreed to sign", "sign", Status.PLEDGED),
        ("were close to signing", "signing", Status.PLEDGED),
        ("hope to sign", "sign", Status.PROPOSED),
    ],
)
def test_what_is_only_planned_is_never_told_as_done(words: str, cue: str | None, status: Status) -> None:
    assert pact(words, cue).status is status


def test_a_model_that_judges_a_plan_as_signed_does_not_make_it_signed() -> None:
    found = agreement(
        PACT.format("will sign"),
        deal("sign", "defence pact", "France", "Chad", judged=(Instrument.TREATY, Status.SIGNED)),
    )
    assert found.status is Status.PLEDGED


def test_the_cue_of_a_plan_shows_that_it_is_one() -> None:
    cue = pact("plan to sign", "sign").status_cue
    assert cue
    assert cue.text == "plan to sign"


def test_by_a_year_is_a_target_and_no_date_of_signature() -> None:
    found = agreement(
        "France and Chad committed to conclude a trade pact by 2027.",
        deal("committed to conclude", "trade pact", "France", "Chad"),
    )
    (date,) = found.dates
    assert (date.edtf, date.relation, date.role) == ("../2027", DateRelation.BY, DateRole.TARGET_CONCLUSION)
    assert found.status is Status.PLEDGED


@pytest.mark.parametrize(("published", "edtf"), [("2024-05-08", ["2024-05-06"]), (None, [])])
def test_a_day_of_the_week_is_a_date_only_if_the_day_of_publication_is_known(
    published: str | None, edtf: list[str]
) -> None:
    text = "France and Chad signed a defence pact on Monday."
    found = agreement(text, deal("signed", "defence pact", "France", "Chad"), published=published)
    assert [date.edtf for date in found.dates] == edtf


def test_a_contract_of_the_background_is_historical_and_keeps_its_value_quantity_and_year() -> None:
    text = (
        "Seoul, 26 November 2024. The two countries signed nothing new. "
        "In 2023, South Korea and Malaysia signed a deal worth $920 million for 18 jets."
    )
    found = agreement(text, deal("signed", "18 jets", "South Korea", "Malaysia", sentence=3), published="2024-11-26")
    assert found.historical
    assert found.value
    assert (found.value.amount, found.value.currency) == ("920000000", "USD")
    assert found.quantity
    assert found.quantity.text == "18 jets"
    assert [date.edtf for date in found.dates] == ["2023"]


def test_the_date_of_a_dateline_is_the_day_of_the_report_and_nothing_more() -> None:
    text = "PARIS, 9 September 2025 (Wire) -- France and Chad signed a defence pact on 3 May 2025."
    found = agreement(text, deal("signed", "defence pact", "France", "Chad"))
    assert [date.edtf for date in found.dates] == ["2025-05-03"]


def test_a_place_is_not_a_party() -> None:
    outcome = told(
        "In Berlin, Poland agreed with Ukraine on drone production.",
        deal("agreed", "drone production", "Poland", "Ukraine", "Berlin"),
    )
    assert parties(outcome.extraction) == ["Poland", "Ukraine"]
    assert reasons(outcome) == ["place"]


def test_a_capital_that_acts_is_its_government() -> None:
    outcome = told(
        "Washington and Manila signed a base agreement.", deal("signed", "base agreement", "Washington", "Manila")
    )
    assert [actor.country for actor in outcome.extraction.actors] == ["USA", "PHL"]
    assert all(actor.kind is ActorKind.STATE for actor in outcome.extraction.actors)


def test_nothing_is_signed_alone() -> None:
    outcome = told("Poland signed a drone agreement.", deal("signed", "drone agreement", "Poland"))
    assert outcome.extraction.agreements == ()
    assert reasons(outcome) == ["single_party"]


def test_one_can_leave_a_treaty_alone() -> None:
    found = agreement("Chad pulled out of the fishing treaty.", deal("pulled out of", "fishing treaty", "Chad"))
    assert found.status is Status.WITHDRAWN


def test_a_party_that_the_sentence_leaves_out_is_inferred_and_marked_so() -> None:
    outcome = told(
        "The leaders of Japan and Peru met on Friday. The fishing treaty was signed.",
        deal("signed", "fishing treaty", sentence=2),
    )
    assert parties(outcome.extraction) == ["Japan", "Peru"]
    assert [party.explicit for party in outcome.extraction.agreements[0].parties] == [False, False]


def test_the_two_of_a_compound_are_inferred_as_parties() -> None:
    text = "The Chadian-French talks ended in Lomé. A treaty was signed on Tuesday."
    assert parties(told(text, deal("signed", "A treaty", sentence=2)).extraction) == ["Chad", "France"]


def test_what_is_signed_at_a_meeting_binds_host_and_guest() -> None:
    text = "Meeting with King Farid of Bahrain\n\nMemorandums of understanding were signed."
    outcome = told(text, deal("signed", "Memorandums", sentence=2), source="President of Russia")
    assert parties(outcome.extraction) == ["Russia", "Bahrain"]


def test_nobody_is_inferred_from_a_company_of_strangers() -> None:
    outcome = told(
        "Chile and Argentina met. The yard delivered four ships to Portugal under a contract.",
        deal("delivered", "four ships", "Portugal", sentence=2),
    )
    assert reasons(outcome) == ["single_party"]


@pytest.mark.parametrize("words", ["The two sides", "They", "the countries", "both governments"])
def test_those_meant_by_a_plural_are_the_two_named_before(words: str) -> None:
    text = f"Poland met Ukraine in Berlin. Later {words} agreed on drone production."
    outcome = told(text, deal("agreed", "drone production", words, sentence=2))
    assert parties(outcome.extraction) == ["Poland", "Ukraine"]


def test_a_person_signs_for_a_state() -> None:
    text = "French Defence Minister Anne Moreau and Chadian President Idriss Saleh signed a defence pact."
    outcome = told(text, deal("signed", "defence pact", "Anne Moreau", "Idriss Saleh"))
    assert parties(outcome.extraction) == ["France", "Chad"]
    minister = actor(outcome.extraction, "Anne Moreau")
    assert (minister.kind, minister.office, minister.country) == (ActorKind.PERSON, "Defence Minister", "FRA")


def test_a_company_is_read_from_the_word_beside_its_name() -> None:
    text = "Chile's Ministry of National Defense signed a contract with the Norwegian shipbuilder Halvorsen Marine."
    outcome = told(text, deal("signed", "contract", "Chile", "Halvorsen Marine"))
    assert parties(outcome.extraction) == ["Chile", "Halvorsen Marine"]
    yard = actor(outcome.extraction, "Halvorsen Marine")
    assert (yard.kind, yard.country) == (ActorKind.COMPANY, "NOR")


def test_seller_and_buyer_are_told_apart() -> None:
    text = "Poland signed a contract to buy 32 tanks from South Korea."
    outcome = told(text, deal("signed", "32 tanks", "Poland", "South Korea"))
    roles = {
        party.role: outcome.extraction.actor(party.actor).name for party in outcome.extraction.agreements[0].parties
    }
    assert roles == {PartyRole.RECIPIENT: "Poland", PartyRole.SUPPLIER: "South Korea"}


def test_what_others_are_urged_to_sign_is_no_agreement() -> None:
    outcome = told(
        "France urged Iran to sign the treaty with Iraq.",
        deal("sign", "treaty", "Iran", "Iraq"),
        said("urged", ["France"], ["Iran"], "sign the treaty"),
    )
    assert outcome.extraction.agreements == ()
    assert reasons(outcome) == ["demanded_of_others"]
    assert [found.act for found in outcome.extraction.statements] == [Act.URGE]


def test_the_same_agreement_told_twice_is_one_record_with_both_pieces_of_evidence() -> None:
    text = "Japan and Peru signed a treaty. Crowds waved. The treaty was signed in Lima."
    outcome = told(text, deal("signed", "treaty", "Japan", "Peru"), deal("signed", "treaty", "Japan", sentence=3))
    (found,) = outcome.extraction.agreements
    assert [span.text for span in found.evidence] == [
        "Japan and Peru signed a treaty.",
        "The treaty was signed in Lima.",
    ]
    assert (outcome.counts.drafts, outcome.counts.records, outcome.counts.merged) == (2, 1, 1)


def test_two_agreements_of_the_same_parties_stay_two() -> None:
    text = "Japan and Peru signed a fishing treaty. Japan and Peru signed a mining memorandum."
    outcome = told(
        text,
        deal("signed", "fishing treaty", "Japan", "Peru"),
        deal("signed", "mining memorandum", "Japan", "Peru", sentence=2),
    )
    assert [found.subject for found in outcome.extraction.agreements] == ["fishing treaty", "mining memorandum"]


def test_an_act_is_told_by_its_cue_and_not_by_the_model() -> None:
    found = statement("Iran warned Israel against attacks.", said("warned", ["Iran"], ["Israel"], "attacks"))
    assert found.act is Act.WARN
    assert (found.codes.cameo or "").startswith("13")


def test_a_denied_act_is_negated() -> None:
    text = "Germany did not condemn the missile test by North Korea."
    assert statement(text, said("condemn", ["Germany"], ["North Korea"], "the missile test")).negated


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("According to Reuters, Iran warned Israel against attacks.", "Reuters"),
        ("Iran warned Israel against attacks, Yonhap news agency reported.", "Yonhap news agency"),
    ],
)
def test_an_outlet_is_never_the_speaker(text: str, speaker: str) -> None:
    outcome = told(text, said("warned", [speaker], ["Israel"], "attacks"))
    (found,) = outcome.extraction.statements
    assert named(outcome.extraction, found.speakers) == ["Iran"]
    assert found.attribution
    assert found.attribution.source_text == speaker


def test_an_office_that_relays_is_the_source_and_not_the_speaker() -> None:
    text = "France and Chad signed a defence pact, Moreau’s office said."
    found = agreement(text, deal("signed", "defence pact", "France", "Chad"))
    assert found.attribution
    assert (found.attribution.source_text, found.attribution.quote) == ("Moreau’s office", Quote.INDIRECT)


def test_a_body_that_is_only_invoked_is_no_recipient() -> None:
    text = "Germany called on Iran to respect the Security Council resolutions."
    outcome = told(text, said("called on", ["Germany"], ["Iran", "Security Council"], "respect the resolutions"))
    assert named(outcome.extraction, outcome.extraction.statements[0].recipients) == ["Iran"]


def test_who_is_threatened_with_sanctions_is_a_recipient() -> None:
    text = "Greece warned Turkey of sanctions over the border."
    outcome = told(text, said("warned", ["Greece"], ["Turkey"], "sanctions"))
    assert named(outcome.extraction, outcome.extraction.statements[0].recipients) == ["Turkey"]


def test_the_object_of_an_act_is_not_its_speaker() -> None:
    text = "Iran criticized Israel over the border raid."
    outcome = told(text, said("criticized", ["Israel"], ["Iran"], "the border raid"))
    assert named(outcome.extraction, outcome.extraction.statements[0].speakers) == ["Iran"]


def test_he_is_the_person_who_spoke_before() -> None:
    text = "German Chancellor Olaf Brandt warned Russia against attacks. He urged Moscow to withdraw its troops."
    outcome = told(text, said("urged", ["He"], ["Moscow"], "withdraw its troops", sentence=2))
    (found,) = outcome.extraction.statements
    assert named(outcome.extraction, found.speakers) == ["Olaf Brandt"]
    assert named(outcome.extraction, found.recipients) == ["Russia"]


def test_talk_of_other_things_is_no_security_statement() -> None:
    outcome = told("The coach urged the fans to be patient.", said("urged", ["The coach"], [], "be patient"))
    assert outcome.extraction.statements == ()
    assert reasons(outcome) == ["unknown_actor", "no_speaker"]


def test_a_person_is_one_actor_however_named() -> None:
    text = "South Korean President Kim Dae-sung met Malaysia's prime minister. Kim condemned the missile launch."
    outcome = told(text, said("condemned", ["Kim"], [], "the missile launch", sentence=2))
    kim = actor(outcome.extraction, "Kim Dae-sung")
    assert [mention.span.text for mention in kim.mentions] == ["Kim Dae-sung", "Kim"]
    assert outcome.extraction.statements[0].speakers == (kim.id,)


@pytest.mark.parametrize(
    ("text", "cue", "reason"),
    [
        ("Chile will guard its waters with Peru.", "guard", "no_stage"),
        ("Argentina criticized Chile's treaty with Peru.", "criticized", "told_as_statement"),
    ],
)
def test_a_model_that_judges_any_verb_to_be_an_agreement_is_not_believed(text: str, cue: str, reason: str) -> None:
    outcome = told(text, deal(cue, "waters", "Chile", "Peru", judged=(Instrument.TREATY, Status.SIGNED)))
    assert outcome.extraction.agreements == ()
    assert reason in reasons(outcome)


def test_a_model_may_judge_a_word_for_a_stage_that_the_lexicon_lacks() -> None:
    found = agreement(
        "France and Chad put pen to paper on a defence treaty.",
        deal("put pen to paper", "defence treaty", "France", "Chad", judged=(Instrument.TREATY, Status.SIGNED)),
    )
    assert found.status is Status.SIGNED


@pytest.mark.parametrize(
    "frame",
    ["in line with the UN Charter", "within the UN", "and spoke of UN reform", "and sought a seat on the UN"],
)
def test_a_body_that_is_only_the_frame_of_something_is_no_actor(frame: str) -> None:
    outcome = told(f"France and Chad signed a treaty {frame}.", deal("signed", "a treaty", "France", "Chad"))
    assert {found.name for found in outcome.extraction.actors} == {"France", "Chad"}


def test_what_is_signed_to_expand_cooperation_is_the_instrument() -> None:
    text = "France and Chad met. Memorandums of understanding were signed to expand cooperation in fisheries."
    found = agreement(text, deal("signed", "cooperation in fisheries", "France", "Chad", sentence=2))
    assert found.instrument is Instrument.MEMORANDUM_OF_UNDERSTANDING


def test_of_an_organisation_and_its_organ_the_organ_is_the_body() -> None:
    text = "The UN Security Council adopted a resolution on Chad, and the UN welcomed it."
    outcome = told(text, deal("adopted", "a resolution on Chad", "UN Security Council", "UN"))
    assert parties(outcome.extraction) == ["UN Security Council"]
