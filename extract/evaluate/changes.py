"""What code changed of the first answers: records strictly right before and not after, or the reverse, by what did it.

In: outcomes and gold. Out: one change for each gold record that was gained or lost.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from extract.assemble.outcome import Outcome
from extract.evaluate.comparable import ComparableRecords, lay_out_extraction, lay_out_gold
from extract.evaluate.gold import GoldArticle
from extract.evaluate.raw import has_raw, lay_out_raw, raw_drafts
from extract.evaluate.score import Scores, compare_all
from extract.evaluate.strict import Judged, judge_agreements, judge_statements
from schemas import Agreement, RecordKind, SecurityStatement

OTHER = "joined or assembled otherwise"
"""The cause of a change without any rejection or issue."""


@dataclass(frozen=True)
class Change:
    """A gold record that is strictly right on one side only."""

    article: str
    kind: RecordKind
    is_loss: bool
    """True if it was right before and is not after."""
    causes: tuple[str, ...]
    """Gates with their reasons, and issues, that touched the record."""
    gold: str
    """The record in a few words."""


@dataclass(frozen=True)
class RawScores:
    """The scores of the first answers, before any code, and what code changed of them."""

    scores: Scores
    right_before: int
    """Gold records that are strictly right in the first answers."""
    changes: tuple[Change, ...]

    def by_cause(self) -> dict[str, tuple[int, int]]:
        """Return gains and losses by cause."""
        gains = Counter(cause for one in self.changes if not one.is_loss for cause in one.causes)
        losses = Counter(cause for one in self.changes if one.is_loss for cause in one.causes)
        return {cause: (gains[cause], losses[cause]) for cause in dict.fromkeys([*gains, *losses])}


def score_raw(gold: Sequence[GoldArticle], outcomes: Iterable[Outcome]) -> RawScores | None:
    """Return the scores of the first answers; None if no outcome has any that declare records."""
    by_text = {one.extraction.article.sha256: one for one in outcomes if has_raw(one)}
    if not by_text:
        return None
    found = [(entry, outcome) for entry in gold if (outcome := by_text.get(entry.article.sha256))]
    sides = [(one, lay_out_raw(one), lay_out_gold(entry.records, entry.article.text)) for entry, one in found]
    judged = [judge(raw, truth) for _, raw, truth in sides for judge in (judge_agreements, judge_statements)]
    return RawScores(
        scores=compare_all((one.extraction.article, raw, truth) for one, raw, truth in sides),
        right_before=sum(right is True for side in judged for right in side.gold),
        changes=tuple(change for side in sides for change in _changes(*side)),
    )


def _changes(outcome: Outcome, before: ComparableRecords, truth: ComparableRecords) -> Iterator[Change]:
    after = lay_out_extraction(outcome.extraction)
    agreements, statements = raw_drafts(outcome)
    sides: tuple[tuple[RecordKind, Callable[[ComparableRecords, ComparableRecords], Judged]], ...] = (
        (RecordKind.AGREEMENT, judge_agreements),
        (RecordKind.STATEMENT, judge_statements),
    )
    for kind, judge in sides:
        drafts = agreements if kind is RecordKind.AGREEMENT else statements
        old, new = judge(before, truth), judge(after, truth)
        for place, (was, is_now) in enumerate(zip(old.gold, new.gold, strict=True)):
            if was is not None and was != is_now:
                draft = drafts[old.partners[place]] if place in old.partners else None
                causes = tuple(_causes(kind, draft, new.partners.get(place), outcome)) or (OTHER,)
                article = outcome.extraction.article.source_id
                yield Change(article, kind, bool(was), causes, _summary(kind, place, truth))


def _causes(kind: RecordKind, draft: dict[str, object] | None, found: int | None, outcome: Outcome) -> Iterator[str]:
    """What the rejections say of the draft, and the issues of the record that became of it."""
    for row in outcome.rejected:
        if row.kind is kind and row.draft == draft:
            yield f"{row.gate.value}: {row.reason}" + (f" ({row.field})" if row.field else "")
    if found is None:
        return
    extraction = outcome.extraction
    record = (extraction.agreements if kind is RecordKind.AGREEMENT else extraction.statements)[found]
    touched = {record.id, *_actors(record)}
    yield from sorted({f"issue: {issue.code}" for issue in extraction.issues if issue.record in touched})


def _actors(record: Agreement | SecurityStatement) -> Iterator[str]:
    if isinstance(record, Agreement):
        yield from (party.actor for party in record.parties)
    else:
        yield from (*record.speakers, *record.recipients)


def _summary(kind: RecordKind, place: int, truth: ComparableRecords) -> str:
    if kind is RecordKind.AGREEMENT:
        agreement = truth.agreements[place]
        return f"{agreement.subject} | {agreement.instrument}, {agreement.status}"
    statement = truth.statements[place]
    return f"{statement.act} | {statement.about}"
