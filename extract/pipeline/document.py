"""The steps of the document plan.

segment    text -> sentences, numbered
ask        page after page -> declared actors, agreements and statements
prove      declared answer -> the part that the article does not disprove; the model is asked once more about the rest
join       proved answers of the pages -> one
reread     records in doubt -> confirmed, corrected, lowered or removed
record     joined answers -> records: actors, agreements and statements
"""

from collections.abc import Callable
from functools import partial

from extract.ask.ask import ask
from extract.ask.declared_prompt import KnownActor
from extract.ask.document_plan import DocumentPlan, PageQuestion
from extract.ask.method import Method
from extract.ask.question import Answered
from extract.assemble.declared.joining import Joined, join
from extract.assemble.declared.known import with_known
from extract.assemble.declared.records import make_records
from extract.assemble.outcome import Outcome, Result, build_outcome
from extract.document.numbering import numbered
from extract.document.segment import segment
from extract.language.load import analyzer_at
from extract.model.contract import Model
from extract.pipeline.repairing import repair
from extract.pipeline.second_reading import read_again
from extract.telemetry.tracing import SpanKind, start_span
from extract.verify.declared.faults import rejected
from extract.verify.declared.prove import prove
from extract.verify.declared.state_names import StateNames
from extract.verify.declared.words import ArticleWords
from extract.verify.shape import reject_dropped
from prompts import Codebook
from schemas import Article, Rejected
from schemas.declared import DeclaredAnswer


async def extract_document(
    article: Article, model: Model, method: Method, plan: DocumentPlan, announce: Callable[[int], None]
) -> Outcome:
    """Return the records of an article. Raises ModelError, classified."""
    with start_span(SpanKind.STAGE, stage="annotate"):
        sentences = segment(article.text)
        words = ArticleWords(
            article, numbered(sentences), partial(analyzer_at, plan.pipeline) if plan.pipeline else None
        )
        reading = _Reading(model, words, StateNames(article), plan.book)
        questions = plan.questions(article, sentences)
    announce(len(questions))
    for question in questions:
        await reading.read(question)
    reading.check_answered()
    again = await read_again(reading.joined, reading.words, plan, model)
    with start_span(SpanKind.STAGE, stage="assemble"):
        records = make_records(again.read.joined, reading.words)
    result = Result(
        actors=records.actors,
        agreements=records.agreements,
        statements=records.statements,
        issues=records.issues,
        merged=reading.joined.merged,
        rejected=(*reading.rejected, *again.rejected(article)),
    )
    return build_outcome(article, (*reading.answers, *again.asked), result, method)


class _Reading:
    """An article while its pages are read, one after the other."""

    def __init__(self, model: Model, words: ArticleWords, names: StateNames, book: Codebook) -> None:
        self.words = words
        self.joined = Joined()
        self.answers: list[Answered[object]] = []
        self.rejected: list[Rejected] = []
        self._model = model
        self._names = names
        self._book = book

    async def read(self, question: PageQuestion) -> None:
        """Ask about a page, have what is at fault repaired, and join what is proved."""
        known = tuple(KnownActor(actor.id, actor.name, actor.office) for actor in self.joined.actors)
        with start_span(SpanKind.STAGE, stage="ask"):
            found = await ask(question.knowing(known), self._model)
        for answered in found:
            self.answers.append(answered)
            self.rejected += reject_dropped(answered.dropped, self.words.article)
            if answered.content:
                await self._prove(answered, answered.content)

    async def _prove(self, answered: Answered[DeclaredAnswer], declared: DeclaredAnswer) -> None:
        with start_span(SpanKind.STAGE, stage="verify"):
            declared = with_known(declared, self.joined.actors)
            proof = prove(declared, self.words, self._names, self._book)
            repaired = await repair(answered, proof.faults, self.words, self._model)
            if repaired:
                self.answers.append(repaired.asked)
                proof = prove(with_known(repaired.answer, self.joined.actors), self.words, self._names, self._book)
            self.rejected += [rejected(fault, declared, self.words.article) for fault in proof.faults]
            self.joined = join(self.joined, proof)

    def check_answered(self) -> None:
        """Raises ModelError if no page could be answered."""
        errors = [one.error for one in self.answers if one.error]
        if errors and len(errors) == len(self.answers):
            raise errors[0]
