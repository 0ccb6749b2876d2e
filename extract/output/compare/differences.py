"""Finds the facts that two runs over the same articles do not share.

Records are paired by evidence, actors and topic, as in the evaluation; their ids do not matter. The result is the same
whether the runs differ by model, prompt, version or day.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from extract.evaluate.comparable import lay_out_extraction
from extract.evaluate.match import compare_agreements, compare_statements, pair_records
from extract.output.load import Run
from extract.output.tables import ArticleKeys
from schemas import Agreement, ArticleExtraction, SecurityStatement

Record = Agreement | SecurityStatement


class Change(StrEnum):
    """How a fact changed from the first run to the second."""

    ADDED = "added"
    LOST = "lost"
    CHANGED = "changed"


@dataclass(frozen=True)
class Difference:
    """A fact that differs between the runs."""

    change: Change
    article: str
    """Source id."""
    kind: str
    """`agreement` or `statement`."""
    fact: str
    """The fact on one line, as in the second run; as in the first run if it was lost."""
    quote: str
    """The evidence on one line."""
    fields: Mapping[str, tuple[str, str]]
    """For a changed fact: the old and the new value of each changed field."""


@dataclass(frozen=True)
class Comparison:
    """The differences between two runs."""

    same: int
    """Number of facts without a difference."""
    differences: tuple[Difference, ...]
    only_first: tuple[str, ...]
    """Source ids of articles that only the first run has; their facts are not compared."""
    only_second: tuple[str, ...]
    """Source ids of articles that only the second run has; their facts are not compared."""
    copied: tuple[str, ...] = ()
    """Source ids of articles that one run extracted and the other skipped as duplicates; they are not compared."""

    def count(self, change: Change) -> int:
        """The number of differences of this kind."""
        return sum(difference.change is change for difference in self.differences)


def compare_runs(first: Run, second: Run) -> Comparison:
    """Compare two runs. Raises StoreError if one of them cannot be read."""
    copied = {(copy.article, copy.source_id) for run in (first, second) for copy in run.duplicates()}
    return compare(first, second, copied)


def compare(
    first: Iterable[ArticleExtraction],
    second: Iterable[ArticleExtraction],
    copied: Collection[tuple[str, str]] = frozenset(),
) -> Comparison:
    """Compare the extractions of the articles that both runs have. Articles are the same if their texts are.

    `copied` holds the id and the source id of each article that one of the runs skipped as a duplicate.
    """
    before, after = _by_key(first), _by_key(second)
    skipped = {
        key: extraction.article.source_id
        for key, extraction in (before | after).items()
        if (key in before) != (key in after) and (extraction.article.id, extraction.article.source_id) in copied
    }
    before, after = ({key: one for key, one in run.items() if key not in skipped} for run in (before, after))
    differences: list[Difference] = []
    same = 0
    for key in (key for key in before if key in after):
        facts = list(_compare_article(before[key], after[key]))
        differences += (difference for difference in facts if difference)
        same += facts.count(None)
    return Comparison(
        same,
        tuple(differences),
        tuple(extraction.article.source_id for key, extraction in before.items() if key not in after),
        tuple(extraction.article.source_id for key, extraction in after.items() if key not in before),
        tuple(skipped.values()),
    )


def _by_key(run: Iterable[ArticleExtraction]) -> dict[str, ArticleExtraction]:
    keys = ArticleKeys()
    return {keys.assign(extraction): extraction for extraction in run}


def _compare_article(old: ArticleExtraction, new: ArticleExtraction) -> Iterator[Difference | None]:
    """For each fact of an article its difference, or None if it has none."""
    before, after = lay_out_extraction(old), lay_out_extraction(new)
    agreements = pair_records(after.agreements, before.agreements, compare_agreements)
    yield from _compare_records(old, new, "agreement", agreements)
    statements = pair_records(after.statements, before.statements, compare_statements)
    yield from _compare_records(old, new, "statement", statements)


def _compare_records(
    old: ArticleExtraction, new: ArticleExtraction, kind: str, paired: Sequence[tuple[int, int]]
) -> Iterator[Difference | None]:
    """Compare the records of one kind; `paired` holds the positions of each pair, that of the new run first."""
    before, after = _records(old, kind), _records(new, kind)
    partner = dict(paired)
    for position, record in enumerate(after):
        if position not in partner:
            yield _difference(Change.ADDED, new, kind, record)
            continue
        was, now = _values(before[partner[position]], old), _values(record, new)
        fields = {name: (was[name], now[name]) for name in now if was[name] != now[name]}
        yield _difference(Change.CHANGED, new, kind, record, fields) if fields else None
    for position, record in enumerate(before):
        if position not in partner.values():
            yield _difference(Change.LOST, old, kind, record)


def _records(extraction: ArticleExtraction, kind: str) -> Sequence[Record]:
    return extraction.agreements if kind == "agreement" else extraction.statements


def _difference(
    change: Change,
    extraction: ArticleExtraction,
    kind: str,
    record: Record,
    fields: Mapping[str, tuple[str, str]] | None = None,
) -> Difference:
    fact = " | ".join(value for value in _values(record, extraction).values() if value)
    quote = " … ".join(" ".join(span.text.split()) for span in record.evidence)
    return Difference(change, extraction.article.source_id, kind, fact, quote, fields or {})


def _values(record: Record, extraction: ArticleExtraction) -> dict[str, str]:
    """The values that are compared, by field; spans are not."""
    if isinstance(record, Agreement):
        return _agreement_values(record, extraction)
    return _statement_values(record, extraction)


def _agreement_values(agreement: Agreement, extraction: ArticleExtraction) -> dict[str, str]:
    value = agreement.value
    return {
        "subject": agreement.subject,
        "instrument": agreement.instrument.value,
        "status": agreement.status.value,
        "parties": _listed(f"{extraction.actor(party.actor).name} ({party.role})" for party in agreement.parties),
        "dates": _listed(f"{date.edtf} {date.role}" for date in agreement.dates),
        "value": f"{value.amount} {value.currency}" if value else "",
        "historical": "background" if agreement.historical else "",
    }


def _statement_values(statement: SecurityStatement, extraction: ArticleExtraction) -> dict[str, str]:
    return {
        "speakers": _listed(extraction.actor(actor).name for actor in statement.speakers),
        "act": statement.act.value,
        "recipients": _listed(extraction.actor(actor).name for actor in statement.recipients),
        "about": statement.about,
        "negated": "negated" if statement.negated else "",
    }


def _listed(parts: Iterable[str]) -> str:
    return ", ".join(sorted(parts))
