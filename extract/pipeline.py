"""The pipeline: one article in, its records out. Each step takes frozen values and returns new ones.

segment    text -> sentences
annotate   sentences -> document: states, organisations and persons that the text names
ask        document -> drafts: what a model proposes about its sentences
verify     drafts -> those whose words are in the article and that the coding rules admit
assemble   verified drafts -> records: actors, agreements and statements, each once
"""

from collections.abc import Callable

from extract.ask.ask import ask_all
from extract.ask.method import Method
from extract.assemble.assemble import assemble
from extract.assemble.outcome import Outcome, build_outcome
from extract.document.segment import segment
from extract.entities.annotate import annotate
from extract.model.contract import Model
from extract.telemetry.tracing import SpanKind, start_span
from extract.verify.verify import verify
from schemas import Article

__all__ = ["Outcome", "extract"]


async def extract(
    article: Article, model: Model, method: Method, announce: Callable[[int], None] = lambda calls: None
) -> Outcome:
    """Return the records of an article, and what became of every draft.

    `announce` is called with the number of calls before the first one is made. Raises ModelError if the model answers
    no question about the article, ModelUnavailable if it can answer none at all.
    """
    with start_span(SpanKind.STAGE, stage="annotate"):
        sentences = segment(article.text)
        document = annotate(article, sentences)
        questions = method.questions(sentences)
    announce(len(questions))
    with start_span(SpanKind.STAGE, stage="ask", calls=len(questions)):
        answers = await ask_all(questions, model)
    with start_span(SpanKind.STAGE, stage="verify"):
        verified = verify(answers, document)
    with start_span(SpanKind.STAGE, stage="assemble"):
        assembled = assemble(verified, document)
    return build_outcome(article, answers, verified, assembled, method)
