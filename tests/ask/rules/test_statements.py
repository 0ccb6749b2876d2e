"""Which statements the rules propose: who speaks, to or about whom, and which acts count."""

import pytest

from tests.support.proposed import Said, propose


def only(text: str) -> Said:
    """Return the only statement of a text."""
    [found] = propose(text).statements
    return found


@pytest.mark.parametrize(
    ("text", "act", "speakers", "recipients"),
    [
        ("Mali condemned the raid by Chad on a border post.", "condemn", ["Mali"], ["Chad"]),
        ("Malian Foreign Minister Awa Diop condemned Chad's raid on Togo.", "condemn", ["Awa Diop"], ["Chad"]),
        ("The Malian government urged Chad to withdraw its troops.", "urge", ["Mali"], ["Chad"]),
        ("Malian officials warned that Chad is breaking the truce.", "warn", ["Mali"], ["Chad"]),
        ("Mali accused Chad of shelling a border post.", "accuse", ["Mali"], ["Chad"]),
        ("Mali rejected the proposal from Chad on the border.", "reject", ["Mali"], ["Chad"]),
        ("Mali expressed concern over the military cooperation between Chad and Togo.", "express_concern", ["Mali"],
         ["Chad", "Togo"]),
        ("Mali reaffirmed its commitment to the security of Togo and Chad.", "affirm", ["Mali"], ["Togo", "Chad"]),
        ("Mali pledged to support Togo against the rebels.", "pledge", ["Mali"], ["Togo"]),
        ("Mali demanded the withdrawal of Chadian troops.", "demand", ["Mali"], ["Chad"]),
        ("The raid by Chad on Togo drew sharp condemnation from Mali.", "condemn", ["Mali"], ["Chad"]),
        ("Gunmen hit a border post, an attack condemned by Mali and Chad.", "condemn", ["Mali", "Chad"], []),
        ("Mali, whose envoy condemned the raid by Chad, left the border talks.", "condemn", ["Mali"], ["Chad"]),
        ("Mali condemned the killing of civilians by Chad's army.", "condemn", ["Mali"], ["Chad"]),
        ("Mali condemned the shelling of Togo by Chad.", "condemn", ["Mali"], ["Chad"]),
    ],
)  # fmt: skip
def test_the_tree_gives_speakers_and_recipients(
    text: str, act: str, speakers: list[str], recipients: list[str]
) -> None:
    assert only(text) == Said(act, speakers, recipients)


@pytest.mark.parametrize("harmed", ["a post in Togo", "Togo", "Ostara"])
def test_the_victim_of_what_is_condemned_is_no_recipient(harmed: str) -> None:
    assert only(f"The shelling of {harmed} was condemned by the African Union.").recipients == []


def test_him_is_another_than_he() -> None:
    text = "Malian Foreign Minister Awa Diop met her counterpart from Togo, Kofi Mensa. She urged him to end the war."
    assert (only(text).act, only(text).speakers) == ("urge", ["Awa Diop"])


@pytest.mark.parametrize(
    "text",
    [
        "Mali refused to condemn the raid by Chad.",
        "Mali would have condemned the raid by Chad.",
        "Mali may condemn the raid by Chad.",
        "Mali was urged to condemn the raid.",
    ],
)
def test_an_act_that_is_not_performed_is_none(text: str) -> None:
    assert [one for one in propose(text).statements if one.act == "condemn"] == []


def test_unnamed_critics_do_not_speak_for_the_state_named_beside_them() -> None:
    assert propose("Critics in Mali condemned the raid by Chad.").statements == []


def test_the_official_quoted_speaks_for_the_state() -> None:
    found = only('"Mali is ready to help Togo with its border," Malian Foreign Minister Awa Diop said.')

    assert (found.act, found.speakers) == ("offer", ["Awa Diop"])


def test_an_act_that_a_speaker_ascribes_to_another_state_is_left_out() -> None:
    found = propose("Malian Foreign Minister Awa Diop said that Chad had condemned the raid.").statements

    assert found == []


def test_an_office_that_relays_the_words_is_their_source() -> None:
    proposed = propose("Malian President Awa Diop condemned the raid by Chad, her office said.")

    assert proposed.statements == [Said("condemn", ["Awa Diop"], ["Chad"])]
    assert proposed.answer.statements[0].source == "her office"


def test_we_in_a_quotation_is_its_speaker() -> None:
    found = only('"We condemn the raid by Chad," Malian Foreign Minister Awa Diop said.')

    assert found.speakers == ["Awa Diop"]


def test_demands_of_one_sentence_to_one_state_are_one_statement() -> None:
    found = propose("Mali urged Chad to withdraw its troops and called on it to open the border.").statements

    assert len(found) == 1


def test_an_act_told_twice_is_one_statement_with_both_sentences() -> None:
    text = "Mali condemned Chad's raid on the border post. The raid on the border post was condemned by Mali."
    [found] = propose(text).answer.statements

    assert found.sentences == (1, 2)


