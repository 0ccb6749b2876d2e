"""The way of the data: one article in, its proven records out.

segment -> prompt -> model -> ground -> check -> resolve -> merge -> record
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal

from extract.ask.ask import Answered, ask_all
from extract.ask.method import Method
from extract.assemble.claims import resolve
from extract.assemble.merge import Merged, merge
from extract.assemble.records import record
from extract.assemble.sequels import followed
from extract.entities.annotate import tell
from extract.language.coverage import coverage_issue
from extract.model.contract import Model
from extract.telemetry.tracing import SpanKind, start_span
from extract.verify.check import check
from extract.verify.grounding import ground
from schemas import Article, ArticleExtraction, Counts, Issue, Provenance, Rejected, Usage


@dataclass(frozen=True)
class Outcome:
    """What one article came to."""

    extraction: ArticleExtraction
    rejected: tuple[Rejected, ...]
    counts: Counts
    """The ledger of this article."""
    answered: tuple[Answered, ...] = ()
    """Every window that the model was asked about, and what it said."""


async def extract(
    article: Article, model: Model, method: Method, asking: Callable[[int], None] = lambda calls: None
) -> Outcome:
    """The records of an article. `asking` is told how many calls it takes. Raises ModelError, classified."""
    story = tell(article)
    questions = method.questions(story.sentences)
    asking(len(questions))
    with start_span(SpanKind.STAGE, stage="ask", calls=len(questions)):
        answers = await ask_all(questions, model)
    with start_span(SpanKind.STAGE, stage="prove"):
        grounded = [ground(one.drafts, one.window, article) for one in answers]
        checked = [check(part, story) for part in grounded]
    with start_span(SpanKind.STAGE, stage="resolve"):
        claims = resolve(checked, story)
        merged = merge(claims.agreements, claims.statements)
        agreements = followed(merged.agreements, story)
        records = record(replace(merged, agreements=agreements), story)
    extraction = ArticleExtraction(
        article=article,
        actors=records.actors,
        agreements=records.agreements,
        statements=records.statements,
        issues=(*_spoken(article), *(_unanswered(one) for one in answers if one.error)),
        provenance=_provenance(answers, method),
    )
    refused = (*(part.rejected for part in grounded), *(part.rejected for part in checked), claims.rejected)
    rejected = tuple(row for rows in refused for row in rows)
    return Outcome(extraction, rejected, _ledger(answers, extraction, merged, rejected), answers)


def _spoken(article: Article) -> tuple[Issue, ...]:
    found = coverage_issue(article)
    return (found,) if found else ()


def _unanswered(one: Answered) -> Issue:
    first, last = one.window[0], one.window[-1]
    where = f"the words from {first.start} to {last.end} were not read"
    return Issue(code=one.error.code if one.error else "internal", message=f"{where}: {one.error}")


def _provenance(answers: tuple[Answered, ...], method: Method) -> Provenance:
    given = [one.answer for one in answers if one.answer]
    created = max((answer.created for answer in given), default=0)
    costs = [answer.cost for answer in given if answer.cost is not None]
    return Provenance(
        run=method.run,
        model=method.model,
        plan=method.plan.name,
        prompts=(method.prompt_used,),
        schema_sha256=method.schema_sha256,
        usage=sum((answer.usage for answer in given), Usage()),
        cost=str(sum(costs, Decimal())) if costs else None,
        seconds=round(sum(answer.seconds for answer in given), 3),
        created=datetime.fromtimestamp(created, UTC).isoformat().replace("+00:00", "Z") if created else None,
    )


def _ledger(
    answers: tuple[Answered, ...], extraction: ArticleExtraction, merged: Merged, rejected: tuple[Rejected, ...]
) -> Counts:
    """What became of every draft; a refused field does not make its draft refused."""
    proposed = [one.drafts for one in answers]
    records = len(extraction.agreements) + len(extraction.statements)
    return Counts(
        articles=1,
        extracted=1 if records else 0,
        empty=0 if records else 1,
        drafts=sum(len(found.agreements) + len(found.statements) for found in proposed),
        records=records,
        merged=merged.merged,
        rejected=sum(row.field is None for row in rejected),
        other_language=1 if coverage_issue(extraction.article) else 0,
    )
