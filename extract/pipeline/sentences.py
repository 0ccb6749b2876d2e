"""The steps of the sentence plan.

segment    text -> sentences
annotate   sentences -> document: states, organisations and persons that the text names; its analysis
ask        document -> drafts: what a model proposes about its sentences
verify     drafts -> those whose words are in the article and that the coding rules admit
assemble   verified drafts -> records: actors, agreements and statements, each once
"""

from collections.abc import Callable, Sequence

from extract.ask.ask import ask_all
from extract.ask.method import Method
from extract.ask.question import Answered
from extract.ask.sentence_plan import SentencePlan
from extract.assemble.assemble import assemble
from extract.assemble.outcome import Outcome, Result, build_outcome
from extract.document.segment import segment
from extract.entities.annotate import Document, annotate
from extract.language.coverage import find_coverage_issue
from extract.language.load import analyzer_at
from extract.model.contract import Drafts, Model
from extract.telemetry.tracing import SpanKind, start_span
from extract.verify.verify import Proposal, verify
from schemas import Article


async def extract_by_sentences(
    article: Article, model: Model, method: Method, plan: SentencePlan, announce: Callable[[int], None]
) -> Outcome:
    """Return the records of an article. Raises ModelError, classified."""
    with start_span(SpanKind.STAGE, stage="annotate"):
        sentences = segment(article.text)
        analyzer = analyzer_at(plan.pipeline) if plan.pipeline and not find_coverage_issue(article) else None
        document = annotate(article, sentences, analyzer)
        questions = plan.questions(article, sentences)
    announce(len(questions))
    with start_span(SpanKind.STAGE, stage="ask", calls=len(questions)):
        answers = await ask_all(questions, model)
    return outcome_of(document, answers, method)


def outcome_of(document: Document, answers: Sequence[Answered[Drafts]], method: Method) -> Outcome:
    """Return what the answers about an article come to."""
    proposals = [Proposal(one.window, one.content, one.dropped) for one in answers if one.content]
    with start_span(SpanKind.STAGE, stage="verify"):
        verified = verify(proposals, document)
    with start_span(SpanKind.STAGE, stage="assemble"):
        assembled = assemble(verified, document)
    records, language = assembled.records, find_coverage_issue(document.article)
    result = Result(
        actors=records.actors,
        agreements=records.agreements,
        statements=records.statements,
        issues=(language,) if language else (),
        merged=assembled.merged,
        rejected=(*verified.rejected, *assembled.rejected),
        other_language=language is not None,
    )
    return build_outcome(document.article, answers, result, method)
