"""Which deal, event or entity of a collection the records and actors of an article are of."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from schemas import Actor

SECTIONS = ("agreements", "statements")
"""The lists of links.json with deals and with events."""


@dataclass(frozen=True)
class Reports:
    """How many articles report a record, and how many sources among them are independent."""

    articles: int = 1
    independent: int = 1


@dataclass(frozen=True, slots=True)
class Link:
    """A deal or an event."""

    id: str
    reports: Reports


@dataclass(frozen=True, slots=True)
class EntityLink:
    """An entity, with its country to tell it from another one with the same name."""

    id: str
    country: str | None


@dataclass(frozen=True)
class ArticleLinks:
    """The links of one article; without any, its duplicates report its records too, but are no sources of their own."""

    copies: int = 0
    """Number of its duplicates."""
    records: Mapping[str, Link] = field(default_factory=dict)
    """Deals and events by the ids of records."""
    entities: Mapping[str, tuple[EntityLink, ...]] = field(default_factory=dict)
    """Entities by the names of actors."""

    def id_of(self, record: str) -> str | None:
        """Return the id of the deal or event of a record; None if it is of none."""
        link = self.records.get(record)
        return link.id if link else None

    def reports_of(self, record: str) -> Reports:
        """Return the reports of a record."""
        link = self.records.get(record)
        return link.reports if link else Reports(articles=1 + self.copies)

    def entity_of(self, actor: Actor) -> str | None:
        """Return the id of the entity of an actor; None if it is of none, or if its name leaves several.

        Links know an actor of an article by its name, so that two with one name are told apart by their countries.
        """
        named = self.entities.get(actor.name, ())
        found = [one for one in named if not (one.country and actor.country) or one.country == actor.country]
        return found[0].id if len(found) == 1 else None


NO_LINKS = ArticleLinks()


class Links:
    """The links of all articles, which are held in memory."""

    def __init__(self, entries: Iterable[tuple[str, Any]]) -> None:
        self._records: dict[str, dict[str, Link]] = {}
        self._entities: dict[str, dict[str, tuple[EntityLink, ...]]] = {}
        self.contradictions: Counter[str] = Counter()
        """Contradictions by deal or event."""
        for section, entry in entries:
            if section in SECTIONS:
                self._add_cluster(entry)
            elif section == "actors":
                self._add_entity(entry)
            elif section == "contradictions":
                self._count(entry)

    def __bool__(self) -> bool:
        return bool(self._records or self._entities)

    def of_article(self, source_id: str, copies: int) -> ArticleLinks:
        """Return the links of an article with so many duplicates."""
        return ArticleLinks(copies, self._records.get(source_id, {}), self._entities.get(source_id, {}))

    def _add_cluster(self, entry: Mapping[str, Any]) -> None:
        link = Link(entry["id"], Reports(entry["reports"], entry["independent_sources"]))
        for source_id, record in entry["members"]:
            self._records.setdefault(source_id, {})[record] = link

    def _add_entity(self, entry: Mapping[str, Any]) -> None:
        link = EntityLink(entry["id"], entry["country"])
        for source_id, name in entry["members"]:
            names = self._entities.setdefault(source_id, {})
            names[name] = (*names.get(name, ()), link)

    def _count(self, entry: Mapping[str, Any]) -> None:
        source_id, record = entry["left"]
        link = self._records.get(source_id, {}).get(record)
        if link:
            self.contradictions[link.id] += 1
