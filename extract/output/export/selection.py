"""A run as an export takes it: only the records that were asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from extract.errors import ConfigError
from extract.output.load import Run
from extract.output.tables import TableRow
from extract.output.tables.days import EventDays, agreement_days, days, published_days
from extract.output.tables.sides import Sides
from schemas import Agreement, ArticleExtraction, Certainty, Duplicate, RecordKind, Rejected, SecurityStatement

_LEVELS = (Certainty.LOW, Certainty.MEDIUM, Certainty.HIGH)


@dataclass(frozen=True)
class Filters:
    """The records that an export takes; the defaults take all."""

    countries: frozenset[str] = frozenset()
    """Codes of states; a record is taken if an actor of one of them takes part."""
    since: date | None = None
    until: date | None = None
    """A record is taken if it may have happened on one of these days; one without a date is not."""
    certainty: Certainty | None = None
    """The least certainty; a record that was not judged is not taken."""
    kind: RecordKind | None = None

    def settings(self) -> Mapping[str, object]:
        """The filters that are set, as JSON values."""
        values: dict[str, object] = {
            "countries": sorted(self.countries),
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
            "certainty": self.certainty.value if self.certainty else None,
            "kind": self.kind.value if self.kind else None,
        }
        return {name: value for name, value in values.items() if value}

    def apply(self, extraction: ArticleExtraction) -> ArticleExtraction | None:
        """The extraction with the records that are taken, and their actors; None if it has none of them."""
        if not self.settings():
            return extraction
        sides = Sides(extraction)
        agreements = tuple(one for one in extraction.agreements if self._takes_agreement(one, extraction, sides))
        statements = tuple(one for one in extraction.statements if self._takes_statement(one, extraction, sides))
        if not agreements and not statements:
            return None
        kept = extraction.model_copy(update={"agreements": agreements, "statements": statements})
        ids = {None, *(one.id for one in agreements), *(one.id for one in statements)}
        issues = tuple(issue for issue in extraction.issues if issue.record in ids)
        return kept.model_copy(update={"actors": _used_actors(kept), "issues": issues})

    def _takes_agreement(self, record: Agreement, extraction: ArticleExtraction, sides: Sides) -> bool:
        return (
            self.kind in (None, RecordKind.AGREEMENT)
            and self._takes_actors([party.actor for party in record.parties], sides)
            and self._takes_certainty(record)
            and self._takes_days(agreement_days(record, extraction.article.published))
        )

    def _takes_statement(self, record: SecurityStatement, extraction: ArticleExtraction, sides: Sides) -> bool:
        return (
            self.kind in (None, RecordKind.STATEMENT)
            and self._takes_actors([*record.speakers, *record.recipients], sides)
            and self._takes_certainty(record)
            and self._takes_days(published_days(extraction.article.published))
        )

    def _takes_actors(self, actors: list[str], sides: Sides) -> bool:
        taking_part = [sides.of(actor) for actor in actors]
        return not self.countries or any(side and side.country in self.countries for side in taking_part)

    def _takes_certainty(self, record: Agreement | SecurityStatement) -> bool:
        if self.certainty is None:
            return True
        return record.certainty is not None and _LEVELS.index(record.certainty) >= _LEVELS.index(self.certainty)

    def _takes_days(self, days: EventDays) -> bool:
        if self.since is None and self.until is None:
            return True
        if days.basis is None:
            return False
        first, last = days.earliest or date.min, days.latest or date.max
        return (self.since is None or last >= self.since) and (self.until is None or first <= self.until)


ALL_RECORDS = Filters()


def read_bound(text: str, option: str, *, last: bool) -> date | None:
    """Return the first or the last day of a text; None if it is empty. Raises ConfigError that names the option."""
    if not text.strip():
        return None
    day = days(text.strip())[1 if last else 0]
    if day is None:
        raise ConfigError(f"{option} {text} is no date; give a day, a month or a year: 2025-03-31, 2025-03 or 2025")
    return day


@dataclass(frozen=True)
class SelectedRun(Run):
    """A run with filters; iterating over it leaves out what is not taken."""

    run: Run
    """The run itself, perhaps with a review applied."""
    filters: Filters = ALL_RECORDS
    held: frozenset[str] = field(default_factory=frozenset)
    """Ids of articles to leave out, because the export that is added to has them."""

    def __iter__(self) -> Iterator[ArticleExtraction]:
        for extraction in self.run:
            if extraction.article.id in self.held:
                continue
            taken = self.filters.apply(extraction)
            if taken is not None:
                yield taken

    def rejected(self) -> Iterator[Rejected]:
        """The rejected drafts of the run."""
        return self.run.rejected()

    def duplicates(self) -> Iterator[Duplicate]:
        """The skipped copies of the run."""
        return self.run.duplicates()

    def link_entries(self) -> Iterator[tuple[str, Any]]:
        """The entries of the links of the run."""
        return self.run.link_entries()

    def rows(self) -> Iterator[TableRow]:
        """The rows of the tidy tables; rejections and duplicates of articles that are left out are left out too."""
        if not self.held and not self.filters.settings():
            return super().rows()
        return (one for one in super().rows() if one.table not in ("rejected", "duplicates") or one.row[0] is not None)


def _used_actors(extraction: ArticleExtraction) -> tuple[object, ...]:
    """The actors of the records, their sources, and those that they represent."""
    used = {party.actor for agreement in extraction.agreements for party in agreement.parties}
    for statement in extraction.statements:
        used |= {*statement.speakers, *statement.recipients}
    records: list[Agreement | SecurityStatement] = [*extraction.agreements, *extraction.statements]
    for record in records:
        if record.attribution and record.attribution.source:
            used.add(record.attribution.source)
    represents = {actor.id: actor.represents for actor in extraction.actors}
    waiting = list(used)
    while waiting:
        other = represents.get(waiting.pop())
        if other and other not in used:
            used.add(other)
            waiting.append(other)
    return tuple(actor for actor in extraction.actors if actor.id in used)
