"""The limits of a run, by a clock of their own: promises 6 to 10 of the batch."""

import asyncio
import random
from collections.abc import Coroutine
from datetime import UTC, datetime
from decimal import Decimal
from heapq import heappop, heappush
from typing import Any

import pytest

from extract.errors import Interrupted, ModelError, ModelUnavailable
from extract.limits import breaker
from extract.limits.adaptive import EPISODE, Adaptive
from extract.limits.budget import Budget
from extract.limits.gate import CallBound, CallCost, Gate
from extract.limits.pace import Pace
from extract.limits.retry_after import retry_after
from schemas import FailureCode

NOW = datetime(2030, 1, 15, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "2"}, 2.0),
        ({"retry-after": " 1.5 "}, 1.5),
        ({"retry-after": "0"}, 0.0),
        ({"retry-after": "300"}, 300.0),
        ({"retry-after-ms": "1500", "retry-after": "9"}, 1.5),
        ({"retry-after": "Tue, 15 Jan 2030 12:00:30 GMT"}, 30.0),
        ({"retry-after": "Tue, 15 Jan 2030 11:00:00 GMT"}, 0.0),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": f"{NOW.timestamp() + 30:.0f}"}, 30.0),
        ({"retry-after": f"{(NOW.timestamp() + 30) * 1_000:.0f}"}, 30.0),
        ({"retry-after-ms": f"{(NOW.timestamp() + 30) * 1_000:.0f}"}, 30.0),
        ({"retry-after": "9" * 40}, None),
        ({"retry-after-ms": "9" * 40, "retry-after": "2"}, 2.0),
        ({"retry-after": "Tue, 99 Jan 99999 12:00:30 +99999"}, None),
        ({}, None),
    ],
)
def test_a_server_asks_to_wait_in_any_of_these_forms(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers, NOW) == seconds


class Allowing:
    """A server that lets so many calls at a time pass, met by callers who always want more, in simulated time."""

    def __init__(self, adaptive: Adaptive) -> None:
        self.adaptive = adaptive
        self.now = 0.0
        self._going: list[float] = []

    def serve(self, allowed: int, seconds: float) -> tuple[int, int]:
        """The calls and the 429s in so many seconds; a call takes half a second, a refusal a hundredth."""
        calls = refusals = 0
        end = self.now + seconds
        pending: list[tuple[float, bool]] = [(at, True) for at in self._going]
        while self.now < end:
            while len(pending) < self.adaptive.limit:
                calls += 1
                passes = sum(ok for _, ok in pending) < allowed
                refusals += not passes
                heappush(pending, (self.now + (0.5 if passes else 0.01), passes))
            in_flight = len(pending)
            self.now, passes = heappop(pending)
            if passes:
                self.adaptive.succeeded(self.now, in_flight)
            else:
                self.adaptive.throttled(self.now, None)
        self._going = [at for at, ok in pending if ok]
        return calls, refusals


def test_the_limit_finds_what_a_server_lets_pass_and_follows_it() -> None:
    server = Allowing(Adaptive(64))
    for allowed in (12, 4, 20):
        server.serve(allowed, 30)
        calls, refusals = server.serve(allowed, 30)
        assert 0.75 * allowed <= server.adaptive.limit <= 1.25 * allowed
        assert refusals / calls < 0.05


def test_a_storm_of_429s_is_one_cut_and_the_next_storm_another() -> None:
    one = Adaptive(64, start=40)
    for _ in range(30):
        one.throttled(100.0, None)
    assert one.limit == 32
    one.throttled(100.0 + EPISODE, 60.0)
    assert one.limit == 25
    one.throttled(160.0, None)
    assert one.limit == 25


def test_a_limit_that_is_not_used_does_not_grow() -> None:
    one = Adaptive(64, start=8)
    for _ in range(100):
        one.succeeded(0.0, in_use=3)
    assert one.limit == 8


def test_answers_that_come_in_bursts_double_the_limit_each_round() -> None:
    async def work() -> None:
        gate = Gate(Adaptive(64, start=8))
        callers = [asyncio.create_task(gate.enter(CallBound(1))) for _ in range(64)]
        for limit in (8, 16, 32):
            await asyncio.sleep(0)
            while gate.in_flight < limit:
                await asyncio.sleep(0)
            assert gate.in_flight == gate.limit == limit
            burst = [one.result() for one in callers if one.done()]
            callers = [one for one in callers if not one.done()]
            callers += [asyncio.create_task(gate.enter(CallBound(1))) for _ in burst]
            await asyncio.sleep(0)
            for going in burst:
                gate.leave(going, CallCost(1, None))
        assert gate.limit == 64
        gate.stop()
        await asyncio.gather(*callers, return_exceptions=True)

    run(work())


def test_a_limit_that_only_the_pace_keeps_from_being_used_does_not_grow() -> None:
    async def work() -> None:
        time = Time()
        gate = Gate(Adaptive(64, start=8), Pace(rpm=2, tpm=None), now=lambda: time.now, sleep=time.sleep)
        callers = [asyncio.create_task(gate.enter(CallBound(1))) for _ in range(64)]
        for caller in callers:
            gate.leave(await caller, CallCost(1, None))
        assert gate.limit == 8

    run(work())


def test_no_minute_has_more_calls_or_tokens_than_allowed() -> None:
    dice, pace, now = random.Random(7), Pace(rpm=60, tpm=20_000), 0.0
    sent: list[tuple[float, int]] = []
    while len(sent) < 600:
        wait = pace.wait(now, 900)
        if wait:
            now += wait
            continue
        place, took = pace.reserve(now, 900), dice.randint(100, 900)
        pace.settle(place, took)
        sent.append((now, took))
        now += dice.random() * 0.2
    for start, _ in sent:
        minute = [took for at, took in sent if start <= at < start + 60]
        assert len(minute) <= 60
        assert sum(minute) <= 20_000
    assert now < 60 * (600 / 60 + 20)


