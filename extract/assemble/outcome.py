"""The outcome of an article: its extraction, with provenance and issues, and a count of what became of every draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from extract.ask.method import Method
from extract.ask.question import Answered
from extract.assemble.assemble import Assembled
from extract.language.coverage import find_coverage_issue
from extract.verify.verify import Verified
from schemas import Article, ArticleExtraction, Counts, Issue, Provenance, ReadIssue, Rejected, Usage


@dataclass(frozen=True)
class Outcome:
    """What one article came to."""

    extraction: ArticleExtraction
    rejected: tuple[Rejected, ...]
    counts: Counts
    answered: tuple[Answered, ...] = ()
    """Every question that the model was asked, with its answer."""


def build_outcome(
    article: Article, answers: tuple[Answered, ...], verified: Verified, assembled: Assembled, method: Method
) -> Outcome:
    """Return the outcome of an article."""
    records = assembled.records
    language = find_coverage_issue(article)
    extraction = ArticleExtraction(
        article=article,
        actors=records.actors,
        agreements=records.agreements,
        statements=records.statements,
        issues=(
            *article.issues,
            *((language,) if language else ()),
            *(_describe_error(one) for one in answers if one.error),
        ),
        provenance=_build_provenance(answers, method),
    )
    rejected = (*verified.rejected, *assembled.rejected)
    counts = _count(answers, assembled, rejected) + _count_issues(article, in_other_language=bool(language))
    return Outcome(extraction, rejected, counts, answers)


def _describe_error(answered: Answered) -> Issue:
    """The issue that says which part of the article has no answer."""
    first, last = answered.window[0], answered.window[-1]
    where = f"the words from {first.start} to {last.end} were not read"
    code = answered.error.code if answered.error else "internal"
    return Issue(code=code, message=f"{where}: {answered.error}")


def _build_provenance(answers: Sequence[Answered], method: Method) -> Provenance:
    given = [answered.answer for answered in answers if answered.answer]
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


def _count(answers: Sequence[Answered], assembled: Assembled, rejected: Sequence[Rejected]) -> Counts:
    """Count what became of every draft. A draft whose field is rejected is not itself rejected."""
    records = len(assembled.records.agreements) + len(assembled.records.statements)
    return Counts(
        articles=1,
        extracted=1 if records else 0,
        empty=0 if records else 1,
        drafts=sum(len(one.drafts.agreements) + len(one.drafts.statements) for one in answers)
        + sum(dropped.part is None for one in answers for dropped in one.dropped),
        records=records,
        merged=assembled.merged,
        rejected=sum(row.field is None for row in rejected),
    )


def _count_issues(article: Article, *, in_other_language: bool) -> Counts:
    """Count the article once for each problem that its reader found."""
    codes = {issue.code for issue in article.issues}
    return Counts(
        other_language=int(in_other_language),
        date_not_read=int(ReadIssue.DATE_NOT_READ in codes),
        cut_off_at_source=int(ReadIssue.CUT_OFF_AT_SOURCE in codes),
        order_unsure=int(ReadIssue.ORDER_UNSURE in codes),
    )
