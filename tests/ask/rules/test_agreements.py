"""Which agreements the rules propose: their parties, status and kind, each distinct deal once."""

import pytest

from tests.support.proposed import Agreed, propose


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mali and Chad signed a border treaty.", Agreed("treaty", "signed", ["Chad", "Mali"])),
        ("Malian Foreign Minister Awa Diop signed a treaty with Chad.", Agreed("treaty", "signed", ["Chad", "Mali"])),
        ("Mali and Chad will sign a treaty in May.", Agreed("treaty", "pledged", ["Chad", "Mali"])),
        ("Mali ratified the treaty with Chad.", Agreed("treaty", "ratified", ["Chad", "Mali"])),
        ("Mali and Chad agreed to set up a border commission.",
         Agreed("institutional_arrangement", "agreed", ["Chad", "Mali"])),
        ("Mali and Chad agreed to share intelligence.", Agreed("cooperation", "agreed", ["Chad", "Mali"])),
        ("Ostara signed a treaty with Mali.", Agreed("treaty", "signed", ["Mali", "Ostara"])),
        ("Chad pulled out of the border treaty with Mali.", Agreed("treaty", "withdrawn", ["Chad", "Mali"])),
        ("Mali signed a contract to buy 32 tanks from Chad.", Agreed("arms_contract", "signed", ["Chad", "Mali"])),
        ("Ireland and Northern Ireland signed a treaty.", Agreed("treaty", "signed", ["Ireland", "United Kingdom"])),
        ("The Security Council adopted a resolution on Mali.",
         Agreed("resolution", "adopted", ["Security Council"])),
    ],
)  # fmt: skip
def test_stage_and_instrument_make_an_agreement_with_its_parties(text: str, expected: Agreed) -> None:
    assert propose(text).agreements == [expected]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("The leaders of Mali and Chad met on Friday. The fishing treaty was signed.", ["Chad", "Mali"]),
        ("The Malian-Chadian talks ended in Lomé. A treaty was signed on Tuesday.", ["Chad", "Mali"]),
        ("Mali and Chad met. Memorandums of understanding were signed.", ["Chad", "Mali"]),
    ],
)  # fmt: skip
def test_parties_that_are_left_out_are_those_named_together_before(text: str, parties: list[str]) -> None:
    found = propose(text)
    assert [agreed.parties for agreed in found.agreements] == [parties]
    assert [party.explicit for party in found.agreement.parties] == [False, False]


def test_those_named_together_are_no_parties_beside_another() -> None:
    assert propose("Mali and Chad met. Peru signed a treaty.").agreements == []


def test_a_joint_statement_that_does_not_list_its_issuers_binds_the_two_states_of_the_text() -> None:
    text = "Mali met Chad in May. Mali and Chad had talks on the river."
    found = propose(text, title="Joint Statement on the River Group")
    assert found.agreements == [Agreed("joint_statement", "adopted", ["Chad", "Mali"])]
    assert [party.explicit for party in found.agreement.parties] == [False, False]
    assert propose("The river is low.", title="Joint Statement on the River Group").agreements == []


def test_officials_without_a_named_state_are_bound_for_the_two_states_of_the_text() -> None:
    text = "Mali met Chad. Mali and Chad are glad. President Awa Diop and President Omar Ba agreed to set up a council."
    assert propose(text).agreements == [Agreed("institutional_arrangement", "agreed", ["Chad", "Mali"])]
    assert propose(text.replace("President Awa Diop and President Omar Ba", "A garage")).agreements == []


def test_who_buys_is_the_recipient_and_who_sells_the_supplier() -> None:
    found = propose("Mali signed a contract to buy 32 tanks from Chad.")
    roles = {party.role: name for party, name in zip(found.agreement.parties, ("Mali", "Chad"), strict=True)}
    assert roles == {"recipient": "Mali", "supplier": "Chad"}


def test_an_office_that_reports_an_agreement_is_its_source() -> None:
    assert propose("Mali and Chad signed a border treaty, Diop's office said.").agreement.source == "Diop's office"
    assert propose("Mali and Chad signed a border treaty.").agreement.source is None