def test_two_speakers_of_the_same_act_are_two_statements() -> None:
    text = "Mali condemned the raid by Chad. Togo condemned the raid by Chad."

    assert [one.speakers for one in propose(text).statements] == [["Mali"], ["Togo"]]


def test_what_is_said_of_these_deeds_is_about_those_who_were_condemned_for_them() -> None:
    text = "We, the leaders of Mali and Togo, condemn the raid by Chad. We deplore these attacks."

    assert [one.recipients for one in propose(text).statements] == [["Chad"], ["Chad"]]


def test_who_welcomes_an_agreement_supports_its_parties() -> None:
    text = "Mali and Chad signed a border treaty. The African Union welcomed the treaty."

    assert propose(text).statements == [Said("support", ["African Union"], ["Mali", "Chad"])]


def test_a_promise_of_ones_own_conduct_needs_no_verb_of_its_own() -> None:
    assert only("Malian Foreign Minister Awa Diop said Mali would guard the border.").act == "pledge"


@pytest.mark.parametrize(
    "text",
    [
        "Malian Foreign Minister Awa Diop said Chad would guard the border.",
        "Malian Foreign Minister Awa Diop said Mali would be at the border talks.",
    ],
)
def test_what_others_will_do_or_what_will_be_is_no_promise(text: str) -> None:
    assert propose(text).statements == []


def test_words_that_a_neutral_verb_introduces_are_no_statement_without_a_judgement() -> None:
    assert propose("Malian Foreign Minister Awa Diop said the raid by Chad took an hour.").statements == []


@pytest.mark.parametrize(
    ("said", "act"),
    [
        ("Mali had not violated the truce", "deny"),
        ("Chad had violated the truce", "accuse"),
        ("the withdrawal of Chad's troops showed courage", "support"),
    ],
)
def test_what_is_said_decides_the_act_of_a_neutral_verb(said: str, act: str) -> None:
    assert only(f"Malian Foreign Minister Awa Diop said {said}.").act == act


def test_a_charge_that_was_not_made_is_not_denied() -> None:
    assert propose("Mali did not accuse Chad of violating the truce.").statements == []


def test_blame_for_oneself_accuses_nobody() -> None:
    text = "Malian Foreign Minister Awa Diop said Mali had failed to guard the border."

    assert propose(text).statements == []


def test_a_statement_without_a_subject_is_of_those_who_issue_the_text() -> None:
    text = "We, the leaders of Mali and Togo, condemn the raid. We grieve. The raid by Chad was barbaric."

    assert propose(text).statements[-1] == Said("condemn", ["Mali", "Togo"], ["Chad"])


def test_recipients_from_an_earlier_sentence_are_marked_as_unsure() -> None:
    text = "We, the leaders of Mali and Togo, condemn the raid by Chad. We deplore these attacks."

    assert [one.unsure for one in propose(text).answer.statements] == [(), ("recipients",)]


def test_a_matter_of_sport_at_home_is_off_topic() -> None:
    assert propose("The mayor of Ostara praised the swimmers of the town.").statements == []


def test_a_greeting_is_no_support() -> None:
    text = "Malian President Awa Diop welcomed President Kofi Mensa of Togo to the palace."

    assert propose(text).statements == []


def test_words_that_report_an_agreement_are_no_statement_besides() -> None:
    proposed = propose("Mali and Chad pledged to conclude a border treaty.")

    assert [one.status for one in proposed.agreements] == ["pledged"]
    assert proposed.statements == []


@pytest.mark.parametrize(
    "text",
    [
        "Mali thanked Chad for the visit.",
        '"Thank you for your words," Malian Foreign Minister Awa Diop said in Chad.',
        "Mali hopes that the visit of the president of Chad will be useful.",
    ],
)
def test_courtesies_are_no_statement(text: str) -> None:
    assert propose(text).statements == []


def test_thanks_for_a_deed_are_support() -> None:
    assert only("Mali thanked Chad for its patrols.") == Said("support", ["Mali"], ["Chad"])


def test_what_officials_praise_at_home_is_no_matter_between_states() -> None:
    assert propose("Malian Finance Minister Awa Diop praised the relief bill.").statements == []


@pytest.mark.parametrize(
    "said",
    ["we must look at the border", "the road will continue to link the camps", "Chad will defend the border",
     "the talks should help the army", "the men who violated the truce were in Togo"],
)  # fmt: skip
def test_duties_of_ones_own_and_deeds_of_others_are_no_acts_of_the_speaker(said: str) -> None:
    assert propose(f"Malian Foreign Minister Awa Diop said {said}.").statements == []


@pytest.mark.parametrize("said", ["Chad must withdraw its troops", "the raids by Chad must be ended"])
def test_what_another_must_do_is_urged(said: str) -> None:
    assert only(f"Malian Foreign Minister Awa Diop said {said}.") == Said("urge", ["Awa Diop"], ["Chad"])


