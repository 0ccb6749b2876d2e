"""A worker: opens the model of the settings on its own machine, and does one article after the other as it is told.

It asks the driver for everything that belongs to the whole run: what was answered before, leave for each call, the
ledger. It knows no transport; whoever runs it carries its messages.
"""

import asyncio
import os
import socket
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import SecretStr

from extract.ask.method import build_method
from extract.errors import ConfigError, ModelError, ModelUnavailable
from extract.limits.gate import CallBound, CallCost, Permit
from extract.model.endpoint import KEY, read_keys
from extract.pipeline import Outcome
from extract.run.cluster.channel import Channel, Message
from extract.run.executor import Extract, Job, extracting
from extract.run.open_model import asked, model_name, opened
from extract.settings.settings import Settings
from extract.store import Spent, Stored
from extract.store.keys import code_digest
from extract.telemetry.progress import Silent
from schemas import Article, Failure


@dataclass(frozen=True)
class Brief:
    """What a worker is told before its first article. It holds no key: each machine has its own in its environment."""

    settings: Settings
    keyed: bool
    """Whether the endpoint asks for a key."""
    code: str
    """`code_digest` of the driver: other code would give other results."""

    @classmethod
    def of(cls, settings: Settings) -> "Brief":
        """The brief of a run with these settings; its paths hold in every folder."""
        key = settings.api_key.get_secret_value() if settings.api_key else "none"
        files = {name: path.resolve() for name in ("weights", "replay") if (path := getattr(settings, name))}
        if settings.embedded and settings.model.lower().endswith(".gguf"):
            files["model"] = str(Path(settings.model).expanduser().resolve())
        return cls(replace(settings, api_key=None, others=(), **files), key != "none", code_digest())


class Worker:
    """A process that does articles. `deliver` and `collect` carry its messages, `where` tells what to call it."""

    def __init__(self) -> None:
        self._channel = Channel({"open": self._open, "do": self._do, "close": self._close})
        self._held = AsyncExitStack()
        self._extract: Extract | None = None

    async def where(self) -> str:
        """`process 4711 on node-3`."""
        return f"process {os.getpid()} on {socket.gethostname()}"

    async def deliver(self, messages: Sequence[Message]) -> None:
        self._channel.receive(messages)

    async def collect(self) -> list[Message]:
        """Waits until there is something to tell."""
        return await self._channel.outgoing()

    async def _open(self, brief: Brief) -> None:
        """Raises ConfigError or ModelUnavailable."""
        if brief.code != code_digest():
            raise ConfigError(
                f"{socket.gethostname()} has another version of Communique than the machine of the run; install the"
                " same on every node"
            )
        settings = with_key(brief, os.environ)
        how = build_method(model_name(settings), settings.plan, asked(settings))
        job = Job(how, settings, _Telling(self._channel))
        model = await self._held.enter_async_context(opened(settings, job.watcher, _Leave(self._channel)))
        self._extract = extracting(job, model, _Remote(self._channel))

    async def _do(self, article: Article) -> Outcome | Failure:
        """Raises ModelUnavailable, StoreError or Interrupted."""
        if self._extract is None:
            raise ModelUnavailable("a worker was given an article before its model was open")
        result = await self._extract(article)
        return replace(result, answered=()) if isinstance(result, Outcome) else result  # the ledger has the answers

    async def _close(self) -> None:
        await self._held.aclose()


def with_key(brief: Brief, environment: Mapping[str, str]) -> Settings:
    """The settings with this machine's own key. Raises ConfigError if it has none, and the endpoint asks for one, or
    several."""
    if brief.settings.embedded or brief.settings.replay:
        return brief.settings
    keys = read_keys(environment)
    if len(keys) > 1:
        raise ConfigError(f"{KEY} holds {len(keys)} keys on {socket.gethostname()}; a worker asks with one: leave one")
    if brief.keyed and not keys:
        raise ConfigError(
            f"{KEY} is not set on {socket.gethostname()}; set it in the environment of `ray start` on every node"
        )
    return replace(brief.settings, api_key=keys[0] if keys else SecretStr("none"))


class _Remote:
    """The ledger of the driver."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    async def recall(self, request: str) -> tuple[Stored, tuple[str, ...]] | None:
        known: tuple[Stored, tuple[str, ...]] | None = await self._channel.call("recall", request)
        return known

    async def send(self, request: str) -> int:
        number: int = await self._channel.call("send", request)
        return number

    async def answer(self, number: int, stored: Stored, spent: Spent, said: Sequence[str] = ()) -> None:
        await self._channel.call("answer", number, stored, spent, said)

    async def settle(self, number: int, state: str, spent: Spent, said: Sequence[str] = ()) -> None:
        await self._channel.call("settle", number, state, spent, said)


class _Leave:
    """The gate of the driver."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel

    async def enter(self, most: CallBound) -> Permit:
        leave: Permit = await self._channel.call("enter", most)
        return leave

    def leave(self, leave: Permit, took: CallCost, error: ModelError | None = None) -> None:
        self._channel.tell("leave", leave.ticket, took, error)

    def can_reroute(self, error: ModelError) -> bool:
        """A cluster asks one endpoint."""
        return False


class _Telling(Silent):
    """The watcher of the driver."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._loop = asyncio.get_running_loop()

    def preparing(self, note: str, done: int, total: int) -> None:
        self._loop.call_soon_threadsafe(self._channel.tell, "preparing", note, done, total)

    def started(self, source_id: str, calls: int) -> None:
        self._channel.tell("started", source_id, calls)

    def answered(self, source_id: str) -> None:
        self._channel.tell("answered", source_id)

    def warn(self, message: str) -> None:
        self._channel.tell("warn", message)

    def tell(self, message: str) -> None:
        self._channel.tell("tell", message)
