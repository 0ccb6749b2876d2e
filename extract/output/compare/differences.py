"""What one run tells that another does not: facts added, lost and changed, with the words that they stand on.

In: two runs over the same articles, of two models, prompts or days. Out: differences as values, article by article.
Records are paired as the evaluation pairs them, by evidence, actors and matter, not by their ids.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from extract.evaluate.layout import page_of
from extract.evaluate.match import deal_likeness, pairs, speech_likeness
from extract.output.load import Run
from extract.output.tables import Numbering
from schemas import Agreement, ArticleExtraction, SecurityStatement

Record = Agreement | SecurityStatement


class Change(StrEnum):
    """What became of a fact from the first run to the second."""

    ADDED = "added"
    LOST = "lost"
    CHANGED = "changed"


@dataclass(frozen=True)
class Difference:
    """A fact that the two runs do not tell alike."""

    change: Change
    article: str
    """Source id."""
    kind: str
    """`agreement` or `statement`."""
    fact: str
    """The fact in a line, as the run that has it tells it, the second if both do."""
    quote: str
    """The evidence, on one line."""
    fields: Mapping[str, tuple[str, str]]
    """For a changed fact: what each field was, and what it is."""


@dataclass(frozen=True)
class Comparison:
    """How two runs differ."""

    same: int
    """Facts that both tell alike."""
    differences: tuple[Difference, ...]
    only_first: tuple[str, ...]
    """Source ids of articles that only the first run has; their facts are among the lost."""
    only_second: tuple[str, ...]
    copied: tuple[str, ...] = ()
    """Source ids of articles that one run coded and the other has as duplicates; their facts are not compared."""

    def count(self, change: Change) -> int:
        """How many differences are of this kind."""
        return sum(one.change is change for one in self.differences)


def compare_runs(first: Run, second: Run) -> Comparison:
    """The differences between two runs. Raises StoreError if one of them cannot be read."""
    copied = {(one.article, one.source_id) for run in (first, second) for one in run.duplicates()}
    return compare(first, second, copied)


def compare(
    first: Iterable[ArticleExtraction],
    second: Iterable[ArticleExtraction],
    copied: Collection[tuple[str, str]] = frozenset(),
) -> Comparison:
    """The differences between two runs, in the order of the first; articles are the same if their words are.

    `copied` holds the id and the source id of each article that one of the runs has as a duplicate.
    """
    before, after = _by_key(first), _by_key(second)
    aside = {
        key: found.article.source_id
        for key, found in (before | after).items()
        if (key in before) != (key in after) and (found.article.id, found.article.source_id) in copied
    }
    before, after = ({key: found for key, found in run.items() if key not in aside} for run in (before, after))
    differences: list[Difference] = []
    same = 0
    for key in dict.fromkeys((*before, *after)):
        one = list(_article(before.get(key), after.get(key)))
        differences += (found for found in one if found)
        same += one.count(None)
    return Comparison(
        same,
        tuple(differences),
        tuple(found.article.source_id for key, found in before.items() if key not in after),
        tuple(found.article.source_id for key, found in after.items() if key not in before),
        tuple(aside.values()),
    )


def _by_key(run: Iterable[ArticleExtraction]) -> dict[str, ArticleExtraction]:
    numbering = Numbering()
    return {numbering.key(found): found for found in run}


def _article(old: ArticleExtraction | None, new: ArticleExtraction | None) -> Iterator[Difference | None]:
    """A difference for each fact that has one, None for each that has none."""
    deals = pairs(page_of(new).agreements, page_of(old).agreements, deal_likeness) if old and new else []
    yield from _kind(old, new, "agreement", deals)
    speeches = pairs(page_of(new).statements, page_of(old).statements, speech_likeness) if old and new else []
    yield from _kind(old, new, "statement", speeches)


def _kind(
    old: ArticleExtraction | None, new: ArticleExtraction | None, kind: str, paired: Sequence[tuple[int, int]]
) -> Iterator[Difference | None]:
    before, after = _records(old, kind), _records(new, kind)
    partner = dict(paired)
    for at, record in enumerate(after):
        assert new
        if at not in partner:
            yield _difference(Change.ADDED, new, kind, record)
            continue
        assert old
        was, now = _told(before[partner[at]], old), _told(record, new)
        fields = {name: (was[name], now[name]) for name in now if was[name] != now[name]}
        yield _difference(Change.CHANGED, new, kind, record, fields) if fields else None
    for at, record in enumerate(before):
        if old and at not in partner.values():
            yield _difference(Change.LOST, old, kind, record)


def _records(found: ArticleExtraction | None, kind: str) -> Sequence[Record]:
    if found is None:
        return ()
    return found.agreements if kind == "agreement" else found.statements


def _difference(
    change: Change,
    found: ArticleExtraction,
    kind: str,
    record: Record,
    fields: Mapping[str, tuple[str, str]] | None = None,
) -> Difference:
    quote = " … ".join(" ".join(span.text.split()) for span in record.evidence)
    return Difference(change, found.article.source_id, kind, _line(_told(record, found)), quote, fields or {})


def _told(record: Record, found: ArticleExtraction) -> dict[str, str]:
    """What a record says, field by field, as words; how it is phrased or where it stands is no part of that."""
    return _deal(record, found) if isinstance(record, Agreement) else _speech(record, found)


def _deal(deal: Agreement, found: ArticleExtraction) -> dict[str, str]:
    value = deal.value
    return {
        "subject": deal.subject,
        "instrument": deal.instrument.value,
        "status": deal.status.value,
        "parties": _listed(f"{found.actor(party.actor).name} ({party.role})" for party in deal.parties),
        "dates": _listed(f"{date.edtf} {date.role}" for date in deal.dates),
        "value": f"{value.amount} {value.currency}" if value else "",
        "historical": "background" if deal.historical else "",
    }


def _speech(said: SecurityStatement, found: ArticleExtraction) -> dict[str, str]:
    return {
        "speakers": _listed(found.actor(one).name for one in said.speakers),
        "act": said.act.value,
        "recipients": _listed(found.actor(one).name for one in said.recipients),
        "about": said.about,
        "negated": "negated" if said.negated else "",
    }


def _listed(parts: Iterable[str]) -> str:
    return ", ".join(sorted(parts))


def _line(told: Mapping[str, str]) -> str:
    return " | ".join(value for value in told.values() if value)
