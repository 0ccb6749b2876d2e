"""Who speaks and to whom: what a statement's words mean, told by short articles and what a model might say of them."""

import pytest

from extract.pipeline import Outcome
from tests.support.dictated import named, said, told


def speakers(outcome: Outcome) -> list[str]:
    (found,) = outcome.extraction.statements
    return named(outcome.extraction, found.speakers)


def recipients(outcome: Outcome) -> list[str]:
    (found,) = outcome.extraction.statements
    return named(outcome.extraction, found.recipients)


def test_a_person_who_is_said_to_have_spoken_for_a_state_is_the_speaker() -> None:
    text = "Russia stands ready to send troops to the border, Russian Foreign Minister Sergei Orlov said."
    assert speakers(told(text, said("stands ready", ["Russia"], [], "send troops"))) == ["Sergei Orlov"]


def test_a_ministry_that_only_tells_leaves_the_words_to_its_state_and_is_no_actor() -> None:
    outcome = told(
        "Moscow stands ready to send troops to the border, the Russian Foreign Ministry said.",
        said("stands ready", ["Moscow", "Russian Foreign Ministry"], [], "send troops"),
    )
    assert speakers(outcome) == ["Russia"]
    assert [actor.name for actor in outcome.extraction.actors] == ["Russia"]
    attribution = outcome.extraction.statements[0].attribution
    assert attribution
    assert attribution.source_text == "the Russian Foreign Ministry"


def test_of_a_person_named_with_office_and_employer_the_person_speaks() -> None:
    text = "The UK ambassador to the UN, Edward Marsh, condemned the attack on Kyiv."
    outcome = told(text, said("condemned", ["The UK ambassador to the UN, Edward Marsh"], [], "the attack on Kyiv"))
    assert speakers(outcome) == ["Edward Marsh"]


def test_nobody_is_the_recipient_of_what_he_says_for_his_own_state() -> None:
    text = "Lebanese President Karim Aziz condemned Israel for the raid on Lebanon."
    outcome = told(text, said("condemned", ["Karim Aziz"], ["Israel", "Lebanon"], "the raid"))
    assert recipients(outcome) == ["Israel"]


@pytest.mark.parametrize("words", ["both sides", "the two neighbours"])
def test_a_description_after_the_verb_means_those_named_together_before(words: str) -> None:
    text = f"Chad and Sudan traded fire on Monday. Kenya urged {words} to pull back their troops."
    outcome = told(text, said("urged", ["Kenya"], [], "pull back their troops", sentence=2))
    assert recipients(outcome) == ["Chad", "Sudan"]


def test_who_must_do_something_is_the_recipient() -> None:
    text = "“Minsk must withdraw its troops,” Polish Foreign Minister Anna Wolska said."
    outcome = told(text, said("must", ["Anna Wolska"], [], "withdraw its troops"))
    assert recipients(outcome) == ["Belarus"]


def test_it_is_what_the_sentence_before_is_about() -> None:
    text = (
        "The United Nations Security Council adopted a resolution. Pakistan abstained. "
        "In it, the council condemns the raids. It calls on Chad to close its border to weapons."
    )
    outcome = told(text, said("calls on", [], ["Chad"], "close its border", sentence=4))
    assert speakers(outcome) == ["United Nations Security Council"]


def test_the_subject_of_the_verb_speaks_where_the_words_of_the_model_mean_nobody() -> None:
    text = "Statement by the Leaders of the G7\n\nWe met in Rome. In this spirit, we demand that Iran cease attacks."
    outcome = told(text, said("demand", ["In this spirit"], ["Iran"], "cease attacks", sentence=3))
    assert speakers(outcome) == ["G7"]


def test_a_promise_in_quotes_is_of_the_person_who_promised() -> None:
    text = (
        "Ali Moussa, the ambassador of Chad, thanked the Security Council. “My government will guard the border,” he "
        "promised."
    )
    outcome = told(text, said("promised", ["My government"], [], "guard the border", sentence=2))
    assert speakers(outcome) == ["Ali Moussa"]


def test_a_document_speaks_for_those_who_issued_it() -> None:
    text = "The African Union met in Accra. The declaration condemned the coup in Niger."
    outcome = told(text, said("condemned", ["The declaration"], [], "the coup in Niger", sentence=2))
    assert speakers(outcome) == ["African Union"]


def test_we_who_name_ourselves_are_those_named() -> None:
    text = (
        "Joint Statement of Japan and Peru\n\nWe, President Ana Rojas and Prime Minister Ken Ito, condemned the raid."
    )
    names = ["We", "President Ana Rojas", "Prime Minister Ken Ito"]
    assert speakers(told(text, said("condemned", names, [], "the raid", sentence=2))) == ["Ana Rojas", "Ken Ito"]


def test_whoever_is_said_amid_the_words_to_have_spoken_speaks_for_the_organisation() -> None:
    text = "NATO, French President Luc Morel stressed, is ready to cooperate with Chad."
    assert speakers(told(text, said("is ready to", ["NATO"], ["Chad"]))) == ["Luc Morel"]


def test_whom_somebody_told_it_does_not_speak() -> None:
    text = "As I told President Luc Morel of France, Chad remains committed to the alliance with Mali."
    assert told(text, said("remains committed", ["President Luc Morel"])).extraction.statements == ()


