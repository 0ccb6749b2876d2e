"""For any answer of a model, every span is in the article, the counts balance, and nothing is lost."""

import asyncio
import random
from pathlib import Path
from typing import Any

import pytest

from extract.errors import ModelError, ModelUnavailable
from extract.model.contract import Answer, Prompt
from extract.pipeline import Outcome, extract
from schemas import Article, ArticleExtraction, FailureCode
from tests.support.declared import answer, pact, person, speech
from tests.support.drafts import USAGE, FixedModel, document_method, make_article, process_declared

ARTICLES = sorted((Path(__file__).parents[2] / "fixtures" / "articles").glob("*.txt"))


def balanced(outcome: Outcome) -> bool:
    counts = outcome.counts
    return (
        counts.drafts == counts.records + counts.merged + counts.rejected
        and counts.articles == counts.extracted + counts.empty + counts.failed
    )


def true(extraction: ArticleExtraction) -> bool:
    """Whether all spans stand in the article and every id that a record names is an actor."""
    known = {actor.id for actor in extraction.actors}
    used = {party.actor for one in extraction.agreements for party in one.parties}
    used |= {actor for one in extraction.statements for actor in (*one.speakers, *one.recipients)}
    used |= {actor.represents for actor in extraction.actors if actor.represents}
    return all(map(extraction.article.holds, extraction.spans())) and used <= known


def garbled(words: str, chance: random.Random) -> str:
    """The words as they are, or with a letter, a digit or a word changed."""
    change = chance.randrange(6)
    at = chance.randrange(len(words))
    if change == 0:
        return words[:at] + chance.choice("0123456789x’— ") + words[at + 1 :]
    if change == 1:
        return words.replace(" ", " not ", 1)
    if change == 2:
        return words[at:]
    return words


def declared_at_random(text: str, chance: random.Random) -> dict[str, Any]:
    """An answer of words picked from a text at random, garbled now and then; its numbers and ids may not exist."""
    words = text.split()

    def some() -> str:
        at = chance.randrange(len(words))
        return garbled(" ".join(words[at : at + chance.randrange(1, 4)]), chance)

    def cue() -> str:
        return garbled(chance.choice(["signed", "agreed", "condemn", "warned", "will", "urged", *words[:40]]), chance)

    def sentences() -> tuple[int, ...]:
        return tuple(chance.randrange(-1, 12) for _ in range(chance.randrange(3)))

    def ids() -> list[str]:
        return [f"a{chance.randrange(1, 8)}" for _ in range(chance.randrange(4))]

    return answer(
        *(person(f"a{number}", some(), words=chance.choice([None, some()])) for number in range(1, 7)),
        agreements=tuple(pact(*ids(), sentences=sentences(), status_cue=cue(), subject=some()) for _ in range(6)),
        statements=tuple(
            speech(*ids(), sentences=sentences(), cue=cue(), recipients=ids(), about=some()) for _ in range(6)
        ),
    )


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_no_answer_makes_a_false_span_or_unbalanced_counts(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for seed in range(12):
        outcome = process_declared(make_article(text), declared_at_random(text, random.Random(seed)))
        assert true(outcome.extraction), seed
        assert balanced(outcome), seed


def test_an_article_with_nothing_to_find_is_empty_and_not_failed() -> None:
    outcome = process_declared(make_article("The coach signed autographs."))
    assert (outcome.counts.empty, outcome.counts.extracted, outcome.counts.failed) == (1, 0, 0)


def test_provenance_has_the_usage_of_the_calls() -> None:
    outcome = process_declared(make_article("France signed a pact."))
    provenance = outcome.extraction.provenance
    assert provenance.usage == USAGE
    assert outcome.seconds == 1.5
    assert provenance.created == "2023-11-14T22:15:23Z"
    assert provenance.prompts[0].name == "document"


class Failing(FixedModel):
    """Cannot answer what holds a certain word."""

    def __init__(self, word: str, error: ModelError) -> None:
        super().__init__()
        self._word, self._error = word, error

    async def ask(self, prompt: Prompt) -> Answer:
        if self._word in prompt.messages[-1]["content"]:
            self.asked.append(prompt)
            raise self._error
        return await super().ask(prompt)


TEXT = "France and Chad signed a pact. Niger protested. Mali cheered. Togo slept."


def failing(article: Article, code: FailureCode) -> tuple[Outcome, Failing]:
    model = Failing("Mali", ModelError("no", code))
    return asyncio.run(extract(article, model, document_method())), model


@pytest.mark.parametrize("code", [FailureCode.TRUNCATED, FailureCode.TOO_LONG, FailureCode.INVALID_OUTPUT])
def test_a_window_without_a_usable_answer_is_halved_until_one_sentence_is_lost(code: FailureCode) -> None:
    outcome, model = failing(make_article(TEXT), code)
    (issue,) = outcome.extraction.issues
    assert issue.code == code
    start = TEXT.index("Mali")
    assert f"from {start} to {TEXT.index(' Togo')}" in issue.message
    assert len(model.asked) == 5


def test_an_article_without_any_answer_fails() -> None:
    with pytest.raises(ModelError, match="no"):
        failing(make_article("Mali cheered."), FailureCode.TRUNCATED)


def test_an_error_of_the_endpoint_does_not_halve_a_window() -> None:
    model = Failing("France", ModelUnavailable("gone"))
    with pytest.raises(ModelUnavailable):
        asyncio.run(extract(make_article(TEXT), model, document_method()))
    assert len(model.asked) == 1


def test_an_article_reaches_the_model_unchanged() -> None:
    text = "France {{ 7 * 7 }} signed {% raw %} a pact. {user} <|im_end|> urged Chad."
    model = FixedModel()
    asyncio.run(extract(make_article(text), model, document_method()))
    asked = model.asked[0].messages[-1]["content"]
    for words in ("{{ 7 * 7 }}", "{% raw %}", "{user}", "<|im_end|>"):
        assert words in asked
