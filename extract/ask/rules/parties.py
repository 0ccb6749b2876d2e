"""Find the parties of an agreement: the states and organisations that act in the words of its stage and instrument."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.ask.rules.discourse import Discourse
from extract.entities.cast import Keys, state_key
from extract.language.analysis import Cue, CueKind
from schemas import ActorKind, PartyRole, Status

_BINDABLE = frozenset(
    {
        ActorKind.STATE,
        ActorKind.IGO,
        ActorKind.NGO,
        ActorKind.COMPANY,
        ActorKind.ARMED_GROUP,
        ActorKind.PARTY,
        ActorKind.GROUP,
    }
)
_UNILATERAL = frozenset({Status.RATIFIED, Status.SUSPENDED, Status.WITHDRAWN, Status.TERMINATED, Status.REJECTED})
"""Stages that one party can bring about alone."""
_BODIES = (ActorKind.IGO,)


@dataclass(frozen=True)
class ProposedParty:
    """An actor with its part in an agreement."""

    key: str
    role: PartyRole
    explicit: bool = True


def find_parties(cue: Cue, instruments: list[Cue], status: Status, discourse: Discourse) -> tuple[ProposedParty, ...]:
    """Return the parties that the words of a stage and of its instruments name; officials stand for their state."""
    agents, others = (discourse.actors(ones, cue) for ones in (cue.agents, cue.addressees))
    named = [key for one in instruments for key in _named_with(one, discourse)]
    if not instruments and cue.matter:
        named += discourse.joined(cue.matter)
    sale = sale_within(cue, instruments, discourse)
    sold = discourse.actors(sale.addressees, sale) if sale else ()
    parties = parties_of((*agents, *others, *named, *sold), status, discourse)
    roles, others = (sale.roles, sold) if sale else (cue.roles, others)
    parties = _with_roles(parties, roles, {discourse.cast.principal(key) for key in others})
    own = parties_of(_own_side(cue, discourse), status, discourse) if others and len(parties) == 1 else ()
    return (*(replace(one, explicit=False) for one in own if one.key != parties[0].key), *parties)


def sale_within(cue: Cue, instruments: list[Cue], discourse: Discourse) -> Cue | None:
    """Return what a contract is to bring about: "buy" of "signed a contract to buy tanks from Chad"."""
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
    alone = len(bound) == 1 and discourse.kind(bound[0]) in _BODIES and status in (Status.ADOPTED, Status.AGREED)
    return tuple(ProposedParty(key, PartyRole.BODY if alone else PartyRole.PARTY) for key in bound)


def _named_with(instrument: Cue, discourse: Discourse) -> Keys:
    """The actors in "the pact between Mali and Chad", "Mali's treaty with Chad"."""
    found = discourse.actors((*instrument.agents, *instrument.addressees), instrument)
    return tuple(key for key in found if discourse.cast.actors[key].known)


def infer_parties(
    named: tuple[ProposedParty, ...], status: Status, position: int, discourse: Discourse
) -> tuple[ProposedParty, ...]:
    """Return the parties, completed by those that the text is about; empty if a second one is missing.

    These are the two states that the article is about, else those that the last sentences name together. "Mali met
    Chad. A pact was signed": the two. "Mali ratified the convention": Mali alone.
    """
    if len(named) > 1 or (named and (named[0].role is PartyRole.BODY or status in _UNILATERAL)):
        return named
    told = {party.key for party in named}
    sides = next((sides for sides in _sides(position, discourse) if sides and told <= set(sides)), ())
    missing = tuple(ProposedParty(key, PartyRole.PARTY, explicit=False) for key in sides if key not in told)
    return (*named, *missing) if missing else ()


def _sides(position: int, discourse: Discourse) -> Iterator[Keys]:
    """Those who may be bound where the text does not say who is, the most probable first."""
    yield discourse.references.pair
    yield discourse.references.together(position)
