"""Runs by the batch API, against a scripted server that follows its public description; no real provider is asked."""

import asyncio
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extract.errors import ConfigError, ModelUnavailable
from extract.model import retry
from extract.model.price import batch_price_of, price_of
from extract.model.replay.cassette_file import Readable, Reading, cassette_path
from extract.run import engine
from extract.run.batch import collect, rounds
from extract.run.engine import FinishedRun
from extract.run.status import read_status
from extract.settings.settings import Settings, load_settings
from extract.store import read_extractions, read_failures
from extract.telemetry.progress import SilentReporter
from schemas import FailureCode
from tests.support.batch_server import Answer, BatchServer, completion, refusal, serving_batches
from tests.support.runs import articles, exports, number_of, spent
from tests.support.stub import REPLY

FIXTURES = Path(__file__).parents[3] / "fixtures"
RECORDED: dict[str, Any] = {"plan": "document", "model": "strong-reader"}
"""The settings with which the cassettes were recorded."""


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "FIRST_WAIT", 0.01)


@pytest.fixture
def server() -> Iterator[BatchServer]:
    with serving_batches(BatchServer()) as running:
        yield running


def settings(server: BatchServer, **changed: object) -> Settings:
    flags: dict[str, object] = {"base_url": server.url, "model": "m", "plan": "document", "timeout": 30}
    flags |= {"via": "batch", "poll": 0.01, "concurrency": 8}
    return replace(load_settings(flags, {"OPENAI_API_KEY": "sk-scripted"}, Path("/nowhere")), **changed)  # type: ignore[arg-type]


