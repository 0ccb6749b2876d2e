"""The gate that every HTTP call of a run passes: one at a time is let in, when all limits allow it.

It knows nothing of HTTP: a call says how many tokens it may take, and afterwards how it went. A run that is to stop
admits no further call; calls in flight are awaited.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from extract.errors import Interrupted, ModelError, ModelUnavailable
from extract.limits.adaptive import Adaptive
from extract.limits.breaker import Breaker
from extract.limits.budget import Budget
from extract.limits.pace import Pace, Reservation
from schemas import FailureCode

MAX_WAIT = 600.0
"""Seconds that a run waits because a server asks it to; asked for more, it stops, and is resumed later."""
_OF_THE_SERVER = frozenset({FailureCode.SERVER_ERROR, FailureCode.TIMEOUT, FailureCode.UNREACHABLE})
POLL_SECONDS = 0.5
"""Seconds between two checks of a waiting call whether the run is to stop."""


@dataclass(frozen=True)
class CallBound:
    """Upper bounds of a call."""

    tokens: int
    cost: Decimal = Decimal()


ANY = CallBound(0)
"""A call without known bounds."""


@dataclass(frozen=True)
class Permit:
    """Permission for one call."""

    bound: CallBound
    slot: Reservation
    number: int = 0
    """Index of the gate, where there are several."""
    ticket: int = 0
    """Identifies the permit in another process."""


@dataclass(frozen=True)
class CallCost:
    """Usage of a finished call; None where the server does not tell."""

    tokens: int | None
    cost: Decimal | None


class CallGate(Protocol):
    """Admits calls: a gate, a balancer of several, or a proxy of one in another process."""

    async def enter(self, bound: CallBound) -> Permit: ...

    def leave(self, permit: Permit, cost: CallCost, error: ModelError | None = None) -> None: ...

    def can_reroute(self, error: ModelError) -> bool: ...


class Gate:
    """The limits of one endpoint."""

    def __init__(
        self,
        adaptive: Adaptive,
        pace: Pace | None = None,
        budget: Budget | None = None,
        *,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.adaptive = adaptive
        self.budget = budget
        self.in_flight = 0
        self.waiting = 0
        """Calls that wait for admission, here or at a balancer."""
        self.stopped = False
        """Whether no further call is admitted."""
        self._pace = pace or Pace(None, None)
        self._breaker = Breaker()
        self._paused_until = float("-inf")
        self._turn = asyncio.Lock()
        self._returned = asyncio.Event()
        self._now = now
        self._sleep = sleep

    @property
    def limit(self) -> int:
        """Calls at a time that the endpoint lets pass."""
        return self.adaptive.limit

    @property
    def load(self) -> tuple[bool, float]:
        """Sort key of a balancer: failing gates last, then by the share of the limit in use.

        A failing endpoint is never busy, and must not draw all calls.
        """
        return self._breaker.failing, self.in_flight / self.limit

    async def enter(self, bound: CallBound) -> Permit:
        """Waits until a call may be sent. Raises Interrupted if the run stops, ModelUnavailable if no call may go."""
        self.waiting += 1
        try:
            async with self._turn:
                return await self._entered(bound)
        finally:
            self.waiting -= 1

    async def _entered(self, bound: CallBound) -> Permit:
        """Wait for room at the head of the queue."""
        while True:
            if self.stopped:
                raise Interrupted("the run stops")
            if refusal := self.refusal():
                raise refusal
            wait = self.wait(bound)
            if wait > 0:
                await self._sleep(min(wait, POLL_SECONDS))
            elif self.in_flight and not self.fits(bound):
                self._returned.clear()
                await self._returned.wait()
            else:
                return self.admit(bound)

    def leave(self, permit: Permit, cost: CallCost, error: ModelError | None = None) -> None:
        """Record the outcome of a call."""
        # Answers come in bursts: a slot that has just become free counts as in use if a call waits for it, held by
        # nothing but the limit.
        coming = 0 if self.wait(ANY) else self.waiting
        in_use = min(self.in_flight + coming, self.limit)
        self.in_flight -= 1
        self._returned.set()
        self._pace.settle(permit.slot, permit.bound.tokens if cost.tokens is None else cost.tokens)
        if self.budget:
            self.budget.settle(permit.bound.cost, cost.cost)
        if error is None:
            self.adaptive.succeeded(self._now(), in_use)
            self._breaker.succeeded()
        elif error.code is FailureCode.RATE_LIMITED:
            self._throttled(error.retry_after)
        elif error.code in _OF_THE_SERVER and not error.loading:
            self._breaker.failed(self._now())

    def can_reroute(self, error: ModelError) -> bool:
        """Whether a call that failed so can be sent to another endpoint at once; there is no other."""
        return False

    def trip(self) -> None:
        """Takes the endpoint for down until a call that goes ahead is answered."""
        self._breaker.trip(self._now())

    def stop(self) -> None:
        """Admit no further call."""
        self.stopped = True
        self._returned.set()

    def _throttled(self, retry_after: float | None) -> None:
        now = self._now()
        self.adaptive.throttled(now, retry_after)
        self._paused_until = max(self._paused_until, now + (retry_after or 0.0))

    def refusal(self) -> ModelUnavailable | None:
        """The reason for which no call is admitted; None if one is, now or soon."""
        if (wait := self._paused_until - self._now()) > MAX_WAIT:
            return ModelUnavailable(
                f"the server asks to wait {wait:.0f} s; run again after that to resume", FailureCode.RATE_LIMITED
            )
        if self._breaker.down:
            return ModelUnavailable("the server answers nothing but errors; run again later to resume")
        return None

    def wait(self, bound: CallBound) -> float:
        """Seconds until the endpoint can be asked, if there is room; at least 0."""
        now = self._now()
        return max(0.0, self._paused_until - now, self._breaker.wait(now), self._pace.wait(now, bound.tokens))

    def fits(self, bound: CallBound) -> bool:
        """Whether the limits leave room for the call now."""
        room = 1 if self._breaker.probing else self.adaptive.limit
        return self.in_flight < room and (self.budget is None or self.budget.allows(bound.cost))

    def admit(self, bound: CallBound) -> Permit:
        """Admit a call that fits. Raises ModelUnavailable if the budget is spent."""
        if self.budget:
            if not self.budget.allows(bound.cost):
                raise ModelUnavailable(
                    f"the next call could cost {bound.cost:f} USD, and {self.budget.spent:f} of"
                    f" {self.budget.ceiling:f} are spent; raise --budget, then run again to resume",
                    FailureCode.QUOTA,
                )
            self.budget.reserve(bound.cost)
        self.in_flight += 1
        return Permit(bound, self._pace.reserve(self._now(), bound.tokens))
