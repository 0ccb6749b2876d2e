"""The pipeline with a model that says what a test dictates: everything but the model's own words is real."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.ask.document_plan import JudgedReply
from extract.ask.method import Method, build_method
from extract.model.contract import Answer, Prompt
from extract.pipeline import Outcome, extract
from extract.read.article import article
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


def deal(
    cue: str, subject: str, *parties: str, sentence: int = 1, judged: tuple[Instrument, Status] | None = None
) -> Draft:
    """A draft of an agreement; without `judged` the model leaves the judgement to the words."""
    instrument, status = judged or (Instrument.AGREEMENT, Status.UNKNOWN)
    return JudgedAgreementDraft(
        sentence=sentence, cue=cue, subject=subject, parties=parties, instrument=instrument, status=status
    )


def said(
    cue: str, speakers: Sequence[str], recipients: Sequence[str] = (), about: str = "", sentence: int = 1
) -> Draft:
    """A draft of a statement; the act that the model judges is `state`, which no gate lets stand against a cue."""
    return JudgedStatementDraft(
        sentence=sentence,
        cue=cue,
        speakers=tuple(speakers),
        recipients=tuple(recipients),
        about=about,
        act=Act.STATE,
    )


@dataclass
class Dictated:
    """A model that answers each question with the next of its replies, and with nothing when they are used up."""

    replies: list[JudgedReply] = field(default_factory=list)
    name: str = "dictated"
    asked: list[Prompt] = field(default_factory=list)

    async def ask(self, prompt: Prompt) -> Answer:
        self.asked.append(prompt)
        reply = self.replies.pop(0) if self.replies else JudgedReply(agreements=(), statements=())
        return Answer(reply, reply.model_dump_json(), USAGE, 1.5, 1_700_000_123)


def reply(*drafts: Draft) -> JudgedReply:
    return JudgedReply(
        agreements=tuple(d for d in drafts if isinstance(d, JudgedAgreementDraft)),
        statements=tuple(d for d in drafts if isinstance(d, JudgedStatementDraft)),
    )


def document() -> Method:
    return build_method("dictated", "document", {"seed": 7})


def written(text: str, published: str | None = None, source: str | None = None) -> Article:
    return article(text, Metadata(date=published, source=source), "told", "told.txt")


def told(text: str, *drafts: Draft, published: str | None = None, source: str | None = None) -> Outcome:
    """What becomes of these drafts of this article."""
    return asyncio.run(extract(written(text, published, source), Dictated([reply(*drafts)]), document()))


def agreement(text: str, *drafts: Draft, published: str | None = None) -> Agreement:
    """The one agreement that becomes of them."""
    (found,) = told(text, *drafts, published=published).extraction.agreements
    return found


def statement(text: str, *drafts: Draft) -> SecurityStatement:
    """The one statement that becomes of them."""
    (found,) = told(text, *drafts).extraction.statements
    return found


def reasons(outcome: Outcome) -> list[str]:
    return [row.reason for row in outcome.rejected]


def named(extraction: ArticleExtraction, ids: Sequence[str]) -> list[str]:
    """The names of actors."""
    return [extraction.actor(one).name for one in ids]


def parties(extraction: ArticleExtraction) -> list[str]:
    """The names of the parties of the first agreement."""
    return named(extraction, [party.actor for party in extraction.agreements[0].parties])


def actor(extraction: ArticleExtraction, name: str) -> Actor:
    (found,) = [actor for actor in extraction.actors if actor.name == name]
    return found
