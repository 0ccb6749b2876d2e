"""Open the model that the settings name: the embedded one, an endpoint, or the cassettes of an earlier run.

In: settings. Out: a client that can be asked inside its context. A replay starts no server.
"""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from pydantic import SecretStr

from extract.ask.plan import find_plan
from extract.document.segment import segment
from extract.errors import ConfigError
from extract.limits.adaptive import Adaptive
from extract.limits.balancer import AnyGate, Balancer
from extract.limits.budget import Budget
from extract.limits.gate import CallGate, Gate
from extract.limits.pace import Pace
from extract.model.capability import Capabilities
from extract.model.capability_store import CapabilityStore
from extract.model.client import Client
from extract.model.contract import Prompt
from extract.model.embedded.catalog import PinnedModel, find
from extract.model.embedded.server import EmbeddedServer
from extract.model.embedded.sources import sources_of
from extract.model.embedded.supervisor import Supervisor
from extract.model.endpoint import NO_KEY, Endpoint, ResponseFormat, Server, display_names, read_headers
from extract.model.negotiation import Negotiation
from extract.model.price import Price, batch_price_of, price_of
from extract.model.replay.cassette import Tape, live, recording, replaying
from extract.optional_import import require
from extract.read.article import build_article
from extract.read.metadata import Metadata
from extract.run.open_analyzer import obtain_analyzer
from extract.settings.settings import Settings
from extract.telemetry.progress import ProgressReporter
from extract.weights.obtain import obtain

ZERO_COST = Decimal()
TRIAL = "Norway and Kenya signed a fisheries agreement on Monday."
"""An article of one sentence."""


@dataclass(frozen=True)
class OpenModel:
    """A model that can be asked."""

    client: Client
    endpoint: Endpoint
    tape: Tape
    server: EmbeddedServer | None
    """The embedded server, if there is one."""
    price: Price | None
    negotiation: Negotiation
    """Knows what the servers accept."""


def served_name(settings: Settings) -> str:
    """Return the server's name of the model; for an embedded one, the name of its file without the suffix."""
    if not settings.embedded:
        return settings.model
    found = find(settings.model)
    return Path(found.file).stem if isinstance(found, PinnedModel) else found.stem


def call_settings(settings: Settings) -> dict[str, str | int | float | bool | None]:
    """Return the settings of a call that can change its answer."""
    asked = {"max_tokens": settings.max_tokens, "temperature": settings.temperature, "seed": settings.seed}
    forced = {"response_format": settings.response_format} if settings.response_format else {}
    extra = {"extra_body": json.dumps(settings.extra_body, sort_keys=True)} if settings.extra_body else {}
    return asked | forced | extra


def build_negotiation(settings: Settings, reporter: ProgressReporter) -> Negotiation:
    """Build what finds out, and keeps, what the servers of the settings accept."""
    if not settings.asks_endpoint:
        return Negotiation(served_name(settings), proven=True, replayed=settings.replay is not None)
    return Negotiation(
        settings.model,
        start=forced_capabilities(settings),
        records=CapabilityStore(),
        tell=reporter.info,
        warn=reporter.warn,
        proven=settings.via == "batch",
    )


def forced_capabilities(settings: Settings) -> Capabilities:
    """Return the record that the settings force, to begin with."""
    forced = settings.response_format
    return Capabilities(ResponseFormat(forced), forced_format=True) if forced else Capabilities()


@asynccontextmanager
async def open_model(
    settings: Settings,
    reporter: ProgressReporter,
    gate: CallGate | None = None,
    negotiation: Negotiation | None = None,
) -> AsyncIterator[OpenModel]:
    """Open the model of the settings. All calls pass `gate`, by default a gate of its own; a replay has no limits.
    `negotiation` knows what the servers accept, by default it finds out anew.

    Raises ModelUnavailable if the model cannot be had, ConfigError if the settings name none that exists or if the
    library of the embedded model is not installed.
    """
    await asyncio.to_thread(obtain_analyzer, settings, reporter)
    price = find_price(settings)
    gate = gate or build_gate(settings, reporter)
    negotiation = negotiation or build_negotiation(settings, reporter)
    if settings.replay:
        endpoint = _endpoint(settings, [Server("http://replayed/v1", NO_KEY)])
        async with Client(endpoint, sleep=_skip_wait, taped=True, negotiation=negotiation) as client:
            yield OpenModel(client, endpoint, replaying(settings.replay), None, price, negotiation)
        return
    taped = settings.record is not None
    if not settings.embedded:
        endpoint = _endpoint(settings, settings.servers)
        trial = trial_prompt(settings) if settings.asks_endpoint and not taped else None
        async with Client(
            endpoint, gate=gate, price=price, taped=taped, negotiation=negotiation, trial=trial
        ) as client:
            yield OpenModel(client, endpoint, _tape(settings, endpoint), None, price, negotiation)
        return
    require("xllamacpp")
    weights = await asyncio.to_thread(_find_weights, settings, reporter)
    reporter.preparing("starting the embedded model", 0, 0)
    with EmbeddedServer(weights, context=settings.context) as server:
        local = Server(server.base_url, SecretStr(server.api_key))
        endpoint = replace(_endpoint(settings, [local]), address=Supervisor(server, reporter.warn).address)
        async with Client(endpoint, gate=gate, taped=taped, negotiation=negotiation) as client:
            await _load_prefix(client, server, settings, reporter)
            yield OpenModel(client, endpoint, _tape(settings, endpoint), server, None, negotiation)


