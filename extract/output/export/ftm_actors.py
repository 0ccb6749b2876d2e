"""The actors of a run as FollowTheMoney entities, one across articles if the name identifies the actor.

A state is identified by its code; an organisation by its kind, country and name, with the full name of those of the
table ("EU" is the European Union); a public body by the same if its state is known; a person by the side and a name of
at least two words. Every other actor ("protesters", "Wekesa") is an entity of its article alone. In a collection, the
entity is the one that linking found, which knows spellings and offices too.
"""

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from typing import Any

from extract.normalize.characters import plain
from extract.output.export.countries import ftm_codes
from extract.output.tables.record_links import ArticleLinks
from extract.output.tables.sides import Sides, organisation_name
from schemas import Actor, ActorKind, ArticleExtraction, MentionForm

Entity = dict[str, Any]

_SCHEMATA = {
    ActorKind.PERSON: "Person",
    ActorKind.STATE: "PublicBody",
    ActorKind.PUBLIC_BODY: "PublicBody",
    ActorKind.COMPANY: "Company",
}
"""FollowTheMoney schema by kind of actor; every other kind is an Organization."""
_TOPICS = {ActorKind.IGO: "gov.igo", ActorKind.STATE: "gov.national", ActorKind.PARTY: "pol.party"}
_NAMED = frozenset(
    {ActorKind.IGO, ActorKind.NGO, ActorKind.COMPANY, ActorKind.ARMED_GROUP, ActorKind.PARTY, ActorKind.MEDIA}
)
"""Kinds of organisations that their names identify."""


class ActorEntities:
    """Builds the entities of the actors of an article."""

    def __init__(
        self, extraction: ArticleExtraction, links: ArticleLinks, article: str, local_id: Callable[[str], str]
    ) -> None:
        self._extraction, self._sides, self._links = extraction, Sides(extraction), links
        self._article, self._local_id = article, local_id
        self._identities = {actor.id: self._identity(actor) for actor in extraction.actors}

    def id(self, actor: str) -> str:
        """The id of the entity of an actor."""
        return self._identities[actor] or self._local_id(actor)

    def entities(self, shared: dict[str, Entity]) -> Iterator[Entity]:
        """The entities of this article alone; those of several articles are added to `shared`."""
        for actor in self._extraction.actors:
            for one, is_shared in self._of_actor(actor):
                if is_shared:
                    _merge(shared, one)
                else:
                    yield one

    def _of_actor(self, actor: Actor) -> Iterator[tuple[Entity, bool]]:
        yield self._actor(actor), self._identities[actor.id] is not None
        if actor.represents and self.id(actor.represents) != self.id(actor.id):
            is_shared = bool(self._identities[actor.id] and self._identities[actor.represents])
            yield self._representation(actor, actor.represents, is_shared), is_shared

    def _actor(self, actor: Actor) -> Entity:
        is_person, side = actor.kind is ActorKind.PERSON, self._sides.of(actor.id)
        is_state = actor.kind is ActorKind.STATE
        name = side.name if side and (is_state or actor.kind in _NAMED) else actor.name
        short = {m.span.text for m in actor.mentions if m.form is MentionForm.SHORT_NAME} - {name}
        return entity(
            self.id(actor.id),
            _SCHEMATA.get(actor.kind, "Organization"),
            name=[name],
            alias=[actor.name if actor.name != name else None],
            weakAlias=sorted(" ".join(form.split()) for form in short),
            country=[_country(actor.country)],
            topics=[_TOPICS.get(actor.kind)],
            position=[actor.office] if is_person else [],
            wikidataId=[actor.wikidata],
            proof=[] if is_state else [self._article],
        )

    def _representation(self, actor: Actor, represented: str, is_shared: bool) -> Entity:
        both = _digest(f"{self.id(actor.id)}-for-{self.id(represented)}")
        return entity(
            f"communique-representation-{both}" if is_shared else self._local_id(f"{actor.id}-for-{represented}"),
            "Representation",
            agent=[self.id(actor.id)],
            client=[self.id(represented)],
            role=[actor.office],
            proof=[self._article],
        )

    def _identity(self, actor: Actor) -> str | None:
        """The id of an actor that is one across articles; None if its name does not identify it."""
        side, country = self._sides.of(actor.id), actor.country or ""
        if actor.kind is ActorKind.STATE:
            return f"communique-state-{country}" if country else None
        if linked := self._links.entity_of(actor):
            return f"communique-{linked.replace('/', '-')}"
        if actor.kind is ActorKind.PERSON:
            if side is None or len(actor.name.split()) < 2:
                return None
            return f"communique-person-{_digest(side.key, actor.name)}"
        if actor.kind in _NAMED:
            kind = actor.kind.value.replace("_", "-")
            return f"communique-{kind}-{_digest(country, organisation_name(actor.name))}"
        if actor.kind is ActorKind.PUBLIC_BODY and side and side.country:
            return f"communique-body-{_digest(side.country, actor.name)}"
        return None


def entity(entity_id: str, schema: str, **properties: Sequence[str | None]) -> Entity:
    """An entity without empty properties."""
    values = {name: [value for value in given if value] for name, given in properties.items()}
    return {"id": entity_id, "schema": schema, "properties": {name: kept for name, kept in values.items() if kept}}


def _merge(shared: dict[str, Entity], one: Entity) -> None:
    """Add the properties of an entity to those that other articles gave; the first proof is kept."""
    known = shared.setdefault(one["id"], one)
    if known is one:
        return
    for name, values in one["properties"].items():
        if name != "proof":
            have = known["properties"].setdefault(name, [])
            have.extend(value for value in values if value not in have)


def _digest(*parts: str) -> str:
    """A short hash of names, the same for any case and spelling of accents and spaces."""
    folded = "\n".join(" ".join(plain(part).casefold().split()) for part in parts)
    return sha256(folded.encode()).hexdigest()[:16]


def _country(code: str | None) -> str | None:
    return ftm_codes().get(code) if code else None
