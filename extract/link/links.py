"""The result of linking: actors, deals and events across articles, copies, contradictions; and its JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from extract.link.contradictions import Contradiction
from extract.link.days import Days
from extract.link.life import Life, Member
from schemas import Act, Instrument


@dataclass(frozen=True)
class HeldOffice:
    """An office of a person, with the time for which articles give it."""

    office: str
    side: str
    first: Days | None
    last: Days | None


@dataclass(frozen=True)
class LinkedActor:
    """An actor across articles."""

    id: str
    name: str
    kind: str
    country: str | None
    wikidata: str | None
    aliases: tuple[str, ...]
    offices: tuple[HeldOffice, ...]
    members: tuple[Member, ...]
    """Article and name there."""
    first: Days | None
    """First report."""
    last: Days | None

    @property
    def place(self) -> tuple[int, Member]:
        """Return the place among all actors: by the first report."""
        return self.first.first if self.first else 0, self.members[0]


@dataclass(frozen=True)
class LinkedDeal:
    """An agreement across articles, with its life."""

    id: str
    label: str
    parties: tuple[str, ...]
    party_names: tuple[str, ...]
    instrument: Instrument
    members: tuple[Member, ...]
    life: Life
    reports: int
    """Articles that report it, copies included."""
    independent_sources: int
    contradictions: tuple[Contradiction, ...]
    first: Days | None
    last: Days | None


@dataclass(frozen=True)
class LinkedEvent:
    """A statement across articles."""

    id: str
    label: str
    speakers: tuple[str, ...]
    sides: tuple[str, ...]
    """Sides of the speakers."""
    act: Act
    recipients: tuple[str, ...]
    recipient_names: tuple[str, ...]
    members: tuple[Member, ...]
    reports: int
    """Articles that report it, copies included."""
    independent_sources: int
    contradictions: tuple[Contradiction, ...]
    first: Days | None
    last: Days | None


@dataclass(frozen=True)
class Links:
    """Everything that is linked."""

    actors: tuple[LinkedActor, ...]
    deals: tuple[LinkedDeal, ...]
    events: tuple[LinkedEvent, ...]
    originals: Mapping[str, str]
    """Original of each copy."""


def make_id(members: Sequence[Member]) -> str:
    """Return an id that depends on the first member alone, so that it stays when later reports are added."""
    return sha256("\0".join(members[0]).encode()).hexdigest()[:10]


def as_json(links: Links) -> dict[str, object]:
    """Return the links in the layout of links.json."""
    contradictions = [one for deal in links.deals for one in deal.contradictions]
    contradictions += [one for event in links.events for one in event.contradictions]
    return {
        "actors": [actor_as_json(actor) for actor in links.actors],
        "agreements": [deal_as_json(deal) for deal in links.deals],
        "statements": [event_as_json(event) for event in links.events],
        "copies": [list(pair) for pair in sorted(links.originals.items())],
        "contradictions": [contradiction_as_json(one) for one in sorted(contradictions)],
    }


def actor_as_json(actor: LinkedActor) -> dict[str, object]:
    """Return an actor as plain values."""
    return {
        "id": f"actor/{actor.id}",
        "name": actor.name,
        "kind": actor.kind,
        "country": actor.country,
        "wikidata": actor.wikidata,
        "aliases": list(actor.aliases),
        "offices": [
            {"office": held.office, "side": held.side or None, "first": _day(held.first), "last": _day(held.last)}
            for held in actor.offices
        ],
        "members": [list(member) for member in actor.members],
        "first_report": _day(actor.first),
        "last_report": _day(actor.last),
    }


def deal_as_json(deal: LinkedDeal) -> dict[str, object]:
    """Return a deal as plain values."""
    return {
        "id": f"deal/{deal.id}",
        "label": deal.label,
        "parties": list(deal.parties),
        "party_names": list(deal.party_names),
        "instrument": deal.instrument,
        "members": [list(member) for member in deal.members],
        "timeline": [
            {
                "status": stage.status,
                "date": stage.edtf,
                "from": [list(member) for member in stage.told_by],
                **({"disputed": True} if stage.disputed else {}),
                "first_reported": _day(stage.first_reported),
            }
            for stage in deal.life.stages
        ],
        "current_status": deal.life.current,
        "impossible_steps": [list(step) for step in deal.life.impossible],
        "reports": deal.reports,
        "independent_sources": deal.independent_sources,
        "first_report": _day(deal.first),
        "last_report": _day(deal.last),
    }


def event_as_json(event: LinkedEvent) -> dict[str, object]:
    """Return an event as plain values."""
    return {
        "id": f"event/{event.id}",
        "label": event.label,
        "speakers": list(event.speakers),
        "speaker_sides": list(event.sides),
        "act": event.act,
        "recipients": list(event.recipients),
        "recipient_names": list(event.recipient_names),
        "members": [list(member) for member in event.members],
        "reports": event.reports,
        "independent_sources": event.independent_sources,
        "first_report": _day(event.first),
        "last_report": _day(event.last),
    }


def contradiction_as_json(one: Contradiction) -> dict[str, object]:
    """Return a contradiction as plain values."""
    return {"about": one.about, "left": list(one.left), "right": list(one.right), "note": one.note}


def _day(days: Days | None) -> str | None:
    return str(days) if days else None
