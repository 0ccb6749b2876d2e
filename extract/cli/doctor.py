"""Check what a run needs: what is installed, which model would be asked, and whether it is there.

In: settings. Out: findings. An endpoint is asked for its models, and about one sentence;
no embedded model is started, and nothing is downloaded.
"""

import asyncio
import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import extract
from extract.cli.program import program
from extract.errors import ConfigError, ModelError, ModelUnavailable
from extract.model.capability import Capabilities, describe
from extract.model.embedded.catalog import PinnedModel, find
from extract.model.endpoint import Server, read_headers
from extract.model.ping import OPENAI, served_models
from extract.optional_import import EXTRAS, install_command
from extract.plugins import EXPORTERS, READERS, find_plugins
from extract.run.open_model import build_negotiation, open_model, trial_prompt
from extract.settings.settings import Settings
from extract.telemetry.progress import SilentReporter
from extract.weights.obtain import cache_folder

TRIAL_SECONDS = 90.0
"""Seconds that an endpoint has to answer the question about one sentence."""


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


def examine(settings: Settings) -> Iterator[Finding]:
    """Yield the findings, fast ones first."""
    yield Finding(State.FINE, "communique", f"{extract.__version__}, Python {platform.python_version()}, {_machine()}")
    yield from _optional_libraries()
    yield from _plugins()
    yield Finding(State.FINE, "model", f"{settings.model} (chosen by {settings.model_chosen_by}), {settings.plan} plan")
    if settings.replay:
        yield _cassettes(settings.replay)
    elif settings.embedded:
        yield _weights(settings)
    elif settings.asks_endpoint:
        found = [_endpoint(server, settings) for server in settings.servers]
        yield from found
        if all(one.state is not State.FAULT for one in found):
            yield from asyncio.run(_try_out(settings))


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


def _plugins() -> Iterator[Finding]:
    for plugin in (*find_plugins(READERS).values(), *find_plugins(EXPORTERS).values()):
        try:
            plugin.load()
        except ConfigError as error:
            yield Finding(State.NOTE, f"{plugin.kind} {plugin.name}", str(error))
        else:
            yield Finding(State.FINE, f"{plugin.kind} {plugin.name}", f"a plugin of {plugin.package}")


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


def _endpoint(server: Server, settings: Settings) -> Finding:
    url, model = server.base_url or OPENAI, settings.model
    if settings.api_version:
        return Finding(State.FINE, "endpoint", f"{url}, which has no list of models in this form")
    try:
        names = served_models(server.base_url, server.api_key, read_headers(settings.extra_headers, os.environ))
    except ModelUnavailable as error:
        return Finding(State.FAULT, "endpoint", str(error))
    if names and model not in names:
        near = ", ".join(sorted(names)[:5])
        return Finding(State.FAULT, "endpoint", f"{url} does not list {model!r}; it has: {near}")
    return Finding(State.FINE, "endpoint", f"{url} is there, and {'has' if names else 'may have'} the model")


async def _try_out(settings: Settings) -> list[Finding]:
    """Ask each endpoint about an article of one sentence, and tell what it accepts."""
    negotiation = build_negotiation(replace(settings, record=None, via="calls"), SilentReporter())
    try:
        async with asyncio.timeout(TRIAL_SECONDS), open_model(settings, SilentReporter(), None, negotiation) as model:
            answer = await model.client.ask(trial_prompt(settings))
    except ModelError as error:
        return [Finding(State.FAULT, "a call", str(error))]
    except TimeoutError:
        told = f"a question of one sentence was not answered within {TRIAL_SECONDS:.0f} s; run again, or see its log"
        return [Finding(State.FAULT, "a call", told)]
    found = len(getattr(answer.reply, "agreements", ()))
    usage = f"{answer.usage.tokens_in:,} tokens in, {answer.usage.tokens_out:,} out"
    state = State.FINE if found else State.NOTE
    told = f"a question of one sentence is answered with {found} agreement of 1 ({usage}, {answer.seconds:.1f} s)"
    return [Finding(state, "a call", told), *(_accepts(url, one) for url, one in negotiation.found().items())]


def _accepts(url: str, record: Capabilities) -> Finding:
    """What an endpoint accepts, by the record that runs use."""
    changed = describe(Capabilities(), record) or "as they are wanted"
    usage = "tokens are told" if record.usage_told else "tokens are not told"
    return Finding(State.FINE, "accepts", f"{url}: calls {changed}; response format {record.response_format}; {usage}")