class MessageLog(SilentReporter):
    """Collects the messages that a user would read."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def info(self, message: str) -> None:
        self.words.append(message)

    def warn(self, message: str) -> None:
        self.words.append(message)

    def status(self, line: str) -> None:
        self.words.append(line)


def run(
    server: BatchServer, inputs: Path, out: Path, reporter: SilentReporter | None = None, **changed: object
) -> FinishedRun:
    return asyncio.run(engine.extract_inputs([inputs], out, settings(server, **changed), reporter or SilentReporter()))


def question(body: dict[str, Any]) -> str:
    return str(body["messages"][-1]["content"])


def recorded(plan: str) -> dict[str, Answer]:
    """Return the recorded answer to each request about the fixture articles."""
    tapes: dict[str, Answer] = {}
    for path in (FIXTURES / "articles").glob("*.txt"):
        requests, responses, *_ = Reading.load_cassette(
            cassette_path(FIXTURES / "cassettes", path.stem, plan), Readable
        )
        for request, response in zip(requests, responses, strict=True):
            raw = json.loads(response["body"]["string"])["choices"][0]["message"]["content"]
            finish = "stop" if raw.rstrip().endswith("}") else "length"
            tapes[json.dumps(json.loads(request.body), sort_keys=True)] = completion(raw, finish)
    return tapes


def test_batches_give_the_same_bytes_as_calls(server: BatchServer, tmp_path: Path) -> None:
    tapes = recorded("document")
    server.rule = lambda body, times: tapes.get(json.dumps(body, sort_keys=True)) or refusal(422)
    same = RECORDED
    run(server, FIXTURES / "articles", tmp_path / "calls", via="calls", **same)
    calls, asked = server.calls, set(server.asked)
    server.asked.clear()
    run(server, FIXTURES / "articles", tmp_path / "batch", **same)
    assert exports(tmp_path / "batch") == exports(tmp_path / "calls")
    assert (server.calls, set(server.asked)) == (calls, asked)
    assert max(server.asked.values()) == 1
    found = sum(len(one.agreements) + len(one.statements) for one in read_extractions(tmp_path / "batch"))
    assert found > 20
    assert not list(read_failures(tmp_path / "batch"))


def bodies_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line)["body"] for file in sorted(path.glob("*.requests.jsonl")) for line in file.open()]


def test_an_invalid_answer_is_asked_again_in_a_further_batch(server: BatchServer, tmp_path: Path) -> None:
    """Re-asks, halved windows and failures are those of a run by calls."""

    def rule(body: dict[str, Any], times: int) -> Answer:
        if number_of(question(body)) == 3:
            return completion("no json at all")
        if "article 5 of" in json.dumps(body) and "Niger" in question(body):
            return completion('{"agreements": [', "length")
        return completion(
            json.dumps({"actors": [], "agreements": [], "statements": []}) if "Correct" in question(body) else "{}"
        )

    server.rule = rule
    rows = articles(tmp_path / "rows.jsonl", 8, "France and Chad signed a pact. Niger condemned the raid. Mali acts.")
    run(server, rows, tmp_path / "calls", via="calls")
    server.asked.clear()
    finished = run(server, rows, tmp_path / "batch")
    assert exports(tmp_path / "batch") == exports(tmp_path / "calls")
    assert len(server.batches) > 2
    assert max(server.asked.values()) == 1
    assert finished.manifest.spent == spent(tmp_path / "batch") == spent(tmp_path / "calls")


def test_replies_may_come_in_any_order_twice_or_broken(server: BatchServer, tmp_path: Path) -> None:
    def spoil(lines: list[bytes]) -> list[bytes]:
        if len(server.batches) > 1:
            return lines
        mixed = [*lines, *lines[:5], b"[]\n", b"no json\n", b'{"custom_id": "unheard-of", "response": null}\n']
        random.Random(7).shuffle(mixed)
        return [b"\n", *mixed[:-1], mixed[-1][:20] + b"\n"]

    server.spoil = spoil
    rows = articles(tmp_path / "rows.jsonl", 20)
    run(server, rows, tmp_path / "calls", via="calls")
    told = MessageLog()
    run(server, rows, tmp_path / "batch", told)
    assert exports(tmp_path / "batch") == exports(tmp_path / "calls")
    assert spent(tmp_path / "batch").calls == 20
    assert any("lines of batch batch_0 are no answers" in words for words in told.words)


def test_an_expired_batch_keeps_its_answers_and_the_rest_is_asked_again(server: BatchServer, tmp_path: Path) -> None:
    server.endings = ["expired", "expired"]
    finished = run(server, articles(tmp_path / "rows.jsonl", 20), tmp_path / "out")
    assert finished.manifest.counts.extracted == 20
    assert [len(batch.requests) for batch in server.batches.values()] == [20, 10, 5]
    assert max(server.asked.values()) == 1


def test_a_request_that_always_expires_fails_only_its_article(server: BatchServer, tmp_path: Path) -> None:
    server.rule = lambda body, times: None if number_of(question(body)) == 3 else completion()
    finished = run(server, articles(tmp_path / "rows.jsonl", 5), tmp_path / "out")
    (row,) = read_failures(tmp_path / "out")
    assert (row.source_id, row.attempts, finished.manifest.counts.extracted) == ("a3", retry.ATTEMPTS, 4)
    assert len(server.batches) == retry.ATTEMPTS
    server.rule = lambda body, times: completion()
    assert run(server, articles(tmp_path / "rows.jsonl", 5), tmp_path / "out").manifest.counts.extracted == 5


def test_an_error_reply_is_classified_like_a_failed_call(server: BatchServer, tmp_path: Path) -> None:
    answers = {1: refusal(500), 2: refusal(422), 3: refusal(400, "too long", "context_length_exceeded")}

    def rule(body: dict[str, Any], times: int) -> Answer:
        failing = number_of(question(body)) if times == 1 or number_of(question(body)) > 1 else 0
        return answers.get(failing, completion())

    server.rule = rule
    rows = articles(tmp_path / "rows.jsonl", 5)
    run(server, rows, tmp_path / "calls", via="calls")
    server.asked.clear()
    run(server, rows, tmp_path / "batch")
    assert exports(tmp_path / "batch") == exports(tmp_path / "calls")
    codes = {row.source_id: row.error for row in read_failures(tmp_path / "batch")}
    assert codes == {"a2": FailureCode.BAD_REQUEST, "a3": FailureCode.TOO_LONG}


def test_a_cancelled_batch_stops_the_run_and_keeps_its_answers(server: BatchServer, tmp_path: Path) -> None:
    server.endings = ["cancelled"]
    rows = articles(tmp_path / "rows.jsonl", 10)
    with pytest.raises(ModelUnavailable, match=r"5 of 10 were answered; .* run again to ask the other 5"):
        run(server, rows, tmp_path / "out")
    assert run(server, rows, tmp_path / "out").manifest.counts.extracted == 10
    assert [len(batch.requests) for batch in server.batches.values()] == [10, 5]
    assert max(server.asked.values()) == 1


def test_a_failed_batch_stops_the_run_with_the_message_of_the_server(server: BatchServer, tmp_path: Path) -> None:
    server.problems = [{"code": "model_not_found", "message": "The model m has no batches.", "line": 1}]
    rows = articles(tmp_path / "rows.jsonl", 5)
    with pytest.raises(ModelUnavailable, match="model_not_found: The model m has no batches"):
        run(server, rows, tmp_path / "out")
    assert run(server, rows, tmp_path / "out").manifest.counts.extracted == 5


QUEUE_FULL = {"code": "token_limit_exceeded", "message": "Enqueued token limit reached.", "line": None}


def test_a_batch_without_room_waits_until_another_has_ended(server: BatchServer, tmp_path: Path) -> None:
    server.problems = [QUEUE_FULL]
    finished = run(server, articles(tmp_path / "rows.jsonl", 4), tmp_path / "out", batch_requests=2)
    assert finished.manifest.counts.extracted == 4
    assert (server.uploads, len(server.batches), max(server.asked.values())) == (2, 3, 1)
    server.problems = [QUEUE_FULL]
    with pytest.raises(ModelUnavailable, match="no room for 3 requests"):
        run(server, articles(tmp_path / "more.jsonl", 3), tmp_path / "alone")
    assert read_status(tmp_path / "alone").batches == 0
    smaller = run(server, tmp_path / "more.jsonl", tmp_path / "alone", batch_requests=2)
    assert smaller.manifest.counts.extracted == 3
    assert [len(one.requests) for one in list(server.batches.values())[-2:]] == [2, 1]


def test_a_submission_whose_response_is_lost_is_not_repeated(server: BatchServer, tmp_path: Path) -> None:
    server.refuse = {"submit": [500], "upload": [503], "look": [500, 429]}
    finished = run(server, articles(tmp_path / "rows.jsonl", 6), tmp_path / "out", batch_requests=2)
    assert finished.manifest.counts.extracted == 6
    assert len(server.batches) == 3
    assert max(server.asked.values()) == 1


def test_a_file_that_the_server_does_not_find_is_submitted_later(server: BatchServer, tmp_path: Path) -> None:
    server.unseen = 2
    assert run(server, articles(tmp_path / "rows.jsonl", 2), tmp_path / "out").manifest.counts.extracted == 2
    assert (server.uploads, len(server.batches)) == (1, 1)


def test_files_stay_within_the_limits_of_the_server(
    server: BatchServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collect, "MOST_BYTES", 100_000)
    rows = articles(tmp_path / "rows.jsonl", 12)
    run(server, rows, tmp_path / "bytes")
    sizes = [len(server.files[batch.input_file_id]) for batch in server.batches.values()]
    assert len(sizes) > 3
    assert max(sizes) <= 100_000
    run(server, rows, tmp_path / "requests", batch_requests=1)
    assert [len(batch.requests) for batch in server.batches.values()][-12:] == [1] * 12
    assert exports(tmp_path / "bytes") == exports(tmp_path / "requests")


def test_an_interrupted_download_is_repeated(server: BatchServer, tmp_path: Path) -> None:
    server.refuse = {"file": [500, 500]}
    run(server, articles(tmp_path / "rows.jsonl", 6), tmp_path / "out")
    assert (len(server.batches), max(server.asked.values())) == (1, 1)


def test_a_refused_key_in_a_batch_stops_the_run_and_fails_no_article(server: BatchServer, tmp_path: Path) -> None:
    server.rule = lambda body, times: refusal(429, "insufficient_quota", "insufficient_quota")
    rows = articles(tmp_path / "rows.jsonl", 3)
    with pytest.raises(ModelUnavailable, match="quota"):
        run(server, rows, tmp_path / "out")
    server.rule = lambda body, times: completion()
    assert run(server, rows, tmp_path / "out").manifest.counts.extracted == 3


def test_a_question_of_several_articles_is_asked_once(server: BatchServer, tmp_path: Path) -> None:
    rows = [{"id": name, "text": "France and Chad signed a defence pact."} for name in ("one", "two", "three")]
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert run(server, path, tmp_path / "out", duplicates="code").manifest.counts.extracted == 3
    assert sum(server.asked.values()) == 1


def test_answers_of_calls_and_batches_are_shared(server: BatchServer, tmp_path: Path) -> None:
    run(server, articles(tmp_path / "rows.jsonl", 3), tmp_path / "out", via="calls")
    run(server, articles(tmp_path / "rows.jsonl", 5), tmp_path / "out")
    run(server, articles(tmp_path / "rows.jsonl", 7), tmp_path / "out", via="calls")
    assert (server.calls, [len(one.requests) for one in server.batches.values()]) == (5, [2])
    assert spent(tmp_path / "out").calls == 7


PRICED: dict[str, Any] = {"model": "gpt-4o-mini", "base_url": None, "max_tokens": 1_000}


def test_the_budget_is_reserved_before_submission_and_never_exceeded(
    server: BatchServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)  # what the library asks where no URL is given
    rows = articles(tmp_path / "rows.jsonl", 12)
    each = Decimal("0.0026")  # a little more than a request can cost
    finished = run(server, rows, tmp_path / "out", budget=5 * each, **PRICED)
    sizes = [len(batch.requests) for batch in server.batches.values()]
    assert sum(sizes) == 12
    assert 4 <= max(sizes) <= 8
    assert Decimal(finished.manifest.cost or 0) == 12 * (Decimal("0.075") * 100 + Decimal("0.3") * 20) / 1_000_000


def test_batches_of_an_earlier_process_count_towards_the_budget(
    server: BatchServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    server.refuse = {"look": [401]}
    budget = Decimal("0.0130")
    with pytest.raises(ModelUnavailable, match="check OPENAI_API_KEY"):
        run(server, articles(tmp_path / "rows.jsonl", 4), tmp_path / "out", budget=budget, **PRICED)
    run(server, articles(tmp_path / "rows.jsonl", 16), tmp_path / "out", budget=budget, **PRICED)
    sizes = [len(batch.requests) for batch in server.batches.values()]
    assert (sizes[0], sum(sizes)) == (4, 16)
    assert max(sizes[1:]) <= 6


def test_a_budget_too_small_for_any_request_stops_the_run_before_submission(
    server: BatchServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    with pytest.raises(ModelUnavailable, match="3 requests wait, and one of them could cost more than is left"):
        run(server, articles(tmp_path / "rows.jsonl", 3), tmp_path / "out", budget=Decimal("0.0001"), **PRICED)
    assert server.uploads == 0


def test_progress_is_reported_while_a_batch_runs(server: BatchServer, tmp_path: Path) -> None:
    told = MessageLog()
    run(server, articles(tmp_path / "rows.jsonl", 3), tmp_path / "out", told)
    for words in (
        "batch_0 is submitted: 3 requests",
        "batch_0: in_progress",
        "of 3 requests answered",
        "3 of 3 were answered",
    ):
        assert any(words in line for line in told.words), words


@pytest.mark.parametrize(
    ("flags", "why"),
    [
        ({"model": "qwen2.5-coder-1.5b"}, "only an endpoint has a batch API"),
        ({"base_url": "http://127.0.0.1:9/v1", "model": "m", "record": "tapes"}, "--via and --record exclude"),
        ({"via": "pigeon"}, "choose one of: calls, batch"),
    ],
)
def test_a_batch_run_without_a_batch_api_or_with_cassettes_is_refused(flags: dict[str, str], why: str) -> None:
    with pytest.raises(ConfigError, match=why):
        load_settings({"via": "batch", **flags}, {"OPENAI_API_KEY": "sk-scripted"}, Path("/nowhere"))


def test_requests_without_an_answer_fail_after_the_last_round(
    server: BatchServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "MAX_ROUNDS", 1)
    server.rule = lambda body, times: completion("no json" if number_of(question(body)) == 1 else REPLY)
    counts = run(server, articles(tmp_path / "rows.jsonl", 3), tmp_path / "out").manifest.counts
    (row,) = read_failures(tmp_path / "out")
    assert (row.source_id, counts.extracted, counts.failed, len(server.batches)) == ("a1", 2, 1, 1)
    assert "in all rounds of batches" in row.message


def test_a_run_by_calls_warns_of_open_batches(server: BatchServer, tmp_path: Path) -> None:
    server.refuse = {"look": [401]}
    rows, told = articles(tmp_path / "rows.jsonl", 2), MessageLog()
    with pytest.raises(ModelUnavailable, match="check OPENAI_API_KEY"):
        run(server, rows, tmp_path / "out")
    assert read_status(tmp_path / "out").batches == 1
    run(server, rows, tmp_path / "out", told, via="calls")
    assert any("1 batches of an earlier run" in words for words in told.words)


def test_a_server_without_a_batch_api_is_an_error_with_advice(server: BatchServer, tmp_path: Path) -> None:
    server.refuse = {"upload": [404]}
    with pytest.raises(ModelUnavailable, match="takes no batch files"):
        run(server, articles(tmp_path / "rows.jsonl", 2), tmp_path / "out")


def test_a_batch_unknown_to_the_server_is_not_submitted_again(server: BatchServer, tmp_path: Path) -> None:
    server.refuse = {"look": [404]}
    rows = articles(tmp_path / "rows.jsonl", 2)
    with pytest.raises(ModelUnavailable, match="batch_0 cannot be looked at: HTTP 404"):
        run(server, rows, tmp_path / "out")
    assert run(server, rows, tmp_path / "out").manifest.counts.extracted == 2
    assert len(server.batches) == 1


def test_the_price_of_a_batch_is_in_the_table_or_half_at_openai_or_full_elsewhere() -> None:
    def batched(model: str, url: str | None = None) -> tuple[Decimal, str]:
        """The price in a batch as a share of the price of a call, and what is said of it."""
        less, whole = batch_price_of(model, url), price_of(model, url)
        assert less and whole
        return less.at_most(1_000, 1_000) / whole.at_most(1_000, 1_000), less.table

    share, told = batched("gpt-4o-mini")
    assert (share, told.endswith(", in a batch")) == (Decimal("0.5"), True)
    share, told = batched("gpt-4-32k")
    assert (share, "assumed" in told) == (Decimal("0.5"), True)
    share, told = batched("deepseek-chat", "https://api.deepseek.com")
    assert (share, "knows no lower price" in told) == (Decimal(1), True)
    assert batch_price_of("unheard-of", None) is None
