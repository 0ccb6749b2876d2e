"""Runs plans on answers that a test gives in place of a model's, or on none; everything else is real."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from extract.ask.method import Method, build_method
from extract.model.contract import Answer, Prompt
from extract.pipeline import Outcome, extract
from extract.read.article import build_article
from extract.read.metadata import Metadata
from schemas import (
    Actor,
    Agreement,
    Article,
    ArticleExtraction,
    SecurityStatement,
    Usage,
)
from tests.support.english import pipeline

USAGE = Usage(calls=1, tokens_in=10, tokens_out=5)


def make_article(
    text: str, published: str | None = None, source: str | None = None, language: str | None = None
) -> Article:
    return build_article(text, Metadata(date=published, source=source, language=language), "told", "told.txt")


@dataclass
class FixedModel:
    """A model that answers each question with the next of its replies if that fits, else with empty lists."""

    replies: list[dict[str, Any]] = field(default_factory=list)
    name: str = "dictated"
    asked: list[Prompt] = field(default_factory=list)

    async def ask(self, prompt: Prompt) -> Answer:
        self.asked.append(prompt)
        nothing: dict[str, Any] = {name: [] for name in prompt.reply.model_fields}
        fits = self.replies and self.replies[0].keys() <= nothing.keys()
        reply = prompt.reply.model_validate(nothing | (self.replies.pop(0) if fits else {}))
        return Answer(reply, reply.model_dump_json(), USAGE, 1.5, 1_700_000_123)


def document_method(second_reading: str = "off") -> Method:
    return build_method("dictated", "document", {"seed": 7}, second_reading, pipeline())


def process_declared(article: Article, *replies: dict[str, Any], second_reading: str = "off") -> Outcome:
    """Return what the document plan makes of an article with these replies."""
    return asyncio.run(extract(article, FixedModel(list(replies)), document_method(second_reading)))


def read_by_rules(text: str, published: str | None = None, source: str | None = None) -> Outcome:
    """Return the outcome of an article that no model reads."""
    method = build_method("none", "rules", {}, pipeline=pipeline())
    return asyncio.run(extract(make_article(text, published, source), FixedModel(), method))


def agreement_in(text: str, published: str | None = None) -> Agreement:
    """Return the only agreement that rules find in a text."""
    (found,) = read_by_rules(text, published).extraction.agreements
    return found


def statement_in(text: str) -> SecurityStatement:
    """Return the only statement that rules find in a text."""
    (found,) = read_by_rules(text).extraction.statements
    return found


def reject_reasons(outcome: Outcome) -> list[str]:
    return [row.reason for row in outcome.rejected]


def names_of(extraction: ArticleExtraction, ids: Sequence[str]) -> list[str]:
    """Return the names of the actors with these ids."""
    return [extraction.actor(one).name for one in ids]


def party_names(extraction: ArticleExtraction) -> list[str]:
    """Return the names of the parties of the first agreement."""
    return names_of(extraction, [party.actor for party in extraction.agreements[0].parties])


def find_actor(extraction: ArticleExtraction, name: str) -> Actor:
    (found,) = [actor for actor in extraction.actors if actor.name == name]
    return found
