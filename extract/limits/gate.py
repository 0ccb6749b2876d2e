"""The gate that every HTTP call of a run passes: one at a time is let in, when all limits allow it.

It knows nothing of HTTP: a call says how many tokens it may take, and afterwards how it went. A run that is to stop
lets no further call in, and those that are in flight come home.
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
"""Seconds after which one who waits looks whether the run is to stop."""


@dataclass(frozen=True)
class CallBound:
    """The most that a call can take."""

    tokens: int
    cost: Decimal = Decimal()


ANY = CallBound(0)
"""A call of which nothing is known yet."""


@dataclass(frozen=True)
class Permit:
    """One call's leave to go."""

    most: CallBound
    place: Reservation
    number: int = 0
    """Of the gate that it goes through, where there are several."""
    ticket: int = 0
    """By which another process names it."""


@dataclass(frozen=True)
class CallCost:
    """What a call really took; None where nobody told."""

    tokens: int | None
    cost: Decimal | None


class CallGate(Protocol):
    """What lets calls in: a gate, several as one, or the way to one in another process."""

    async def enter(self, most: CallBound) -> Permit: ...

    def leave(self, leave: Permit, took: CallCost, error: ModelError | None = None) -> None: ...

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
        """Calls on the way to a place, here or at what leads to several gates."""
        self.stopped = False
        """Set it to let no further call in."""
        self._pace = pace or Pace(None, None)
        self._breaker = Breaker()
        self._paused_until = float("-inf")
        self._turn = asyncio.Lock()
        self._home = asyncio.Event()
        self._now = now
        self._sleep = sleep

    @property
    def limit(self) -> int:
        """Calls at a time that the endpoint lets pass."""
        return self.adaptive.limit

    @property
    def load(self) -> tuple[bool, float]:
        """How little a further call is welcome: after a failure less than before one, then by the share of the limit
        that is in use. An endpoint that fails at once is never busy, and must not draw all calls."""
        return self._breaker.failing, self.in_flight / self.limit

    async def enter(self, most: CallBound) -> Permit:
        """Waits until a call may be sent. Raises Interrupted if the run stops, ModelUnavailable if no call may go."""
        self.waiting += 1
        try:
            async with self._turn:
                return await self._entered(most)
        finally:
            self.waiting -= 1

    async def _entered(self, most: CallBound) -> Permit:
        """Waits for room as the first in the queue."""
        while True:
            if self.stopped:
                raise Interrupted("the run stops")
            if refusal := self.refusal():
                raise refusal
            wait = self.wait(most)
            if wait > 0:
                await self._sleep(min(wait, POLL_SECONDS))
            elif self.in_flight and not self.fits(most):
                self._home.clear()
                await self._home.wait()
            else:
                return self.admit(most)

    def leave(self, leave: Permit, took: CallCost, error: ModelError | None = None) -> None:
        """Tells how a call went."""
        # Answers come in bursts: a place that has just become free is in use if somebody is on the way to it, and
        # nothing but the limit holds him.
        coming = 0 if self.wait(ANY) else self.waiting
        in_use = min(self.in_flight + coming, self.limit)
        self.in_flight -= 1
        self._home.set()
        self._pace.settle(leave.place, leave.most.tokens if took.tokens is None else took.tokens)
        if self.budget:
            self.budget.settle(leave.most.cost, took.cost)
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
        """Lets no further call in."""
        self.stopped = True
        self._home.set()

    def _throttled(self, retry_after: float | None) -> None:
        now = self._now()
        self.adaptive.throttled(now, retry_after)
        self._paused_until = max(self._paused_until, now + (retry_after or 0.0))

    def refusal(self) -> ModelUnavailable | None:
        """Why no call may go at all; None if one may, now or soon."""
        if (wait := self._paused_until - self._now()) > MAX_WAIT:
            return ModelUnavailable(
                f"the server asks to wait {wait:.0f} s; run again after that to resume", FailureCode.RATE_LIMITED
            )
        if self._breaker.down:
            return ModelUnavailable("the server answers nothing but errors; run again later to resume")
        return None

    def wait(self, most: CallBound) -> float:
        """Seconds until the endpoint can be asked, if there is room; at least 0."""
        now = self._now()
        return max(0.0, self._paused_until - now, self._breaker.wait(now), self._pace.wait(now, most.tokens))

    def fits(self, most: CallBound) -> bool:
        """Whether there is room beside those in flight."""
        room = 1 if self._breaker.probing else self.adaptive.limit
        return self.in_flight < room and (self.budget is None or self.budget.allows(most.cost))

    def admit(self, most: CallBound) -> Permit:
        """Has a call go that fits. Raises ModelUnavailable if the budget is spent."""
        if self.budget:
            if not self.budget.allows(most.cost):
                raise ModelUnavailable(
                    f"the next call could cost {most.cost:f} USD, and {self.budget.spent:f} of"
                    f" {self.budget.ceiling:f} are spent; raise --budget, then run again to resume",
                    FailureCode.QUOTA,
                )
            self.budget.reserve(most.cost)
        self.in_flight += 1
        return Permit(most, self._pace.reserve(self._now(), most.tokens))
