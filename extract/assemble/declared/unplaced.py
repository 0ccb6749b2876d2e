"""Tell of parties that no table knows: they stay parties, without a country, and an issue says so."""

from collections.abc import Iterable, Iterator, Mapping

from extract.entities.organisations import lookup_organisation
from extract.verify.declared.proved import ProvedActor, ProvedAgreement
from schemas import ActorKind, Issue

_PLACED = frozenset({ActorKind.STATE, ActorKind.GROUP})
"""Kinds of actors that a table of states or organisations should know if they conclude agreements."""


def unplaced(agreement: ProvedAgreement, actors: Mapping[str, ProvedActor]) -> Iterator[Issue]:
    """Yield an issue for each party without a country that is in no table: Zubrowka, not Mali, not the UN."""
    for actor in dict.fromkeys(party.actor for party in agreement.parties):
        party = actors[actor]
        if party.kind in _PLACED and party.country is None and not _is_known(party.words):
            message = f"no table knows {party.name!r}: it is a party without a country"
            yield Issue(code="party", message=message, field="parties", model_value=party.name, code_value=None)


def _is_known(names: Iterable[str]) -> bool:
    return any(lookup_organisation(name) for name in names)
