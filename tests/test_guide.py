"""The coding guide by example: short articles, and the records that rules make of them."""

import pytest

from schemas import Act, ActorKind, Agreement, DateRelation, DateRole, Instrument, PartyRole, Quote, Status
from tests.support.drafts import (
    agreement_in,
    find_actor,
    names_of,
    party_names,
    read_by_rules,
    statement_in,
)

PACT = "France and Chad {} a defence pact in Paris."


def pact(words: str) -> Agreement:
    return agreement_in(PACT.format(words))


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("signed", Status.SIGNED),
        ("ratified", Status.RATIFIED),
        ("suspended", Status.SUSPENDED),
        ("rejected", Status.REJECTED),
        ("negotiated", Status.UNDER_NEGOTIATION),
        ("will sign", Status.PLEDGED),
        ("plan to sign", Status.PLEDGED),
        ("are expected to sign", Status.PLEDGED),
        ("agreed to sign", Status.PLEDGED),
        ("were close to signing", Status.PLEDGED),
        ("hope to sign", Status.PROPOSED),
    ],
)
def test_a_planned_agreement_is_never_reported_as_done(words: str, status: Status) -> None:
    assert pact(words).status is status


def test_a_year_after_by_is_a_target_and_no_date_of_signature() -> None:
    found = agreement_in("France and Chad committed to conclude a trade pact by 2027.")
    (date,) = found.dates
    assert (date.edtf, date.relation, date.role) == ("../2027", DateRelation.BY, DateRole.TARGET_CONCLUSION)
    assert found.status is Status.PLEDGED


@pytest.mark.parametrize(("published", "edtf"), [("2024-05-08", ["2024-05-06"]), (None, [])])
def test_a_weekday_is_a_date_only_if_the_publication_date_is_known(published: str | None, edtf: list[str]) -> None:
    text = "France and Chad signed a defence pact on Monday."
    found = agreement_in(text, published=published)
    assert [date.edtf for date in found.dates] == edtf


def test_a_contract_in_the_background_is_historical_with_value_quantity_and_year() -> None:
    text = (
        "Seoul, 26 November 2024. The two countries signed nothing new. In 2023, South Korea and Malaysia signed a deal"
        " worth $920 million for 18 jets."
    )
    found = agreement_in(text, published="2024-11-26")
    assert found.historical
    assert found.value
    assert (found.value.amount, found.value.currency) == ("920000000", "USD")
    assert found.quantity
    assert found.quantity.text == "18 jets"
    assert [date.edtf for date in found.dates] == ["2023"]


def test_the_date_of_a_dateline_is_no_date_of_an_agreement() -> None:
    text = "PARIS, 9 September 2025 (Wire) -- France and Chad signed a defence pact on 3 May 2025."
    found = agreement_in(text)
    assert [date.edtf for date in found.dates] == ["2025-05-03"]


def test_a_place_is_not_a_party() -> None:
    outcome = read_by_rules("In Berlin, Poland agreed with Ukraine on drone production.")
    assert party_names(outcome.extraction) == ["Poland", "Ukraine"]


def test_a_capital_that_acts_is_its_state() -> None:
    outcome = read_by_rules("Washington and Manila signed a base agreement.")
    assert [actor.country for actor in outcome.extraction.actors] == ["USA", "PHL"]
    assert all(actor.kind is ActorKind.STATE for actor in outcome.extraction.actors)


def test_a_single_party_cannot_sign_an_agreement() -> None:
    outcome = read_by_rules("Poland signed a drone agreement.")
    assert outcome.extraction.agreements == ()


def test_a_single_party_can_withdraw_from_a_treaty() -> None:
    found = agreement_in("Chad pulled out of the fishing treaty.")
    assert found.status is Status.WITHDRAWN


def test_a_party_that_the_sentence_leaves_out_is_inferred_and_marked() -> None:
    outcome = read_by_rules("The leaders of Japan and Peru met on Friday. The fishing treaty was signed.")
    assert party_names(outcome.extraction) == ["Japan", "Peru"]
    assert [party.explicit for party in outcome.extraction.agreements[0].parties] == [False, False]


