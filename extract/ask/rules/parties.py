"""Find the parties of an agreement: the states and organisations that act in the words of its stage and instrument."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.ask.rules.discourse import Discourse
from extract.ask.rules.holders import beneficiaries, counterparts, holders, is_empty
from extract.ask.rules.mediators import mediators
from extract.ask.rules.named_parties import named_inside, named_with, places_of_others, whom
from extract.entities.cast import Keys, state_key
from extract.language.analysis import Cue, CueKind
from schemas import ActorKind, Instrument, PartyRole, Status

_BINDABLE = frozenset(
    {
        ActorKind.STATE,
        ActorKind.IGO,
        ActorKind.PUBLIC_BODY,
        ActorKind.NGO,
        ActorKind.COMPANY,
        ActorKind.ARMED_GROUP,
        ActorKind.PARTY,
        ActorKind.GROUP,
    }
)
_UNILATERAL = frozenset({Status.RATIFIED, Status.SUSPENDED, Status.WITHDRAWN, Status.TERMINATED, Status.REJECTED})
"""Stages that one party can bring about alone."""
_NAMED = frozenset(
    {Instrument.MEMORANDUM_OF_UNDERSTANDING, Instrument.TREATY, Instrument.PROTOCOL, Instrument.CONVENTION}
)
_ENOUGH = 2
"""Parties of an agreement, at least."""
_OF_SEVERAL = ("European", "African", "Pan-African", "Latin American", "Arab", "Nordic", "Inter")
"""How names of public bodies of several states begin."""
_TOLD = frozenset({"announce-deal"})
"""Triggers whose agents may only tell of an agreement of others: "Togo announced a truce between Mali and Chad"."""


@dataclass(frozen=True)
class ProposedParty:
    """An actor with its part in an agreement."""

    key: str
    role: PartyRole
    explicit: bool = True


def find_parties(cue: Cue, instruments: list[Cue], status: Status, discourse: Discourse) -> tuple[ProposedParty, ...]:
    """Return the parties that the words of a stage and of its instruments name; officials stand for their state."""
    acting = [one for one in cue.agents if not is_empty(one.head, discourse)]
    agents, others = (whom(ones, cue, discourse) for ones in (acting, cue.addressees))
    named = tuple(key for one in instruments for key in named_with(one, discourse))
    if status is Status.RATIFIED and agents:
        named, others = (_without_bodies(keys, discourse) for keys in (named, others))
    if cue.trigger in _TOLD and len(parties_of(named, status, discourse)) > 1:
        agents = ()
    if not instruments and cue.matter:
        named += discourse.joined(cue.matter)
    sale = sale_within(cue, instruments, discourse)
    sold = discourse.actors(sale.addressees, sale) if sale else ()
    parties = parties_of((*agents, *others, *named, *sold), status, discourse)
    roles, others = (sale.roles, sold) if sale else (cue.roles, others)
    if len(parties) == 1 and PartyRole.RECIPIENT in roles:
        others = beneficiaries(sale or cue, discourse)
        parties = parties_of((*agents, *named, *others), status, discourse)
    parties = _completed(parties, cue, instruments, status, discourse)
    parties = _with_roles(parties, roles, {discourse.cast.principal(key) for key in others})
    parties = _with_mediators(parties, mediators(cue, instruments, discourse), status, discourse)
    own = parties_of(_own_side(cue, discourse), status, discourse) if others and len(parties) == 1 else ()
    return (*(replace(one, explicit=False) for one in own if one.key != parties[0].key), *parties)


def _without_bodies(keys: Keys, discourse: Discourse) -> Keys:
    """The actors without organisations, whose convention it is that others ratify: "ratified the UN convention"."""
    return tuple(key for key in keys if discourse.kind(key) is not ActorKind.IGO)


def _completed(
    parties: tuple[ProposedParty, ...], cue: Cue, instruments: list[Cue], status: Status, discourse: Discourse
) -> tuple[ProposedParty, ...]:
    """The parties; of fewer than two, with those who act around the stage, and those whom its matter names."""
    staged = cue.kind is CueKind.STAGE or status is not Status.UNKNOWN
    if len(parties) < _ENOUGH and (staged or (parties and cue.addressees)):
        parties = _joined(parties, parties_of(holders(cue, cue.head, discourse), status, discourse))
    if not any(discourse.cast.actors[party.key].known for party in parties):
        parties = parties_of(named_inside(instruments, discourse), status, discourse) or parties
    if len(parties) < _ENOUGH and (parties or status is not Status.UNKNOWN):
        more = counterparts(*places_of_others(cue, instruments), discourse)
        parties = _joined(parties, parties_of(more, status, discourse))
    return parties


def _with_mediators(
    parties: tuple[ProposedParty, ...], keys: Keys, status: Status, discourse: Discourse
) -> tuple[ProposedParty, ...]:
    """The parties, and after them those who mediate."""
    between = (replace(one, role=PartyRole.MEDIATOR) for one in parties_of(keys, status, discourse))
    kept = {party.key: party for party in parties if party.key not in keys}
    return tuple((kept | {party.key: party for party in between}).values())


def _joined(parties: tuple[ProposedParty, ...], more: tuple[ProposedParty, ...]) -> tuple[ProposedParty, ...]:
    """The parties, and those of the others that are none of them."""
    keys = {party.key for party in parties}
    return (*parties, *(party for party in more if party.key not in keys))


def sale_within(cue: Cue, instruments: list[Cue], discourse: Discourse) -> Cue | None:
    """Return what a contract is to bring about: "buy" of "signed a contract to buy tanks from Chad".

    Not the formation of "a memorandum on the formation of a council", which keeps its kind.
    """
    if instruments and all(one.label in _NAMED for one in instruments):
        return None
    matters = [one.matter for one in instruments if one.matter]
    for inner in discourse.beside(cue, CueKind.STAGE):
        if inner is not cue and inner.instrument and any(matter.holds(inner.extent) for matter in matters):
            return inner
    return None


def _own_side(cue: Cue, discourse: Discourse) -> Keys:
    """Those for whom the text speaks: "Diop said that a pact had been signed with Chad"."""
    said = (discourse.sources(attribution) for attribution in discourse.attributions(cue))
    home = (state_key(discourse.cast.home),) if discourse.cast.home else ()
    return next((keys for keys in said if keys), home)


def _with_roles(
    parties: tuple[ProposedParty, ...], roles: tuple[str, str], others: set[str]
) -> tuple[ProposedParty, ...]:
    """The parties with the roles that a stage gives its agents and the others: supplier and recipient of a sale."""
    return tuple(
        party if party.role is PartyRole.BODY else replace(party, role=PartyRole(roles[party.key in others]))
        for party in parties
    )


def parties_of(keys: Keys, status: Status, discourse: Discourse) -> tuple[ProposedParty, ...]:
    """Return the parties for which these actors stand: no persons of their own, and no media."""
    principals = (discourse.cast.principal(key) for key in keys)
    bound = tuple(dict.fromkeys(key for key in principals if discourse.kind(key) in _BINDABLE))
    alone = len(bound) == 1 and _is_body(bound[0], discourse) and status in (Status.ADOPTED, Status.AGREED)
    return tuple(ProposedParty(key, PartyRole.BODY if alone else PartyRole.PARTY) for key in bound)


def _is_body(key: str, discourse: Discourse) -> bool:
    """Whether an actor adopts texts alone: an organisation, or a public body that belongs to no state."""
    actor = discourse.cast.actors[key]
    stateless = actor.kind is ActorKind.PUBLIC_BODY and actor.country is None and actor.name.startswith(_OF_SEVERAL)
    return actor.kind is ActorKind.IGO or stateless


def infer_parties(
    named: tuple[ProposedParty, ...], status: Status, cue: Cue, discourse: Discourse
) -> tuple[ProposedParty, ...]:
    """Return the parties, completed by those that the text is about; empty if a second one is missing.

    These are the two states that the article is about, else those that the last sentences name together. "Mali met
    Chad. A pact was signed": the two. "Mali ratified the convention": Mali alone.
    """
    bound = tuple(party for party in named if party.role is not PartyRole.MEDIATOR)
    if len(bound) > 1 or (bound and (bound[0].role is PartyRole.BODY or status in _UNILATERAL)):
        return named
    told = {party.key for party in named}
    found = _sides(cue, _is_of_two(cue, bound, status), discourse)
    sides = next((sides for sides in found if sides and {party.key for party in bound} <= set(sides)), ())
    missing = tuple(ProposedParty(key, PartyRole.PARTY, explicit=False) for key in sides if key not in told)
    return (*named, *missing) if missing else ()


def _is_of_two(cue: Cue, named: tuple[ProposedParty, ...], status: Status) -> bool:
    """Whether the two states of a sentence may be the parties: not of "Mali agreed to end its row with Chad"."""
    alone = bool(named) and cue.trigger == "agree-to"
    return not alone and (bool(named) or status is not Status.UNKNOWN)


def _sides(cue: Cue, near: bool, discourse: Discourse) -> Iterator[Keys]:
    """Those who may be bound where the text does not say who is, the most probable first; `near` also those two that
    the sentence alone names, or the one before it."""
    yield discourse.references.pair
    yield discourse.references.together(cue.extent.start)
    if near:
        yield from (keys for keys in _named_near(cue, discourse) if len(keys) == _ENOUGH)


def _named_near(cue: Cue, discourse: Discourse) -> Iterator[Keys]:
    """The states that the sentence of a cue names or whose officials it names, then those of the sentence before."""
    number = discourse.number(cue)
    for sentence in reversed(discourse.shown.sentences[max(0, number - 2) : number]):
        places = discourse.cast.within(sentence.start, sentence.end)
        keys = dict.fromkeys(discourse.cast.principal(place.key) for place in places)
        yield tuple(key for key in keys if discourse.kind(key) is ActorKind.STATE)
