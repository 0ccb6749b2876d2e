"""Leads each call through one of several gates, a gate for each endpoint: the least loaded one of those that are open.

The calls wait in one queue and not at the gates, so that none is held up by an endpoint that rests while another is
free. An endpoint that is down, or that refuses its key, is set aside and told; the others go on.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from extract.errors import Interrupted, ModelError, ModelUnavailable
from extract.limits.budget import Budget
from extract.limits.gate import ANY, POLL_SECONDS, CallBound, CallCost, Gate, Permit
from extract.telemetry.tracing import emit_event
from schemas import FailureCode


class Balancer:
    """Several gates that are passed as if they were one. The place of each in their order is its number."""

    def __init__(self, gates: Mapping[str, Gate], tell: Callable[[str], None]) -> None:
        """`gates` are by the names of their endpoints; `tell` is called when one is not asked any more."""
        self.stopped = False
        self._names = tuple(gates)
        self._gates = tuple(gates.values())
        self._tell = tell
        self._aside: dict[int, ModelUnavailable] = {}
        self._resting: set[int] = set()
        """Endpoints that were reported as resting."""
        self._turn = asyncio.Lock()
        self._returned = asyncio.Event()

    @property
    def in_flight(self) -> int:
        return sum(gate.in_flight for gate in self._gates)

    @property
    def limit(self) -> int:
        """Calls at a time that all endpoints together let pass."""
        return sum(gate.limit for number, gate in enumerate(self._gates) if number not in self._aside)

    @property
    def budget(self) -> Budget | None:
        """The one that all endpoints share."""
        return self._gates[0].budget

    async def enter(self, bound: CallBound) -> Permit:
        """Wait until a call may be sent, and return the permit with the endpoint.

        Raises Interrupted if the run stops, ModelUnavailable if no call may go anywhere.
        """
        self._wait(1)
        try:
            async with self._turn:
                return await self._entered(bound)
        finally:
            self._wait(-1)

    async def _entered(self, bound: CallBound) -> Permit:
        """Wait for room at the head of the queue."""
        while True:
            if self.stopped:
                raise Interrupted("the run stops")
            waits = {number: self._gates[number].wait(bound) for number in self._open()}
            free = [number for number, wait in waits.items() if not wait]
            ready = [number for number in free if self._gates[number].fits(bound)]
            if ready or (free and not self.in_flight):  # without calls in flight only the budget can refuse
                number = min(ready or free, key=lambda one: self._gates[one].load)
                return replace(self._gates[number].admit(bound), number=number)
            await self._await_return(min(waits.values()) or POLL_SECONDS)

    def _wait(self, more: int) -> None:
        """Count a waiting call at all gates, since it waits at none of them."""
        for gate in self._gates:
            gate.waiting += more

    def leave(self, permit: Permit, cost: CallCost, error: ModelError | None = None) -> None:
        """Record the outcome of a call."""
        self._gates[permit.number].leave(permit, cost, error)
        self._returned.set()
        if error is None:
            self._resting.discard(permit.number)
        elif isinstance(error, ModelUnavailable) and error.code is FailureCode.UNREACHABLE:
            self._gates[permit.number].trip()
            self._rests(permit.number, error)
        elif isinstance(error, ModelUnavailable):
            self._set_aside(permit.number, error)

    def can_reroute(self, error: ModelError) -> bool:
        """Whether a call that failed so can be sent to another endpoint at once."""
        throttled = error.code is FailureCode.RATE_LIMITED and bool(error.retry_after)
        if not (throttled or isinstance(error, ModelUnavailable)):
            return False
        with suppress(ModelUnavailable):
            return any(not self._gates[number].wait(ANY) for number in self._open())
        return False

    def stop(self) -> None:
        """Admit no further call."""
        self.stopped = True
        self._returned.set()

    def _open(self) -> Sequence[int]:
        """The endpoints that can be asked, now or soon. Raises ModelUnavailable if there are none."""
        found, why = [], next(reversed(self._aside.values()), None)
        for number, gate in enumerate(self._gates):
            refusal = None if number in self._aside else gate.refusal()
            if refusal is None and number not in self._aside:
                found.append(number)
            elif refusal and refusal.code is FailureCode.RATE_LIMITED:  # it asks for patience, and may be asked later
                why = refusal
                self._rests(number, refusal)
            elif refusal:
                why = refusal
                self._set_aside(number, refusal)
        if not found and why:
            raise why
        return found

    def _rests(self, number: int, error: ModelUnavailable) -> None:
        if number not in self._resting:
            self._resting.add(number)
            emit_event("endpoint.rests", logging.WARNING, endpoint=self._names[number], error=error.code)
            self._tell(f"{self._names[number]} rests for a while: {error}")

    def _set_aside(self, number: int, error: ModelUnavailable) -> None:
        if number in self._aside:
            return
        self._aside[number] = error
        left = len(self._gates) - len(self._aside)
        emit_event("endpoint.aside", logging.WARNING, endpoint=self._names[number], error=error.code, left=left)
        self._tell(f"{self._names[number]} is set aside, and {left} of {len(self._gates)} endpoints are left: {error}")

    async def _await_return(self, seconds: float) -> None:
        """Wait for the end of a call, at most this many seconds."""
        self._returned.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(min(POLL_SECONDS, seconds)):
                await self._returned.wait()


AnyGate = Gate | Balancer
"""The gate of a run, whether it has one endpoint or several."""
