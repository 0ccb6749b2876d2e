"""Two states or organisations by month: their deals, what each says to the other, and how much that is of all news."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from extract.run.collection.query import Row


@dataclass
class DyadMonth:
    """A month of a dyad. Deals and events count in the month of their first report, reports in their own."""

    month: str
    """`2024-11`; empty if the publication is not dated."""
    deals: list[str] = field(default_factory=list)
    """Ids; likewise the statements."""
    said: list[str] = field(default_factory=list)
    """Statements of the first side to or about the second."""
    answered: list[str] = field(default_factory=list)
    """Statements of the second side to or about the first."""
    reports: int = 0
    """Articles of the month that report one of the dyad's deals or statements."""
    independent_sources: int = 0
    """Sum of the independent sources of these deals and statements."""
    articles: int = 0
    """Articles of the collection."""

    @property
    def total(self) -> int:
        """Return the number of deals and statements; one that goes both ways counts once."""
        return len({*self.deals, *self.said, *self.answered})

    @property
    def per_hundred(self) -> float | None:
        """Return the deals and statements per 100 articles of the collection; None without articles."""
        return round(100 * self.total / self.articles, 2) if self.articles else None


def count_months(
    sides: tuple[str, str],
    deals: Iterable[Row],
    events: Iterable[Row],
    articles: Mapping[str, int],
    published: Mapping[str, str],
) -> list[DyadMonth]:
    """Return the months in which something of the dyad was reported, in order.

    `articles` counts those of the collection by month; `published` gives the month of each article.
    """
    months: defaultdict[str, DyadMonth] = defaultdict(lambda: DyadMonth(""))
    reports: set[str] = set()

    def month_of(row: Row) -> DyadMonth:
        reports.update(source_id for source_id, _ in row["members"])
        found = months[(row["first_report"] or "")[: len("2024-11")]]
        found.independent_sources += row["independent_sources"]
        return found

    for deal in deals:
        month_of(deal).deals.append(deal["id"])
    for event in events:
        month = month_of(event)
        for said, (speaker, recipient) in ((month.said, sides), (month.answered, sides[::-1])):
            if speaker in event["speaker_sides"] and recipient in event["recipients"]:
                said.append(event["id"])
    counted = Counter(published.get(source_id, "") for source_id in reports)
    for name in {*months, *counted}:
        month = months[name]
        month.month, month.reports, month.articles = name, counted[name], articles.get(name, 0)
    return [months[name] for name in sorted(months)]


def month_as_row(month: DyadMonth) -> Row:
    """Return a month as plain values, with the ids behind each figure."""
    return {
        "month": month.month or None,
        "deals": len(month.deals),
        "said": len(month.said),
        "answered": len(month.answered),
        "reports": month.reports,
        "independent_sources": month.independent_sources,
        "articles": month.articles,
        "per_100_articles": month.per_hundred,
        "ids": {"deals": month.deals, "said": month.said, "answered": month.answered},
    }
