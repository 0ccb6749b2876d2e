"""Speakers and recipients of statements: short articles, and drafts that a model might make of them."""

import pytest

from extract.pipeline import Outcome
from tests.support.drafts import names_of, process, statement_draft


def speakers(outcome: Outcome) -> list[str]:
    (found,) = outcome.extraction.statements
    return names_of(outcome.extraction, found.speakers)


def recipients(outcome: Outcome) -> list[str]:
    (found,) = outcome.extraction.statements
    return names_of(outcome.extraction, found.recipients)


def test_a_person_who_speaks_for_a_state_is_the_speaker() -> None:
    text = "Russia stands ready to send troops to the border, Russian Foreign Minister Sergei Orlov said."
    assert speakers(process(text, statement_draft("stands ready", ["Russia"], [], "send troops"))) == ["Sergei Orlov"]


def test_a_ministry_that_only_reports_is_neither_speaker_nor_actor() -> None:
    outcome = process(
        "Moscow stands ready to send troops to the border, the Russian Foreign Ministry said.",
        statement_draft("stands ready", ["Moscow", "Russian Foreign Ministry"], [], "send troops"),
    )
    assert speakers(outcome) == ["Russia"]
    assert [actor.name for actor in outcome.extraction.actors] == ["Russia"]
    attribution = outcome.extraction.statements[0].attribution
    assert attribution
    assert attribution.source_text == "the Russian Foreign Ministry"


def test_a_person_named_with_office_and_employer_is_the_speaker() -> None:
    text = "The UK ambassador to the UN, Edward Marsh, condemned the attack on Kyiv."
    outcome = process(
        text, statement_draft("condemned", ["The UK ambassador to the UN, Edward Marsh"], [], "the attack on Kyiv")
    )
    assert speakers(outcome) == ["Edward Marsh"]


def test_a_speaker_for_a_state_does_not_address_that_state() -> None:
    text = "Lebanese President Karim Aziz condemned Israel for the raid on Lebanon."
    outcome = process(text, statement_draft("condemned", ["Karim Aziz"], ["Israel", "Lebanon"], "the raid"))
    assert recipients(outcome) == ["Israel"]


@pytest.mark.parametrize("words", ["both sides", "the two neighbours"])
def test_a_description_after_the_verb_refers_to_the_actors_named_before(words: str) -> None:
    text = f"Chad and Sudan traded fire on Monday. Kenya urged {words} to pull back their troops."
    outcome = process(text, statement_draft("urged", ["Kenya"], [], "pull back their troops", sentence=2))
    assert recipients(outcome) == ["Chad", "Sudan"]


def test_the_actor_that_must_do_something_is_the_recipient() -> None:
    text = "“Minsk must withdraw its troops,” Polish Foreign Minister Anna Wolska said."
    outcome = process(text, statement_draft("must", ["Anna Wolska"], [], "withdraw its troops"))
    assert recipients(outcome) == ["Belarus"]


def test_it_refers_to_the_subject_of_the_sentence_before() -> None:
    text = (
        "The United Nations Security Council adopted a resolution. Pakistan abstained. "
        "In it, the council condemns the raids. It calls on Chad to close its border to weapons."
    )
    outcome = process(text, statement_draft("calls on", [], ["Chad"], "close its border", sentence=4))
    assert speakers(outcome) == ["United Nations Security Council"]


def test_the_subject_speaks_if_the_words_of_the_model_refer_to_no_actor() -> None:
    text = "Statement by the Leaders of the G7\n\nWe met in Rome. In this belief, we demand that Libya cease attacks."
    outcome = process(text, statement_draft("demand", ["In this belief"], ["Libya"], "cease attacks", sentence=3))
    assert speakers(outcome) == ["G7"]


def test_a_quoted_promise_is_made_by_the_person_who_is_quoted() -> None:
    text = (
        "Ali Moussa, the ambassador of Chad, thanked the Security Council. “My government will guard the border,” he "
        "promised."
    )
    outcome = process(text, statement_draft("promised", ["My government"], [], "guard the border", sentence=2))
    assert speakers(outcome) == ["Ali Moussa"]


def test_a_document_speaks_for_its_issuers() -> None:
    text = "The African Union met in Accra. The declaration condemned the coup in Niger."
    outcome = process(text, statement_draft("condemned", ["The declaration"], [], "the coup in Niger", sentence=2))
    assert speakers(outcome) == ["African Union"]


def test_we_with_a_name_refers_to_the_actors_named() -> None:
    text = (
        "Joint Statement of Japan and Peru\n\nWe, President Ana Rojas and Prime Minister Ken Ito, condemned the raid."
    )
    names = ["We", "President Ana Rojas", "Prime Minister Ken Ito"]
    assert speakers(process(text, statement_draft("condemned", names, [], "the raid", sentence=2))) == [
        "Ana Rojas",
        "Ken Ito",
    ]


def test_mid_sentence_attribution_names_the_speaker() -> None:
    text = "NATO, French President Luc Morel stressed, is ready to cooperate with Chad."
    assert speakers(process(text, statement_draft("is ready to", ["NATO"], ["Chad"]))) == ["Luc Morel"]


def test_the_person_who_was_told_does_not_speak() -> None:
    text = "As I told President Luc Morel of France, Chad remains committed to the alliance with Mali."
    assert process(text, statement_draft("remains committed", ["President Luc Morel"])).extraction.statements == ()


@pytest.mark.parametrize("stranger", ["A bakery near the station", "Traders in the port"])
def test_a_stranger_does_not_speak_for_those_named_before(stranger: str) -> None:
    text = f"France and Chad praised the truce. {stranger} warned that war would make bread dear."
    assert process(text, statement_draft("warned", [stranger], sentence=2)).extraction.statements == ()