def test_the_states_of_a_compound_adjective_are_inferred_as_parties() -> None:
    text = "The Chadian-French talks ended in Lomé. A treaty was signed on Tuesday."
    assert party_names(read_by_rules(text).extraction) == ["Chad", "France"]


def test_an_agreement_signed_at_a_meeting_binds_host_and_guest() -> None:
    text = "Meeting with King Farid of Bahrain\n\nMemorandums of understanding were signed."
    outcome = read_by_rules(text, source="President of Russia")
    assert party_names(outcome.extraction) == ["Russia", "Bahrain"]


def test_no_party_is_inferred_for_an_agreement_of_strangers() -> None:
    outcome = read_by_rules("Chile and Argentina met. The yard delivered four ships to Portugal under a contract.")
    assert outcome.extraction.agreements == ()


@pytest.mark.parametrize("words", ["The two sides", "They", "the countries", "both governments"])
def test_a_plural_refers_to_the_two_actors_named_before(words: str) -> None:
    text = f"Poland met Ukraine in Berlin. Later {words} agreed on drone production."
    outcome = read_by_rules(text)
    assert party_names(outcome.extraction) == ["Poland", "Ukraine"]


def test_a_person_signs_for_a_state() -> None:
    text = "French Defence Minister Anne Moreau and Chadian President Idriss Saleh signed a defence pact."
    outcome = read_by_rules(text)
    assert party_names(outcome.extraction) == ["France", "Chad"]
    minister = find_actor(outcome.extraction, "Anne Moreau")
    assert (minister.kind, minister.office, minister.country) == (ActorKind.PERSON, "Defence Minister", "FRA")


def test_a_company_is_recognised_by_the_noun_next_to_its_name() -> None:
    text = "Chile's Ministry of National Defense signed a contract with the Norwegian shipbuilder Halvorsen Marine."
    outcome = read_by_rules(text)
    assert party_names(outcome.extraction) == ["Chile", "Halvorsen Marine"]
    yard = find_actor(outcome.extraction, "Halvorsen Marine")
    assert (yard.kind, yard.country) == (ActorKind.COMPANY, "NOR")


def test_seller_and_buyer_have_different_roles() -> None:
    text = "Poland signed a contract to buy 32 tanks from South Korea."
    outcome = read_by_rules(text)
    roles = {
        party.role: outcome.extraction.actor(party.actor).name for party in outcome.extraction.agreements[0].parties
    }
    assert roles == {PartyRole.RECIPIENT: "Poland", PartyRole.SUPPLIER: "South Korea"}


def test_an_agreement_that_others_are_urged_to_sign_is_a_statement() -> None:
    outcome = read_by_rules("France urged Iran to sign the treaty with Iraq.")
    assert outcome.extraction.agreements == ()
    assert [found.act for found in outcome.extraction.statements] == [Act.URGE]


def test_an_agreement_reported_twice_is_one_record_with_both_pieces_of_evidence() -> None:
    text = "Japan and Peru signed a treaty. Crowds waved. The treaty was signed in Lima."
    outcome = read_by_rules(text)
    (found,) = outcome.extraction.agreements
    assert [span.text for span in found.evidence] == [
        "Japan and Peru signed a treaty.",
        "The treaty was signed in Lima.",
    ]
    assert (outcome.counts.drafts, outcome.counts.records, outcome.counts.merged) == (1, 1, 0)


def test_two_agreements_of_the_same_parties_are_two_records() -> None:
    text = "Japan and Peru signed a fishing treaty. Japan and Peru signed a mining memorandum."
    outcome = read_by_rules(text)
    assert [found.subject for found in outcome.extraction.agreements] == ["a fishing treaty", "a mining memorandum"]


def test_the_cue_decides_the_act_and_not_the_model() -> None:
    found = statement_in("Iran warned Israel against attacks.")
    assert found.act is Act.WARN
    assert (found.codes.cameo or "").startswith("13")


