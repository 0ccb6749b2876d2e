"""Articles with records to be linked: those of a run, and variations of them."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from extract.entities.states import is_state
from extract.link.credits import find_credits
from extract.link.matter import overlap, read_matter, shared
from extract.link.view_extraction import view_extraction
from extract.link.views import ActorView, AgreementView, ArticleView
from extract.output.load import load_run
from schemas import ActorKind

_FIRST = date(2019, 1, 1)
_YEARS = 6
"""Years over which the publications of the variations are spread."""
_OUTLETS = 400
_SEED = 7
_CAPITAL = re.compile(r"\b[A-Z](?=\w)")
_LETTERS = "BDFGLMNPRSTV", "aeiou", "bdfglmnprstv"


@dataclass(frozen=True)
class _World:
    """What one round of variations has in common, so that persons and pairs of states are as frequent as in the run."""

    states: Mapping[str, str]
    """The state that takes the place of each state."""
    syllable: str
    """Beginning of the names of its persons."""


def read_views(path: Path) -> list[ArticleView]:
    """Return the articles of a run with their records, in an order that has nothing to do with their sources."""
    views = [view_extraction(extraction) for extraction in load_run(path)]
    random.Random(_SEED).shuffle(views)
    return views


def vary(views: Sequence[ArticleView]) -> Iterator[ArticleView]:
    """Yield the views in endless rounds of other states and persons; each view is of another day and outlet."""
    chance = random.Random(_SEED)
    found = {actor.country for view in views for actor in view.actors if actor.country}
    states = sorted(filter(is_state, found))
    for number in count():
        for cached in (read_matter, shared, overlap, find_credits):
            cached.cache_clear()  # words of a real collection do not come again
        others = chance.sample(states, len(states))
        world = _World(dict(zip(states, others, strict=True)), _syllable(number))
        for view in views:
            yield _vary(view, f"{view.source_id}-{number}", world, chance)


def _syllable(number: int) -> str:
    first, vowels, last = _LETTERS
    number, at = divmod(number, len(first))
    return first[at] + vowels[number % len(vowels)] + last[number // len(vowels) % len(last)]


def _vary(view: ArticleView, source_id: str, world: _World, chance: random.Random) -> ArticleView:
    published = _FIRST + timedelta(days=chance.randrange(365 * _YEARS))
    shift = published - (_read_day(view.published) or published)
    return replace(
        view,
        source_id=source_id,
        text=f"{view.text}\n\n{_filler(chance)}",
        outlet=f"Outlet {chance.randrange(_OUTLETS)}",
        published=published.isoformat(),
        actors=tuple(_move_actor(actor, world) for actor in view.actors),
        agreements=tuple(_shift_agreement(agreement, shift) for agreement in view.agreements),
    )


def _move_actor(actor: ActorView, world: _World) -> ActorView:
    country = world.states.get(actor.country or "", actor.country)
    if actor.kind is not ActorKind.PERSON:
        return replace(actor, country=country)
    name = _CAPITAL.sub(lambda letter: world.syllable + letter[0].lower(), actor.name)
    return replace(actor, country=country, name=name)


def _shift_agreement(agreement: AgreementView, shift: timedelta) -> AgreementView:
    return replace(agreement, dates=tuple(replace(day, edtf=_shift_day(day.edtf, shift)) for day in agreement.dates))


def _shift_day(edtf: str, shift: timedelta) -> str:
    day = _read_day(edtf)
    return (day + shift).isoformat() if day else edtf


def _read_day(edtf: str | None) -> date | None:
    try:
        return date.fromisoformat(edtf or "")
    except ValueError:
        return None


def _filler(chance: random.Random) -> str:
    """Words that no other article has, so that variations of one text are no copies."""
    return " ".join(f"word{chance.randrange(10**9)}" for _ in range(60))