def test_nobody_is_bound_by_what_somebody_unknown_agreed_to() -> None:
    text = "Mali and Chad met on Friday. A garage in Pemdrol agreed to paint the bus."
    assert propose(text).agreements == []


@pytest.mark.parametrize(
    "text",
    [
        "Mali denied that it had signed a treaty with Chad.",
        "Mali and Chad would have signed a treaty.",
        "Mali and Chad did not sign the treaty.",
    ],
)
def test_a_denied_or_unreal_agreement_is_not_signed(text: str) -> None:
    assert [one for one in propose(text).agreements if one.status == "signed"] == []


def test_an_agreement_told_of_twice_is_one() -> None:
    text = "Mali and Chad signed a border treaty on Monday. The treaty was signed in Lima. It fixes the border."

    assert len(propose(text).agreements) == 1


def test_each_side_may_be_told_to_have_signed_by_itself() -> None:
    text = (
        "Malian President Awa Diop signed the truce on Friday. Chadian President Idris Kebo signed the truce on Sunday."
        " Mali and Chad had fought for a year."
    )

    assert propose(text).agreements == [Agreed("ceasefire", "signed", ["Chad", "Mali"])]


def test_the_furthest_stage_counts() -> None:
    text = "Mali and Chad negotiated a border treaty for years. Mali and Chad signed the border treaty in May."

    assert [one.status for one in propose(text).agreements] == ["signed"]


def test_two_things_agreed_in_one_sentence_are_two_agreements() -> None:
    text = "Mali and Chad agreed to share river water and to set up a border commission."

    assert {one.instrument for one in propose(text).agreements} == {"cooperation", "institutional_arrangement"}


def test_two_instruments_signed_together_are_two_agreements() -> None:
    text = "Mali and Chad signed a border treaty and a trade agreement."

    assert {one.instrument for one in propose(text).agreements} == {"treaty", "free_trade_agreement"}


def test_the_clauses_of_an_agreement_are_no_agreements() -> None:
    text = "Mali and Chad signed a truce. By signing the truce, the two armies agree to leave the ridge."

    assert len(propose(text).agreements) == 1


def test_both_countries_are_those_named_before() -> None:
    text = "Malian President Awa Diop met President Kofi Mensa of Togo. The two countries signed a border treaty."

    assert propose(text).agreements == [Agreed("treaty", "signed", ["Mali", "Togo"])]


def test_what_a_resolution_of_a_body_is_about_is_no_party() -> None:
    [found] = propose("The UN Security Council adopted a resolution on Mali and Chad.").answer.agreements

    assert [party.role for party in found.parties] == ["body"]


def test_a_statement_of_several_is_itself_an_agreement() -> None:
    text = "We, the leaders of Mali and Togo, condemn the raid by Chad."
    [found] = propose(text, title="Joint Statement on the Raid").agreements

    assert found == Agreed("joint_statement", "adopted", ["Mali", "Togo"])


def test_a_statement_of_one_state_is_no_agreement() -> None:
    text = "Mali condemns the raid by Chad."

    assert propose(text, title="Statement on the Raid", source="Government of Mali").agreements == []


def test_dates_and_value_stand_with_the_agreement_that_they_belong_to() -> None:
    text = "On 4 May 2020 Mali and Chad signed a $40 million contract for six helicopters, to be delivered by 2022."
    found = propose(text, date="2020-05-06").agreement

    assert {(date.edtf, date.role) for date in found.dates} == {("2020-05-04", "order"), ("../2022", "delivery")}
    assert found.value is not None
    assert (found.value.amount, found.value.currency) == ("40000000", "USD")
    assert found.quantity == "six helicopters"


def test_an_agreement_of_an_earlier_year_is_history() -> None:
    text = "Mali and Chad signed a border treaty in 1998."

    assert propose(text, date="2020-05-06").agreement.historical


def test_hoping_for_closer_ties_is_no_agreement() -> None:
    assert propose("Mali and Chad discussed ways to expand cooperation.").agreements == []


