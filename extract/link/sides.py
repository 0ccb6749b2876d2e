"""Name the side of an actor: the state or organisation that it acts for, the same in every article.

A leader or a ministry stands for its state. A side is an ISO code, `org:` and the name of our table, or for an
organisation that no table has `org:`, its kind and its initials or name.
"""

from collections.abc import Mapping
from functools import lru_cache

from extract.entities.organisations import lookup_organisation
from extract.link.organisations import read_organisation
from extract.link.views import ActorView
from schemas import ActorKind

_STEPS = 4
"""Actors that act for one another, at most."""


def find_side(actor: ActorView, actors: Mapping[str, ActorView]) -> str | None:
    """Return the side of an actor; None of a person who acts for none."""
    actor = _find_principal(actor, actors)
    if actor.kind is ActorKind.PERSON:
        return None
    if actor.kind is ActorKind.STATE:
        return actor.country or _organisation(actor.name, actor.kind)
    if actor.kind is ActorKind.PUBLIC_BODY and actor.country:
        return actor.country
    return _organisation(actor.name, actor.kind)


def find_named_side(actor: ActorView, actors: Mapping[str, ActorView]) -> tuple[str, str]:
    """Return the side of an actor with the name that it has in the article; of a person without one the name alone."""
    side = find_side(actor, actors)
    return (side, _find_principal(actor, actors).name) if side else (f"person:{actor.name}", actor.name)


def _find_principal(actor: ActorView, actors: Mapping[str, ActorView]) -> ActorView:
    """The actor for which one acts in the end; itself if it acts for none."""
    for _ in range(_STEPS):
        principal = actors.get(actor.represents) if actor.represents else None
        if principal is None:
            break
        actor = principal
    return actor


@lru_cache(maxsize=65536)
def _organisation(name: str, kind: ActorKind) -> str:
    if known := lookup_organisation(name):
        return f"org:{known.name}"
    read = read_organisation(name)
    return f"org:{kind}:{read.initials or ' '.join(read.words)}"