def test_an_act_that_is_denied_is_no_statement() -> None:
    outcome = read_by_rules("Germany did not condemn the missile test by North Korea.")
    assert outcome.extraction.statements == ()


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("According to Reuters, Iran warned Israel against attacks.", "Reuters"),
        ("Iran warned Israel against attacks, Yonhap news agency reported.", "Yonhap news agency"),
    ],
)
def test_a_news_outlet_is_never_the_speaker(text: str, speaker: str) -> None:
    outcome = read_by_rules(text)
    (found,) = outcome.extraction.statements
    assert names_of(outcome.extraction, found.speakers) == ["Iran"]
    assert found.attribution
    assert found.attribution.source_text == speaker


def test_an_office_that_relays_is_the_source_and_not_the_speaker() -> None:
    text = "France and Chad signed a defence pact, Moreau’s office said."
    found = agreement_in(text)
    assert found.attribution
    assert (found.attribution.source_text, found.attribution.quote) == ("Moreau’s office", Quote.INDIRECT)


def test_a_body_that_is_only_invoked_is_no_recipient() -> None:
    text = "Germany called on Iran to respect the Security Council resolutions."
    outcome = read_by_rules(text)
    assert names_of(outcome.extraction, outcome.extraction.statements[0].recipients) == ["Iran"]


def test_a_state_threatened_with_sanctions_is_a_recipient() -> None:
    text = "Greece warned Turkey of sanctions over the border."
    outcome = read_by_rules(text)
    assert names_of(outcome.extraction, outcome.extraction.statements[0].recipients) == ["Turkey"]


def test_the_object_of_an_act_is_not_its_speaker() -> None:
    text = "Iran criticized Israel over the border raid."
    outcome = read_by_rules(text)
    assert names_of(outcome.extraction, outcome.extraction.statements[0].speakers) == ["Iran"]


def test_he_refers_to_the_person_who_spoke_before() -> None:
    text = "German Chancellor Olaf Brandt warned Russia against attacks. He urged Moscow to withdraw its troops."
    outcome = read_by_rules(text)
    for found in outcome.extraction.statements:
        assert names_of(outcome.extraction, found.speakers) == ["Olaf Brandt"]
        assert names_of(outcome.extraction, found.recipients) == ["Russia"]
    assert [found.act for found in outcome.extraction.statements] == [Act.WARN, Act.URGE]


def test_a_statement_about_other_topics_is_none() -> None:
    outcome = read_by_rules("The coach urged the fans to be patient.")
    assert outcome.extraction.statements == ()


def test_full_name_and_surname_are_one_actor() -> None:
    text = "South Korean President Kim Dae-sung met Malaysia's prime minister. Kim condemned the missile launch."
    outcome = read_by_rules(text)
    kim = find_actor(outcome.extraction, "Kim Dae-sung")
    assert [mention.span.text for mention in kim.mentions] == ["Kim Dae-sung", "Kim"]
    assert outcome.extraction.statements[0].speakers == (kim.id,)


@pytest.mark.parametrize(
    "frame", ["in line with the UN Charter", "within the UN", "and spoke of UN reform", "and sought a seat on the UN"]
)
def test_a_body_that_is_only_a_framework_is_no_actor(frame: str) -> None:
    outcome = read_by_rules(f"France and Chad signed a treaty {frame}.")
    assert {found.name for found in outcome.extraction.actors} == {"France", "Chad"}


def test_an_instrument_signed_to_expand_cooperation_is_the_instrument() -> None:
    text = "France and Chad met. Memorandums of understanding were signed to expand cooperation in fisheries."
    found = agreement_in(text)
    assert found.instrument is Instrument.MEMORANDUM_OF_UNDERSTANDING


def test_of_an_organisation_and_its_organ_only_the_organ_is_a_party() -> None:
    text = "The UN Security Council adopted a resolution on Chad, and the UN welcomed it."
    outcome = read_by_rules(text)
    assert party_names(outcome.extraction) == ["UN Security Council"]