def build_gate(settings: Settings, reporter: ProgressReporter, spent: Decimal = ZERO_COST) -> AnyGate:
    """Build the gate in front of each endpoint, or one that balances several. `spent` counts towards the budget."""
    budget = Budget(settings.budget, spent) if settings.budget is not None else None
    names = display_names(settings.servers)
    gates = [Gate(Adaptive(settings.concurrency), Pace(settings.rpm, settings.tpm), budget) for _ in names]
    return Balancer(dict(zip(names, gates, strict=True)), reporter.warn) if len(gates) > 1 else gates[0]


def find_price(settings: Settings) -> Price | None:
    """Return the price of the model at its dearest endpoint; None if one is not known.

    Raises ConfigError if there is a budget and a price is not known.
    """
    if not settings.asks_endpoint:
        return None
    look_up = batch_price_of if settings.via == "batch" else price_of
    prices = {server.base_url: look_up(settings.model, server.base_url) for server in settings.servers}
    known = [price for price in prices.values() if price]
    if len(known) == len(prices):
        return max(known, key=lambda price: price.at_most(1_000_000, 1_000_000))
    if settings.budget is not None:
        url = next(url for url, price in prices.items() if price is None)
        raise ConfigError(
            f"the price of {settings.model!r} at {url or 'OpenAI'} is not known, so that no --budget can hold;"
            " leave it out, or bound the run with --rpm and --tpm"
        )
    return None


def sent_headers(settings: Settings) -> dict[str, SecretStr]:
    """Return the further headers of every request. Raises ConfigError if the variable of one is not set."""
    return {} if settings.embedded or settings.replay else read_headers(settings.extra_headers, os.environ)


def _endpoint(settings: Settings, servers: Sequence[Server]) -> Endpoint:
    return Endpoint(
        model=served_name(settings),
        base_url=servers[0].base_url,
        api_key=servers[0].api_key,
        others=tuple(servers[1:]),
        timeout=settings.timeout,
        max_tokens=settings.max_tokens,
        temperature=settings.temperature,
        seed=settings.seed,
        openai=settings.asks_endpoint and settings.base_url is None,
        response_format=settings.response_format,
        extra_body=settings.extra_body,
        extra_headers=sent_headers(settings),
        api_version=settings.api_version,
        plain_http=settings.plain_http,
    )


def _tape(settings: Settings, endpoint: Endpoint) -> Tape:
    return recording(settings.record, endpoint.redactor) if settings.record else live()


def trial_prompt(settings: Settings) -> Prompt:
    """Return a tiny question of the plan, to try a server with."""
    article = build_article(TRIAL, Metadata(), "trial", "trial")
    plan = find_plan(settings.plan)
    questions = plan.questions(article, segment(TRIAL))
    return questions[0].render() if questions else plan.warm_up()


def _find_weights(settings: Settings, reporter: ProgressReporter) -> Path:
    found = find(settings.model)
    if isinstance(found, Path):
        return found
    return obtain(
        found,
        sources_of(found),
        path=settings.weights,
        progress=lambda done, total, note: reporter.preparing(note, done, total),
    )


async def _load_prefix(client: Client, server: EmbeddedServer, settings: Settings, reporter: ProgressReporter) -> None:
    """Restore the computed state of the fixed part of the prompt from disk, or compute and save it."""
    plan = find_plan(settings.plan)
    name = f"{plan.name} {plan.prompts[0].sha256}"
    if server.restore_prefix(name):
        return
    reporter.preparing("reading the instructions once; later runs start at once", 0, 0)
    await client.warm(plan.warm_up())
    server.save_prefix(name)


async def _skip_wait(seconds: float) -> None:
    """Do not repeat in a replay the waits of the recording."""
