"""A worker: opens the model of the settings on its own machine, and processes the articles that the driver sends.

Everything that belongs to the whole run stays with the driver: stored answers, admission to the gate, the ledger.
The worker knows no transport; what runs it carries its messages.
"""

import asyncio
import os
import socket
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from extract.errors import ConfigError, ModelError, ModelUnavailable
from extract.limits.gate import CallBound, CallCost, Permit
from extract.model.capability import Capabilities
from extract.model.endpoint import KEY, NO_KEY, read_keys
from extract.model.failures import FailureKind
from extract.model.negotiation import Negotiation
from extract.model.refusal import ServerError
from extract.pipeline import Outcome
from extract.run.article_task import ArticleTask, build_task
from extract.run.cluster.channel import Channel, Message
from extract.run.context import RunContext, choose_method
from extract.run.open_model import build_negotiation, forced_capabilities, open_model
from extract.settings.settings import Settings
from extract.store import Spending, StoredAnswer
from extract.store.keys import hash_code
from extract.telemetry.progress import ProgressReporter, SilentReporter
from schemas import Article, Failure


@dataclass(frozen=True)
class WorkerConfig:
    """What a worker needs before its first article. It holds no key: each machine has its own in its environment."""

    settings: Settings
    needs_key: bool
    """Whether the endpoint asks for a key."""
    code: str
    """`hash_code` of the driver: other code would give other results."""

    @classmethod
    def of(cls, settings: Settings) -> "WorkerConfig":
        """Build the configuration of a run; its paths are absolute."""
        needs_key = settings.api_key not in (None, NO_KEY)
        files = {name: path.resolve() for name in ("weights", "replay") if (path := getattr(settings, name))}
        if settings.embedded and settings.model.lower().endswith(".gguf"):
            files["model"] = str(Path(settings.model).expanduser().resolve())
        return cls(replace(settings, api_key=None, others=(), **files), needs_key, hash_code())


class Worker:
    """A process that processes articles. `deliver` and `collect` carry its messages."""

    def __init__(self) -> None:
        self._channel = Channel({"open": self._open, "process": self._process, "close": self._close})
        self._stack = AsyncExitStack()
        self._task: ArticleTask | None = None

    async def where(self) -> str:
        """Return the process and its machine, like `process 4711 on node-3`."""
        return f"process {os.getpid()} on {socket.gethostname()}"

    async def deliver(self, messages: Sequence[Message]) -> None:
        """Take messages from the driver."""
        self._channel.receive(messages)

    async def collect(self) -> list[Message]:
        """Wait for messages to the driver, and return them."""
        return await self._channel.outgoing()

    async def _open(self, config: WorkerConfig) -> None:
        """Open the model. Raises ConfigError or ModelUnavailable."""
        if config.code != hash_code():
            raise ConfigError(
                f"{socket.gethostname()} has another version of Communique than the machine of the run; install the"
                " same on every node"
            )
        settings = add_key(config, os.environ)
        reporter = _DriverReporter(self._channel)
        context = RunContext(choose_method(settings), settings, reporter, self._negotiation(settings, reporter))
        model = await self._stack.enter_async_context(
            open_model(settings, reporter, _DriverGate(self._channel), context.negotiation)
        )
        self._task = build_task(context, model, _DriverLedger(self._channel))

    def _negotiation(self, settings: Settings, reporter: ProgressReporter) -> Negotiation:
        if not settings.asks_endpoint:
            return build_negotiation(settings, reporter)
        return _DriverNegotiation(self._channel, settings.model, forced_capabilities(settings))

    async def _process(self, article: Article) -> Outcome | Failure:
        """Process an article. Raises ModelUnavailable, StoreError or Interrupted."""
        if self._task is None:
            raise ModelUnavailable("a worker was given an article before its model was open")
        result = await self._task.process(article)
        return replace(result, answered=()) if isinstance(result, Outcome) else result  # the ledger has the answers

    async def _close(self) -> None:
        await self._stack.aclose()


def add_key(config: WorkerConfig, environment: Mapping[str, str]) -> Settings:
    """Return the settings with the key of this machine.

    Raises ConfigError if the environment has several keys, or none and the endpoint asks for one.
    """
    if not config.settings.asks_endpoint:
        return config.settings
    keys = read_keys(environment)
    if len(keys) > 1:
        raise ConfigError(f"{KEY} holds {len(keys)} keys on {socket.gethostname()}; a worker asks with one: leave one")
    if config.needs_key and not keys:
        raise ConfigError(
            f"{KEY} is not set on {socket.gethostname()}; set it in the environment of `ray start` on every node"
        )
    return replace(config.settings, api_key=keys[0] if keys else NO_KEY)


class _DriverLedger:
    """The ledger of the driver."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    async def recall(self, request: str) -> tuple[StoredAnswer, tuple[str, ...]] | None:
        answer: tuple[StoredAnswer, tuple[str, ...]] | None = await self._channel.call("recall", request)
        return answer

    async def start_attempt(self, request: str) -> int:
        number: int = await self._channel.call("start_attempt", request)
        return number

    async def store_answer(
        self, number: int, answer: StoredAnswer, spending: Spending, texts: Sequence[str] = ()
    ) -> None:
        await self._channel.call("store_answer", number, answer, spending, texts)

    async def fail_attempt(self, number: int, state: str, spending: Spending, texts: Sequence[str] = ()) -> None:
        await self._channel.call("fail_attempt", number, state, spending, texts)


class _DriverGate:
    """The gate of the driver."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    async def enter(self, bound: CallBound) -> Permit:
        permit: Permit = await self._channel.call("enter", bound)
        return permit

    def leave(self, permit: Permit, cost: CallCost, error: ModelError | None = None) -> None:
        self._channel.notify("leave", permit.ticket, cost, error)

    def can_reroute(self, error: ModelError) -> bool:
        """Return False: a cluster asks one endpoint."""
        return False


class _DriverNegotiation(Negotiation):
    """The negotiation of the driver: one question of all workers goes ahead, and what it finds out is shared."""

    def __init__(self, channel: Channel, model: str, start: Capabilities) -> None:
        super().__init__(model, start=start, warn=lambda message: channel.notify("warn", message))
        self._channel = channel

    async def enter(self) -> bool:
        if self.settled:
            return False
        goes_ahead, state = await self._channel.call("negotiate")
        super().merge(state)
        return bool(goes_ahead)

    def leave(self) -> None:
        self._channel.notify("negotiated", self.state())

    def refused(
        self, server: str, used: Capabilities, told: ServerError, kind: FailureKind, body: Mapping[str, Any]
    ) -> bool:
        again = super().refused(server, used, told, kind, body)
        if again and self.proven:
            self._channel.notify("learned", self.state())
        return again


class _DriverReporter(SilentReporter):
    """The progress reporter of the driver."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._loop = asyncio.get_running_loop()

    def preparing(self, note: str, done: int, total: int) -> None:
        self._loop.call_soon_threadsafe(self._channel.notify, "preparing", note, done, total)

    def started(self, source_id: str, calls: int) -> None:
        self._channel.notify("started", source_id, calls)

    def answered(self, source_id: str) -> None:
        self._channel.notify("answered", source_id)

    def warn(self, message: str) -> None:
        self._channel.notify("warn", message)

    def info(self, message: str) -> None:
        self._channel.notify("info", message)
