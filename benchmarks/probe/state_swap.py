"""Swaps two states of an article: names with names, demonyms with demonyms, seats with seats.

In: an article. Out: a case with the two states that the article names most and that can be swapped cleanly, or the
reason why none can.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import combinations

from benchmarks.probe.case import Base, Case, Skipped, shown
from benchmarks.probe.facts import Lens
from benchmarks.probe.rewrite import Replacement, Rewriting
from extract.entities import states
from extract.entities.gazetteer import read_rows
from extract.entities.publishing_state import find_home
from extract.entities.states import StateForm, StateMention
from extract.normalize.tables import split_forms
from schemas import ActorKind

_KNOWN_TO_TABLES = (ActorKind.ARMED_GROUP, ActorKind.PARTY, ActorKind.NGO, ActorKind.MEDIA)
"""Kinds whose state the tables know."""
_VOWELS = "AEIOaeio"


class _Unlike(ValueError):
    """The other state has no such form."""


def swap_states(base: Base) -> Iterator[Case | Skipped]:
    """The article with two of its states in each other's place."""
    text = base.article.text
    mentions = states.find_states(text)
    counts = Counter(mention.iso3 for mention in mentions)
    involved = {actor.country for actor in base.found.actors} - _fixed(base)
    ranked = sorted((iso3 for iso3 in counts if iso3 in involved), key=lambda iso3: (-counts[iso3], iso3))
    reason = ""
    for one, other in combinations(ranked, 2):
        swap = {one: other, other: one}
        try:
            rewriting = Rewriting(_replacements(text, mentions, swap))
        except _Unlike as unlike:
            reason = reason or str(unlike)
            continue
        edited = rewriting.article(base.article)
        if [mention.iso3 for mention in states.find_states(edited.text)] != [
            swap.get(m.iso3, m.iso3) for m in mentions
        ]:
            reason = reason or f"{one} and {other} are not read the same in each other's place"
            continue
        yield Case(edited, *shown(base.article, rewriting), (Lens(words=rewriting.words, state=_swapped(swap)),))
        return
    if reason:
        yield Skipped(text.partition("\n")[0], reason)


def _fixed(base: Base) -> set[str | None]:
    """The states that the text does not name with all that is theirs: the publisher's, and those of known movements."""
    known = {actor.country for actor in base.found.actors if actor.kind in _KNOWN_TO_TABLES}
    return known | {find_home(base.article.source)}


def _swapped(swap: dict[str, str]) -> Callable[[str], str]:
    return lambda iso3: swap.get(iso3, iso3)


def _replacements(text: str, mentions: list[StateMention], swap: dict[str, str]) -> Iterator[Replacement]:
    """The swapped forms, each with the indefinite article before it mended. Raises _Unlike."""
    for mention in mentions:
        if mention.iso3 in swap:
            words = _counterpart(text, mention, swap[mention.iso3])
            yield Replacement(mention.start, mention.end, words)
            for indefinite in ("a", "an", "A", "An"):
                start = mention.start - len(indefinite) - 1
                if text[max(0, start - 1) : mention.start].lstrip(' \n(“"') == f"{indefinite} ":
                    yield Replacement(start, mention.start - 1, indefinite[0] + ("n" if words[0] in _VOWELS else ""))


def _counterpart(text: str, mention: StateMention, iso3: str) -> str:
    """The other state's form of the same kind: its usual name, its adjective or its people. Raises _Unlike."""
    words = text[mention.start : mention.end]
    own, others = _forms(mention.iso3, mention.form), _forms(iso3, mention.form)
    if words not in own or not others:
        raise _Unlike(f"{iso3} has no form like {words!r}")
    place = own.index(words) if mention.form is StateForm.DEMONYM else 0
    if place >= len(others):
        raise _Unlike(f"{iso3} has no form like {words!r}")
    if mention.form in (StateForm.NAME, StateForm.ABBREVIATION) and _takes_the(mention.iso3) != _takes_the(iso3):
        raise _Unlike(f"of {mention.iso3} and {iso3} only one takes the article")
    return others[place]


@cache
def _table() -> dict[str, dict[StateForm, list[str]]]:
    return {
        iso3: {
            form: [one.lstrip("*") for one in split_forms(words)]
            for form, words in zip(StateForm, columns, strict=True)
        }
        for iso3, *columns in read_rows("states.tsv", 5)
    }


def _forms(iso3: str, form: StateForm) -> list[str]:
    return _table()[iso3][form]


def _takes_the(iso3: str) -> bool:
    """Whether the usual name of a state wants "the" in running text."""
    name = states.name_of(iso3)
    wanting = ("Republic", "Kingdom", "States", "Emirates", "Union", "Islands", "Federation")
    return name.endswith(wanting) or name in ("Netherlands", "Philippines", "Bahamas", "Maldives", "Gambia", "Comoros")
