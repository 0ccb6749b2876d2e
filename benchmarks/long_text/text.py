"""Make a long article of known facts: pacts and condemnations, some of the pacts reported again much later."""

import random
from dataclasses import dataclass

STATES = {"Fiji": "FJI", "Peru": "PER", "Oman": "OMN", "Togo": "TGO", "Cuba": "CUB", "Chad": "TCD", "Laos": "LAO"}
_GOODS = ("tuna", "wheat", "cement", "copper", "timber", "cotton", "coffee", "rubber", "gravel", "barley")
_PLACES = ("harbour", "airport", "railway", "refinery", "lighthouse", "bridge", "canal", "tunnel", "barracks", "depot")
_FILLER_WORDS = 12


@dataclass(frozen=True)
class LongText:
    """An article and its facts."""

    text: str
    facts: tuple[frozenset[str], ...]
    """The sentences that report each fact: one, or those of a signature and of a ratification."""


def make_text(words: int, number: int) -> LongText:
    """Return a text of about so many words with so many pacts and as many condemnations; a third of the pacts twice."""
    chance = random.Random(7)
    pacts, condemnations = _pacts(number, chance), _condemnations(number, chance)
    signed = [one.format("signed") for one in pacts]
    again = {one.format("signed"): one.format("ratified") for one in chance.sample(pacts, number // 3)}
    reports = [*signed, *condemnations, *again.values()]
    left = max(0, words - sum(len(sentence.split()) for sentence in reports))
    filler = [f"The delegates visited hall number {n} of the fair on that day." for n in range(left // _FILLER_WORDS)]
    first = signed + condemnations + filler[: len(filler) // 2]
    second = [*again.values(), *filler[len(filler) // 2 :]]
    chance.shuffle(first)
    chance.shuffle(second)
    facts = (frozenset({one, again.get(one, one)}) for one in signed + condemnations)
    return LongText(" ".join(first + second), tuple(facts))


def _pacts(number: int, chance: random.Random) -> list[str]:
    goods = [f"{one} and {other}" for one in _GOODS for other in _GOODS if one < other]
    pairs = [(one, other) for one in STATES for other in STATES if one < other]
    return chance.sample(
        [f"{one} and {other} {{}} the pact on {both}." for one, other in pairs for both in goods], number
    )


def _condemnations(number: int, chance: random.Random) -> list[str]:
    places = [f"{place} near {good}ville" for place in _PLACES for good in _GOODS]
    pairs = [(one, other) for one in STATES for other in STATES if one != other]
    raids = [f"{one} condemned {other} for the raid on the {place}." for one, other in pairs for place in places]
    return chance.sample(raids, number)
