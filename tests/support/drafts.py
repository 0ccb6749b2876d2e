"""Runs the pipeline on drafts that a test gives in place of a model's answer; everything else is real."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.ask.document_plan import JudgedReply
from extract.ask.method import Method, build_method
from extract.model.contract import Answer, Prompt
from extract.pipeline import Outcome, extract
from extract.read.article import build_article
from extract.read.metadata import Metadata
from schemas import (
    Act,
    Actor,
    Agreement,
    Article,
    ArticleExtraction,
    Instrument,
    JudgedAgreementDraft,
    JudgedStatementDraft,
    SecurityStatement,
    Status,
    Usage,
)

USAGE = Usage(calls=1, tokens_in=10, tokens_out=5)
Draft = JudgedAgreementDraft | JudgedStatementDraft


def agreement_draft(
    cue: str, subject: str, *parties: str, sentence: int = 1, judged: tuple[Instrument, Status] | None = None
) -> Draft:
    """Return a draft of an agreement; without `judged` the model leaves the judgement to the lexicon."""
    instrument, status = judged or (Instrument.AGREEMENT, Status.UNKNOWN)
    return JudgedAgreementDraft(
        sentence=sentence, cue=cue, subject=subject, parties=parties, instrument=instrument, status=status
    )


def statement_draft(
    cue: str, speakers: Sequence[str], recipients: Sequence[str] = (), about: str = "", sentence: int = 1
) -> Draft:
    """Return a draft of a statement. The model judges the act as `state`, which every cue of the lexicon overrides."""
    return JudgedStatementDraft(
        sentence=sentence,
        cue=cue,
        speakers=tuple(speakers),
        recipients=tuple(recipients),
        about=about,
        act=Act.STATE,
    )


@dataclass
class FixedModel:
    """A model that answers each question with the next of its replies, and without drafts when they are used up."""

    replies: list[JudgedReply] = field(default_factory=list)
    name: str = "dictated"
    asked: list[Prompt] = field(default_factory=list)

    async def ask(self, prompt: Prompt) -> Answer:
        self.asked.append(prompt)
        reply = self.replies.pop(0) if self.replies else JudgedReply(agreements=(), statements=())
        return Answer(reply, reply.model_dump_json(), USAGE, 1.5, 1_700_000_123)


def make_reply(*drafts: Draft) -> JudgedReply:
    return JudgedReply(
        agreements=tuple(d for d in drafts if isinstance(d, JudgedAgreementDraft)),
        statements=tuple(d for d in drafts if isinstance(d, JudgedStatementDraft)),
    )


def document_method() -> Method:
    return build_method("dictated", "document", {"seed": 7})


def make_article(text: str, published: str | None = None, source: str | None = None) -> Article:
    return build_article(text, Metadata(date=published, source=source), "told", "told.txt")


def process(text: str, *drafts: Draft, published: str | None = None, source: str | None = None) -> Outcome:
    """Return the outcome of these drafts of an article."""
    return asyncio.run(
        extract(make_article(text, published, source), FixedModel([make_reply(*drafts)]), document_method())
    )


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
