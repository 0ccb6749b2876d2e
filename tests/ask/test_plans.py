"""Which questions each plan asks about an article, and what their replies may say."""

import pytest
from pydantic import ValidationError

from extract.ask.document_plan import DocumentPlan
from extract.ask.plan import PLANS, find_plan
from extract.ask.topic_question import Choice
from extract.document.segment import segment
from extract.errors import ConfigError
from tests.support.drafts import make_article
from tests.support.english import pipeline

TEXT = "Oslo and Lima signed a fishing treaty. The sea was calm. Oslo condemned the raid."
ARTICLE = make_article(TEXT)
SENTENCES = segment(TEXT)


def test_the_plan_of_choices_asks_about_statements_of_which_no_word_tells_the_topic() -> None:
    text = "Oslo and Lima signed a defence pact. Norway condemned the raid. Norway urged Peru to lower its tariffs."
    plan = find_plan("choices", pipeline=pipeline())
    [question] = plan.questions(make_article(text), segment(text))
    shown = question.render().messages[-1]["content"]
    assert shown == "Norway urged Peru to lower its tariffs.\nNorway urge: to lower its tariffs"
    assert (question.window, question.halves()) == ((segment(text)[2],), ())


def test_a_reply_of_the_plan_of_choices_is_the_number_of_a_topic() -> None:
    with pytest.raises(ValidationError):
        Choice.model_validate({"topic": 6})
    with pytest.raises(ValidationError):
        Choice.model_validate({"topic": "security"})


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
    with pytest.raises(ConfigError, match="rules, choices, document"):
        find_plan("paragraph")


def test_only_the_document_plan_reads_a_second_time() -> None:
    assert find_plan("document", "all") != find_plan("document")
    with pytest.raises(ConfigError, match="no second reading"):
        find_plan("choices", "all")
