"""Scores extractions against gold, micro-averaged over the articles, with every missed and every wrong record.

Optional gold records count neither for nor against. Strict: an agreement has the right parties and the right group of
stages; a statement has the right act, speakers and recipients.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from statistics import median
from typing import Literal

from extract.evaluate.comparable import (
    ActorKey,
    ComparableAgreement,
    ComparableRecords,
    ComparableStatement,
    lay_out_extraction,
    lay_out_gold,
    squash_space,
)
from extract.evaluate.gold import GoldArticle
from extract.evaluate.match import (
    INSTRUMENTS,
    OVERLAP,
    STAGES,
    compare_agreements,
    compare_statements,
    count_shared,
    find_group,
    measure_overlap,
    pair_records,
)
from extract.evaluate.strict import is_agreement_right, is_statement_right
from schemas import Article, ArticleExtraction, RecordKind, Span

KINDS = ("actors", "agreements", "agreements strict", "statements", "statements strict")
FIELDS = ("stage", "status", "instrument", "dates", "value", "act", "label")


@dataclass
class Rate:
    """Counts of right, wrong and missed records."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of the records found that are right, 0 to 1; 0 if none was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold records that were found, 0 to 1; 0 if there are none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 to 1."""
        return 2 * self.right / (2 * self.right + self.wrong + self.missed) if self.right else 0.0

    def since(self, earlier: "Rate") -> "Rate":
        """Return what was counted after an earlier state of this rate."""
        return Rate(self.right - earlier.right, self.wrong - earlier.wrong, self.missed - earlier.missed)


@dataclass
class Share:
    """How often a field of matched records is right."""

    right: int = 0
    of: int = 0

    @property
    def share(self) -> float | None:
        """Share that is right, 0 to 1; None if no record has the field."""
        return self.right / self.of if self.of else None

    def since(self, earlier: "Share") -> "Share":
        """Return what was counted after an earlier state of this share."""
        return Share(self.right - earlier.right, self.of - earlier.of)


@dataclass(frozen=True)
class Fault:
    """A gold record that was missed, or a record that is not in the gold."""

    article: str
    kind: RecordKind
    missed: bool
    summary: str
    evidence: tuple[str, ...]
    """The words of its evidence, with single spaces."""


@dataclass
class Scores:
    """The scores of extractions."""

    articles: int = 0
    missing: tuple[str, ...] = ()
    """Gold articles without an extraction."""
    rates: dict[str, Rate] = field(default_factory=lambda: {kind: Rate() for kind in KINDS})
    fields: dict[str, Share] = field(default_factory=lambda: {name: Share() for name in FIELDS})
    faults: list[Fault] = field(default_factory=list)
    by_article: list[dict[str, Rate]] = field(default_factory=list)
    """The rates of each article, in order."""
    fields_by_article: list[dict[str, Share]] = field(default_factory=list)
    confusions: dict[str, Counter[tuple[str, str]]] = field(default_factory=dict)
    """By field: how often a gold value was confused with another (gold, found)."""
    ungrounded: list[tuple[str, Span]] = field(default_factory=list)
    """Spans whose words are not in their article letter by letter, with the id of the article."""
    seconds: float | None = None
    """Median per article, as the three below."""
    tokens_in: float | None = None
    tokens_cached: float | None = None
    tokens_out: float | None = None


def score(
    gold: Sequence[GoldArticle], extractions: Sequence[ArticleExtraction], seconds: Sequence[float] = ()
) -> Scores:
    """Return the scores of extractions. Articles without gold do not count; without an extraction, all is missed.

    `seconds` are those that the calls about each article took, where they are known.
    """
    by_text = {extraction.article.sha256: extraction for extraction in extractions}
    found = [(entry, by_text.get(entry.article.sha256)) for entry in gold]
    scores = compare_all(
        (
            entry.article,
            lay_out_extraction(extraction) if extraction else ComparableRecords((), (), ()),
            lay_out_gold(entry.records, entry.article.text),
        )
        for entry, extraction in found
    )
    scores.missing = tuple(entry.article.source_id for entry, extraction in found if extraction is None)
    matched = [extraction for _, extraction in found if extraction]
    for extraction in matched:
        scores.ungrounded += [(extraction.article.source_id, span) for span in find_ungrounded_spans(extraction)]
    scores.seconds = median(seconds) if seconds else None
    _add_costs(scores, matched)
    return scores


def compare(article: Article, found: ComparableRecords, gold: ComparableRecords) -> Scores:
    """Return the scores of one article's comparable records, without costs and ungrounded spans."""
    return compare_all([(article, found, gold)])


def compare_all(articles: Iterable[tuple[Article, ComparableRecords, ComparableRecords]]) -> Scores:
    """Return the scores of the comparable records of articles, found and gold."""
    scores = Scores()
    for article, found, gold in articles:
        before = {kind: replace(rate) for kind, rate in scores.rates.items()}
        fields_before = {name: replace(share) for name, share in scores.fields.items()}
        _Comparison(article, found, gold, scores).run()
        scores.articles += 1
        scores.by_article.append({kind: rate.since(before[kind]) for kind, rate in scores.rates.items()})
        scores.fields_by_article.append(
            {name: share.since(fields_before[name]) for name, share in scores.fields.items()}
        )
    return scores


def find_ungrounded_spans(extraction: ArticleExtraction) -> list[Span]:
    """Return every span of an extraction whose words are not in its article letter by letter."""
    return [span for span in extraction.spans() if not extraction.article.holds(span)]


