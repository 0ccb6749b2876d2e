"""Articles with records to be linked: real texts, records of a scripted model, and variations of both."""

import asyncio
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from benchmarks.core.model import ScriptedModel
from extract.ask.method import build_method
from extract.entities.states import is_state
from extract.link.view_extraction import view_extraction
from extract.link.views import ActorView, ArticleView
from extract.pipeline import extract
from extract.read import read
from schemas import Article

_YEARS = 6
"""Years over which the publications of the variations are spread."""
_OUTLETS = 400
_SWAPPED = 12
"""States of an article that another one takes the place of, at most."""


def read_views(path: Path, count: int) -> list[ArticleView]:
    """Return so many articles of a file with the records that a scripted model gives them, in the sentence plan."""
    method, model = build_method("scripted", "sentence", {}), ScriptedModel()
    articles = [item for item in read(path) if isinstance(item, Article)]
    taken = [articles[at * len(articles) // count] for at in range(min(count, len(articles)))]

    async def extract_all() -> list[ArticleView]:
        return [view_extraction((await extract(article, model, method)).extraction) for article in taken]

    return asyncio.run(extract_all())


def vary(views: Sequence[ArticleView], count: int) -> Iterator[ArticleView]:
    """Yield so many articles: the views again and again, each time of another day, outlet, states and text."""
    chance = random.Random(7)
    states = sorted({actor.country for view in views for actor in view.actors if actor.country})
    for number in range(count):
        yield _vary(views[number % len(views)], number, chance, states)


def _vary(view: ArticleView, number: int, chance: random.Random, states: Sequence[str]) -> ArticleView:
    shift = timedelta(days=chance.randrange(365 * _YEARS))
    own = sorted({actor.country for actor in view.actors if actor.country})[:_SWAPPED]
    others = dict(zip(own, chance.sample(states, len(own)), strict=True))
    return replace(
        view,
        source_id=f"{view.source_id}-{number}",
        text=f"{view.text}\n\n{_filler(chance)}",
        outlet=f"Outlet {chance.randrange(_OUTLETS)}",
        published=(date(2019, 1, 1) + shift).isoformat(),
        actors=tuple(_swap(actor, others) for actor in view.actors),
        agreements=tuple(
            replace(one, dates=tuple(replace(day, edtf=_shifted(day.edtf, shift)) for day in one.dates))
            for one in view.agreements
        ),
    )


def _swap(actor: ActorView, others: dict[str, str]) -> ActorView:
    country = others.get(actor.country or "", actor.country)
    return replace(actor, country=country) if country and is_state(country) else actor


def _shifted(edtf: str, shift: timedelta) -> str:
    try:
        return (date.fromisoformat(edtf) + shift).isoformat()
    except (ValueError, OverflowError):
        return edtf


def _filler(chance: random.Random) -> str:
    """Words that no other article has, so that variations of one text are no copies."""
    return " ".join(f"word{chance.randrange(10**9)}" for _ in range(60))
