"""Workers as Ray actors, on a cluster or on this machine; the only module that imports Ray.

It connects, starts actors and carries messages. `worker` says what an actor does, `pool` what happens when it dies.
"""

import os
import socket
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, redirect_stdout
from pathlib import Path
from typing import Any

os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # read by the import that follows: no statistics are sent

import ray
from ray.exceptions import RayError

from extract.errors import ConfigError
from extract.run.cluster.channel import Message
from extract.run.cluster.handle import WorkerDied
from extract.run.cluster.pool import open_pool
from extract.run.cluster.worker import Worker
from extract.run.context import RunContext
from extract.run.executor import Executor
from extract.settings.settings import Settings
from extract.store import Ledger

CONNECT_SECONDS = 10.0
"""Seconds that the head of a cluster has to answer."""
_RAY: Any = ray
"""Ray without its types, which do not fit what its functions take and return."""


@asynccontextmanager
async def open_ray_executor(context: RunContext, ledger: Ledger) -> AsyncIterator[Executor]:
    """Open a pool of Ray actors. Raises ConfigError if the cluster cannot be had, and what `open_pool` raises."""
    context.reporter.preparing("connecting to Ray", 0, 0)
    with _connection(context.settings):
        async with open_pool(context, ledger, _spawn, _pool_size(context.settings)) as executor:
            yield executor


@contextmanager
def _connection(settings: Settings) -> Iterator[None]:
    """Connect to Ray, and keep its output from stdout, which is for results. Raises ConfigError."""
    address = settings.ray_address
    own = {} if address else {"num_cpus": settings.shards, "include_dashboard": False}
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
        try:
            _check_reachable(address)
            _RAY.init(address or "local", log_to_driver=False, logging_level="error", **own)
        except (OSError, RuntimeError, ValueError) as error:
            where = address or "this machine"
            raise ConfigError(
                f"Ray cannot be had at {where} ({error}); give the HOST:PORT that `ray start --head` printed, with the"
                " RAY_AUTH_MODE and the token of that cluster if it has one, or leave --ray-address out"
            ) from error
        try:
            yield
        finally:
            _RAY.shutdown()


def _check_reachable(address: str | None) -> None:
    """Raise OSError or ValueError at once if there is no server: Ray itself would retry for minutes."""
    if address not in (None, "auto"):
        host, _, port = str(address).rpartition(":")
        socket.create_connection((host, int(port)), timeout=CONNECT_SECONDS).close()


def _pool_size(settings: Settings) -> int:
    """Return the number of workers. Raises ConfigError if the cluster has no room for them."""
    room = int(_RAY.cluster_resources().get("CPU", 0))
    if settings.shards is None:
        nodes = sum(node["Alive"] for node in _RAY.nodes())
        return max(1, nodes if settings.embedded else min(room, settings.concurrency))
    if settings.shards > room:
        raise ConfigError(f"the cluster has {room} processors, too few for --shards {settings.shards}; add nodes to it")
    return settings.shards


class _Actor:
    """The process of a worker, held by Ray. Raises WorkerDied when Ray has lost it."""

    def __init__(self, handle: Any) -> None:
        self._handle = handle

    async def where(self) -> str:
        place: str = await _get(self._handle.where.remote())
        return place

    async def deliver(self, messages: Sequence[Message]) -> None:
        await _get(self._handle.deliver.remote(messages))

    async def collect(self) -> list[Message]:
        messages: list[Message] = await _get(self._handle.collect.remote())
        return messages

    def kill(self) -> None:
        _RAY.kill(self._handle)


async def _spawn() -> _Actor:
    """Start an actor; Ray may still have to find a place for it. The pool replaces a dead actor, Ray does not."""
    options = {"num_cpus": 1, "max_restarts": 0, "scheduling_strategy": "SPREAD"}
    return _Actor(_RAY.remote(Worker).options(**options).remote())


async def _get(reference: Any) -> Any:
    try:
        return await reference
    except RayError as error:
        raise WorkerDied(str(error)) from error
