"""A run as FollowTheMoney entities, one JSON object per line, which `ftm` and Aleph can load.

An article is an Article entity that the other entities give as their proof. An actor is a Person, PublicBody, Company
or Organization; a state is one entity in all articles. An agreement or a statement is an Event. The followthemoney
library is not needed; the tests validate every entity with it.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from extract.output.load import Run
from extract.output.tables import ArticleKeys
from schemas import Actor, ActorKind, Agreement, Article, ArticleExtraction, Duplicate, MentionForm, SecurityStatement

Entity = dict[str, Any]

_SCHEMATA = {
    ActorKind.PERSON: "Person",
    ActorKind.STATE: "PublicBody",
    ActorKind.PUBLIC_BODY: "PublicBody",
    ActorKind.COMPANY: "Company",
}
"""FollowTheMoney schema by kind of actor; every other kind is an Organization."""
_TOPICS = {ActorKind.IGO: "gov.igo", ActorKind.STATE: "gov.national", ActorKind.PARTY: "pol.party"}
_STATE = "communique-state-"
"""Prefix of the entity id of a state; its country code follows."""
_PLAIN_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?")
_UNSAFE = re.compile(r"[^A-Za-z0-9-]+")


def write(run: Run, path: Path) -> Mapping[str, int]:
    """Write the entities, and return their number by schema. A state that several articles name counts once."""
    counts: Counter[str] = Counter()
    keys = ArticleKeys()
    states: set[str] = set()
    copies = run.copies()
    with path.open("w", encoding="utf-8") as file:
        for extraction in run:
            article = _ArticleEntities(extraction, keys.assign(extraction), copies.of(extraction.article))
            for entity in article.entities():
                if entity["id"] in states:
                    continue
                if entity["id"].startswith(_STATE):
                    states.add(entity["id"])
                file.write(json.dumps(entity, ensure_ascii=False) + "\n")
                counts[entity["schema"]] += 1
    return counts


@dataclass(frozen=True)
class _ArticleEntities:
    """Builds the entities of one article and its records."""

    extraction: ArticleExtraction
    key: str
    copies: Sequence[Duplicate]
    """Duplicates of the article, whose publishers and URLs are added to its own."""

    def entities(self) -> Iterator[Entity]:
        """All entities of the article; the Article comes first."""
        yield self._article()
        for actor in self.extraction.actors:
            yield self._actor(actor)
            if actor.represents:
                yield self._representation(actor, actor.represents)
        for agreement in self.extraction.agreements:
            yield self._agreement(agreement)
        for statement in self.extraction.statements:
            yield self._statement(statement)

    def _article(self) -> Entity:
        article = self.extraction.article
        versions: list[Article | Duplicate] = [article, *self.copies]
        return self._entity(
            self._id("article"),
            "Article",
            title=[article.title],
            bodyText=[article.text],
            publisher=_unique(one.source for one in versions),
            publishedAt=_plain_dates([article.published]),
            sourceUrl=_unique(one.url for one in versions if one.url and one.url.startswith(("http://", "https://"))),
            language=[article.language],
        )

    def _actor(self, actor: Actor) -> Entity:
        country = [_country(actor.country)]
        if actor.kind is ActorKind.STATE and actor.country:
            return self._entity(
                f"{_STATE}{actor.country}",
                "PublicBody",
                name=[actor.name],
                country=country,
                topics=[_TOPICS[ActorKind.STATE]],
            )
        person = actor.kind is ActorKind.PERSON
        short = {m.span.text for m in actor.mentions if m.form is MentionForm.SHORT_NAME} - {actor.name}
        return self._entity(
            self._id(actor.id),
            _SCHEMATA.get(actor.kind, "Organization"),
            name=[actor.name],
            weakAlias=sorted(" ".join(name.split()) for name in short),
            country=country,
            topics=[_TOPICS.get(actor.kind)],
            position=[actor.office] if person else [],
            wikidataId=[actor.wikidata],
            proof=[self._id("article")],
        )

    def _representation(self, actor: Actor, represented: str) -> Entity:
        return self._entity(
            self._id(f"{actor.id}-for-{represented}"),
            "Representation",
            agent=[self._actor_id(actor.id)],
            client=[self._actor_id(represented)],
            role=[actor.office],
            proof=[self._id("article")],
        )

    def _agreement(self, agreement: Agreement) -> Entity:
        value = agreement.value
        return self._entity(
            self._id(agreement.id),
            "Event",
            name=[agreement.subject],
            involved=[self._actor_id(party.actor) for party in agreement.parties],
            date=_plain_dates([date.edtf for date in agreement.dates]),
            keywords=["agreement", agreement.instrument.value, agreement.status.value],
            description=[f"{value.amount} {value.currency}" if value else None],
            summary=[span.text for span in agreement.evidence],
            proof=[self._id("article")],
        )

    def _statement(self, statement: SecurityStatement) -> Entity:
        keywords = ["statement", statement.act.value, *(["negated"] if statement.negated else [])]
        return self._entity(
            self._id(statement.id),
            "Event",
            name=[statement.about or statement.cue.text],
            organizer=[self._actor_id(actor) for actor in statement.speakers],
            involved=[self._actor_id(actor) for actor in statement.recipients],
            keywords=keywords,
            summary=[span.text for span in statement.evidence],
            proof=[self._id("article")],
        )

    def _actor_id(self, actor_id: str) -> str:
        actor = self.extraction.actor(actor_id)
        if actor.kind is ActorKind.STATE and actor.country:
            return f"{_STATE}{actor.country}"
        return self._id(actor_id)

    def _id(self, record: str) -> str:
        return f"communique-{_UNSAFE.sub('-', self.key)}-{record}"

    def _entity(self, entity_id: str, schema: str, **properties: Sequence[str | None]) -> Entity:
        """An entity without empty properties."""
        values = {name: [value for value in given if value] for name, given in properties.items()}
        return {"id": entity_id, "schema": schema, "properties": {name: kept for name, kept in values.items() if kept}}


def _unique(values: Iterable[str | None]) -> list[str | None]:
    """The values in order, without repetitions."""
    return list(dict.fromkeys(values))


def _plain_dates(dates: Sequence[str | None]) -> list[str]:
    """The dates that FollowTheMoney can hold: days, months and years; intervals and seasons are left out."""
    return [date for date in dates if date and _PLAIN_DATE.fullmatch(date)]


def _country(code: str | None) -> str | None:
    return _country_codes().get(code) if code else None


@cache
def _country_codes() -> dict[str, str]:
    """FollowTheMoney's country code by ISO 3166-1 alpha-3 code."""
    text = files("extract.output.export.data").joinpath("countries.tsv").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {alpha3: code for alpha3, code in pairs}