@pytest.mark.parametrize(
    "text",
    ["Mali spoke of the importance of supporting Chad.", "Mali defended its town against Chad.",
     "Mali has the support of Chad against the rebels.", "Mali held the view that supporting Chad takes weeks."],
)  # fmt: skip
def test_support_that_is_not_expressed_is_none(text: str) -> None:
    assert propose(text).statements == []


def test_a_measure_announced_in_a_neutral_verb_is_declared_and_a_threat_is_told_once() -> None:
    assert only("Malian Foreign Minister Awa Diop said Mali would close its border with Chad.").act == "declare"
    assert only("Malian Foreign Minister Awa Diop said Mali would retaliate against Chad.").act == "threaten"


def test_praise_of_measures_against_a_state_is_not_to_that_state() -> None:
    assert only("Mali welcomed the sanctions of Togo on Chad.").recipients == ["Togo"]


def test_the_victim_in_a_charge_is_no_recipient() -> None:
    text = "Malian Foreign Minister Awa Diop said the gangs that raided Togo's border were in breach of the truce."

    assert only(text) == Said("accuse", ["Awa Diop"], [])


def test_what_a_source_says_of_unnamed_others_is_no_act_of_the_source() -> None:
    assert (
        propose("Malian Foreign Minister Awa Diop said that gangs had promised to leave the border.").statements == []
    )


def test_a_desire_for_something_is_hope_and_to_do_something_is_affirmed() -> None:
    assert only("Mali expressed its desire for a truce with Chad.").act == "express_hope"
    assert only("Mali reiterated its desire to keep the truce with Chad.").act == "affirm"


def test_what_is_affirmed_to_be_a_duty_of_nobody_is_affirmed_alone() -> None:
    assert only("Mali affirmed that dams must never be bombed.").act == "affirm"


def test_a_text_that_speaks_for_itself_says_each_thing_once() -> None:
    text = "We, Mali and Togo, affirm the peace on the border. We affirm the talks of the army on the border."

    assert len(propose(text).statements) == 2


def test_praise_is_to_those_whose_deed_it_is_and_support_to_those_who_have_it() -> None:
    assert only("Mali welcomed the vote to aid Chad.").recipients == []
    assert only("Mali expressed support for Chad.").recipients == ["Chad"]


def test_hopes_of_talks_are_a_matter_of_security() -> None:
    text = "Envoys of Mali and Chad met in May. Mali hopes that the peace talks go on."

    assert propose(text).statements == [Said("express_hope", ["Mali"], [])]


@pytest.mark.parametrize("said", ["affirmed that Mali will defend Togo", "affirmed that it will defend Togo"])
def test_a_promise_that_is_affirmed_is_a_promise_alone(said: str) -> None:
    assert only(f"Mali {said}.").act == "pledge"


@pytest.mark.parametrize(
    ("refusal", "act"),
    [
        ("will not return to the talks with Chad", "reject"),
        ("will not give in to the rebels from Chad", "declare"),
        ("will not let the army of Togo down", "pledge"),
    ],
)
def test_what_one_will_not_do_is_refused_defied_or_promised(refusal: str, act: str) -> None:
    assert only(f"Malian Foreign Minister Awa Diop said Mali {refusal}.").act == act


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Awa Diop called President Kofi Mensa of Togo to express solidarity with Togo after the raid.", ["Awa Diop"]),
        ("Awa Diop praised the role that Togo plays in the region and condemned the raid by Chad.", ["Awa Diop"]),
        ("The foreign minister of Mali, Awa Diop, said she condemned the raid by Chad.", ["Awa Diop"]),
        ("Many states, including Mali and Togo, condemned the raid by Chad.", ["Mali", "Togo"]),
    ],
)
def test_an_act_is_of_whom_the_sentence_is_about(text: str, speakers: list[str]) -> None:
    introduction = "Foreign Minister Awa Diop of Mali spoke on the war.\n"

    assert propose(introduction + text).statements[-1].speakers == speakers


def test_a_demand_on_ones_own_ministry_is_no_statement() -> None:
    text = "President Awa Diop of Mali requested help from the Malian Ministry of Defence after the raid by Chad."

    assert propose(text).statements == []


def test_condolences_after_an_attack_are_no_mere_courtesy() -> None:
    assert only("Mali expressed its solidarity and condolences to Togo after the attack by rebels.").act == (
        "express_solidarity"
    )


def test_you_is_the_other_of_two_who_talk_and_nobody_where_nobody_is_met() -> None:
    text = "President of Mali Awa Diop: We will help you to defend the border against the armed rebels."
    met = propose(text, title="Meeting with Togolese President Yao Ba", source="President of Mali")
    assert [(one.act, one.speakers, one.recipients) for one in met.statements] == [("pledge", ["Awa Diop"], ["Yao Ba"])]
    alone = propose(text, title="Address on the border", source="President of Mali")
    assert [one.recipients for one in alone.statements] == [[]]
