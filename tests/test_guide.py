"""The coding guide by example: short articles, drafts that a model might make of them, and the correct records."""

import pytest

from schemas import Act, ActorKind, Agreement, DateRelation, DateRole, Instrument, PartyRole, Quote, Status
from tests.support.drafts import (
    agreement_draft,
    find_actor,
    names_of,
    party_names,
    process,
    process_agreement,
    process_statement,
    reject_reasons,
    statement_draft,
)

PACT = "France and Chad {} a defence pact in Paris."


def pact(words: str, cue: str | None = None) -> Agreement:
    return process_agreement(PACT.format(words), agreement_draft(cue or words, "defence pact", "France", "Chad"))


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
def test_a_planned_agreement_is_never_reported_as_done(words: str, cue: str | None, status: Status) -> None:
    assert pact(words, cue).status is status


def test_the_cue_of_a_plan_includes_the_words_of_planning() -> None:
    cue = pact("plan to sign", "sign").status_cue
    assert cue
    assert cue.text == "plan to sign"


def test_a_year_after_by_is_a_target_and_no_date_of_signature() -> None:
    found = process_agreement(
        "France and Chad committed to conclude a trade pact by 2027.",
        agreement_draft("committed to conclude", "trade pact", "France", "Chad"),
    )
    (date,) = found.dates
    assert (date.edtf, date.relation, date.role) == ("../2027", DateRelation.BY, DateRole.TARGET_CONCLUSION)
    assert found.status is Status.PLEDGED


@pytest.mark.parametrize(("published", "edtf"), [("2024-05-08", ["2024-05-06"]), (None, [])])
def test_a_weekday_is_a_date_only_if_the_publication_date_is_known(published: str | None, edtf: list[str]) -> None:
    text = "France and Chad signed a defence pact on Monday."
    found = process_agreement(text, agreement_draft("signed", "defence pact", "France", "Chad"), published=published)
    assert [date.edtf for date in found.dates] == edtf


def test_a_contract_in_the_background_is_historical_with_value_quantity_and_year() -> None:
    text = (
        "Seoul, 26 November 2024. The two countries signed nothing new. "
        "In 2023, South Korea and Malaysia signed a deal worth $920 million for 18 jets."
    )
    found = process_agreement(
        text, agreement_draft("signed", "18 jets", "South Korea", "Malaysia", sentence=3), published="2024-11-26"
    )
    assert found.historical
    assert found.value
    assert (found.value.amount, found.value.currency) == ("920000000", "USD")
    assert found.quantity
    assert found.quantity.text == "18 jets"
    assert [date.edtf for date in found.dates] == ["2023"]


def test_the_date_of_a_dateline_is_no_date_of_an_agreement() -> None:
    text = "PARIS, 9 September 2025 (Wire) -- France and Chad signed a defence pact on 3 May 2025."
    found = process_agreement(text, agreement_draft("signed", "defence pact", "France", "Chad"))
    assert [date.edtf for date in found.dates] == ["2025-05-03"]


def test_a_place_is_not_a_party() -> None:
    outcome = process(
        "In Berlin, Poland agreed with Ukraine on drone production.",
        agreement_draft("agreed", "drone production", "Poland", "Ukraine", "Berlin"),
    )
    assert party_names(outcome.extraction) == ["Poland", "Ukraine"]
    assert reject_reasons(outcome) == ["place"]


def test_a_capital_that_acts_is_its_state() -> None:
    outcome = process(
        "Washington and Manila signed a base agreement.",
        agreement_draft("signed", "base agreement", "Washington", "Manila"),
    )
    assert [actor.country for actor in outcome.extraction.actors] == ["USA", "PHL"]
    assert all(actor.kind is ActorKind.STATE for actor in outcome.extraction.actors)


def test_a_single_party_cannot_sign_an_agreement() -> None:
    outcome = process("Poland signed a drone agreement.", agreement_draft("signed", "drone agreement", "Poland"))
    assert outcome.extraction.agreements == ()
    assert reject_reasons(outcome) == ["single_party"]


def test_a_single_party_can_withdraw_from_a_treaty() -> None:
    found = process_agreement(
        "Chad pulled out of the fishing treaty.", agreement_draft("pulled out of", "fishing treaty", "Chad")
    )
    assert found.status is Status.WITHDRAWN


def test_a_party_that_the_sentence_leaves_out_is_inferred_and_marked() -> None:
    outcome = process(
        "The leaders of Japan and Peru met on Friday. The fishing treaty was signed.",
        agreement_draft("signed", "fishing treaty", sentence=2),
    )
    assert party_names(outcome.extraction) == ["Japan", "Peru"]
    assert [party.explicit for party in outcome.extraction.agreements[0].parties] == [False, False]