def test_an_unnamed_official_speaks_for_the_state_named() -> None:
    text = "An official of Chad warned that war was near."
    assert speakers(process(text, statement_draft("warned", ["An official of Chad"]))) == ["Chad"]


def test_the_vice_president_is_not_the_president() -> None:
    text = (
        "Readout of Vice President Roe’s Meeting with President Luc Morel of France\n\n"
        "The two met in Bern. The Vice President condemned the attack on Kyiv."
    )
    outcome = process(text, statement_draft("condemned", ["The Vice President"], [], "the attack on Kyiv", sentence=3))
    assert speakers(outcome) == ["Roe"]


def test_a_quote_of_several_sentences_has_one_speaker() -> None:
    text = (
        "Chad closed its border. Luc Morel, the French foreign minister, said: “It is late. Many are dead. I condemn "
        "the attack.”\n\nKenya said that it would send troops."
    )
    assert speakers(process(text, statement_draft("condemn", ["I"], [], "the attack", sentence=4))) == ["Luc Morel"]


def test_a_quote_after_an_introduction_has_the_speaker_introduced() -> None:
    text = "French Foreign Minister Luc Morel has commented on the truce. “We welcome the truce with Chad.”"
    assert speakers(process(text, statement_draft("welcome", ["We"], [], "the truce", sentence=2))) == ["Luc Morel"]


def test_a_minister_with_a_long_title_may_speak() -> None:
    text = "French Secretary of State for Defence Luc Morel said: “We condemn the attack on Kyiv.”"
    assert speakers(process(text, statement_draft("condemn", ["We"], [], "the attack on Kyiv"))) == ["Luc Morel"]


def test_the_speaker_of_a_that_clause_is_the_one_who_says_it() -> None:
    text = "French Foreign Minister Luc Morel, says that Iran's plant is intended to make nuclear weapons."
    assert speakers(process(text, statement_draft("is intended to make", ["Iran"], ["Iran"]))) == ["Luc Morel"]


def test_a_person_speaks_about_the_actors_of_a_reported_clause() -> None:
    text = "Libya's ruler, Omar Sadiq, warned that government troops planned to attack Benghazi."
    assert speakers(process(text, statement_draft("planned to attack", ["government troops"]))) == ["Omar Sadiq"]


def test_a_document_that_reports_the_act_of_another_does_not_speak() -> None:
    text = "The talks in the African Union ended. The document notes that Chad supports the candidature of Peru."
    assert speakers(process(text, statement_draft("supports", ["The document"], ["Peru"], sentence=2))) == ["Chad"]


def test_the_leaders_of_two_states_are_the_persons_named() -> None:
    text = (
        "French President Luc Morel met Chadian President Idris Saleh. "
        "The French and Chadian leaders condemned the attack on Kyiv."
    )
    outcome = process(
        text, statement_draft("condemned", ["The French and Chadian leaders"], [], "the attack", sentence=2)
    )
    assert speakers(outcome) == ["Luc Morel", "Idris Saleh"]


def test_each_turn_of_a_conversation_has_its_speaker() -> None:
    text = (
        "Meeting with President of France Luc Morel\n\nPresident of Chad Idris Saleh: Welcome.\n\n"
        "I condemn the attack on Kyiv.\n\nPresident of France Luc Morel (retranslated): Thank you.\n\n"
        "We support the truce with Mali.\n\nQuestion: Do you?\n\nWe support the ceasefire in Mali."
    )
    outcome = process(
        text,
        statement_draft("condemn", ["I"], [], "the attack on Kyiv", sentence=3),
        statement_draft("support", ["We"], [], "the truce", sentence=5),
        statement_draft("support", ["We"], [], "the ceasefire", sentence=7),
    )
    extraction = outcome.extraction
    assert [names_of(extraction, one.speakers) for one in extraction.statements] == [["Idris Saleh"], ["Luc Morel"]]


def test_headline_and_body_that_report_the_same_act_are_one_record() -> None:
    text = "Statement from President Ann Roe Welcoming Chad to the Alliance\n\nI welcome Chad as an ally of France."
    outcome = process(
        text,
        statement_draft("Welcoming", ["Ann Roe"], ["Chad"]),
        statement_draft("welcome", ["I"], ["Chad"], sentence=2),
    )
    (found,) = outcome.extraction.statements
    assert len(found.evidence) == 2


@pytest.mark.parametrize(
    "words",
    [
        "I hope that your visit to France will be fruitful.",
        "I congratulate you on the holiday of Easter.",
    ],
)
def test_courtesies_are_no_statements(words: str) -> None:
    text = f"Statement by French President Luc Morel to Chad\n\n{words}"
    cue = "hope" if "hope" in words else "congratulate"
    assert process(text, statement_draft(cue, ["I"], sentence=2)).extraction.statements == ()


def test_the_wish_to_thank_is_no_request() -> None:
    text = "Statement by French President Luc Morel\n\nI want to thank Chad for its troops in the Sahel."
    assert recipients(process(text, statement_draft("thank", ["I"], ["Chad"], "its troops", sentence=2))) == ["Chad"]


def test_an_actor_named_in_the_topic_is_the_recipient() -> None:
    text = "French President Luc Morel reaffirmed his commitment to the defence of Chad."
    assert recipients(
        process(text, statement_draft("reaffirmed", ["Luc Morel"], [], "commitment to the defence of Chad"))
    ) == ["Chad"]


def test_we_right_before_the_verb_is_the_speaker() -> None:
    text = (
        "Statement from French President Luc Morel on Chad\n\n"
        "Strengthened by our friend Chad, we strongly condemn the attack on Kyiv."
    )
    assert speakers(process(text, statement_draft("condemn", ["our friend Chad"], [], "the attack", sentence=2))) == [
        "Luc Morel"
    ]
