"""The pool of core workers: results as in one process, deadlines, and workers that die."""

import asyncio
import os
import pickle
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.ask.method import build_method
from extract.ask.reading import make_verdicts
from extract.errors import CoreFailed, ModelError
from extract.model.contract import Answer, Prompt
from extract.pipeline import Outcome, extract
from extract.read import read
from extract.run.core.job import Job
from extract.run.core.pool import CorePool
from schemas import Article, FailureCode, Usage
from tests.support.faulty_plan import faulty_method

SENTENCE = "France and Chad signed a defence pact. Niger condemned the raid on its army."


class ReadyModel:
    """Answers every prompt at once with nothing found, or with an error."""

    name = "m"

    def __init__(self, error: ModelError | None = None) -> None:
        self.asked: list[Prompt] = []
        self.calls = 0
        self._error = error

    @property
    def started(self) -> Callable[[int], None]:
        return self._start

    def _start(self, calls: int) -> None:
        self.calls += calls

    async def ask(self, prompt: Prompt) -> Answer:
        self.asked.append(prompt)
        if self._error:
            raise self._error
        raw = "{" + ", ".join(f'"{kind}": []' for kind in prompt.reply.model_fields) + "}"
        return Answer(prompt.reply.model_validate_json(raw), raw, Usage(calls=1), 0.0, 0)


def article(tmp_path: Path, text: str) -> Article:
    path = tmp_path / "article.txt"
    path.write_text(text, encoding="utf-8")
    [found] = read(path)
    assert isinstance(found, Article)
    return found


def test_a_worker_gives_the_result_of_one_process(tmp_path: Path) -> None:
    found, here, there = article(tmp_path, SENTENCE), ReadyModel(), ReadyModel()

    async def compare() -> tuple[Outcome, Outcome]:
        async with CorePool(faulty_method(), 1, deadline=60) as pool:
            return await extract(found, here, faulty_method(), here.started), await pool.extract(found, there)

    local, remote = asyncio.run(compare())
    assert remote.extraction == local.extraction
    assert remote.counts == local.counts
    assert [prompt.messages for prompt in there.asked] == [prompt.messages for prompt in here.asked]
    assert there.calls == here.calls == 1


def test_an_article_past_its_deadline_fails_with_its_stage_and_the_others_go_on(tmp_path: Path) -> None:
    bad = article(tmp_path, f"{SENTENCE} Hang here.")
    good = article(tmp_path, SENTENCE)
    model = ReadyModel()

    async def run() -> list[Outcome | BaseException]:
        async with CorePool(faulty_method(), 1, deadline=0.5) as pool:
            return await asyncio.gather(
                pool.extract(bad, ReadyModel()), *(pool.extract(good, model) for _ in range(3)), return_exceptions=True
            )

    failed, *others = asyncio.run(run())
    assert isinstance(failed, CoreFailed) and failed.code is FailureCode.TIMEOUT
    assert "'annotate'" in str(failed) and "--article-timeout" in str(failed)
    assert all(isinstance(one, Outcome) for one in others)
    assert model.calls == 3


def test_a_very_long_article_may_compute_longer_in_proportion(tmp_path: Path) -> None:
    usual = article(tmp_path, SENTENCE)
    long = usual.model_copy(update={"characters": 5_000_000})
    assert Job(1, usual, ReadyModel()).allowed_seconds(120) == 120
    assert Job(2, long, ReadyModel()).allowed_seconds(120) == 600


def test_an_article_whose_worker_dies_fails_and_the_next_one_has_a_new_worker(tmp_path: Path) -> None:
    async def run() -> Outcome:
        async with CorePool(faulty_method(), 1, deadline=60) as pool:
            with pytest.raises(CoreFailed, match=r"SIGKILL.*'annotate'"):
                await pool.extract(article(tmp_path, f"{SENTENCE} Crash here."), ReadyModel())
            return await pool.extract(article(tmp_path, SENTENCE), ReadyModel())

    assert asyncio.run(run()).counts.articles == 1


