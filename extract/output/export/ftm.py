"""A run as FollowTheMoney entities, one JSON object per line, which `ftm` and Aleph can load.

An article is an Article entity that the other entities give as their proof. An actor is a Person, PublicBody, Company
or Organization; it is one entity across articles if its name identifies it (`extract.output.export.ftm_actors`). An
agreement or a statement is an Event. The followthemoney library is not needed; the tests validate every entity with it.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.output.export.countries import ftm_languages
from extract.output.export.ftm_actors import ActorEntities, Entity, entity
from extract.output.export.titles import agreement_title, statement_title
from extract.output.load import Run
from extract.output.tables import ArticleKeys
from extract.output.tables.days import DateBasis, agreement_days, one_day, published_days
from extract.output.tables.record_links import ArticleLinks, Links
from extract.output.tables.sides import Sides
from schemas import Agreement, Article, ArticleExtraction, Duplicate, SecurityStatement

_PLAIN_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?")
_UNSAFE = re.compile(r"[^A-Za-z0-9-]+")
_ARTICLE = re.compile(r'"communique-(sha256)-([0-9a-f]+)(?:-\d+)?-article", "schema": "Article"')


def write(run: Run, path: Path) -> Mapping[str, int]:
    """Write the entities, and return their number by schema. An entity of several articles counts once."""
    path.touch()
    return extend(run, path)


def extend(run: Run, path: Path) -> Mapping[str, int]:
    """Add the entities of a run to a file.

    An actor that the file has already is written again with the same id; loaders merge both.
    """
    counts: Counter[str] = Counter()
    keys, copies, shared = ArticleKeys(), run.copies(), dict[str, Entity]()
    links = Links(run.link_entries())
    with path.open("a", encoding="utf-8") as file:
        for extraction in run:
            repeated = copies.of(extraction.article)
            linked = links.of_article(extraction.article.source_id, len(repeated))
            article = _ArticleEntities(extraction, keys.assign(extraction), repeated, linked)
            for one in article.entities(shared):
                _write_line(file, one, counts)
        for one in shared.values():
            _write_line(file, one, counts)
    return counts


def article_ids(path: Path) -> Iterator[str]:
    """The keys of the articles in a file."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            found = _ARTICLE.search(line[:200])
            if found:
                yield f"{found[1]}:{found[2]}"


def _write_line(file: Any, one: Entity, counts: Counter[str]) -> None:
    file.write(json.dumps(one, ensure_ascii=False) + "\n")
    counts[one["schema"]] += 1


@dataclass(frozen=True)
class _ArticleEntities:
    """Builds the entities of one article and its records."""

    extraction: ArticleExtraction
    key: str
    copies: Sequence[Duplicate]
    """Duplicates of the article, whose publishers and URLs are added to its own."""
    links: ArticleLinks

    def entities(self, shared: dict[str, Entity]) -> Iterator[Entity]:
        """The article, its records and its own actors; actors of several articles are added to `shared`."""
        yield self._article()
        sides = Sides(self.extraction)
        actors = ActorEntities(self.extraction, self.links, self._id("article"), self._id)
        yield from actors.entities(shared)
        for agreement in self.extraction.agreements:
            yield self._agreement(agreement, actors, sides)
        for statement in self.extraction.statements:
            yield self._statement(statement, actors, sides)

    def _article(self) -> Entity:
        article = self.extraction.article
        versions: list[Article | Duplicate] = [article, *self.copies]
        return entity(
            self._id("article"),
            "Article",
            title=[article.title],
            bodyText=[article.text],
            publisher=_unique(one.source for one in versions),
            publishedAt=_plain_dates([article.published]),
            sourceUrl=_unique(one.url for one in versions if one.url and one.url.startswith(("http://", "https://"))),
            language=[ftm_languages().get(article.language or "")],
        )

    def _agreement(self, agreement: Agreement, actors: ActorEntities, sides: Sides) -> Entity:
        value, published = agreement.value, self.extraction.article.published
        days = agreement_days(agreement, published)
        told = [date.edtf for date in agreement.dates] if days.basis is DateBasis.TOLD else []
        day = one_day(days, published)
        return entity(
            self._id(agreement.id),
            "Event",
            name=[agreement_title(agreement, self.extraction, sides)],
            involved=_unique(actors.id(party.actor) for party in agreement.parties),
            date=_plain_dates(told) or [day.isoformat() if day else None],
            keywords=["agreement", agreement.instrument.value, agreement.status.value],
            description=[agreement.subject, f"{value.amount} {value.currency}" if value else None],
            summary=[span.text for span in agreement.evidence],
            proof=[self._id("article")],
        )

    def _statement(self, statement: SecurityStatement, actors: ActorEntities, sides: Sides) -> Entity:
        published = self.extraction.article.published
        day = one_day(published_days(published), published)
        return entity(
            self._id(statement.id),
            "Event",
            name=[statement_title(statement, self.extraction, sides)],
            organizer=_unique(actors.id(actor) for actor in statement.speakers),
            involved=_unique(actors.id(actor) for actor in statement.recipients),
            date=[day.isoformat() if day else None],
            keywords=["statement", statement.act.value, *(["negated"] if statement.negated else [])],
            description=[statement.about],
            summary=[span.text for span in statement.evidence],
            proof=[self._id("article")],
        )

    def _id(self, record: str) -> str:
        return f"communique-{_UNSAFE.sub('-', self.key)}-{record}"


def _unique(values: Iterable[str | None]) -> list[str | None]:
    """The values in order, without repetitions."""
    return list(dict.fromkeys(values))


def _plain_dates(dates: Sequence[str | None]) -> list[str]:
    """The dates that FollowTheMoney can hold: days, months and years; intervals and seasons are left out."""
    return [date for date in dates if date and _PLAIN_DATE.fullmatch(date)]