@pytest.mark.parametrize("stranger", ["A bakery near the station", "Traders in the port"])
def test_a_stranger_does_not_speak_for_those_named_before(stranger: str) -> None:
    text = f"France and Chad praised the truce. {stranger} warned that war would make bread dear."
    assert told(text, said("warned", [stranger], sentence=2)).extraction.statements == ()


def test_an_unnamed_official_speaks_for_the_state_named() -> None:
    text = "An official of Chad warned that war was near."
    assert speakers(told(text, said("warned", ["An official of Chad"]))) == ["Chad"]


def test_the_vice_president_is_not_the_president() -> None:
    text = (
        "Readout of Vice President Roe’s Meeting with President Luc Morel of France\n\n"
        "The two met in Bern. The Vice President condemned the attack on Kyiv."
    )
    outcome = told(text, said("condemned", ["The Vice President"], [], "the attack on Kyiv", sentence=3))
    assert speakers(outcome) == ["Roe"]


def test_a_quote_of_many_sentences_is_of_one_speaker() -> None:
    text = (
        "Chad closed its border. Luc Morel, the French foreign minister, said: “It is late. Many are dead. I condemn "
        "the attack.”\n\nKenya said that it would send troops."
    )
    assert speakers(told(text, said("condemn", ["I"], [], "the attack", sentence=4))) == ["Luc Morel"]


def test_a_quote_after_its_introduction_is_of_whoever_was_introduced() -> None:
    text = "French Foreign Minister Luc Morel has commented on the truce. “We welcome the truce with Chad.”"
    assert speakers(told(text, said("welcome", ["We"], [], "the truce", sentence=2))) == ["Luc Morel"]


def test_a_minister_with_a_long_title_may_speak() -> None:
    text = "French Secretary of State for Defence Luc Morel said: “We condemn the attack on Kyiv.”"
    assert speakers(told(text, said("condemn", ["We"], [], "the attack on Kyiv"))) == ["Luc Morel"]


def test_what_is_said_after_that_is_of_whoever_said_it() -> None:
    text = "French Foreign Minister Luc Morel, says that Iran's plant is intended to make nuclear weapons."
    assert speakers(told(text, said("is intended to make", ["Iran"], ["Iran"]))) == ["Luc Morel"]


def test_the_person_speaks_for_those_of_whom_he_tells() -> None:
    text = "Libya's ruler, Omar Sadiq, also said that government troops planned to attack Benghazi."
    assert speakers(told(text, said("planned to attack", ["government troops"]))) == ["Omar Sadiq"]


def test_a_document_that_tells_of_anothers_act_does_not_speak() -> None:
    text = "The talks in the African Union ended. The document notes that Chad supports the candidature of Peru."
    assert speakers(told(text, said("supports", ["The document"], ["Peru"], sentence=2))) == ["Chad"]


def test_the_leaders_of_two_states_are_the_persons() -> None:
    text = (
        "French President Luc Morel met Chadian President Idris Saleh. "
        "The French and Chadian leaders condemned the attack on Kyiv."
    )
    outcome = told(text, said("condemned", ["The French and Chadian leaders"], [], "the attack", sentence=2))
    assert speakers(outcome) == ["Luc Morel", "Idris Saleh"]


def test_in_a_conversation_each_speaks_in_turn() -> None:
    text = (
        "Meeting with President of France Luc Morel\n\nPresident of Chad Idris Saleh: Welcome.\n\n"
        "I condemn the attack on Kyiv.\n\nPresident of France Luc Morel (retranslated): Thank you.\n\n"
        "We support the truce with Mali.\n\nQuestion: Do you?\n\nWe support the ceasefire in Mali."
    )
    outcome = told(
        text,
        said("condemn", ["I"], [], "the attack on Kyiv", sentence=3),
        said("support", ["We"], [], "the truce", sentence=5),
        said("support", ["We"], [], "the ceasefire", sentence=7),
    )
    extraction = outcome.extraction
    assert [named(extraction, one.speakers) for one in extraction.statements] == [["Idris Saleh"], ["Luc Morel"]]


def test_a_heading_that_tells_the_act_is_one_record_with_the_body() -> None:
    text = "Statement from President Ann Roe Welcoming Chad to the Alliance\n\nI welcome Chad as an ally of France."
    outcome = told(text, said("Welcoming", ["Ann Roe"], ["Chad"]), said("welcome", ["I"], ["Chad"], sentence=2))
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
    assert told(text, said(cue, ["I"], sentence=2)).extraction.statements == ()


def test_who_wants_to_thank_asks_nothing_of_others() -> None:
    text = "Statement by French President Luc Morel\n\nI want to thank Chad for its troops in the Sahel."
    assert recipients(told(text, said("thank", ["I"], ["Chad"], "its troops", sentence=2))) == ["Chad"]


def test_whose_affair_the_matter_is_is_the_recipient() -> None:
    text = "French President Luc Morel reaffirmed his commitment to the defence of Chad."
    assert recipients(told(text, said("reaffirmed", ["Luc Morel"], [], "commitment to the defence of Chad"))) == [
        "Chad"
    ]


def test_we_right_before_the_verb_speak_whatever_the_model_says() -> None:
    text = (
        "Statement from French President Luc Morel on Chad\n\n"
        "Strengthened by our friend Chad, we strongly condemn the attack on Kyiv."
    )
    assert speakers(told(text, said("condemn", ["our friend Chad"], [], "the attack", sentence=2))) == ["Luc Morel"]
