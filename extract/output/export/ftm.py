"""A run as FollowTheMoney entities, one JSON object a line, as `ftm` and Aleph load them.

Articles are documents that prove the rest; actors are persons, public bodies and organisations, and a state is one
entity in all articles; agreements and statements are events. The format's own library is not needed: the tests check
every entity with it.
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
from extract.output.tables import Numbering
from schemas import Actor, ActorKind, Agreement, Article, ArticleExtraction, Duplicate, MentionForm, SecurityStatement

Entity = dict[str, Any]

_SCHEMATA = {
    ActorKind.PERSON: "Person",
    ActorKind.STATE: "PublicBody",
    ActorKind.PUBLIC_BODY: "PublicBody",
    ActorKind.COMPANY: "Company",
}
"""All other kinds are organisations."""
_TOPICS = {ActorKind.IGO: "gov.igo", ActorKind.STATE: "gov.national", ActorKind.PARTY: "pol.party"}
_STATE = "communique-state-"
"""How the ids of states begin; the code of the state follows."""
_PLAIN_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?")
_UNSAFE = re.compile(r"[^A-Za-z0-9-]+")


def write(run: Run, path: Path) -> Mapping[str, int]:
    """The entities written, by schema; a state that several articles name counts once."""
    counts: Counter[str] = Counter()
    numbering = Numbering()
    states: set[str] = set()
    copies = run.copies()
    with path.open("w", encoding="utf-8") as file:
        for found in run:
            for entity in _Page(found, numbering.key(found), copies.of(found.article)).entities():
                if entity["id"] in states:
                    continue
                if entity["id"].startswith(_STATE):
                    states.add(entity["id"])
                file.write(json.dumps(entity, ensure_ascii=False) + "\n")
                counts[entity["schema"]] += 1
    return counts


@dataclass(frozen=True)
class _Page:
    """One article and its records."""

    found: ArticleExtraction
    key: str
    copies: Sequence[Duplicate]
    """Articles that repeat it: their publishers and addresses are its own too."""

    def entities(self) -> Iterator[Entity]:
        """All entities of the article, the article first."""
        yield self._article()
        for actor in self.found.actors:
            yield self._actor(actor)
            if actor.represents:
                yield self._representation(actor, actor.represents)
        for deal in self.found.agreements:
            yield self._agreement(deal)
        for said in self.found.statements:
            yield self._statement(said)

    def _article(self) -> Entity:
        article = self.found.article
        told: list[Article | Duplicate] = [article, *self.copies]
        return self._entity(
            self._id("article"),
            "Article",
            title=[article.title],
            bodyText=[article.text],
            publisher=_each(one.source for one in told),
            publishedAt=_dates([article.published]),
            sourceUrl=_each(one.url for one in told if one.url and one.url.startswith(("http://", "https://"))),
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

    def _agreement(self, deal: Agreement) -> Entity:
        value = deal.value
        return self._entity(
            self._id(deal.id),
            "Event",
            name=[deal.subject],
            involved=[self._actor_id(party.actor) for party in deal.parties],
            date=_dates([date.edtf for date in deal.dates]),
            keywords=["agreement", deal.instrument.value, deal.status.value],
            description=[f"{value.amount} {value.currency}" if value else None],
            summary=[span.text for span in deal.evidence],
            proof=[self._id("article")],
        )

    def _statement(self, said: SecurityStatement) -> Entity:
        keywords = ["statement", said.act.value, *(["negated"] if said.negated else [])]
        return self._entity(
            self._id(said.id),
            "Event",
            name=[said.about or said.cue.text],
            organizer=[self._actor_id(one) for one in said.speakers],
            involved=[self._actor_id(one) for one in said.recipients],
            keywords=keywords,
            summary=[span.text for span in said.evidence],
            proof=[self._id("article")],
        )

    def _actor_id(self, actor_id: str) -> str:
        actor = self.found.actor(actor_id)
        if actor.kind is ActorKind.STATE and actor.country:
            return f"{_STATE}{actor.country}"
        return self._id(actor_id)

    def _id(self, record: str) -> str:
        return f"communique-{_UNSAFE.sub('-', self.key)}-{record}"

    def _entity(self, entity_id: str, schema: str, **properties: Sequence[str | None]) -> Entity:
        kept = {name: [value for value in values if value] for name, values in properties.items()}
        return {"id": entity_id, "schema": schema, "properties": {name: found for name, found in kept.items() if found}}


def _each(values: Iterable[str | None]) -> list[str | None]:
    """The values in their order, each once."""
    return list(dict.fromkeys(values))


def _dates(found: Sequence[str | None]) -> list[str]:
    """The dates that the format can tell: days, months and years, but no intervals and seasons."""
    return [date for date in found if date and _PLAIN_DATE.fullmatch(date)]


def _country(code: str | None) -> str | None:
    return _codes().get(code) if code else None


@cache
def _codes() -> dict[str, str]:
    text = files("extract.output.export.data").joinpath("countries.tsv").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {ours: theirs for ours, theirs in pairs}
