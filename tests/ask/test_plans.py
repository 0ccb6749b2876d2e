"""Which questions each plan asks about an article, and what their replies may say."""

import pytest
from pydantic import ValidationError

import prompts
from extract.ask.document_plan import DocumentPlan
from extract.ask.plan import PLANS, find_plan
from extract.ask.sentence_plan import SentencePlan
from extract.document.segment import Sentence, segment
from extract.errors import ConfigError

TEXT = "Oslo and Lima signed a fishing treaty. The sea was calm. Oslo condemned the raid."
SENTENCES = segment(TEXT)


def asked(plan: DocumentPlan, sentences: tuple[Sentence, ...] = SENTENCES) -> list[int]:
    """How many sentences each question shows."""
    return [len(question.window) for question in plan.questions(sentences, prompts.load(plan.prompt))]


def test_the_sentence_plan_asks_about_each_sentence_with_cues() -> None:
    questions = SentencePlan().questions(SENTENCES, prompts.load("sentence"))
    assert [question.sentence.index for question in questions] == [0, 2]
    assert [question.halves() for question in questions] == [(), ()]


def test_a_reply_of_the_sentence_plan_can_point_only_at_the_cues_that_were_shown() -> None:
    question, _ = SentencePlan().questions(SENTENCES, prompts.load("sentence"))
    prompt = question.render()
    assert 'agreement cues: "signed"' in prompt.messages[-1]["content"]
    draft = {"cue": "signed", "subject": "a fishing treaty", "parties": ["Oslo", "Lima"]}
    [read] = question.read(prompt.reply.model_validate({"agreements": [draft]})).agreements
    assert (read.sentence, read.cue, read.parties) == (1, "signed", ("Oslo", "Lima"))
    with pytest.raises(ValidationError):
        prompt.reply.model_validate({"agreements": [draft | {"cue": "condemned"}]})
    with pytest.raises(ValidationError):
        prompt.reply.model_validate({"agreements": [], "statements": []})


def test_the_document_plan_divides_an_article_by_sentences_and_by_characters() -> None:
    assert asked(DocumentPlan()) == [3]
    assert asked(DocumentPlan(sentences=2)) == [2, 1]
    assert asked(DocumentPlan(characters=50)) == [1, 2]


def test_the_document_plan_asks_about_a_sentence_that_is_longer_than_a_call_may_be() -> None:
    assert asked(DocumentPlan(characters=10)) == [1, 1, 1]


def test_the_halves_of_a_question_hold_all_of_its_sentences() -> None:
    [question] = DocumentPlan().questions(SENTENCES, prompts.load("document"))
    first, second = question.halves()
    assert first.window + second.window == SENTENCES
    assert first.halves() == ()


@pytest.mark.parametrize("name", PLANS)
def test_every_prompt_of_a_plan_begins_as_its_warm_up_does(name: str) -> None:
    plan = find_plan(name)
    file = prompts.load(plan.prompt)
    beginning = plan.warm_up(file).messages[:-1]
    for question in plan.questions(SENTENCES, file):
        assert question.render().messages[:-1] == beginning


def test_an_unknown_plan_is_refused_with_the_names_of_those_there_are() -> None:
    with pytest.raises(ConfigError, match="sentence, document"):
        find_plan("paragraph")