@pytest.mark.parametrize(
    "text",
    [
        "Mali and Chad agreed that the talks on the border were useful.",
        "Mali and Chad agreed that peace on the border is a goal.",
        "Mali and Chad agreed to remain in touch on the border.",
        "Mali and Chad agreed on the importance of talks on the border.",
        "Mali and Chad agreed that the rebels should leave the camp.",
    ],
)
def test_a_shared_view_is_no_agreement(text: str) -> None:
    assert propose(text).agreements == []


def test_what_is_agreed_to_be_done_is_an_agreement() -> None:
    found = propose("Mali and Chad agreed that their armies would share a camp.").agreements

    assert found == [Agreed("cooperation", "agreed", ["Chad", "Mali"])]


def test_instruments_on_a_list_have_the_stage_of_the_first() -> None:
    text = "Mali and Chad signed a treaty on fish, a protocol on mines and a memorandum of understanding on camps."
    found = propose(text).agreements

    assert {(one.instrument, one.status) for one in found} == {
        ("treaty", "signed"),
        ("protocol", "signed"),
        ("memorandum_of_understanding", "signed"),
    }


def test_an_instrument_in_apposition_is_the_same_agreement() -> None:
    assert len(propose("Mali and Chad signed a border treaty, a pact that bans raids.").agreements) == 1


def test_an_agreement_in_an_article_on_many_states_is_not_given_to_the_two_named_most() -> None:
    many = "Togo came. Gabon came. Niger came. Benin came. Ghana came. Kenya came. Egypt came."

    assert propose(f"Mali met Chad. Mali left Chad. {many} A pact was signed on mines.").agreements == []
    assert propose("Mali met Chad. Mali left Chad. Togo came. A pact was signed on mines.").agreements == [
        Agreed("agreement", "signed", ["Chad", "Mali"])
    ]


def test_a_new_name_without_an_article_that_points_back_introduces_an_agreement() -> None:
    text = "Mali and Chad signed the river treaty. A protocol was also signed. The treaty is short."
    assert [agreed.instrument for agreed in propose(text).agreements] == ["treaty", "protocol"]


@pytest.mark.parametrize(
    "listed",
    [
        "an agreement on fish, a protocol on trade and a memorandum on tea",
        "agreements on fishing in the river; a protocol on trade; memorandums of understanding on tea",
    ],
)
def test_documents_that_a_sentence_lists_are_agreements_each(listed: str) -> None:
    found = propose(f"Mali and Chad met. The documents signed also include {listed}.").agreements
    parties = ["Chad", "Mali"]
    kinds = ["agreement", "protocol", "memorandum_of_understanding"]
    assert sorted(found, key=lambda one: kinds.index(one.instrument)) == [
        Agreed(kind, "signed", parties) for kind in kinds
    ]


@pytest.mark.parametrize("pair", ["Chad-Mali", "U.S.-Mali"])
def test_names_that_a_hyphen_joins_are_the_parties_of_what_they_set_up(pair: str) -> None:
    first = {"Chad": "Chad", "U.S.": "United States"}[pair.partition("-")[0]]
    found = propose(f"Envoys spoke of the launch of the {pair} Working Group in Lomé.").agreements
    assert found == [Agreed("institutional_arrangement", "agreed", sorted([first, "Mali"]))]


def test_a_pronoun_that_means_documents_does_not_say_who_is_bound() -> None:
    text = "Mali and Chad met. The presidents attended the signing of documents. Those included a protocol on fish."
    assert "protocol" in [agreed.instrument for agreed in propose(text).agreements]


def test_what_an_agreement_is_for_is_no_other_agreement() -> None:
    text = "Mali and Chad agreed to establish a border council to expand military cooperation."
    assert [agreed.instrument for agreed in propose(text).agreements] == ["institutional_arrangement"]


def test_an_agreement_that_was_signed_stays_signed_under_plans_about_it() -> None:
    text = "Peru pledged to answer a defence pact signed by Chad and Mali."
    assert propose(text).agreements == [Agreed("defense_cooperation_agreement", "signed", ["Chad", "Mali"])]


