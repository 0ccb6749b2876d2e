"""Opens the model that the settings name: the embedded one on loopback, an endpoint, or the cassettes of an earlier
run.

In: settings. Out: a client that is ready to be asked, alive inside its context. Nothing is started for a replay.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from pydantic import SecretStr

from extract.ask.plan import find_plan
from extract.errors import ConfigError
from extract.limits.adaptive import Adaptive
from extract.limits.balancer import AnyGate, Balancer
from extract.limits.budget import Budget
from extract.limits.gate import CallGate, Gate
from extract.limits.pace import Pace
from extract.model.client import Client
from extract.model.embedded.catalog import PinnedModel, find
from extract.model.embedded.server import EmbeddedServer
from extract.model.embedded.supervisor import Supervisor
from extract.model.embedded.weights import obtain
from extract.model.endpoint import Endpoint, Server, display_names
from extract.model.price import Price, batch_price_of, price_of
from extract.model.replay.cassette import Tape, live, recording, replaying
from extract.optional_import import require
from extract.settings.settings import Settings
from extract.telemetry.progress import Watcher
from prompts import load

NOTHING = Decimal()


@dataclass(frozen=True)
class Opened:
    """A model that can be asked."""

    client: Client
    endpoint: Endpoint
    tape: Tape
    server: EmbeddedServer | None
    """The embedded server, if there is one."""
    price: Price | None


def model_name(settings: Settings) -> str:
    """The name by which the server calls the model: for an embedded one, its file's name without ending."""
    if not settings.embedded:
        return settings.model
    found = find(settings.model)
    return Path(found.file).stem if isinstance(found, PinnedModel) else found.stem


def asked(settings: Settings) -> dict[str, int | float]:
    """The settings of a call that decide its answer."""
    return {"max_tokens": settings.max_tokens, "temperature": settings.temperature, "seed": settings.seed}


@asynccontextmanager
async def opened(settings: Settings, watcher: Watcher, gate: CallGate | None = None) -> AsyncIterator[Opened]:
    """The model of the settings. Its calls pass the gate, by default one of its own; those of a replay have no limits.

    Raises ModelUnavailable if the model cannot be had, ConfigError if there is none such, or
    if the library of the embedded one is not installed.
    """
    price = price_for(settings)
    gate = gate or gate_of(settings, watcher)
    if settings.replay:
        endpoint = _endpoint(settings, [Server("http://replayed/v1", SecretStr("replayed"))])
        async with Client(endpoint, sleep=_no_wait, taped=True) as client:
            yield Opened(client, endpoint, replaying(settings.replay), None, price)
        return
    tape = recording(settings.record) if settings.record else live()
    taped = settings.record is not None
    if not settings.embedded:
        endpoint = _endpoint(settings, settings.servers)
        async with Client(endpoint, gate=gate, price=price, taped=taped) as client:
            yield Opened(client, endpoint, tape, None, price)
        return
    require("xllamacpp")
    weights = await asyncio.to_thread(_weights, settings, watcher)
    watcher.preparing("starting the embedded model", 0, 0)
    with EmbeddedServer(weights, context=settings.context) as server:
        place = Server(server.base_url, SecretStr(server.api_key))
        endpoint = replace(_endpoint(settings, [place]), address=Supervisor(server, watcher.warn).address)
        async with Client(endpoint, gate=gate, taped=taped) as client:
            await _warm(client, server, settings, watcher)
            yield Opened(client, endpoint, tape, server, None)


def gate_of(settings: Settings, watcher: Watcher, spent: Decimal = NOTHING) -> AnyGate:
    """The gate before each place, with limits of its own, or all of them as one; there is one budget for all, towards
    which `spent` counts."""
    budget = Budget(settings.budget, spent) if settings.budget is not None else None
    names = display_names(settings.servers)
    gates = [Gate(Adaptive(settings.concurrency), Pace(settings.rpm, settings.tpm), budget) for _ in names]
    return Balancer(dict(zip(names, gates, strict=True)), watcher.warn) if len(gates) > 1 else gates[0]


def price_for(settings: Settings) -> Price | None:
    """What the model costs, at the dearest of its endpoints. Raises ConfigError if there is a budget, and nobody
    knows."""
    if settings.embedded or settings.replay:
        return None
    pricing = batch_price_of if settings.via == "batch" else price_of
    prices = {place.base_url: pricing(settings.model, place.base_url) for place in settings.servers}
    known = [price for price in prices.values() if price]
    if len(known) == len(prices):
        return max(known, key=lambda price: price.at_most(1_000_000, 1_000_000))
    if settings.budget is not None:
        where = next(url for url, price in prices.items() if price is None)
        raise ConfigError(
            f"the price of {settings.model!r} at {where or 'OpenAI'} is not known, so that no --budget can hold;"
            " leave it out, or bound the run with --rpm and --tpm"
        )
    return None


def _endpoint(settings: Settings, places: Sequence[Server]) -> Endpoint:
    return Endpoint(
        model=model_name(settings),
        base_url=places[0].base_url,
        api_key=places[0].api_key,
        others=tuple(places[1:]),
        timeout=settings.timeout,
        max_tokens=settings.max_tokens,
        temperature=settings.temperature,
        seed=settings.seed,
        openai=not settings.embedded and settings.base_url is None,
    )


def _weights(settings: Settings, watcher: Watcher) -> Path:
    found = find(settings.model)
    if isinstance(found, Path):
        return found
    return obtain(found, path=settings.weights, progress=lambda done, total, note: watcher.preparing(note, done, total))


async def _warm(client: Client, server: EmbeddedServer, settings: Settings, watcher: Watcher) -> None:
    """Has the fixed part of the prompt computed once for good: restored from disk, or computed and kept."""
    plan = find_plan(settings.plan)
    prompt = load(plan.prompt)
    name = f"{plan.name} {prompt.sha256}"
    if server.restore_prefix(name):
        return
    watcher.preparing("reading the instructions once; later runs start at once", 0, 0)
    await client.warm(plan.warm_up(prompt))
    server.save_prefix(name)


async def _no_wait(seconds: float) -> None:
    """A replay does not wait for what has already happened."""