def test_the_states_of_a_compound_adjective_are_inferred_as_parties() -> None:
    text = "The Chadian-French talks ended in Lomé. A treaty was signed on Tuesday."
    assert party_names(process(text, agreement_draft("signed", "A treaty", sentence=2)).extraction) == [
        "Chad",
        "France",
    ]


def test_an_agreement_signed_at_a_meeting_binds_host_and_guest() -> None:
    text = "Meeting with King Farid of Bahrain\n\nMemorandums of understanding were signed."
    outcome = process(text, agreement_draft("signed", "Memorandums", sentence=2), source="President of Russia")
    assert party_names(outcome.extraction) == ["Russia", "Bahrain"]


def test_no_party_is_inferred_for_an_agreement_of_strangers() -> None:
    outcome = process(
        "Chile and Argentina met. The yard delivered four ships to Portugal under a contract.",
        agreement_draft("delivered", "four ships", "Portugal", sentence=2),
    )
    assert reject_reasons(outcome) == ["single_party"]


@pytest.mark.parametrize("words", ["The two sides", "They", "the countries", "both governments"])
def test_a_plural_refers_to_the_two_actors_named_before(words: str) -> None:
    text = f"Poland met Ukraine in Berlin. Later {words} agreed on drone production."
    outcome = process(text, agreement_draft("agreed", "drone production", words, sentence=2))
    assert party_names(outcome.extraction) == ["Poland", "Ukraine"]


def test_a_person_signs_for_a_state() -> None:
    text = "French Defence Minister Anne Moreau and Chadian President Idriss Saleh signed a defence pact."
    outcome = process(text, agreement_draft("signed", "defence pact", "Anne Moreau", "Idriss Saleh"))
    assert party_names(outcome.extraction) == ["France", "Chad"]
    minister = find_actor(outcome.extraction, "Anne Moreau")
    assert (minister.kind, minister.office, minister.country) == (ActorKind.PERSON, "Defence Minister", "FRA")


def test_a_company_is_recognised_by_the_noun_next_to_its_name() -> None:
    text = "Chile's Ministry of National Defense signed a contract with the Norwegian shipbuilder Halvorsen Marine."
    outcome = process(text, agreement_draft("signed", "contract", "Chile", "Halvorsen Marine"))
    assert party_names(outcome.extraction) == ["Chile", "Halvorsen Marine"]
    yard = find_actor(outcome.extraction, "Halvorsen Marine")
    assert (yard.kind, yard.country) == (ActorKind.COMPANY, "NOR")


def test_seller_and_buyer_have_different_roles() -> None:
    text = "Poland signed a contract to buy 32 tanks from South Korea."
    outcome = process(text, agreement_draft("signed", "32 tanks", "Poland", "South Korea"))
    roles = {
        party.role: outcome.extraction.actor(party.actor).name for party in outcome.extraction.agreements[0].parties
    }
    assert roles == {PartyRole.RECIPIENT: "Poland", PartyRole.SUPPLIER: "South Korea"}


def test_an_agreement_that_others_are_urged_to_sign_is_a_statement() -> None:
    outcome = process(
        "France urged Iran to sign the treaty with Iraq.",
        agreement_draft("sign", "treaty", "Iran", "Iraq"),
        statement_draft("urged", ["France"], ["Iran"], "sign the treaty"),
    )
    assert outcome.extraction.agreements == ()
    assert reject_reasons(outcome) == ["not_performed"]
    assert [found.act for found in outcome.extraction.statements] == [Act.URGE]


def test_an_agreement_reported_twice_is_one_record_with_both_pieces_of_evidence() -> None:
    text = "Japan and Peru signed a treaty. Crowds waved. The treaty was signed in Lima."
    outcome = process(
        text,
        agreement_draft("signed", "treaty", "Japan", "Peru"),
        agreement_draft("signed", "treaty", "Japan", sentence=3),
    )
    (found,) = outcome.extraction.agreements
    assert [span.text for span in found.evidence] == [
        "Japan and Peru signed a treaty.",
        "The treaty was signed in Lima.",
    ]
    assert (outcome.counts.drafts, outcome.counts.records, outcome.counts.merged) == (2, 1, 1)


def test_two_agreements_of_the_same_parties_are_two_records() -> None:
    text = "Japan and Peru signed a fishing treaty. Japan and Peru signed a mining memorandum."
    outcome = process(
        text,
        agreement_draft("signed", "fishing treaty", "Japan", "Peru"),
        agreement_draft("signed", "mining memorandum", "Japan", "Peru", sentence=2),
    )
    assert [found.subject for found in outcome.extraction.agreements] == ["fishing treaty", "mining memorandum"]


def test_the_cue_decides_the_act_and_not_the_model() -> None:
    found = process_statement(
        "Iran warned Israel against attacks.", statement_draft("warned", ["Iran"], ["Israel"], "attacks")
    )
    assert found.act is Act.WARN
    assert (found.codes.cameo or "").startswith("13")


