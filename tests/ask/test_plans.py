"""Which questions each plan asks about an article, and what their replies may say."""

import pytest
from pydantic import ValidationError

from extract.ask.document_plan import DocumentPlan
from extract.ask.plan import PLANS, find_plan
from extract.ask.sentence_plan import SentencePlan
from extract.document.segment import segment
from extract.errors import ConfigError
from tests.support.drafts import make_article

TEXT = "Oslo and Lima signed a fishing treaty. The sea was calm. Oslo condemned the raid."
ARTICLE = make_article(TEXT)
SENTENCES = segment(TEXT)


def test_the_sentence_plan_asks_about_each_sentence_with_cues() -> None:
    questions = SentencePlan().questions(ARTICLE, SENTENCES)
    assert [question.sentence.index for question in questions] == [0, 2]
    assert [question.halves() for question in questions] == [(), ()]


def test_a_reply_of_the_sentence_plan_can_point_only_at_the_cues_that_were_shown() -> None:
    question, _ = SentencePlan().questions(ARTICLE, SENTENCES)
    prompt = question.render()
    assert 'agreement cues: "signed"' in prompt.messages[-1]["content"]
    draft = {"cue": "signed", "subject": "a fishing treaty", "parties": ["Oslo", "Lima"]}
    [read] = question.read(prompt.reply.model_validate({"agreements": [draft]})).agreements
    assert (read.sentence, read.cue, read.parties) == (1, "signed", ("Oslo", "Lima"))
    with pytest.raises(ValidationError):
        prompt.reply.model_validate({"agreements": [draft | {"cue": "condemned"}]})
    with pytest.raises(ValidationError):
        prompt.reply.model_validate({"agreements": [], "statements": []})


def test_the_document_plan_shows_a_short_article_in_one_question() -> None:
    [question] = DocumentPlan().questions(ARTICLE, SENTENCES)
    assert question.window == SENTENCES


def test_the_halves_of_a_question_hold_all_of_its_sentences() -> None:
    [question] = DocumentPlan().questions(ARTICLE, SENTENCES)
    first, second = question.halves()
    assert first.window + second.window == SENTENCES
    assert first.halves() == ()


def test_the_plan_of_the_rules_asks_nothing_and_has_nothing_to_try_a_model_with() -> None:
    plan = find_plan("rules")
    assert (plan.questions(ARTICLE, SENTENCES), plan.prompts, plan.reply_models) == ((), (), ())
    with pytest.raises(ConfigError, match="asks no model"):
        plan.warm_up()


@pytest.mark.parametrize("name", sorted(set(PLANS) - {"rules"}))
def test_every_prompt_of_a_plan_begins_as_its_warm_up_does(name: str) -> None:
    plan = find_plan(name)
    beginning = plan.warm_up().messages[:-1]
    for question in plan.questions(ARTICLE, SENTENCES):
        assert question.render().messages[:-1] == beginning


def test_an_unknown_plan_is_refused_with_the_names_of_those_there_are() -> None:
    with pytest.raises(ConfigError, match="rules, sentence, document"):
        find_plan("paragraph")


def test_only_the_document_plan_reads_a_second_time() -> None:
    assert find_plan("document", "all") != find_plan("document")
    with pytest.raises(ConfigError, match="no second reading"):
        find_plan("sentence", "all")
