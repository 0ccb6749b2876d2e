"""Who speaks and to whom: what a statement's words mean, told by short articles and what a model might say of them."""

import pytest
from dictated import named, said, told

from extract.pipeline import Outcome


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
