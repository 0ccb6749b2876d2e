"""The steps of the plans whose records rules propose: of that without a model, and of that with a small one.

segment    text -> sentences, numbered
analyse    sentences -> tokens, cues with arguments and factuality, who says what
propose    analysis -> actors, agreements and statements
choose     statements that the rules leave open -> those that a small model doubts
prove      declared answer -> what the article does not disprove
record     proved answer -> records: actors, agreements and statements
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from extract.ask.ask import ask_all
from extract.ask.choices_plan import ChoicesPlan, topic_questions
from extract.ask.method import Method
from extract.ask.question import Answered
from extract.ask.rules.propose import Proposal
from extract.ask.rules_plan import RulesPlan, propose_with
from extract.ask.topic_question import ON_TOPIC, Choice, TopicQuestion
from extract.assemble.declared.joining import Joined, join
from extract.assemble.declared.records import make_records
from extract.assemble.outcome import Outcome, Result, build_outcome
from extract.document.numbering import Numbered, numbered
from extract.document.segment import segment
from extract.language.coverage import find_coverage_issue
from extract.model.contract import Model
from extract.telemetry.tracing import SpanKind, start_span
from extract.verify.declared.faults import rejected
from extract.verify.declared.prove import prove
from extract.verify.declared.state_names import StateNames
from extract.verify.declared.words import ArticleWords
from schemas import Article
from schemas.declared import DeclaredAnswer

_NOTHING = DeclaredAnswer(actors=(), agreements=(), statements=())


@dataclass(frozen=True)
class _Read:
    """An article with what rules propose for it."""

    article: Article
    shown: Numbered
    proposal: Proposal | None
    """None for an article in a language that the analyzer does not read."""


def extract_by_rules(article: Article, method: Method, plan: RulesPlan) -> Outcome:
    """Return the records of an article; none of one in a language that the analyzer does not read.

    Raises ConfigError if the plan does not name the analyzer's weights.
    """
    return _outcome(_read(article, plan), (), method)


async def extract_by_choices(
    article: Article, model: Model, method: Method, plan: ChoicesPlan, announce: Callable[[int], None]
) -> Outcome:
    """Return the records of an article. What the model takes for off topic stays, in doubt.

    Raises ConfigError if the plan does not name the analyzer's weights, and ModelError, classified.
    """
    read = _read(article, plan)
    questions = topic_questions(read.proposal) if read.proposal else ()
    announce(len(questions))
    with start_span(SpanKind.STAGE, stage="ask", calls=len(questions)):
        answers = await ask_all(questions, model) if questions else ()
    return _outcome(read, answers, method)


def _read(article: Article, plan: RulesPlan | ChoicesPlan) -> _Read:
    with start_span(SpanKind.STAGE, stage="annotate"):
        shown = numbered(segment(article.text))
        return _Read(article, shown, propose_with(plan.pipeline, article, shown))


def _doubted(answers: Iterable[Answered[Choice]]) -> Iterator[int]:
    """Yield the positions of the statements that the model takes for off topic."""
    for one in answers:
        assert isinstance(one.question, TopicQuestion)
        if one.content and one.content.topic not in ON_TOPIC:
            yield one.question.place


def _outcome(read: _Read, answers: Sequence[Answered[Choice]], method: Method) -> Outcome:
    article = read.article
    declared = read.proposal.declare(tuple(_doubted(answers))) if read.proposal else _NOTHING
    words = ArticleWords(article, read.shown)
    with start_span(SpanKind.STAGE, stage="verify"):
        proof = prove(declared, words, StateNames(article))
        joined = join(Joined(), proof)
    with start_span(SpanKind.STAGE, stage="assemble"):
        records = make_records(joined, words)
    issue = find_coverage_issue(article)
    result = Result(
        actors=records.actors,
        agreements=records.agreements,
        statements=records.statements,
        issues=(*records.issues, *((issue,) if issue else ())),
        merged=joined.merged,
        rejected=tuple(rejected(fault, declared, article) for fault in proof.faults),
        other_language=issue is not None,
        proposed=len(declared.agreements) + len(declared.statements),
        triggers=read.proposal.fired if read.proposal else {},
    )
    return build_outcome(article, answers, result, method)
