"""The records of a run as coded events between two sides, for the formats of event data.

Event data hold asserted news with a source, a target, a code and a day. Negated statements, background, and records
without a code, a pair of sides or a day are left out and counted. The day is the one that the text gives, else the
publication date; see `extract.output.tables.days`.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from extract.output.load import Run
from extract.output.tables import ArticleKeys
from extract.output.tables.days import agreement_days, one_day, published_days
from extract.output.tables.dyads import Acting, ArticleDyads
from schemas import Agreement, ArticleExtraction, EventCodes, SecurityStatement

Record = Agreement | SecurityStatement


@dataclass(frozen=True)
class Event:
    """A record with the pairs of sides that take part in it."""

    key: str
    """Primary key of the record; the event of a dyad has its number appended."""
    record: Record
    extraction: ArticleExtraction
    day: date
    dyads: Sequence[tuple[Acting, Acting]]

    def id(self, number: int) -> str:
        """Id of a dyad, as in the tables of dyads."""
        return f"{self.key}-{number}"


def coded_events(run: Run, code: Callable[[EventCodes], str | None], counts: Counter[str]) -> Iterator[Event]:
    """The events of a run, in order.

    `counts` gets the number of rows (dyads), of records in them, and of records left out, by reason.
    """
    counts.update(rows=0, records=0)
    keys = ArticleKeys()
    for extraction in run:
        key = keys.assign(extraction)
        dyads = ArticleDyads(extraction, key)
        records: list[Record] = [*extraction.agreements, *extraction.statements]
        for record in records:
            event = _event(record, extraction, f"{key}/{record.id}", dyads)
            reason = _reason_to_omit(record, code) or (event if isinstance(event, str) else None)
            if reason or isinstance(event, str):
                counts[f"left out: {reason}"] += 1
                continue
            counts.update(rows=len(event.dyads), records=1)
            yield event


def _event(record: Record, extraction: ArticleExtraction, key: str, dyads: ArticleDyads) -> Event | str:
    """The event, or the reason why it is none."""
    published = extraction.article.published
    if isinstance(record, Agreement):
        pairs, days = dyads.agreement_pairs(record), agreement_days(record, published)
    else:
        pairs, days = dyads.statement_pairs(record), published_days(published)
    if not pairs:
        return dyads.reason(record).value.replace("_", " ")
    day = one_day(days, published)
    return Event(key, record, extraction, day, pairs) if day else "no date"


def _reason_to_omit(record: Record, code: Callable[[EventCodes], str | None]) -> str | None:
    if code(record.codes) is None:
        return "no code"
    if isinstance(record, Agreement):
        return "background" if record.historical else None
    return "negated" if record.negated else None
