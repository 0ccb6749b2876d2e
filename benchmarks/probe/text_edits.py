"""Edits with words that no table or rule has seen: a sentence is added, a leader has another name.

In: an article. Out: cases. A sentence beside the point, or of what was not done, changes nothing; one that reports an
act or an agreement adds just that record. The sentences are frames of plain words, filled with made-up names.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from benchmarks.probe.case import Base, Case, Skipped, sentence_at, shown
from benchmarks.probe.coinage import Coinage
from benchmarks.probe.facts import AgreementFact, Fact, Lens, StatementFact
from benchmarks.probe.rewrite import Replacement, Rewriting
from extract.entities import states
from schemas import Act, Actor, ActorKind, ArticleExtraction, Instrument, PartyRole, Status

SCENES = (
    "Snow lay on the roofs of {place} and {other} until noon.",
    "The {goods} trees of {place} were in flower, and the wind smelled of {other_goods}s.",
    "Most visitors reach {place} by the night train and sleep near the {goods} museum.",
)
"""Frames without a word of an act or agreement."""
SHOPS = (
    "{name}, a {trade} in {place}, signed a new lease and warned that its {goods}s would soon cost more.",
    "The owners of {name}, a {trade} in {place}, pledged to give every customer a {goods}.",
    "A {trade} in {place} agreed to rename its {goods}s after protests from regular customers.",
)
"""Frames with words of acts and agreements, none of which counts: private business."""
TRADES = ("bakery", "brewery", "hotel", "florist", "cinema", "garage", "cheese shop", "barber")
UNREAL = (
    "The {name} Front would have condemned an attack on {place} if its leaders had heard of it.",
    "The {name} Movement may yet denounce the shelling of {place}.",
    "Reports that the {name} Front and the {other} Movement signed a ceasefire in {place} are false.",
    "It is not known whether the {name} Front and the {other} Movement signed a ceasefire in {place}.",
    "The {name} Front was never asked to condemn the shelling of {place}.",
)
"""Frames of what was not done; after ruling 19 of the coding guide."""
CONDEMNATIONS = (
    "The {name} Front condemned an attack on {place}.",
    "The {name} Front, an armed group, strongly condemned the shelling of {place}.",
    "The shelling of {place} was condemned by the {name} Front.",
    "In {place}, the {name} Front denounced the kidnapping of two aid workers.",
)
CEASEFIRES = (
    "The {name} Front and the {other} Movement signed a ceasefire.",
    "A ceasefire was signed in {place} by the {name} Front and the {other} Movement.",
    "The {name} Front signed a ceasefire with the {other} Movement in {place}.",
)

_LINE_END = re.compile(r"(?<=[.!?”\"])[ \t]*$", re.M)
"""Where a paragraph ends: at the end of a line that ends a sentence."""
_POINTING = ("this", "that", "these", "those", "both", "such", "his", "her", "its", "their")


def add_scene(base: Base) -> Iterator[Case | Skipped]:
    """The article with a sentence about a made-up place."""
    return _with_sentence(base, SCENES, _after_record(base))


def add_shop(base: Base) -> Iterator[Case | Skipped]:
    """The article with a sentence about a made-up shop, which signs and warns of nothing that counts."""
    return _with_sentence(base, SHOPS, _after_record(base))


def add_unreal(base: Base) -> Iterator[Case | Skipped]:
    """The article with a last sentence about what made-up movements did not do."""
    return _with_sentence(base, UNREAL, _end(base))


def add_condemnation(base: Base) -> Iterator[Case | Skipped]:
    """The article with a last sentence in which a made-up movement condemns an attack on a made-up place."""

    def added(sentence: str, name: str, other: str) -> Fact:
        speakers = frozenset({f"{name} Front"})
        return StatementFact(frozenset({sentence}), speakers, str(Act.CONDEMN), frozenset(), negated=False)

    return _with_sentence(base, CONDEMNATIONS, _end(base), added)


def add_ceasefire(base: Base) -> Iterator[Case | Skipped]:
    """The article with a last sentence in which two made-up movements sign a ceasefire."""

    def added(sentence: str, name: str, other: str) -> Fact:
        parties = frozenset((who, str(PartyRole.PARTY)) for who in (f"{name} Front", f"{other} Movement"))
        signed, ceasefire = str(Status.SIGNED), str(Instrument.CEASEFIRE)
        return AgreementFact(frozenset({sentence}), parties, ceasefire, signed, frozenset(), None)

    return _with_sentence(base, CEASEFIRES, _end(base), added)


def rename_leader(base: Base) -> Iterator[Case | Skipped]:
    """The article with a made-up surname for a person, wherever it stands; a case for each who has part in a record."""
    text, taking_part = base.article.text, _taking_part(base.found)
    for person in (one for one in base.found.actors if one.kind is ActorKind.PERSON and one.id in taking_part):
        surname = person.name.split()[-1]
        reason = _unsure(person, surname, base.found)
        if reason:
            yield Skipped(person.name, reason)
            continue
        name = base.coinage.name()
        places = re.finditer(rf"(?<!\w){re.escape(surname)}(?!\w)", text)
        rewriting = Rewriting(Replacement(*place.span(), name) for place in places)
        lens = Lens(words=rewriting.words)
        yield Case(rewriting.article(base.article), *shown(base.article, rewriting), (lens,))


def _with_sentence(
    base: Base, frames: tuple[str, ...], at: int, state: Callable[[str, str, str], Fact] | None = None
) -> Iterator[Case]:
    """The sentence of a frame as a paragraph of its own at an offset, and the fact that it states, if it states one."""
    name, other = base.coinage.name(), base.coinage.name()
    sentence = _filled(base.coinage, base.coinage.choose(frames), name, other)
    rewriting = Rewriting([Replacement(at, at, f"\n\n{sentence}")])
    before = base.article.text[sentence_at(base.article, max(0, at - 1))[0] : at]
    added = Counter([state(sentence, name, other)] if state else [])
    yield Case(rewriting.article(base.article), before, sentence, (Lens(words=rewriting.words),), added=added)


def _filled(coinage: Coinage, frame: str, name: str, other: str) -> str:
    return frame.format(
        name=name,
        other=other,
        place=coinage.name(),
        trade=coinage.choose(TRADES),
        goods=coinage.word(),
        other_goods=coinage.word(),
    )


def _after_record(base: Base) -> int:
    """The end of the first paragraph from the first record of the body on after which the text does not point back."""
    found = base.found
    last = [deal.evidence[-1] for deal in found.agreements] + [said.evidence[-1] for said in found.statements]
    span = min(last, key=lambda one: (sentence_at(base.article, one.start)[0] == 0, one.start), default=None)
    ends = (match.start() for match in _LINE_END.finditer(base.article.text, span.start)) if span else iter(())
    return next((end for end in ends if not _points_back(base, end)), _end(base))


def _points_back(base: Base, end: int) -> bool:
    """Whether the text goes on with a word that means what was said before: "He", "This"."""
    following = next((one for one in base.analysis.tokens if one.extent.start >= end and one.text.strip()), None)
    return following is not None and (following.pos == "PRON" or following.lemma.lower() in _POINTING)


def _end(base: Base) -> int:
    return len(base.article.text.rstrip())


def _taking_part(found: ArticleExtraction) -> set[str]:
    """The ids of those who are party to an agreement, speak or are spoken to."""
    parties = {party.actor for deal in found.agreements for party in deal.parties}
    return parties.union(*((*said.speakers, *said.recipients) for said in found.statements))


def _unsure(person: Actor, surname: str, found: ArticleExtraction) -> str | None:
    """Why the surname may mean somebody else as well; None if it does not."""
    if len(person.name.split()) < 2 or not surname.isalpha():
        return f"{person.name!r} has no surname apart"
    if any(surname in actor.name.split() for actor in found.actors if actor is not person):
        return f"{surname!r} is part of another name too"
    return f"{surname!r} is also the name of a state or its seat" if states.lookup_state(surname) else None
