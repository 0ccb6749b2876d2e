"""Workers as actors of Ray, on a cluster or on this machine; the only module that knows Ray.

It connects, starts actors and carries messages. What an actor does, and what its death means, is said elsewhere.
"""

import os
import socket
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, redirect_stdout
from pathlib import Path
from typing import Any

os.environ["RAY_USAGE_STATS_ENABLED"] = "0"  # before the import, which reads it: nothing is told to anybody

import ray
from ray.exceptions import RayError

from extract.errors import ConfigError
from extract.run.cluster.channel import Message
from extract.run.cluster.handle import Died
from extract.run.cluster.pool import pool
from extract.run.cluster.worker import Worker
from extract.run.executor import Extractor, Job
from extract.settings.settings import Settings
from extract.store import Ledger

KNOCKING = 10.0
"""Seconds that the head of a cluster has to answer."""
_RAY: Any = ray
"""Ray without its types, which are not those of what it takes and gives."""


@asynccontextmanager
async def on_ray(job: Job, ledger: Ledger) -> AsyncIterator[Extractor]:
    """Has the actors of a cluster do the articles. Raises ConfigError if it cannot be had, and what `pool` raises."""
    job.watcher.preparing("connecting to Ray", 0, 0)
    with _connected(job.settings):
        async with pool(job, ledger, _spawn, _size(job.settings)) as extractor:
            yield extractor


@contextmanager
def _connected(settings: Settings) -> Iterator[None]:
    """Ray, connected. What it prints is kept from stdout, which is for results. Raises ConfigError."""
    address = settings.ray_address
    own = {} if address else {"num_cpus": settings.shards, "include_dashboard": False}
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
        try:
            _knock(address)
            _RAY.init(address or "local", log_to_driver=False, logging_level="error", **own)
        except (OSError, RuntimeError, ValueError) as error:
            where = address or "this machine"
            raise ConfigError(
                f"Ray cannot be had at {where} ({error}); give the HOST:PORT that `ray start --head` told, with the"
                " RAY_AUTH_MODE and the token of that cluster if it has one, or leave --ray-address out"
            ) from error
        try:
            yield
        finally:
            _RAY.shutdown()


def _knock(address: str | None) -> None:
    """Raises OSError or ValueError at once where nobody answers: Ray itself would try for minutes."""
    if address not in (None, "auto"):
        host, _, port = str(address).rpartition(":")
        socket.create_connection((host, int(port)), timeout=KNOCKING).close()


def _size(settings: Settings) -> int:
    """How many workers there are to be. Raises ConfigError if the cluster has no room for them."""
    room = int(_RAY.cluster_resources().get("CPU", 0))
    if settings.shards is None:
        nodes = sum(node["Alive"] for node in _RAY.nodes())
        return max(1, nodes if settings.embedded else min(room, settings.concurrency))
    if settings.shards > room:
        raise ConfigError(f"the cluster has {room} processors, too few for --shards {settings.shards}; add nodes to it")
    return settings.shards


class _Actor:
    """A worker's process, held by Ray. Raises Died when Ray has lost it."""

    def __init__(self, handle: Any) -> None:
        self._handle = handle

    async def where(self) -> str:
        told: str = await _awaited(self._handle.where.remote())
        return told

    async def deliver(self, messages: Sequence[Message]) -> None:
        await _awaited(self._handle.deliver.remote(messages))

    async def collect(self) -> list[Message]:
        messages: list[Message] = await _awaited(self._handle.collect.remote())
        return messages

    def end(self) -> None:
        _RAY.kill(self._handle)


async def _spawn() -> _Actor:
    """An actor, which Ray may yet have to find a place for; it is not restarted by Ray, but replaced by us."""
    options = {"num_cpus": 1, "max_restarts": 0, "scheduling_strategy": "SPREAD"}
    return _Actor(_RAY.remote(Worker).options(**options).remote())


async def _awaited(reference: Any) -> Any:
    try:
        return await reference
    except RayError as error:
        raise Died(str(error)) from error
