"""The outcome of an article: its extraction, with provenance and issues, and a count of what became of every draft."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal

from extract.ask.method import Method
from extract.ask.question import RECORD_LISTS, Answered, proposed_in
from schemas import (
    Actor,
    Agreement,
    Article,
    ArticleExtraction,
    Counts,
    Issue,
    Provenance,
    ReadIssue,
    RecordKind,
    Rejected,
    SecurityStatement,
    Usage,
)


@dataclass(frozen=True)
class Outcome:
    """What one article came to."""

    extraction: ArticleExtraction
    rejected: tuple[Rejected, ...]
    counts: Counts
    answered: tuple[Answered[object], ...] = ()
    """Every question that the model was asked, with its answer."""

    @property
    def seconds(self) -> float:
        """Wall-clock seconds of the model calls when they were first made."""
        return sum(one.answer.seconds for one in self.answered if one.answer)


@dataclass(frozen=True)
class Result:
    """What the answers about an article came to."""

    actors: tuple[Actor, ...]
    agreements: tuple[Agreement, ...]
    statements: tuple[SecurityStatement, ...]
    issues: tuple[Issue, ...]
    merged: int
    """Drafts that became part of another record."""
    rejected: tuple[Rejected, ...]
    other_language: bool = False
    """Whether records may be missing because the analyzer does not read the language."""
    proposed: int = 0
    """Drafts that rules proposed, and no model."""
    triggers: Mapping[str, int] = field(default_factory=dict)
    """How often each trigger fired, by its id."""


def build_outcome(article: Article, answers: Sequence[Answered[object]], result: Result, method: Method) -> Outcome:
    """Return the outcome of an article."""
    extraction = ArticleExtraction(
        article=article,
        actors=result.actors,
        agreements=result.agreements,
        statements=result.statements,
        issues=(*article.issues, *result.issues, *(_describe_error(one) for one in answers if one.error)),
        provenance=_build_provenance(answers, method),
    )
    counts = _count(answers, result) + _count_issues(article, in_other_language=result.other_language)
    return Outcome(extraction, result.rejected, counts, tuple(answers))


def _describe_error(answered: Answered[object]) -> Issue:
    """The issue that says which part of the article has no answer."""
    first, last = answered.window[0], answered.window[-1]
    where = f"the words from {first.start} to {last.end} were not read"
    code = answered.error.code if answered.error else "internal"
    return Issue(code=code, message=f"{where}: {answered.error}")


def _build_provenance(answers: Sequence[Answered[object]], method: Method) -> Provenance:
    given = [answered.answer for answered in answers if answered.answer]
    created = max((answer.created for answer in given), default=0)
    costs = [answer.cost for answer in given if answer.cost is not None]
    return Provenance(
        method=method.id,
        model=method.model,
        plan=method.plan.name,
        prompts=method.prompts_used,
        schema_sha256=method.schema_sha256,
        usage=sum((answer.usage for answer in given), Usage()),
        cost=str(sum(costs, Decimal())) if costs else None,
        created=datetime.fromtimestamp(created, UTC).isoformat().replace("+00:00", "Z") if created else None,
    )


def _proposed(answered: Answered[object]) -> int:
    """Return how many records an answer proposes, those without their shape included."""
    read = sum(1 for _ in proposed_in(answered.content))
    return read + sum(one.part is None and one.field in RECORD_LISTS for one in answered.dropped)


def _count(answers: Sequence[Answered[object]], result: Result) -> Counts:
    """Count what became of every draft. A draft whose field is rejected is not itself rejected."""
    records = len(result.agreements) + len(result.statements)
    return Counts(
        articles=1,
        extracted=1 if records else 0,
        empty=0 if records else 1,
        drafts=result.proposed + sum(_proposed(one) for one in answers),
        records=records,
        merged=result.merged,
        rejected=sum(row.field is None and row.kind is not RecordKind.ACTOR for row in result.rejected),
        triggers=dict(result.triggers),
    )


def _count_issues(article: Article, *, in_other_language: bool) -> Counts:
    """Count the article once for each problem that its reader found."""
    codes = {issue.code for issue in article.issues}
    return Counts(
        other_language=int(in_other_language),
        date_not_read=int(ReadIssue.DATE_NOT_READ in codes),
        cut_off_at_source=int(ReadIssue.CUT_OFF_AT_SOURCE in codes),
        order_unsure=int(ReadIssue.ORDER_UNSURE in codes),
        parts_not_read=int(not codes.isdisjoint((ReadIssue.PAGES_NOT_READ, ReadIssue.ATTACHMENT_NOT_READ))),
    )
