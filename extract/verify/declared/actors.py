"""Prove declared actors: the article names each of them, and tables of names confirm or correct the state of each.

What no table knows keeps what the model declared, and says so. Two declarations of the same actor become one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.entities.organisations import find_organisations, lookup_organisation
from extract.verify.declared.faults import Fault, FaultReason
from extract.verify.declared.proved import ProvedActor
from extract.verify.declared.state_names import StateNames
from extract.verify.declared.words import ArticleWords
from schemas import ActorBasis, ActorKind, Basis, Issue, RecordKind
from schemas.declared import DeclaredActor

_CODE = re.compile(r"[A-Z]{3}")
_WORD = re.compile(r"[^\W\d_][\w’'-]+")


@dataclass(frozen=True)
class ProvedActors:
    """The actors of an answer."""

    actors: tuple[ProvedActor, ...]
    ids: dict[str, str]
    """The id under which each proved actor is kept, by the id that the answer gives it."""
    faults: tuple[Fault, ...]


def prove_actors(declared: Sequence[DeclaredActor], words: ArticleWords, names: StateNames) -> ProvedActors:
    """Return the declared actors that the article names."""
    kept: dict[tuple[str, str], ProvedActor] = {}
    ids: dict[str, str] = {}
    faults = []
    for index, actor in enumerate(declared):
        naming = _naming(actor, words, names)
        if not naming:
            faults.append(_unknown(actor, index))
            continue
        proved = _proved(actor, naming, names)
        first = kept.setdefault(_identity(proved), proved)
        kept[_identity(proved)] = _joined(first, proved)
        ids[actor.id] = first.id
    actors = tuple(_represented(actor, ids, list(kept.values())) for actor in kept.values())
    return ProvedActors(actors, ids, tuple(faults))


def _naming(actor: DeclaredActor, words: ArticleWords, names: StateNames) -> tuple[str, ...]:
    """The words by which the article calls the actor, its name first; empty if it has none."""
    given = [one for one in (actor.name, actor.words) if one and _is_named(one, words)]
    if given:
        return tuple(dict.fromkeys(given))
    if actor.kind == ActorKind.STATE and actor.country:
        return tuple(dict.fromkeys(span.text for span in names.places(actor.country)))
    return _parts(actor, words) or _aliases(actor, words)


def _is_named(name: str, words: ArticleWords) -> bool:
    """Whether the article, or the name of its publisher, holds these words."""
    return bool(words.find_name(name)) or name.casefold() in (words.article.source or "").casefold()


def _parts(actor: DeclaredActor, words: ArticleWords) -> tuple[str, ...]:
    """The longest part of a person's name that the article holds: its last words, else its first."""
    if actor.kind != ActorKind.PERSON:
        return ()
    parts = _WORD.findall(actor.name)
    tails = [" ".join(parts[start:]) for start in range(1, len(parts))]
    heads = [" ".join(parts[:end]) for end in range(len(parts) - 1, 0, -1)]
    return tuple(part for part in (*tails, *heads) if words.find_name(part))[:1]


def _aliases(actor: DeclaredActor, words: ArticleWords) -> tuple[str, ...]:
    """Other names of an organisation, from the table, that the article holds."""
    known = lookup_organisation(actor.name)
    found = find_organisations(words.article.text) if known else ()
    text = words.article.text
    return tuple(dict.fromkeys(text[one.start : one.end] for one in found if one.organisation == known))


def _unknown(actor: DeclaredActor, index: int) -> Fault:
    message = f"the article does not name the actor {actor.name!r}"
    words = f" and does not hold {actor.words!r}" if actor.words else ""
    sought = actor.words or actor.name
    return Fault(RecordKind.ACTOR, index, None, "words", FaultReason.UNKNOWN_ACTOR, message + words, sought)