def _add_costs(scores: Scores, extractions: Sequence[ArticleExtraction]) -> None:
    if extractions:
        provenances = [extraction.provenance for extraction in extractions]
        scores.tokens_in = median(one.usage.tokens_in for one in provenances)
        scores.tokens_cached = median(one.usage.tokens_cached for one in provenances)
        scores.tokens_out = median(one.usage.tokens_out for one in provenances)


class _Comparison:
    """Compares the records of one article with its gold."""

    def __init__(self, article: Article, found: ComparableRecords, gold: ComparableRecords, scores: Scores) -> None:
        self._article = article.source_id
        self._text = squash_space(article.text)
        self._found = found
        self._gold = gold
        self._scores = scores

    def run(self) -> None:
        both, extra, missed = count_shared(self._found.actors, self._gold.actors)
        self._count("actors", right=both, wrong=extra, missed=missed)
        found, gold = self._found, self._gold
        agreements = pair_records(found.agreements, gold.agreements, compare_agreements)
        for i, j in agreements:
            self._score_agreement(found.agreements[i], gold.agreements[j])
        self._count_unmatched("agreements", found.agreements, gold.agreements, agreements)
        statements = pair_records(found.statements, gold.statements, compare_statements)
        for i, j in statements:
            self._score_statement(found.statements[i], gold.statements[j])
        self._count_unmatched("statements", found.statements, gold.statements, statements)

    def _score_agreement(self, found: ComparableAgreement, gold: ComparableAgreement) -> None:
        if gold.optional:
            return
        self._count_matched("agreements", is_agreement_right(found, gold))
        self._judge("stage", find_group(STAGES, found.status) == find_group(STAGES, gold.status))
        self._judge("status", found.status == gold.status)
        kinds = find_group(INSTRUMENTS, found.instrument), find_group(INSTRUMENTS, gold.instrument)
        self._judge("instrument", kinds[0] == kinds[1])
        for date in gold.dates:
            self._judge("dates", date in found.dates)
        if gold.value or found.value:
            self._judge("value", gold.value == found.value)
        self._judge_label(found.label, gold.label)
        self._confuse("status", gold.status, found.status)
        self._confuse("instrument", gold.instrument, found.instrument)

    def _score_statement(self, found: ComparableStatement, gold: ComparableStatement) -> None:
        if gold.optional:
            return
        self._count_matched("statements", is_statement_right(found, gold))
        self._judge("act", found.act == gold.act)
        self._judge_label(found.label, gold.label)
        self._confuse("act", gold.act, found.act)

    def _judge_label(self, found: str | None, gold: str | None) -> None:
        """Judge the label of a codebook of one's own, where the gold has one."""
        if gold:
            self._judge("label", found == gold)
            self._confuse("label", gold, found)

    def _count_unmatched(
        self,
        kind: Literal["agreements", "statements"],
        found: Sequence[ComparableAgreement | ComparableStatement],
        gold: Sequence[ComparableAgreement | ComparableStatement],
        paired: list[tuple[int, int]],
    ) -> None:
        """Count the records without a partner; one that overlaps an optional gold record is neither right nor wrong."""
        optional = [record for record in gold if record.optional]
        for i, record in enumerate(found):
            near = any(measure_overlap(record.evidence, other.evidence) >= OVERLAP for other in optional)
            if i not in {pair[0] for pair in paired} and not near:
                self._count(kind, wrong=1)
                self._count(f"{kind} strict", wrong=1)
                self._fault(kind, record, missed=False)
        for j, record in enumerate(gold):
            if j not in {pair[1] for pair in paired} and not record.optional:
                self._count(kind, missed=1)
                self._count(f"{kind} strict", missed=1)
                self._fault(kind, record, missed=True)

    def _count_matched(self, kind: str, strictly: bool) -> None:
        self._count(kind, right=1)
        self._count(f"{kind} strict", right=int(strictly), wrong=int(not strictly), missed=int(not strictly))

    def _count(self, kind: str, right: int = 0, wrong: int = 0, missed: int = 0) -> None:
        rate = self._scores.rates[kind]
        rate.right += right
        rate.wrong += wrong
        rate.missed += missed

    def _judge(self, name: str, right: bool) -> None:
        self._scores.fields[name].right += right
        self._scores.fields[name].of += 1

    def _confuse(self, name: str, gold: str | None, found: str | None) -> None:
        if gold != found:
            self._scores.confusions.setdefault(name, Counter())[str(gold), str(found)] += 1

    def _fault(
        self,
        kind: Literal["agreements", "statements"],
        record: ComparableAgreement | ComparableStatement,
        *,
        missed: bool,
    ) -> None:
        if isinstance(record, ComparableAgreement):
            summary = f"{record.subject} | {record.instrument}, {record.status} | {_names(record.parties)}"
        else:
            summary = f"{record.act} | {_names(record.speakers)} -> {_names(record.recipients)} | {record.about}"
        of = RecordKind.AGREEMENT if kind == "agreements" else RecordKind.STATEMENT
        evidence = tuple(self._text[place[0] : place[1]] for place in record.evidence if place)
        self._scores.faults.append(Fault(self._article, of, missed, summary, evidence))


def _names(keys: frozenset[ActorKey]) -> str:
    return ", ".join(sorted(key.value for key in keys)) or "none"
