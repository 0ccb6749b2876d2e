"""A run on several workers equals a run of one process. Here the workers share one, and their messages are pickled."""

import asyncio
import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from extract.cli.app import app
from extract.cli.exit_codes import ExitCode
from extract.errors import ConfigError, ModelUnavailable, StoreError
from extract.limits.gate import Permit
from extract.model.endpoint import KEY, Server
from extract.model.price import price_of
from extract.run import engine
from extract.run.cluster.channel import Call, Channel, Message, Reply
from extract.run.cluster.handle import WorkerDied
from extract.run.cluster.pool import MAX_DEATHS, open_pool
from extract.run.cluster.worker import Worker, WorkerConfig, add_key
from extract.run.engine import FinishedRun
from extract.store import read_failures
from extract.telemetry.progress import SilentReporter
from schemas import FailureCode
from tests.support.habits import EXTRACTED, HabitStub
from tests.support.runs import articles, exports, run, settings, spent
from tests.support.stub import Said, Stub, refused, said, stubbed

ARTICLES, AT_A_TIME = 24, 6
NOBODY = Stub(url="http://127.0.0.1:9/v1")


@pytest.fixture
def stub() -> Iterator[Stub]:
    with stubbed(Stub(latency=0.01)) as running:
        yield running


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    return articles(tmp_path / "rows.jsonl", ARTICLES)


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY, "sk-scripted")


class LocalWorker:
    """A worker in this process. It dies when it is killed, or at a `fatal` message.

    A message is fatal only while at least `in_flight` calls of the worker are in flight.
    """

    def __init__(self, fatal: Callable[[Message], bool] = lambda message: False, in_flight: int = 0) -> None:
        self.received: list[Message] = []
        self.wire = b""
        """All messages to and from the worker, pickled."""
        self._worker = Worker()
        self._fatal = fatal
        self._min_in_flight = in_flight
        self._in_flight = 0
        self._dead = asyncio.Event()

    async def where(self) -> str:
        return "here"

    async def deliver(self, messages: Sequence[Message]) -> None:
        self.received += messages
        if self._in_flight >= self._min_in_flight and any(self._fatal(message) for message in messages):
            self.kill()
        if self._dead.is_set():
            raise WorkerDied("it is dead")
        self._in_flight += sum(isinstance(message, Reply) and isinstance(message.value, Permit) for message in messages)
        await self._worker.deliver(self._carried(messages))

    async def collect(self) -> list[Message]:
        told = asyncio.ensure_future(self._worker.collect())
        death = asyncio.ensure_future(self._dead.wait())
        try:
            await asyncio.wait((told, death), return_when=asyncio.FIRST_COMPLETED)
            if self._dead.is_set():
                raise WorkerDied("it is dead")
            messages = self._carried(told.result())
            self._in_flight -= sum(isinstance(message, Call) and message.function == "leave" for message in messages)
            return messages
        finally:
            told.cancel()
            death.cancel()

    def _carried(self, messages: Sequence[Message]) -> list[Message]:
        packed = pickle.dumps(list(messages))
        self.wire += packed
        carried: list[Message] = pickle.loads(packed)
        return carried

    def kill(self) -> None:
        self._dead.set()
        for task in self._worker._channel._serving:
            task.cancel()

    @property
    def articles(self) -> int:
        """How many articles it received."""
        return sum(isinstance(message, Call) and message.function == "process" for message in self.received)


class WorkerFactory:
    """Starts the given workers, then further ones; keeps them all."""

    def __init__(self, *workers: LocalWorker) -> None:
        self.started: list[LocalWorker] = []
        self._workers = list(workers)

    async def spawn(self) -> LocalWorker:
        self.started.append(self._workers.pop(0) if self._workers else LocalWorker())
        return self.started[-1]


def run_on_workers(
    factory: WorkerFactory, stub: Stub, inputs: Path, out: Path, size: int = 3, **changed: object
) -> FinishedRun:
    opening = partial(open_pool, spawn=factory.spawn, size=size)
    told = settings(stub, **({"concurrency": AT_A_TIME} | changed))
    return asyncio.run(engine.extract_inputs([inputs], out, told, SilentReporter(), opening))


def after(calls: int, stub: Stub) -> Callable[[Message], bool]:
    return lambda message: stub.calls >= calls


def test_several_workers_write_what_one_process_writes(stub: Stub, rows: Path, tmp_path: Path) -> None:
    factory = WorkerFactory()
    manifest = run_on_workers(factory, stub, rows, tmp_path / "team").manifest
    assert [worker.articles > 0 for worker in factory.started] == [True] * 3
    alone = run(stub, rows, tmp_path / "alone", concurrency=AT_A_TIME).manifest
    assert exports(tmp_path / "team") == exports(tmp_path / "alone")
    times = {"run": "", "started": "", "finished": "", "seconds": 0.0}
    assert manifest.model_copy(update=times) == alone.model_copy(update=times)


