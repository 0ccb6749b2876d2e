"""A worker as the driver sees it: serves the worker's calls, and tracks what the worker holds.

When the worker dies, what it held is given back: its admission to the gate counts as used, its calls in flight as
lost.
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
from extract.model.negotiation import Negotiation, State
from extract.pipeline import Outcome
from extract.run.cluster.channel import Channel, Message
from extract.run.cluster.worker import WorkerConfig
from extract.store import Ledger, Spending, StoredAnswer
from extract.telemetry.progress import ProgressReporter
from schemas import Article, Failure, FailureCode, Usage

CLOSE_SECONDS = 10.0
"""Seconds that a worker has to close its model."""


class WorkerDied(Exception):
    """The process of a worker has ended, or cannot be reached."""


class Process(Protocol):
    """The process of a worker, wherever it runs. All methods but `kill` raise WorkerDied."""

    async def where(self) -> str: ...

    async def deliver(self, messages: Sequence[Message]) -> None: ...

    async def collect(self) -> list[Message]: ...

    def kill(self) -> None: ...


@dataclass(frozen=True)
class Services:
    """What belongs to the run, and is used by every worker."""

    ledger: Ledger
    gate: AnyGate
    reporter: ProgressReporter
    negotiation: Negotiation


class WorkerHandle:
    """One worker, from its start to its death."""

    def __init__(self, process: Process, services: Services) -> None:
        self.articles = 0
        """Under way in the worker."""
        self.alive = True
        self.reserved = False
        """Whether the worker is kept free for a single article."""
        self._process = process
        self._services = services
        self._permits: dict[int, Permit] = {}
        self._tickets = count(1)
        self._goes_ahead = False
        """Whether a question of the worker goes ahead of all others, to find out what the endpoint accepts."""
        self._attempts: set[int] = set()
        """Numbers of the attempts in flight."""
        reporter = services.reporter
        self._channel = Channel(
            {
                "recall": services.ledger.recall,
                "start_attempt": self._start_attempt,
                "store_answer": self._store_answer,
                "fail_attempt": self._fail_attempt,
                "enter": self._enter,
                "leave": self._leave,
                "negotiate": self._negotiate,
                "negotiated": self._negotiated,
                "learned": services.negotiation.merge,
                "preparing": reporter.preparing,
                "started": reporter.started,
                "answered": reporter.answered,
                "warn": reporter.warn,
                "info": reporter.info,
            }
        )

    async def open(self, config: WorkerConfig) -> None:
        """Open the worker's model. Raises ConfigError, ModelUnavailable or WorkerDied."""
        await self._channel.call("open", config)

    async def process(self, article: Article) -> Outcome | Failure:
        """Process an article in the worker. Raises ModelUnavailable, StoreError, Interrupted or WorkerDied."""
        self.articles += 1
        try:
            result: Outcome | Failure = await self._channel.call("process", article)
            return result
        finally:
            self.articles -= 1

    async def exchange_messages(self) -> None:
        """Carry messages both ways until the worker dies, then give back what it held."""
        directions = [asyncio.create_task(carry()) for carry in (self._post, self._fetch)]
        try:
            await asyncio.gather(*directions)
        except Exception as error:
            self.alive = False
            self._channel.cut(error)
            await self._give_back()
            if not isinstance(error, WorkerDied):
                raise
        finally:
            for task in directions:
                task.cancel()

    async def close(self) -> None:
        """Close the worker's model, when no article is under way."""
        with suppress(WorkerDied, TimeoutError):
            await asyncio.wait_for(self._channel.call("close"), CLOSE_SECONDS)

    async def _post(self) -> None:
        while True:
            await self._process.deliver(await self._channel.outgoing())

    async def _fetch(self) -> None:
        while True:
            self._channel.receive(await self._process.collect())

    async def _give_back(self) -> None:
        for ticket in list(self._permits):
            self._leave(ticket, CallCost(None, None), ModelError("the worker died", FailureCode.INTERNAL))
        for number in list(self._attempts):
            await self._mark_lost(number)
        if self._goes_ahead:
            self._negotiated(None)

    async def _mark_lost(self, number: int) -> None:
        await self._fail_attempt(number, "lost", Spending(Usage(unknown=1), 0))

    async def _start_attempt(self, request: str) -> int:
        number = await self._services.ledger.start_attempt(request)
        self._attempts.add(number)
        if not self.alive:
            await self._mark_lost(number)
        return number

    async def _store_answer(self, number: int, answer: StoredAnswer, spending: Spending, texts: Sequence[str]) -> None:
        self._attempts.discard(number)
        await self._services.ledger.store_answer(number, answer, spending, texts)

    async def _fail_attempt(self, number: int, state: str, spending: Spending, texts: Sequence[str] = ()) -> None:
        self._attempts.discard(number)
        await self._services.ledger.fail_attempt(number, state, spending, texts)

    async def _negotiate(self) -> tuple[bool, State]:
        negotiation = self._services.negotiation
        self._goes_ahead = await negotiation.enter()
        if self._goes_ahead and not self.alive:  # the worker died while it waited
            self._negotiated(None)
        return self._goes_ahead, negotiation.state()

    def _negotiated(self, state: State | None) -> None:
        self._goes_ahead = False
        if state:
            self._services.negotiation.merge(state)
        self._services.negotiation.leave()

    async def _enter(self, bound: CallBound) -> Permit:
        permit = replace(await self._services.gate.enter(bound), ticket=next(self._tickets))
        self._permits[permit.ticket] = permit
        if not self.alive:  # the worker died while it waited, and has sent nothing
            self._leave(permit.ticket, CallCost(0, Decimal()))
        return permit

    def _leave(self, ticket: int, cost: CallCost, error: ModelError | None = None) -> None:
        self._services.gate.leave(self._permits.pop(ticket), cost, error)
