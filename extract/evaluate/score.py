"""The scores of extractions against gold, micro-averaged over the articles, with every miss and false hit.

Optional gold records are neither rewarded nor punished. Strict: an agreement has all its parties and the stage of its
status right; a statement has the very act, every speaker and every recipient right.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Literal

from extract.evaluate.gold import GoldArticle
from extract.evaluate.layout import Deal, Key, Page, Speech, page_of, page_of_gold, squashed
from extract.evaluate.match import (
    INSTRUMENTS,
    OVERLAP,
    STAGES,
    actors_f1,
    deal_likeness,
    group_of,
    overlap,
    pairs,
    shared,
    speech_likeness,
)
from schemas import Article, ArticleExtraction, RecordKind, Span

KINDS = ("actors", "agreements", "agreements strict", "statements", "statements strict")
FIELDS = ("stage", "status", "instrument", "dates", "value", "act")


@dataclass
class Rate:
    """Right, wrong and missed records."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 0 if nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 0 if there is none."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (2 * self.right + self.wrong + self.missed) if self.right else 0.0


@dataclass
class Share:
    """How often a field is right among matched records."""

    right: int = 0
    of: int = 0

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None if there was nothing to judge."""
        return self.right / self.of if self.of else None


@dataclass(frozen=True)
class Fault:
    """A record that was missed, or found where there is none."""

    article: str
    kind: RecordKind
    missed: bool
    told: str
    evidence: tuple[str, ...]
    """The words of its evidence, white space folded."""


@dataclass
class Scores:
    """How extractions compare with gold."""

    articles: int = 0
    missing: tuple[str, ...] = ()
    """Gold articles without an extraction."""
    rates: dict[str, Rate] = field(default_factory=lambda: {kind: Rate() for kind in KINDS})
    fields: dict[str, Share] = field(default_factory=lambda: {name: Share() for name in FIELDS})
    faults: list[Fault] = field(default_factory=list)
    confusions: dict[str, Counter[tuple[str, str]]] = field(default_factory=dict)
    """By field: how often gold was taken for something else (gold, found)."""
    ungrounded: list[tuple[str, Span]] = field(default_factory=list)
    """Spans that do not stand in their article to the letter."""
    seconds: float | None = None
    """Median per article."""
    tokens_in: float | None = None
    tokens_cached: float | None = None
    tokens_out: float | None = None


def score(gold: Sequence[GoldArticle], extractions: Sequence[ArticleExtraction]) -> Scores:
    """The scores of extractions; one that is of no gold article counts for nothing, a missing one as all missed."""
    by_text = {extraction.article.sha256: extraction for extraction in extractions}
    scores = Scores(articles=len(gold))
    missing, matched = [], []
    for entry in gold:
        extraction = by_text.get(entry.article.sha256)
        if extraction is None:
            missing.append(entry.article.source_id)
        else:
            matched.append(extraction)
            scores.ungrounded += [(entry.article.source_id, span) for span in ungrounded_spans(extraction)]
        found = page_of(extraction) if extraction else Page((), (), ())
        _Comparison(entry.article, found, page_of_gold(entry.records, entry.article.text), scores).make()
    scores.missing = tuple(missing)
    _add_costs(scores, matched)
    return scores


def compare(article: Article, found: Page, gold: Page) -> Scores:
    """The scores of one article's records, whatever made them, once they are laid out; without costs or spans."""
    scores = Scores(articles=1)
    _Comparison(article, found, gold, scores).make()
    return scores


def ungrounded_spans(extraction: ArticleExtraction) -> list[Span]:
    """Every span of an extraction, however deep, that does not stand in its article to the letter."""
    return [span for span in extraction.spans() if not extraction.article.holds(span)]


def _add_costs(scores: Scores, extractions: Sequence[ArticleExtraction]) -> None:
    if extractions:
        told = [extraction.provenance for extraction in extractions]
        scores.seconds = median(one.seconds for one in told)
        scores.tokens_in = median(one.usage.tokens_in for one in told)
        scores.tokens_cached = median(one.usage.tokens_cached for one in told)
        scores.tokens_out = median(one.usage.tokens_out for one in told)


