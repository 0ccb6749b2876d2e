"""Find the actors that an article presents as taking part in its events, beside those of its records."""

from extract.ask.rules.discourse import Discourse
from extract.ask.rules.salience import Salience
from extract.entities.cast import NamedAt
from extract.entities.nouns import NounClass, is_noun
from extract.entities.token_index import TokenIndex
from schemas import ActorKind, MentionForm

_PRESENT = frozenset(set(ActorKind) - {ActorKind.PERSON, ActorKind.MEDIA, ActorKind.GROUP})
_NEVER_PLACES = frozenset({ActorKind.IGO, ActorKind.ARMED_GROUP, ActorKind.PARTY})
"""Kinds that take part wherever they are named: "talks at the United Nations", "fighters of the Taliban"."""
_OFTEN_PLACES = frozenset({ActorKind.STATE, ActorKind.NGO, ActorKind.COMPANY})
_AT = frozenset({"in", "at", "near", "off", "into", "across", "outside", "inside", "around", "throughout"})
"""Prepositions before the name of a place."""
_WITHIN = frozenset({"within", "under"})
_SEATS = frozenset({"seat", "membership", "place"})
_ACTING = (NounClass.OFFICE, NounClass.STATE, NounClass.BODY, NounClass.PERSONS, NounClass.STATES)
"""Nouns of those who act for an organisation, or are it."""


def present(discourse: Discourse, has_records: bool) -> list[str]:
    """Return the keys of persons, and of states and organisations that are named and no mere places."""
    named = discourse.names_powers or discourse.cast.home
    if not (has_records or _names_states(discourse) or (discourse.is_on_security and named)):
        return []
    salience = Salience(discourse.cast, TokenIndex(discourse.analysis))
    return [place.key for place in discourse.cast.places if _takes_part(place, discourse, salience)]


def _names_states(discourse: Discourse) -> bool:
    """Whether the article names two states or more."""
    states = (place for place in discourse.cast.places if discourse.kind(place.key) is ActorKind.STATE)
    return len({place.key for place in states if place.form is not MentionForm.DEMONYM}) > 1


def _takes_part(place: NamedAt, discourse: Discourse, salience: Salience) -> bool:
    actor = discourse.cast.actors[place.key]
    if actor.kind is ActorKind.PERSON:
        return actor.known
    if not actor.known or actor.kind not in _PRESENT or place.form is MentionForm.DEMONYM:
        return False
    if actor.kind in _OFTEN_PLACES:
        return discourse.analysis.tokens[discourse.governor(place)].text.casefold() not in _AT
    if actor.kind is ActorKind.IGO and _is_framework(place, discourse):
        return False
    if actor.kind is ActorKind.PUBLIC_BODY and _is_in_title(place, discourse):
        return False
    return actor.kind in _NEVER_PLACES or salience.leads(place)


def _is_in_title(place: NamedAt, discourse: Discourse) -> bool:
    """Whether a public body is named only in the title of a person: "Defence Council Secretary Awa Diop"."""
    after = discourse.tokens_in(place.start, place.end).stop
    token = discourse.analysis.tokens[min(after, len(discourse.analysis.tokens) - 1)]
    holder = discourse.cast.at(*token.extent)
    named = holder is not None and discourse.kind(holder.key) is ActorKind.PERSON
    return named or is_noun(token.text, NounClass.OFFICE)


def _is_framework(place: NamedAt, discourse: Discourse) -> bool:
    """Whether an organisation is no more than that to which something belongs: "the UN Charter", "within the UN".

    Not one that its people or parts act for: "UN diplomats", "a NATO mission".
    """
    tokens = discourse.analysis.tokens
    name = tokens[discourse.tokens_in(place.start, place.end)[-1]]
    governor = tokens[name.head]
    if name.dep == "compound":
        return not is_noun(governor.lemma, *_ACTING)
    on_it = governor.lemma == "on" and tokens[governor.head].lemma in _SEATS
    return name.dep == "pobj" and (governor.text.casefold() in _WITHIN or on_it)