def _proved(actor: DeclaredActor, naming: tuple[str, ...], names: StateNames) -> ProvedActor:
    kind = ActorKind(actor.kind)
    country, country_basis, issue = _country(actor, naming, names)
    name, renamed = _name(actor, naming)
    return ProvedActor(
        id=actor.id,
        name=name,
        kind=kind,
        country=country,
        office=actor.office,
        represents=actor.represents,
        basis=ActorBasis(kind=_kind_basis(actor, naming, country_basis), country=country_basis),
        words=naming,
        issues=tuple(one for one in (issue, renamed) if one),
    )


def _name(actor: DeclaredActor, naming: tuple[str, ...]) -> tuple[str, Issue | None]:
    """The declared name; for a person or body that the article calls otherwise, the name in the article."""
    if actor.name in naming or actor.words in naming or actor.kind == ActorKind.STATE:
        return actor.name, None
    message = f"the article does not hold the name {actor.name!r}"
    return naming[0], _difference("actor_name", message, "name", actor.name, naming[0])


def _country(
    actor: DeclaredActor, naming: tuple[str, ...], names: StateNames
) -> tuple[str | None, Basis | None, Issue | None]:
    """The code of the actor's state, and who says it; with an issue if a table corrects the model."""
    declared = actor.country
    allowed = _states_of(actor, naming, names)
    if declared in allowed:
        return declared, Basis.BOTH, None
    if len(allowed) == 1:
        [code] = allowed
        message = f"{actor.name!r} is the state {code}" + (f", not {declared}" if declared else "")
        return code, Basis.TABLE, _difference("country", message, "country", declared, code) if declared else None
    if declared and not _CODE.fullmatch(declared):
        message = f"{declared!r} is no code of a state (ISO 3166-1 alpha-3)"
        return None, None, _difference("country", message, "country", declared, None)
    return declared, Basis.MODEL if declared else None, None


def _states_of(actor: DeclaredActor, naming: tuple[str, ...], names: StateNames) -> frozenset[str]:
    """The states that the name of a state may mean by the tables, else those that the words for it may mean."""
    if actor.kind != ActorKind.STATE:
        return frozenset()
    found = (names.codes(one) for one in (actor.name, *naming))
    return next((codes for codes in found if codes), frozenset())


def _kind_basis(actor: DeclaredActor, naming: tuple[str, ...], country: Basis | None) -> Basis:
    if actor.kind == ActorKind.STATE:
        return Basis.BOTH if country in (Basis.TABLE, Basis.BOTH) else Basis.MODEL
    known = (lookup_organisation(one) for one in (actor.name, *naming))
    return Basis.BOTH if any(one and one.kind == actor.kind for one in known) else Basis.MODEL


def _difference(code: str, message: str, field: str, declared: str | None, read: str | None) -> Issue:
    return Issue(code=code, message=message, field=field, model_value=declared, code_value=read)


def _identity(actor: ProvedActor) -> tuple[str, str]:
    """What an actor is recognised by: a state by its code, others by kind and name."""
    if actor.kind is ActorKind.STATE and actor.country:
        return "state", actor.country
    return actor.kind, " ".join(actor.name.casefold().split())


def _joined(first: ProvedActor, other: ProvedActor) -> ProvedActor:
    if first is other:
        return first
    words = tuple(dict.fromkeys((*first.words, *other.words)))
    office, represents = first.office or other.office, first.represents or other.represents
    return replace(first, words=words, office=office, represents=represents)


def _represented(actor: ProvedActor, ids: dict[str, str], actors: Sequence[ProvedActor]) -> ProvedActor:
    """The actor with the kept id of its principal, and with the principal's state if it has none of its own."""
    principal = next(_principals(actor, ids, actors), None)
    if principal is None:
        return replace(actor, represents=None)
    if actor.country or principal.kind is not ActorKind.STATE or not principal.country:
        return replace(actor, represents=principal.id)
    basis = actor.basis.model_copy(update={"country": principal.basis.country})
    return replace(actor, represents=principal.id, country=principal.country, basis=basis)


def _principals(actor: ProvedActor, ids: dict[str, str], actors: Sequence[ProvedActor]) -> Iterator[ProvedActor]:
    kept = ids.get(actor.represents or "")
    return (other for other in actors if other.id == kept and other.id != actor.id)
