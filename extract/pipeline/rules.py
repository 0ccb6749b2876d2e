"""The steps of the plan without a model.

segment    text -> sentences, numbered
analyse    sentences -> tokens, cues with arguments and factuality, who says what
propose    analysis -> actors, agreements and statements, in the form that a strong model fills
prove      proposed answer -> what the article does not disprove
record     proved answer -> records: actors, agreements and statements
"""

from extract.ask.method import Method
from extract.ask.rules.propose import propose
from extract.ask.rules_plan import RulesPlan
from extract.assemble.declared.joining import Joined, join
from extract.assemble.declared.records import make_records
from extract.assemble.outcome import Outcome, Result, build_outcome
from extract.document.numbering import Numbered, numbered
from extract.document.segment import segment
from extract.errors import ConfigError
from extract.language.coverage import find_coverage_issue
from extract.language.load import analyzer_at
from extract.telemetry.tracing import SpanKind, start_span
from extract.verify.declared.faults import rejected
from extract.verify.declared.prove import prove
from extract.verify.declared.state_names import StateNames
from extract.verify.declared.words import ArticleWords
from schemas import Article
from schemas.declared import DeclaredAnswer

_NOTHING = DeclaredAnswer(actors=(), agreements=(), statements=())


def extract_by_rules(article: Article, method: Method, plan: RulesPlan) -> Outcome:
    """Return the records of an article; none of one in a language that the analyzer does not read.

    Raises ConfigError if the plan does not name the analyzer's weights.
    """
    with start_span(SpanKind.STAGE, stage="annotate"):
        shown = numbered(segment(article.text))
        issue = find_coverage_issue(article)
        declared = _NOTHING if issue else _propose(article, shown, plan)
    words = ArticleWords(article, shown)
    with start_span(SpanKind.STAGE, stage="verify"):
        proof = prove(declared, words, StateNames(article))
        joined = join(Joined(), proof)
    with start_span(SpanKind.STAGE, stage="assemble"):
        records = make_records(joined, words)
    result = Result(
        actors=records.actors,
        agreements=records.agreements,
        statements=records.statements,
        issues=(*records.issues, *((issue,) if issue else ())),
        merged=joined.merged,
        rejected=tuple(rejected(fault, declared, article) for fault in proof.faults),
        other_language=issue is not None,
        proposed=len(declared.agreements) + len(declared.statements),
    )
    return build_outcome(article, (), result, method)


def _propose(article: Article, shown: Numbered, plan: RulesPlan) -> DeclaredAnswer:
    if plan.pipeline is None:
        raise ConfigError("the analyzer's weights are not named; give their archive or folder with --analyzer")
    return propose(article, analyzer_at(plan.pipeline).analyze(article.text, shown.sentences), shown)