class _Comparison:
    """One article's records against its gold."""

    def __init__(self, article: Article, found: Page, gold: Page, scores: Scores) -> None:
        self._article = article.source_id
        self._text = squashed(article.text)
        self._found = found
        self._gold = gold
        self._scores = scores

    def make(self) -> None:
        both, extra, missed = shared(self._found.actors, self._gold.actors)
        self._count("actors", right=both, wrong=extra, missed=missed)
        found, gold = self._found, self._gold
        deals = pairs(found.agreements, gold.agreements, deal_likeness)
        for i, j in deals:
            self._deal(found.agreements[i], gold.agreements[j])
        self._unmatched("agreements", found.agreements, gold.agreements, deals)
        speeches = pairs(found.statements, gold.statements, speech_likeness)
        for i, j in speeches:
            self._speech(found.statements[i], gold.statements[j])
        self._unmatched("statements", found.statements, gold.statements, speeches)

    def _deal(self, found: Deal, gold: Deal) -> None:
        if gold.optional:
            return
        stage = group_of(STAGES, found.status) == group_of(STAGES, gold.status)
        self._matched("agreements", stage and actors_f1(found.parties, gold.parties, lenient=True) == 1)
        self._judge("stage", stage)
        self._judge("status", found.status == gold.status)
        kinds = group_of(INSTRUMENTS, found.instrument), group_of(INSTRUMENTS, gold.instrument)
        self._judge("instrument", kinds[0] == kinds[1])
        for date in gold.dates:
            self._judge("dates", date in found.dates)
        if gold.value or found.value:
            self._judge("value", gold.value == found.value)
        self._confuse("status", gold.status, found.status)
        self._confuse("instrument", gold.instrument, found.instrument)

    def _speech(self, found: Speech, gold: Speech) -> None:
        if gold.optional:
            return
        same = found.act == gold.act
        speakers, recipients = actors_f1(found.speakers, gold.speakers), actors_f1(found.recipients, gold.recipients)
        self._matched("statements", same and speakers == recipients == 1)
        self._judge("act", same)
        self._confuse("act", gold.act, found.act)

    def _unmatched(
        self,
        kind: Literal["agreements", "statements"],
        found: Sequence[Deal | Speech],
        gold: Sequence[Deal | Speech],
        chosen: list[tuple[int, int]],
    ) -> None:
        """Counts what has no partner; what stands beside an optional record is neither right nor wrong."""
        optional = [record for record in gold if record.optional]
        for i, record in enumerate(found):
            near = any(overlap(record.evidence, other.evidence) >= OVERLAP for other in optional)
            if i not in {pair[0] for pair in chosen} and not near:
                self._count(kind, wrong=1)
                self._count(f"{kind} strict", wrong=1)
                self._fault(kind, record, missed=False)
        for j, record in enumerate(gold):
            if j not in {pair[1] for pair in chosen} and not record.optional:
                self._count(kind, missed=1)
                self._count(f"{kind} strict", missed=1)
                self._fault(kind, record, missed=True)

    def _matched(self, kind: str, strictly: bool) -> None:
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

    def _fault(self, kind: Literal["agreements", "statements"], record: Deal | Speech, *, missed: bool) -> None:
        if isinstance(record, Deal):
            told = f"{record.subject} | {record.instrument}, {record.status} | {_names(record.parties)}"
        else:
            told = f"{record.act} | {_names(record.speakers)} -> {_names(record.recipients)} | {record.about}"
        of = RecordKind.AGREEMENT if kind == "agreements" else RecordKind.STATEMENT
        evidence = tuple(self._text[place[0] : place[1]] for place in record.evidence if place)
        self._scores.faults.append(Fault(self._article, of, missed, told, evidence))


def _names(keys: frozenset[Key]) -> str:
    return ", ".join(sorted(key.value for key in keys)) or "nobody"