def test_one_worker_finds_out_what_the_endpoint_accepts_for_all(
    rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with stubbed(HabitStub(latency=0.01)) as server:
        assert isinstance(server, HabitStub)
        server.habit = EXTRACTED["json_object only"]
        made = run_on_workers(WorkerFactory(), server, rows, tmp_path / "team").manifest
        formats = [body["response_format"]["type"] for body in server.bodies]
    assert formats == ["json_schema", *["json_object"] * made.counts.articles]
    assert made.endpoints[server.url]["response_format"] == "json_object"


def test_a_worker_that_dies_while_it_finds_out_holds_up_no_other(rows: Path, tmp_path: Path) -> None:
    with stubbed(HabitStub(latency=0.05)) as server:
        factory = WorkerFactory(LocalWorker(lambda message: server.calls > 0))
        made = run_on_workers(factory, server, rows, tmp_path / "team", size=2).manifest
    assert made.counts.extracted == made.counts.articles


def test_dead_workers_cost_only_their_calls_in_flight(stub: Stub, rows: Path, tmp_path: Path) -> None:
    stub.latency = 0.05
    factory = WorkerFactory(LocalWorker(after(5, stub), in_flight=2), LocalWorker(after(12, stub), in_flight=2))
    run_on_workers(factory, stub, rows, tmp_path / "team", size=2)
    twice = len(stub.asked) - ARTICLES
    assert len(set(stub.asked)) == ARTICLES
    assert 0 < twice <= 2 * AT_A_TIME
    assert spent(tmp_path / "team").unknown >= twice
    assert len(factory.started) == 4
    run(stub, rows, tmp_path / "alone")
    assert exports(tmp_path / "team") == exports(tmp_path / "alone")


def test_a_run_can_switch_between_one_process_and_workers(stub: Stub, rows: Path, tmp_path: Path) -> None:
    some = tmp_path / "some.jsonl"
    some.write_text("".join(rows.read_text().splitlines(keepends=True)[:10]))
    run(stub, some, tmp_path / "out")
    run_on_workers(WorkerFactory(), stub, rows, tmp_path / "out")
    run(stub, rows, tmp_path / "out")
    assert stub.calls == ARTICLES


def test_an_article_that_kills_every_worker_is_a_failure(stub: Stub, rows: Path, tmp_path: Path) -> None:
    def fatal(message: Message) -> bool:
        return isinstance(message, Call) and message.function == "process" and message.arguments[0].source_id == "a7"

    factory = WorkerFactory(*(LocalWorker(fatal) for _ in range(9)))
    counts = run_on_workers(factory, stub, rows, tmp_path / "out").manifest.counts
    (row,) = read_failures(tmp_path / "out")
    assert (row.source_id, row.error, row.attempts) == ("a7", FailureCode.INTERNAL, MAX_DEATHS)
    assert (counts.failed, counts.extracted) == (1, ARTICLES - 1)
    assert len(factory.started) == 3 + MAX_DEATHS


@pytest.mark.slow
def test_only_the_article_that_kills_workers_fails(stub: Stub, tmp_path: Path) -> None:
    def fatal(message: Message) -> bool:
        return isinstance(message, Call) and message.function == "process" and message.arguments[0].source_id == "a1"

    stub.latency = 0.1
    factory = WorkerFactory(*(LocalWorker(fatal) for _ in range(9)))
    run_on_workers(factory, stub, articles(tmp_path / "rows.jsonl", 4), tmp_path / "out", size=1)
    assert [row.source_id for row in read_failures(tmp_path / "out")] == ["a1"]


def test_workers_that_die_before_their_model_is_open_end_the_run(stub: Stub, rows: Path, tmp_path: Path) -> None:
    factory = WorkerFactory(*(LocalWorker(lambda message: True) for _ in range(9)))
    with pytest.raises(ModelUnavailable, match="3 workers in a row died before their model was open"):
        run_on_workers(factory, stub, rows, tmp_path / "out", size=1)
    assert stub.calls == 0


def test_the_first_ready_worker_leaves_articles_to_the_others(stub: Stub, tmp_path: Path) -> None:
    stub.latency = 0.2
    factory = WorkerFactory()
    run_on_workers(factory, stub, articles(tmp_path / "few.jsonl", AT_A_TIME), tmp_path / "out", size=2)
    assert [worker.articles for worker in factory.started] == [AT_A_TIME // 2] * 2


def test_all_workers_together_respect_the_concurrency(stub: Stub, rows: Path, tmp_path: Path) -> None:
    stub.latency = 0.1
    run_on_workers(WorkerFactory(), stub, rows, tmp_path / "out", concurrency=5)
    assert stub.most_in_flight == 5


def test_all_workers_together_stay_within_the_budget(
    stub: Stub, rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stub.rule = lambda question, number: said(usage={"prompt_tokens": 50_000, "completion_tokens": 20})
    known = price_of("gpt-4o-mini", None)
    monkeypatch.setattr("extract.run.open_model.price_of", lambda model, url: known)
    assert known
    each = known.at_most(50_000, 20)
    budget = known.at_most(50_000, 4_096) + each * ARTICLES / 2
    short: dict[str, Any] = {"max_tokens": 4_096, "budget": budget}
    with pytest.raises(ModelUnavailable, match="raise --budget, then run again to resume"):
        run_on_workers(WorkerFactory(LocalWorker(after(5, stub))), stub, rows, tmp_path / "out", **short)
    assert 0 < stub.calls * each <= budget


def test_an_error_that_fails_every_call_ends_the_run_with_the_same_message(
    stub: Stub, rows: Path, tmp_path: Path
) -> None:
    def barred(question: str, number: int) -> Said:
        return refused(401, "bad key")

    stub.rule = barred
    told: list[tuple[str, FailureCode]] = []
    for runs in (partial(run_on_workers, WorkerFactory()), run):
        with pytest.raises(ModelUnavailable) as raised:
            runs(stub, rows, tmp_path / str(len(told)))
        told.append((str(raised.value), raised.value.code))
    assert told[0] == told[1]
    assert "OPENAI_API_KEY" in told[0][0]


def test_a_broken_ledger_ends_the_run(stub: Stub, rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(*given: object) -> int:
        raise StoreError("the disk is full")

    monkeypatch.setattr("extract.store.ledger.Ledger.start_attempt", full)
    with pytest.raises(StoreError, match="the disk is full"):
        run_on_workers(WorkerFactory(), stub, rows, tmp_path / "out")


def test_messages_to_and_from_workers_hold_no_key(stub: Stub, rows: Path, tmp_path: Path) -> None:
    stub.rule = lambda question, number: refused(400, "no") if number == 1 and "article 3 of" in question else None
    factory = WorkerFactory()
    run_on_workers(factory, stub, rows, tmp_path / "out")
    wire = b"".join(worker.wire for worker in factory.started)
    assert b"article 3 of many" in wire
    assert b"sk-scripted" not in wire


def test_the_config_of_a_worker_holds_no_key() -> None:
    several = settings(NOBODY, others=(Server("http://127.0.0.1:8/v1", SecretStr("sk-other")),))
    config = WorkerConfig.of(several)
    assert (config.settings.api_key, config.settings.others) == (None, ())
    assert b"sk-" in pickle.dumps(several)
    assert b"sk-" not in pickle.dumps(config)


def test_a_worker_takes_its_key_from_its_environment() -> None:
    config = WorkerConfig.of(settings(NOBODY))
    assert add_key(config, {KEY: "sk-other"}).api_key != add_key(config, {KEY: "sk-third"}).api_key
    with pytest.raises(ConfigError, match=rf"{KEY} is not set on .*; set it in the environment of `ray start`"):
        add_key(config, {})
    with pytest.raises(ConfigError, match=rf"{KEY} holds 2 keys on .*; a worker asks with one"):
        add_key(config, {KEY: "sk-one, sk-two"})


def test_a_replaying_worker_needs_no_key(tmp_path: Path) -> None:
    config = WorkerConfig.of(settings(NOBODY, replay=tmp_path))
    assert add_key(config, {}) == add_key(config, {KEY: "sk-one, sk-two"}) == config.settings


def test_a_worker_with_another_version_is_refused() -> None:
    async def opened() -> None:
        worker, config = Worker(), replace(WorkerConfig.of(settings(NOBODY)), code="other")
        driver = Channel({})
        asking = asyncio.ensure_future(driver.call("open", config))
        await asyncio.sleep(0)
        await worker.deliver(await driver.outgoing())
        driver.receive(await worker.collect())
        await asking

    with pytest.raises(ConfigError, match="has another version of Communique"):
        asyncio.run(opened())


def test_a_channel_carries_values_and_errors_and_can_be_cut() -> None:
    async def divided(one: int, other: int) -> float:
        return one / other

    async def talk() -> None:
        here, there = Channel({}), Channel({"divide": divided})
        calls = [asyncio.ensure_future(here.call("divide", 1, other)) for other in (2, 0)]
        await asyncio.sleep(0)
        there.receive(await here.outgoing())
        await asyncio.gather(*there._serving)
        here.receive(await there.outgoing())
        assert await calls[0] == 0.5
        with pytest.raises(RuntimeError, match="ZeroDivisionError"):
            await calls[1]
        waiting = asyncio.ensure_future(here.call("divide", 1, 3))
        await asyncio.sleep(0)
        here.cut(WorkerDied("gone"))
        for late in (waiting, here.call("divide", 1, 4)):
            with pytest.raises(WorkerDied, match="gone"):
                await late

    asyncio.run(talk())


def test_without_ray_the_error_names_the_install_command(
    rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    command = ["run", str(rows), "--engine", "ray", "--base-url", NOBODY.url, "--model", "m"]
    done = CliRunner().invoke(app, [*command, "--out", str(tmp_path / "out")])
    assert done.exit_code == ExitCode.USAGE
    assert "pip install -e '.[ray]'" in done.stderr
    assert not (tmp_path / "out").exists()
