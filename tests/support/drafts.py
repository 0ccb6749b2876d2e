"""Runs the pipeline on answers that a test gives in place of a model's; everything else is real.

`process` has drafts of the sentence plan verified, as if one question had shown the whole article. `process_declared`
has the document plan make records of declared answers.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from pydantic import BaseModel

from extract.ask.method import Method, build_method
from extract.ask.question import Answered, Window
from extract.document.segment import Role, segment
from extract.entities.annotate import annotate
from extract.model.contract import Answer, Drafts, Prompt
from extract.pipeline import Outcome, extract
from extract.pipeline.sentences import outcome_of
from extract.read.article import build_article
from extract.read.metadata import Metadata
from schemas import (
    Actor,
    Agreement,
    AgreementDraft,
    Article,
    ArticleExtraction,
    SecurityStatement,
    StatementDraft,
    Usage,
)
from tests.support.english import analyzer

USAGE = Usage(calls=1, tokens_in=10, tokens_out=5)
Draft = AgreementDraft | StatementDraft


def agreement_draft(cue: str, subject: str, *parties: str, sentence: int = 1) -> Draft:
    return AgreementDraft(sentence=sentence, cue=cue, subject=subject, parties=parties)


def statement_draft(
    cue: str, speakers: Sequence[str], recipients: Sequence[str] = (), about: str = "", sentence: int = 1
) -> Draft:
    return StatementDraft(
        sentence=sentence, cue=cue, speakers=tuple(speakers), recipients=tuple(recipients), about=about
    )


class _Nothing(BaseModel):
    """A reply whose content the question holds already."""


@dataclass(frozen=True)
class _WholeArticle:
    """A question that shows all sentences of an article at once, with the drafts in its answer."""

    window: Window
    drafts: tuple[Draft, ...]

    def render(self) -> Prompt:
        return Prompt((), _Nothing)

    def read(self, reply: BaseModel) -> Drafts:
        return Drafts(
            tuple(one for one in self.drafts if isinstance(one, AgreementDraft)),
            tuple(one for one in self.drafts if isinstance(one, StatementDraft)),
        )

    def halves(self) -> tuple[Self, ...]:
        return ()


def make_article(
    text: str, published: str | None = None, source: str | None = None, language: str | None = None
) -> Article:
    return build_article(text, Metadata(date=published, source=source, language=language), "told", "told.txt")


def process(text: str, *drafts: Draft, published: str | None = None, source: str | None = None) -> Outcome:
    """Return the outcome of these drafts of an article."""
    article = make_article(text, published, source)
    document = annotate(article, segment(article.text), analyzer())
    window = tuple(sentence for sentence in document.sentences if sentence.role is not Role.BYLINE)
    question, answer = _WholeArticle(window, drafts), Answer(_Nothing(), "{}", USAGE, 1.5, 1_700_000_123)
    return outcome_of(document, [Answered(question, answer, question.read(answer.reply))], sentence_method())


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


def sentence_method() -> Method:
    return build_method("dictated", "sentence", {"seed": 7})


def document_method(second_reading: str = "off") -> Method:
    return build_method("dictated", "document", {"seed": 7}, second_reading)


def process_declared(article: Article, *replies: dict[str, Any], second_reading: str = "off") -> Outcome:
    """Return what the document plan makes of an article with these replies."""
    return asyncio.run(extract(article, FixedModel(list(replies)), document_method(second_reading)))


def process_agreement(text: str, *drafts: Draft, published: str | None = None) -> Agreement:
    """Return the only agreement of their outcome."""
    (found,) = process(text, *drafts, published=published).extraction.agreements
    return found


def process_statement(text: str, *drafts: Draft) -> SecurityStatement:
    """Return the only statement of their outcome."""
    (found,) = process(text, *drafts).extraction.statements
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
