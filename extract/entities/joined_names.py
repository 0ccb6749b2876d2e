"""Decide which names of an article are one actor's: "President Diop" and "Awa Diop", "Joe Sol" and "Joseph R. Sol"."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from extract.entities.cast import Actor
from extract.entities.states import lookup_state
from schemas import ActorKind

NAMED_IN_PART = (ActorKind.PERSON, ActorKind.GROUP)
"""Kinds that a text also names by a part of the name."""
_ARTICLES = ("al-", "el-", "as-", "ad-", "an-", "ar-")
_NAMESAKES = 50
"""Names with a word in common from which on nothing tells whose the word alone is."""


def joined(one: Actor | None, other: Actor) -> Actor:
    """What two readings of a name show together: the first that is known, completed by the other."""
    if one is None:
        return other
    first, second = (one, other) if one.known or not other.known else (other, one)
    if first.kind is not second.kind:
        return first
    return replace(
        first,
        country=first.country or second.country,
        office=first.office or second.office,
        represents=first.represents or second.represents,
    )


def with_full_names(found: Mapping[str, Actor]) -> dict[str, Actor]:
    """The actors by each of their names; a name whose words are all in just one longer name is part of that one."""
    holders: dict[str, set[str]] = defaultdict(set)
    out = _with_short_forms(found)
    partial = {name: actor for name, actor in found.items() if actor.kind in NAMED_IN_PART}
    for name in partial:
        for word in _words(name):
            holders[word].add(name)
    for name in sorted(partial, key=len):
        longer = set.intersection(*sorted((holders[word] for word in _words(name)), key=len)) - {name}
        longer = {out[one].name for one in longer if one in out} - {name}
        full = _only(longer, out, out[name].office)
        if full is None and not out[name].office and _are_namesakes(longer, out):
            del out[name]
        elif full:
            both = joined(out[full], out[name])
            out[full] = replace(both, name=full, key=f"{both.kind}:{full}")
            out[name] = out[full]
    return _pointing_to_full(out)


def _are_namesakes(names: set[str], actors: Mapping[str, Actor]) -> bool:
    """Whether names that have a word in common are all of persons, of whom nothing tells whose the word is."""
    return bool(names) and all(actors[name].known and actors[name].kind is ActorKind.PERSON for name in names)


def _words(name: str) -> frozenset[str]:
    """The words of a name without the articles that are glued to them: "Sol" of "Al-Sol" and "el-Sol"."""
    return frozenset(word[3:] if word[:3].casefold() in _ARTICLES else word for word in name.split())


def _with_short_forms(found: Mapping[str, Actor]) -> dict[str, Actor]:
    """The actors by each of their names; an official with a short first name is the one with the long one."""
    families: dict[str, list[str]] = defaultdict(list)
    for name, actor in found.items():
        if actor.office and " " in name:
            families[name.split()[-1]].append(name)
    out = dict(found)
    for names in families.values():
        full = max(names, key=len)
        for name in names:
            if _is_short_for(found[name], found[full]):
                out[full] = replace(joined(out[full], found[name]), name=full, key=out[full].key)
                out[name] = out[full]
    return out


def _is_short_for(one: Actor, other: Actor) -> bool:
    """Whether two full names are one official's: "President Joe Diop" and "President Joseph R. Diop"."""
    same = (one.office or "").casefold() == (other.office or "").casefold()
    first, full = one.name.split()[0], other.name.split()[0]
    return same and one.name != other.name and first != full and first[:2] == full[:2]


def _only(names: set[str], actors: Mapping[str, Actor], office: str | None) -> str | None:
    """The longest of several names that are one person's; of different ones, the only name that is known, or that has
    the office."""
    if len(names) > _NAMESAKES:
        return None
    longest = [one for one in names if not any(_words(one) < _words(other) for other in names)]
    known = [one for one in longest if actors[one].known and actors[one].kind is ActorKind.PERSON]
    holding = [one for one in known if office and (actors[one].office or "").casefold() == office.casefold()]
    chosen = longest if len(longest) == 1 else holding if len(known) > 1 else known
    return chosen[0] if len(chosen) == 1 else None


def _pointing_to_full(actors: Mapping[str, Actor]) -> dict[str, Actor]:
    """Each name with the last state of its actor."""
    return {name: actors.get(actor.name, actor) for name, actor in actors.items()}


def with_speakers(actors: Mapping[str, Actor], speaking: Iterable[str]) -> dict[str, Actor]:
    """The actors, those without a kind as persons if they speak and have a name of two words or more."""
    named = [actors[name] for name in speaking if name in actors]
    people = {actor.key for actor in named if not actor.known and " " in actor.name}
    return {
        name: replace(actor, kind=ActorKind.PERSON, key=f"{ActorKind.PERSON}:{actor.name}", known=True)
        if actor.key in people
        else actor
        for name, actor in actors.items()
    }


def by_names(actors: Mapping[str, Actor]) -> dict[str, Actor]:
    """The actors by their names, and persons by the first and last words that no other name has."""
    owners: dict[str, set[str]] = defaultdict(set)
    for actor in actors.values():
        for word in actor.name.split():
            owners[word].add(actor.key)
    people = {actor.key: actor for actor in actors.values() if actor.kind is ActorKind.PERSON}
    parts = {word: actor for actor in people.values() for word in _ends(actor.name)}
    alone = {word: actor for word, actor in parts.items() if len(owners[word]) == 1 and lookup_state(word) is None}
    return {**alone, **actors}


def _ends(name: str) -> Iterable[str]:
    words = name.split()
    return (word for word in (words[0], words[-1]) if len(word) > 2 and not word.endswith("."))
