"""Several endpoints, or several keys for one: each has its limits, and one that fails does not hold up the others."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import SecretStr

from extract.errors import ConfigError, Interrupted, ModelError, ModelUnavailable
from extract.limits import breaker
from extract.limits.adaptive import Adaptive
from extract.limits.balancer import Balancer
from extract.limits.budget import Budget
from extract.limits.gate import CallBound, CallCost, Gate
from extract.model import retry
from extract.model.endpoint import Server, display_names
from extract.run import engine
from extract.settings.settings import Settings, load_settings
from extract.store import read_manifest
from schemas import FailureCode
from tests.support.runs import WarningLog, articles, exports, settings, spent
from tests.support.stub import Said, Stub, refused, said, stubbed

NOBODY = "http://127.0.0.1:9/v1"


@pytest.fixture
def two() -> Iterator[tuple[Stub, Stub]]:
    with ExitStack() as held:
        yield held.enter_context(stubbed(Stub())), held.enter_context(stubbed(Stub()))


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "FIRST_WAIT", 0.01)
    monkeypatch.setattr(breaker, "FIRST_REST", 0.05)


def both(two: tuple[Stub, Stub], **changed: object) -> Settings:
    other = Server(two[1].url, SecretStr("sk-other"))
    return settings(two[0], others=(other,), **changed)


def run(rows: Path, out: Path, given: Settings, reporter: WarningLog | None = None) -> engine.FinishedRun:
    return asyncio.run(engine.extract_inputs([rows], out, given, reporter or WarningLog()))


def test_calls_go_to_all_endpoints_and_the_result_does_not_depend_on_which(
    two: tuple[Stub, Stub], tmp_path: Path
) -> None:
    two[0].latency = two[1].latency = 0.02
    rows = articles(tmp_path / "rows.jsonl", 40)
    run(rows, tmp_path / "both", both(two))
    assert two[0].calls + two[1].calls == 40
    assert min(two[0].calls, two[1].calls) >= 10
    run(rows, tmp_path / "one", settings(two[0]))
    assert exports(tmp_path / "both") == exports(tmp_path / "one")
    asked = two[0].calls + two[1].calls
    run(rows, tmp_path / "both", settings(two[1]))
    assert two[0].calls + two[1].calls == asked, "what one endpoint answered is not asked of another"
    assert read_manifest(tmp_path / "one").base_urls == ()


def test_the_manifest_names_all_endpoints(two: tuple[Stub, Stub], tmp_path: Path) -> None:
    made = run(articles(tmp_path / "rows.jsonl", 2), tmp_path / "out", both(two)).manifest
    assert (made.base_url, made.base_urls) == (two[0].url, (two[0].url, two[1].url))


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (refused(401, "bad key"), "bad key"),
        (refused(404, "no such model"), "no such model"),
        (refused(429, "insufficient_quota"), "insufficient_quota"),
    ],
)
def test_an_endpoint_that_refuses_us_is_set_aside_and_told_and_the_other_goes_on(
    two: tuple[Stub, Stub], tmp_path: Path, answer: Said, told: str
) -> None:
    two[0].rule = lambda question, number: answer
    reporter = WarningLog()
    finished = run(articles(tmp_path / "rows.jsonl", 20), tmp_path / "out", both(two, concurrency=2), reporter)
    assert (finished.manifest.counts.extracted, finished.manifest.counts.failed) == (20, 0)
    assert (two[0].calls <= 2, two[1].calls) == (True, 20)
    (warning,) = reporter.warnings
    assert f"{two[0].url} is set aside, and 1 of 2 endpoints are left" in warning and told in warning


def test_when_all_refuse_the_run_stops_with_the_last_reason(two: tuple[Stub, Stub], tmp_path: Path) -> None:
    two[0].rule = lambda question, number: refused(401, "bad key")
    two[1].rule = lambda question, number: refused(401, "worse key")
    with pytest.raises(ModelUnavailable, match=r"(bad|worse) key"):
        run(articles(tmp_path / "rows.jsonl", 20), tmp_path / "out", both(two, concurrency=1))
    assert (two[0].calls, two[1].calls) == (1, 1)
    two[0].rule = two[1].rule = lambda question, number: None
    resumed = run(articles(tmp_path / "rows.jsonl", 20), tmp_path / "out", both(two))
    assert resumed.manifest.counts.extracted == 20


def test_an_endpoint_where_nobody_is_rests_and_costs_no_article(two: tuple[Stub, Stub], tmp_path: Path) -> None:
    gone = Server(NOBODY, SecretStr("k"))
    reporter = WarningLog()
    given = replace(settings(two[1], concurrency=4), others=(gone,))
    finished = run(articles(tmp_path / "rows.jsonl", 30), tmp_path / "out", given, reporter)
    assert (finished.manifest.counts.extracted, two[1].calls) == (30, 30)
    assert reporter.warnings[0].startswith(f"{NOBODY} rests for a while: no server answers at 127.0.0.1:9")
    assert len(reporter.warnings) <= 2, "told when it rests, and once more if it is given up"


def test_an_endpoint_that_fails_at_once_does_not_draw_all_calls(two: tuple[Stub, Stub], tmp_path: Path) -> None:
    two[0].rule = lambda question, number: refused(503)
    two[1].latency = 0.01
    finished = run(articles(tmp_path / "rows.jsonl", 40), tmp_path / "out", both(two))
    assert (finished.manifest.counts.extracted, two[1].calls) == (40, 40)


def test_an_endpoint_that_asks_to_wait_holds_up_nobody_while_another_is_free(
    two: tuple[Stub, Stub], tmp_path: Path
) -> None:
    two[0].rule = lambda question, number: refused(429, "slow down", Retry_After="300")
    finished = run(articles(tmp_path / "rows.jsonl", 20), tmp_path / "out", both(two, concurrency=2))
    assert (finished.manifest.counts.extracted, two[1].calls) == (20, 20)
    assert two[0].calls <= 2


def test_tokens_are_counted_wherever_they_were_taken(two: tuple[Stub, Stub], tmp_path: Path) -> None:
    two[0].rule = lambda question, number: said("no json") if number == 1 else None
    run(articles(tmp_path / "rows.jsonl", 20), tmp_path / "out", both(two))
    assert spent(tmp_path / "out").tokens_in == two[0].tokens_in + two[1].tokens_in


CALL, PAID = CallBound(10, Decimal(1)), CallCost(10, Decimal(1))


def balanced(*limits: int, budget: Budget | None = None) -> tuple[Balancer, list[Gate]]:
    gates = [Gate(Adaptive(limit, start=limit), budget=budget) for limit in limits]
    return Balancer({f"endpoint {number}": gate for number, gate in enumerate(gates)}, lambda told: None), gates


def test_the_least_loaded_endpoint_is_next_by_what_it_lets_pass() -> None:
    async def work() -> None:
        balancer, gates = balanced(2, 6)
        numbers = [(await balancer.enter(CALL)).number for _ in range(8)]
        assert (numbers.count(0), numbers.count(1), balancer.limit, balancer.in_flight) == (2, 6, 8, 8)
        assert [gate.in_flight for gate in gates] == [2, 6]

    asyncio.run(work())


def test_one_who_waits_goes_wherever_room_is_first() -> None:
    async def work() -> None:
        balancer, _ = balanced(1, 1)
        leaves = [await balancer.enter(CALL), await balancer.enter(CALL)]
        waiting = asyncio.create_task(balancer.enter(CALL))
        await asyncio.sleep(0)
        balancer.leave(leaves[1], PAID)
        assert (await waiting).number == leaves[1].number

    asyncio.run(work())


def test_one_budget_is_kept_over_all_endpoints() -> None:
    async def work() -> None:
        balancer, _ = balanced(4, 4, budget=Budget(Decimal(3), Decimal()))
        leaves = [await balancer.enter(CALL) for _ in range(3)]
        waiting = asyncio.create_task(balancer.enter(CALL))
        await asyncio.sleep(0)
        assert not waiting.done(), "what is reserved may come back"
        balancer.leave(leaves[0], CallCost(0, Decimal(0)))
        leaves[0] = await waiting
        for leave in leaves:
            balancer.leave(leave, PAID)
        with pytest.raises(ModelUnavailable, match="raise --budget"):
            await balancer.enter(CALL)

    asyncio.run(work())


def test_a_run_that_stops_lets_nobody_into_any_endpoint() -> None:
    async def work() -> None:
        balancer, _ = balanced(1, 1)
        for _ in range(2):
            await balancer.enter(CALL)
        waiting = asyncio.create_task(balancer.enter(CALL))
        await asyncio.sleep(0)
        balancer.stop()
        with pytest.raises(Interrupted):
            await waiting

    asyncio.run(work())


def test_a_fault_of_the_call_itself_is_none_of_the_endpoint() -> None:
    balancer, _ = balanced(1, 1)
    assert not balancer.can_reroute(ModelError("too long", FailureCode.TOO_LONG))
    assert balancer.can_reroute(ModelUnavailable("bad key", FailureCode.UNAUTHORIZED))


A, B = "https://a:1/v1", "https://b:2/v1"


@pytest.mark.parametrize(
    ("urls", "keys", "names"),
    [
        ([A, B], "k", [A, B]),
        ([A, B], "", [A, B]),
        (f"{A}, {B}", "k,l", [A, B]),
        ([A, A], "k", [A]),
        ([A], "k, l", [f"{A} with key 1", f"{A} with key 2"]),
        (None, "k,l,m", ["OpenAI with key 1", "OpenAI with key 2", "OpenAI with key 3"]),
        (None, "k", ["OpenAI"]),
    ],
)
def test_endpoints_and_keys_are_paired(urls: object, keys: str, names: list[str]) -> None:
    got = load_settings({"base_url": urls, "model": "m"}, {"OPENAI_API_KEY": keys}, Path("/nowhere"))
    assert display_names(got.servers) == names
    assert got.concurrency == 4 * len(names)


def test_each_of_several_keys_is_sent_to_its_own_endpoint() -> None:
    got = load_settings({"base_url": [A, B], "model": "m"}, {"OPENAI_API_KEY": "k,l"}, Path("/nowhere"))
    assert [(place.base_url, place.api_key.get_secret_value()) for place in got.servers] == [(A, "k"), (B, "l")]
    assert "'k'" not in repr(got)


def test_keys_that_are_nobodys_in_particular_are_refused() -> None:
    with pytest.raises(ConfigError, match="3 keys for 2 base URLs; give one key for all of them, or one for each"):
        load_settings({"base_url": [A, B], "model": "m"}, {"OPENAI_API_KEY": "k,l,m"}, Path("/nowhere"))


def test_the_settings_file_may_list_endpoints(tmp_path: Path) -> None:
    (tmp_path / "communique.toml").write_text(f"base_url = {json.dumps([A, B])}\nmodel = 'm'\n")
    assert display_names(load_settings({}, {}, tmp_path).servers) == [A, B]