def test_a_denied_act_is_negated() -> None:
    text = "Germany did not condemn the missile test by North Korea."
    assert process_statement(text, statement_draft("condemn", ["Germany"], ["North Korea"], "the missile test")).negated


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("According to Reuters, Iran warned Israel against attacks.", "Reuters"),
        ("Iran warned Israel against attacks, Yonhap news agency reported.", "Yonhap news agency"),
    ],
)
def test_a_news_outlet_is_never_the_speaker(text: str, speaker: str) -> None:
    outcome = process(text, statement_draft("warned", [speaker], ["Israel"], "attacks"))
    (found,) = outcome.extraction.statements
    assert names_of(outcome.extraction, found.speakers) == ["Iran"]
    assert found.attribution
    assert found.attribution.source_text == speaker


def test_an_office_that_relays_is_the_source_and_not_the_speaker() -> None:
    text = "France and Chad signed a defence pact, Moreau’s office said."
    found = process_agreement(text, agreement_draft("signed", "defence pact", "France", "Chad"))
    assert found.attribution
    assert (found.attribution.source_text, found.attribution.quote) == ("Moreau’s office", Quote.INDIRECT)


def test_a_body_that_is_only_invoked_is_no_recipient() -> None:
    text = "Germany called on Iran to respect the Security Council resolutions."
    outcome = process(
        text, statement_draft("called on", ["Germany"], ["Iran", "Security Council"], "respect the resolutions")
    )
    assert names_of(outcome.extraction, outcome.extraction.statements[0].recipients) == ["Iran"]


def test_a_state_threatened_with_sanctions_is_a_recipient() -> None:
    text = "Greece warned Turkey of sanctions over the border."
    outcome = process(text, statement_draft("warned", ["Greece"], ["Turkey"], "sanctions"))
    assert names_of(outcome.extraction, outcome.extraction.statements[0].recipients) == ["Turkey"]


def test_the_object_of_an_act_is_not_its_speaker() -> None:
    text = "Iran criticized Israel over the border raid."
    outcome = process(text, statement_draft("criticized", ["Israel"], ["Iran"], "the border raid"))
    assert names_of(outcome.extraction, outcome.extraction.statements[0].speakers) == ["Iran"]


def test_he_refers_to_the_person_who_spoke_before() -> None:
    text = "German Chancellor Olaf Brandt warned Russia against attacks. He urged Moscow to withdraw its troops."
    outcome = process(text, statement_draft("urged", ["He"], ["Moscow"], "withdraw its troops", sentence=2))
    (found,) = outcome.extraction.statements
    assert names_of(outcome.extraction, found.speakers) == ["Olaf Brandt"]
    assert names_of(outcome.extraction, found.recipients) == ["Russia"]


def test_a_statement_about_other_topics_is_rejected() -> None:
    outcome = process(
        "The coach urged the fans to be patient.", statement_draft("urged", ["The coach"], [], "be patient")
    )
    assert outcome.extraction.statements == ()
    assert reject_reasons(outcome) == ["unknown_actor", "no_speaker"]


def test_full_name_and_surname_are_one_actor() -> None:
    text = "South Korean President Kim Dae-sung met Malaysia's prime minister. Kim condemned the missile launch."
    outcome = process(text, statement_draft("condemned", ["Kim"], [], "the missile launch", sentence=2))
    kim = find_actor(outcome.extraction, "Kim Dae-sung")
    assert [mention.span.text for mention in kim.mentions] == ["Kim Dae-sung", "Kim"]
    assert outcome.extraction.statements[0].speakers == (kim.id,)


@pytest.mark.parametrize(
    "frame",
    ["in line with the UN Charter", "within the UN", "and spoke of UN reform", "and sought a seat on the UN"],
)
def test_a_body_that_is_only_a_framework_is_no_actor(frame: str) -> None:
    outcome = process(
        f"France and Chad signed a treaty {frame}.", agreement_draft("signed", "a treaty", "France", "Chad")
    )
    assert {found.name for found in outcome.extraction.actors} == {"France", "Chad"}


def test_an_instrument_signed_to_expand_cooperation_is_the_instrument() -> None:
    text = "France and Chad met. Memorandums of understanding were signed to expand cooperation in fisheries."
    found = process_agreement(text, agreement_draft("signed", "cooperation in fisheries", "France", "Chad", sentence=2))
    assert found.instrument is Instrument.MEMORANDUM_OF_UNDERSTANDING


def test_of_an_organisation_and_its_organ_only_the_organ_is_a_party() -> None:
    text = "The UN Security Council adopted a resolution on Chad, and the UN welcomed it."
    outcome = process(text, agreement_draft("adopted", "a resolution on Chad", "UN Security Council", "UN"))
    assert party_names(outcome.extraction) == ["UN Security Council"]