def test_a_worker_that_dies_beside_waiting_articles_costs_no_second_call(tmp_path: Path) -> None:
    gate = asyncio.Event()

    class SlowModel(ReadyModel):
        async def ask(self, prompt: Prompt) -> Answer:
            self.asked.append(prompt)
            await gate.wait()
            self.asked.pop()
            return await super().ask(prompt)

    model = SlowModel()

    async def run() -> Outcome:
        async with CorePool(faulty_method(), 1, deadline=60) as pool:
            waiting = asyncio.create_task(pool.extract(article(tmp_path, SENTENCE), model))
            while not model.asked:
                await asyncio.sleep(0.01)
            with pytest.raises(CoreFailed):
                await pool.extract(article(tmp_path, "Crash here."), ReadyModel())
            gate.set()
            return await waiting

    assert asyncio.run(run()).counts.articles == 1
    assert len(model.asked) == 1


def test_the_error_of_a_call_reaches_the_caller_as_it_was(tmp_path: Path) -> None:
    model = ReadyModel(ModelError("no such model", FailureCode.BAD_REQUEST))

    async def run() -> None:
        async with CorePool(faulty_method(), 1, deadline=60) as pool:
            await pool.extract(article(tmp_path, SENTENCE), model)

    with pytest.raises(ModelError, match="no such model") as raised:
        asyncio.run(run())
    assert raised.value.code is FailureCode.BAD_REQUEST


def test_the_event_loop_is_free_while_an_article_is_analysed(tmp_path: Path) -> None:
    beats = 0

    async def beat() -> None:
        nonlocal beats
        while True:
            await asyncio.sleep(0.01)
            beats += 1

    async def run() -> None:
        async with CorePool(faulty_method(), 1, deadline=60) as pool:
            await pool.extract(article(tmp_path, SENTENCE), ReadyModel())
            heart = asyncio.create_task(beat())
            await pool.extract(article(tmp_path, "Compute for a while."), ReadyModel())
            heart.cancel()

    asyncio.run(run())
    assert beats >= 10


@pytest.mark.parametrize(("times", "ready"), [(1, False), (200, True)])
def test_a_short_article_is_asked_about_once_and_before_a_worker_has_started(
    tmp_path: Path, times: int, ready: bool
) -> None:
    method, found, states = build_method("m", "document", {}), article(tmp_path, f"{SENTENCE} " * times), list[bool]()

    class WatchedModel(ReadyModel):
        async def ask(self, prompt: Prompt) -> Answer:
            states.append(pool.workers[0].is_ready)
            return await super().ask(prompt)

    pool, here, there = CorePool(method, 1, deadline=60), ReadyModel(), WatchedModel()

    async def compare() -> tuple[Outcome, Outcome]:
        async with pool:
            return await extract(found, here, method, here.started), await pool.extract(found, there)

    local, remote = asyncio.run(compare())
    assert remote.extraction == local.extraction
    assert states[0] is ready
    assert [prompt.messages for prompt in there.asked] == [prompt.messages for prompt in here.asked]


def test_no_process_is_left_behind(tmp_path: Path) -> None:
    async def run() -> list[int]:
        async with CorePool(faulty_method(), 2, deadline=60) as pool:
            await asyncio.gather(*(pool.extract(article(tmp_path, SENTENCE), ReadyModel()) for _ in range(4)))
            return [worker.pid for worker in pool.workers if worker.pid]

    pids = asyncio.run(run())
    assert len(pids) == 2
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, signal.SIG_DFL)


def test_a_prompt_of_a_type_made_at_run_time_can_be_pickled() -> None:
    prompt = Prompt(({"role": "user", "content": "x"},), make_verdicts(("signed", "urged")))
    again = pickle.loads(pickle.dumps(prompt))
    assert again == prompt
    assert again.reply is prompt.reply
