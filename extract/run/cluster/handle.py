"""A worker as the driver sees it: it serves what the worker asks for, and knows what the worker holds.

When the worker dies, what it held is given back: its leave of the gate counts as used, its calls in flight as lost.
"""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import count
from typing import Protocol

from extract.errors import ModelError
from extract.limits.balancer import AnyGate
from extract.limits.gate import CallBound, CallCost, Permit
from extract.pipeline import Outcome
from extract.run.cluster.channel import Channel, Message
from extract.run.cluster.worker import Brief
from extract.store import Ledger, Spent, Stored
from extract.telemetry.progress import Watcher
from schemas import Article, Failure, FailureCode, Usage

FAREWELL = 10.0
"""Seconds that a worker has to end its model."""


class Died(Exception):
    """A worker's process is no more, or cannot be reached."""


class Process(Protocol):
    """The process of a worker, wherever it is. All but `end` raise Died."""

    async def where(self) -> str: ...

    async def deliver(self, messages: Sequence[Message]) -> None: ...

    async def collect(self) -> list[Message]: ...

    def end(self) -> None: ...


@dataclass(frozen=True)
class Services:
    """What is the run's, and so is asked for by every worker."""

    ledger: Ledger
    gate: AnyGate
    watcher: Watcher


class WorkerHandle:
    """The place of one worker, for as long as that lives."""

    def __init__(self, process: Process, services: Services) -> None:
        self.articles = 0
        """Under way in the worker."""
        self.alive = True
        self.reserved = False
        """Whether it is kept for one article alone."""
        self._process = process
        self._services = services
        self._passes: dict[int, Permit] = {}
        self._tickets = count(1)
        self._sent: set[int] = set()
        watcher = services.watcher
        self._channel = Channel(
            {
                "recall": services.ledger.recall,
                "send": self._send,
                "answer": self._answer,
                "settle": self._settle,
                "enter": self._enter,
                "leave": self._leave,
                "preparing": watcher.preparing,
                "started": watcher.started,
                "answered": watcher.answered,
                "warn": watcher.warn,
                "tell": watcher.tell,
            }
        )

    async def open(self, brief: Brief) -> None:
        """Has the worker open its model. Raises ConfigError, ModelUnavailable or Died."""
        await self._channel.call("open", brief)

    async def do(self, article: Article) -> Outcome | Failure:
        """Has the worker do an article. Raises ModelUnavailable, StoreError, Interrupted or Died."""
        self.articles += 1
        try:
            result: Outcome | Failure = await self._channel.call("do", article)
            return result
        finally:
            self.articles -= 1

    async def talk(self) -> None:
        """Carries messages both ways until the worker dies, and gives back what it held."""
        ways = [asyncio.create_task(way()) for way in (self._post, self._fetch)]
        try:
            await asyncio.gather(*ways)
        except Exception as error:
            self.alive = False
            self._channel.cut(error)
            await self._give_back()
            if not isinstance(error, Died):
                raise
        finally:
            for way in ways:
                way.cancel()

    async def close(self) -> None:
        """Has the worker end its model. It must have no article any more."""
        with suppress(Died, TimeoutError):
            await asyncio.wait_for(self._channel.call("close"), FAREWELL)

    async def _post(self) -> None:
        while True:
            await self._process.deliver(await self._channel.outgoing())

    async def _fetch(self) -> None:
        while True:
            self._channel.receive(await self._process.collect())

    async def _give_back(self) -> None:
        for ticket in list(self._passes):
            self._leave(ticket, CallCost(None, None), ModelError("the worker died", FailureCode.INTERNAL))
        for number in list(self._sent):
            await self._lost(number)

    async def _lost(self, number: int) -> None:
        await self._settle(number, "lost", Spent(Usage(unknown=1), 0))

    async def _send(self, request: str) -> int:
        number = await self._services.ledger.send(request)
        self._sent.add(number)
        if not self.alive:
            await self._lost(number)
        return number

    async def _answer(self, number: int, stored: Stored, spent: Spent, said: Sequence[str]) -> None:
        self._sent.discard(number)
        await self._services.ledger.answer(number, stored, spent, said)

    async def _settle(self, number: int, state: str, spent: Spent, said: Sequence[str] = ()) -> None:
        self._sent.discard(number)
        await self._services.ledger.settle(number, state, spent, said)

    async def _enter(self, most: CallBound) -> Permit:
        leave = replace(await self._services.gate.enter(most), ticket=next(self._tickets))
        self._passes[leave.ticket] = leave
        if not self.alive:  # it died while it waited, and has sent nothing
            self._leave(leave.ticket, CallCost(0, Decimal()))
        return leave

    def _leave(self, ticket: int, took: CallCost, error: ModelError | None = None) -> None:
        self._services.gate.leave(self._passes.pop(ticket), took, error)
