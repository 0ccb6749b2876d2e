"""Looks at what a run would need: what is installed, which model would be asked, whether it is there, what it takes.

In: settings, and inputs if there are any. Out: findings. One request goes to the endpoint, if there is one; no model
is started or asked, and nothing is fetched.
"""

import os
import platform
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import extract
from extract.cli.program import program
from extract.errors import ModelUnavailable
from extract.model.embedded.catalog import PinnedModel, find
from extract.model.embedded.weights import cache_folder
from extract.model.endpoint import Server
from extract.model.ping import OPENAI, served_models
from extract.model.price import batch_price_of, price_of
from extract.optional_import import EXTRAS, install_command
from extract.read import read
from extract.run.context import choose_method
from extract.run.estimate import SAMPLE, estimate
from extract.settings.settings import Settings
from schemas import Article


class State(StrEnum):
    """How a finding stands."""

    FINE = "ok"
    NOTE = "note"
    FAULT = "fault"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    state: State
    what: str
    told: str


def examine(settings: Settings, inputs: Sequence[Path] = ()) -> Iterator[Finding]:
    """The findings, quick ones first. Raises InputError if an input is not there."""
    yield Finding(State.FINE, "communique", f"{extract.__version__}, Python {platform.python_version()}, {_machine()}")
    yield from _extras()
    yield Finding(State.FINE, "model", f"{settings.model} (chosen by {settings.model_chosen_by}), {settings.plan} plan")
    if settings.replay:
        yield _replay(settings.replay)
    elif settings.embedded:
        yield _embedded(settings)
    else:
        yield from (_there(place, settings.model) for place in settings.servers)
    if inputs:
        yield _cost(settings, inputs)


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return f"{os.cpu_count()} processors, {memory:.0f} GB of memory"


def _extras() -> Iterator[Finding]:
    for library, extra in EXTRAS.items():
        if extra == "run":
            continue  # without them there would be no doctor
        try:
            yield Finding(State.FINE, library, version(library))
        except PackageNotFoundError:
            yield Finding(State.NOTE, library, f"not installed; install it with: {install_command(extra)}")


def _replay(folder: Path) -> Finding:
    return Finding(State.FINE, "answers", f"from the cassettes in {folder}; no model is asked")


def _embedded(settings: Settings) -> Finding:
    found = find(settings.model)
    if not isinstance(found, PinnedModel):
        return Finding(State.FINE, "weights", f"{found}, a file of your own")
    path = settings.weights or cache_folder() / found.file
    if path.is_file() and path.stat().st_size == found.size:
        return Finding(State.FINE, "weights", f"{path} ({found.size / 1e9:.1f} GB)")
    if settings.weights:
        return Finding(State.FAULT, "weights", f"{path} is not the pinned file; leave --weights out, or fetch it anew")
    size = f"{found.size / 1e9:.1f} GB"
    return Finding(
        State.NOTE, "weights", f"not here yet: the first run, or {program()} fetch, gets them ({size}, once)"
    )


def _there(place: Server, model: str) -> Finding:
    where = place.base_url or OPENAI
    try:
        names = served_models(place.base_url, place.api_key)
    except ModelUnavailable as error:
        return Finding(State.FAULT, "endpoint", str(error))
    if names and model not in names:
        near = ", ".join(sorted(names)[:5])
        return Finding(State.FAULT, "endpoint", f"{where} does not list {model!r}; it has: {near}")
    return Finding(State.FINE, "endpoint", f"{where} is there, and {'has' if names else 'may have'} the model")


def _cost(settings: Settings, inputs: Sequence[Path]) -> Finding:
    """What a run over the inputs would ask, and what that costs where somebody is paid for it."""
    items = [item for path in inputs for item in read(path, settings.intake)]
    articles = [item for item in items if isinstance(item, Article)]
    paid = not (settings.embedded or settings.replay)
    priced = batch_price_of if settings.via == "batch" else price_of
    price = priced(settings.model, settings.base_url) if paid else None
    guess = estimate(articles[:SAMPLE], len(articles), choose_method(settings), price)
    failures = len(items) - len(articles)
    unread = f"; {failures:,} cannot be read" if failures else ""
    told = f"{len(articles):,} articles, {guess.summary if paid else guess.volume}{unread}"
    return Finding(State.NOTE if failures else State.FINE, "a run", told)
