"""Find the actors that an article presents as taking part in its events, beside those of its records."""

from extract.ask.rules.discourse import Discourse
from extract.ask.rules.salience import Salience
from extract.entities.cast import NamedAt
from extract.entities.token_index import TokenIndex
from schemas import ActorKind, MentionForm

_PRESENT = frozenset(
    {ActorKind.STATE, ActorKind.IGO, ActorKind.ARMED_GROUP, ActorKind.NGO, ActorKind.COMPANY, ActorKind.PUBLIC_BODY}
)
_NEVER_PLACES = frozenset({ActorKind.IGO, ActorKind.ARMED_GROUP})
"""Kinds that take part wherever they are named: "talks at the United Nations", "fighters of the Taliban"."""
_AT = frozenset({"in", "at", "near", "off", "into", "across", "outside", "inside", "around", "throughout"})
"""Prepositions before the name of a place."""


def present(discourse: Discourse, has_records: bool) -> list[str]:
    """Return the keys of persons, and of states and organisations that are named and no mere places."""
    if not (has_records or discourse.is_on_security or _names_states(discourse)):
        return []
    salience = Salience(discourse.cast, TokenIndex(discourse.analysis))
    return [place.key for place in discourse.cast.places if _takes_part(place, discourse, salience)]


def _names_states(discourse: Discourse) -> bool:
    """Whether the article names two states or more."""
    return len({place.key for place in discourse.cast.places if discourse.kind(place.key) is ActorKind.STATE}) > 1


def _takes_part(place: NamedAt, discourse: Discourse, salience: Salience) -> bool:
    actor = discourse.cast.actors[place.key]
    if actor.kind is ActorKind.PERSON:
        return actor.known
    if not actor.known or actor.kind not in _PRESENT or place.form is MentionForm.DEMONYM:
        return False
    if actor.kind is ActorKind.STATE:
        return discourse.analysis.tokens[discourse.governor(place)].text.casefold() not in _AT
    return actor.kind in _NEVER_PLACES or salience.leads(place)