@pytest.mark.parametrize(
    ("text", "status", "parties"),
    [
        ("Mali and Chad were close to signing a defence pact in Paris.", "pledged", ["Chad", "Mali"]),
        ("Mali and Chad welcomed the signing of a border treaty.", "signed", ["Chad", "Mali"]),
        ("Peru announced its withdrawal from the treaty.", "withdrawn", ["Peru"]),
        ("Under a 1998 treaty with Chile, Peru must open the port.", "unknown", ["Chile", "Peru"]),
        ("Peru and Chile completed the ratification of the treaty.", "ratified", ["Chile", "Peru"]),
    ],
)  # fmt: skip
def test_parties_are_who_acts_in_the_clause_of_a_stage_that_names_none(
    text: str, status: str, parties: list[str]
) -> None:
    found = propose(text)
    assert [(one.status, one.parties) for one in found.agreements] == [(status, parties)]
    assert all(party.explicit for party in found.agreement.parties)


def test_who_welcomes_the_agreement_of_others_is_no_party() -> None:
    assert propose("Peru welcomed the signing of a border treaty.").agreements == []
    text = "Qatar announced a truce between Peru and Chile."
    assert propose(text).agreements == [Agreed("ceasefire", "agreed", ["Chile", "Peru"])]


def test_it_in_an_impersonal_decision_is_nobody() -> None:
    before = "Peru and Chile met in Lima with the Security Council. "
    found = propose(before + "It was decided to create a joint fund of Peru and Chile.").agreements
    assert found == [Agreed("institutional_arrangement", "agreed", ["Chile", "Peru"])]


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile met. Among the documents signed were a memorandum on trade and a protocol on fish.",
        "Peru and Chile met. Also signed were a memorandum on trade and a protocol on fish.",
    ],
)
def test_instruments_behind_their_verb_are_signed(text: str) -> None:
    found = {(one.instrument, one.status) for one in propose(text).agreements}
    assert {("memorandum_of_understanding", "signed"), ("protocol", "signed")} <= found


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile reviewed opportunities to expand military cooperation.",
        "Peru and Chile met. It deepens cooperation between the two countries.",
        "Peru and Chile heard calls for ceasefires.",
    ],
)
def test_outlooks_are_no_agreements(text: str) -> None:
    assert propose(text).agreements == []


def test_participles_that_tell_how_a_promise_is_kept_are_part_of_it() -> None:
    text = "Peru and Chile agreed to lower barriers on trade, cutting fees and opening ports."
    assert len(propose(text).agreements) == 1
    assert len(propose("Peru and Chile agreed to share water and to open the road.").agreements) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Peru and Chile held talks. The raids were wrong, they said in a joint statement.",
        "Peru and Chile held talks. A joint statement said that the raids were wrong.",
    ],
)
def test_a_joint_text_in_which_something_is_said_is_issued_by_those_told_together(text: str) -> None:
    assert propose(text).agreements == [Agreed("joint_statement", "adopted", ["Chile", "Peru"])]
    assert propose("Peru and Chile held talks. The raids were wrong, Peru said in a communique.").agreements == []


def test_what_was_signed_is_signed_whatever_is_said_of_it() -> None:
    text = "Peru and Chile stressed the importance of the memorandum signed by Peru and Chile in May."
    assert propose(text).agreements == [Agreed("memorandum_of_understanding", "signed", ["Chile", "Peru"])]


def test_a_memorandum_is_another_text_than_the_agreement_before_it() -> None:
    text = "Peru and Chile signed an agreement on fish. Peru and Chile signed the memorandum on energy."
    assert [one.instrument for one in propose(text).agreements] == ["agreement", "memorandum_of_understanding"]
    back = "Peru and Chile signed a memorandum on fish. Peru and Chile signed the agreement in Lima."
    assert [one.instrument for one in propose(back).agreements] == ["memorandum_of_understanding"]