def test_a_call_larger_than_the_limit_waits_for_an_empty_minute_and_goes() -> None:
    pace = Pace(rpm=None, tpm=1_000)
    pace.reserve(0.0, 10)
    assert pace.wait(1.0, 5_000) == pytest.approx(60.0)
    assert pace.wait(61.0, 5_000) == 0


class Time:
    """A clock that moves only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1_000.0

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)

    def gate(self, limit: int = 64, pace: Pace | None = None, budget: Budget | None = None) -> Gate:
        return Gate(Adaptive(limit, start=limit), pace, budget, now=lambda: self.now, sleep=self.sleep)


def run(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(work, 20))


CALL = CallBound(100, Decimal(1))
PAID = CallCost(60, Decimal(1))


def fault(code: FailureCode, seconds: float | None = None) -> ModelError:
    return ModelError("no", code, retry_after=seconds)


def test_no_call_goes_before_the_time_that_a_server_asks_for() -> None:
    async def work() -> None:
        time = Time()
        gate = time.gate()
        first, second = await gate.enter(CALL), await gate.enter(CALL)
        gate.leave(first, PAID, fault(FailureCode.RATE_LIMITED, 300.0))
        gate.leave(second, PAID)
        await gate.enter(CALL)
        assert time.now >= 1_300.0

    run(work())


def test_a_server_that_asks_for_an_hour_gets_a_run_that_stops_and_says_so() -> None:
    async def work() -> None:
        gate = Time().gate()
        gate.leave(await gate.enter(CALL), PAID, fault(FailureCode.RATE_LIMITED, 3_600.0))
        with pytest.raises(ModelUnavailable, match="asks to wait 3600 s; run again after that"):
            await gate.enter(CALL)

    run(work())


def test_errors_of_the_server_leave_the_limit_alone() -> None:
    async def work() -> None:
        gate = Time().gate(limit=40)
        for going in [await gate.enter(CALL) for _ in range(30)]:
            gate.leave(going, PAID, fault(FailureCode.SERVER_ERROR))
        assert gate.adaptive.limit == 40

    run(work())


@pytest.mark.parametrize(("answered", "failures"), [(True, breaker.FAILURES), (False, breaker.FIRST_FAILURES)])
def test_an_endpoint_that_is_down_is_probed_ever_less_often_and_then_given_up(answered: bool, failures: int) -> None:
    async def work() -> None:
        time = Time()
        gate = time.gate()
        if answered:
            gate.leave(await gate.enter(CALL), PAID)
        calls = 0
        with pytest.raises(ModelUnavailable, match="run again later to resume"):
            while True:
                gate.leave(await gate.enter(CALL), PAID, fault(FailureCode.TIMEOUT))
                calls += 1
        assert calls == failures + breaker.PROBES
        assert time.now - 1_000 == pytest.approx(5 + 10 + 20 + 40)

    run(work())


def test_one_answer_closes_the_breaker_again() -> None:
    async def work() -> None:
        gate = Time().gate()
        for _ in range(breaker.FIRST_FAILURES):
            gate.leave(await gate.enter(CALL), PAID, fault(FailureCode.UNREACHABLE))
        gate.leave(await gate.enter(CALL), PAID)
        assert [await gate.enter(CALL) for _ in range(20)]

    run(work())


def test_a_server_that_loads_its_model_does_not_count_as_down() -> None:
    async def work() -> None:
        gate = Time().gate()
        loading = fault(FailureCode.SERVER_ERROR)
        loading.loading = True
        for _ in range(breaker.FAILURES + breaker.PROBES):
            gate.leave(await gate.enter(CALL), PAID, loading)

    run(work())


def test_a_budget_is_never_passed_however_many_calls_are_in_flight() -> None:
    spent = Decimal()

    async def caller(gate: Gate, dice: random.Random) -> None:
        nonlocal spent
        while True:
            leave = await gate.enter(CALL)
            await asyncio.sleep(0)
            spent += 1
            gate.leave(leave, CallCost(None, None) if dice.random() < 0.1 else PAID)

    async def work() -> None:
        gate, dice = Time().gate(budget=Budget(Decimal(100), Decimal(0))), random.Random(3)
        ended = await asyncio.gather(*(caller(gate, dice) for _ in range(32)), return_exceptions=True)
        assert {type(one) for one in ended} == {ModelUnavailable}
        assert "raise --budget, then run again" in str(ended[0])
        assert spent == 100

    run(work())


def test_what_a_call_did_not_use_of_its_reservation_is_free_again() -> None:
    budget = Budget(Decimal(10), spent=Decimal(4))
    budget.reserve(Decimal(5))
    assert not budget.allows(Decimal(2))
    budget.settle(Decimal(5), Decimal(1))
    assert budget.spent == Decimal(5)
    assert (budget.allows(Decimal(5)), budget.allows(Decimal(6))) == (True, False)


def test_a_run_that_is_to_stop_lets_nobody_in_any_more_not_even_those_who_wait() -> None:
    async def work() -> None:
        gate = Time().gate(limit=1)
        await gate.enter(CALL)
        waiting = asyncio.create_task(gate.enter(CALL))
        await asyncio.sleep(0)
        gate.stop()
        with pytest.raises(Interrupted):
            await waiting

    run(work())
