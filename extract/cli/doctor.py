"""Check what a run needs: what is installed, which model would be asked, whether it is there, and what a run takes.

In: settings, and inputs if there are any. Out: findings. An endpoint gets one request; no model is started or asked,
and nothing is downloaded.
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
    """Whether a finding needs attention."""

    FINE = "ok"
    NOTE = "note"
    FAULT = "fault"


@dataclass(frozen=True)
class Finding:
    """The result of one check."""

    state: State
    subject: str
    text: str


def examine(settings: Settings, inputs: Sequence[Path] = ()) -> Iterator[Finding]:
    """Yield the findings, fast ones first. Raises InputError if an input does not exist."""
    yield Finding(State.FINE, "communique", f"{extract.__version__}, Python {platform.python_version()}, {_machine()}")
    yield from _optional_libraries()
    yield Finding(State.FINE, "model", f"{settings.model} (chosen by {settings.model_chosen_by}), {settings.plan} plan")
    if settings.replay:
        yield _cassettes(settings.replay)
    elif settings.embedded:
        yield _weights(settings)
    else:
        yield from (_endpoint(server, settings.model) for server in settings.servers)
    if inputs:
        yield _cost(settings, inputs)


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return f"{os.cpu_count()} processors, {memory:.0f} GB of memory"


def _optional_libraries() -> Iterator[Finding]:
    for library, extra in EXTRAS.items():
        if extra == "run":
            continue  # the doctor itself needs them
        try:
            yield Finding(State.FINE, library, version(library))
        except PackageNotFoundError:
            yield Finding(State.NOTE, library, f"not installed; install it with: {install_command(extra)}")


def _cassettes(folder: Path) -> Finding:
    return Finding(State.FINE, "answers", f"from the cassettes in {folder}; no model is asked")


def _weights(settings: Settings) -> Finding:
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


def _endpoint(server: Server, model: str) -> Finding:
    url = server.base_url or OPENAI
    try:
        names = served_models(server.base_url, server.api_key)
    except ModelUnavailable as error:
        return Finding(State.FAULT, "endpoint", str(error))
    if names and model not in names:
        near = ", ".join(sorted(names)[:5])
        return Finding(State.FAULT, "endpoint", f"{url} does not list {model!r}; it has: {near}")
    return Finding(State.FINE, "endpoint", f"{url} is there, and {'has' if names else 'may have'} the model")


def _cost(settings: Settings, inputs: Sequence[Path]) -> Finding:
    """Estimate a run over the inputs, with its cost if the endpoint has a price."""
    items = [item for path in inputs for item in read(path, settings.intake)]
    articles = [item for item in items if isinstance(item, Article)]
    paid = not (settings.embedded or settings.replay)
    look_up = batch_price_of if settings.via == "batch" else price_of
    price = look_up(settings.model, settings.base_url) if paid else None
    guess = estimate(articles[:SAMPLE], len(articles), choose_method(settings), price)
    failures = len(items) - len(articles)
    unread = f"; {failures:,} cannot be read" if failures else ""
    text = f"{len(articles):,} articles, {guess.summary if paid else guess.volume}{unread}"
    return Finding(State.NOTE if failures else State.FINE, "a run", text)
