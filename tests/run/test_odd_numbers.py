"""Numbers of a server that cannot be true cost no article, no answer and no ledger. The server is scripted."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extract.errors import StoreError
from extract.model import retry
from extract.store import read_extractions
from extract.store.commits import Committer
from schemas import Usage
from tests.support.runs import articles, exports, number_of, run, spent
from tests.support.stub import Said, Stub, refused, said, stubbed

NUMBERS: tuple[Any, ...] = (
    *(-1, -(10**30), 0, 1.5, 1e300, 2**63 - 1, 2**63, 10**30, 10**400),
    *(float("nan"), float("inf"), float("-inf"), 1_700_000_123_456),
    *("12", "-1", "1e5", "many", "", "9" * 5_000, True, None, [], {}, [1], {"value": 1}),
)
PLACES = (
    *(("usage", "prompt_tokens"), ("usage", "completion_tokens"), ("usage", "total_tokens"), ("usage",)),
    *(("usage", "prompt_tokens_details", "cached_tokens"), ("usage", "prompt_tokens_details")),
    *(("created",), ("id",), ("choices", 0, "index"), ("choices", 0, "logprobs"), ("seconds",)),
)
HEADERS = ("retry-after", "retry-after-ms", "x-ratelimit-reset", "communique-seconds")
WAITS = (
    *("-1", "0", "0.01", "nan", "inf", "-inf", "1e400", "9" * 40, "soon", "", "\u00bd", "0x10"),
    *("1700000123", "1700000123456", "Wed, 21 Oct 2015 07:28:00 GMT", "Wed, 99 Oct 99999 07:28:00 +99999"),
)


def odd_answer(place: tuple[str | int, ...], number: object) -> Said:
    """The usual answer with this number at a place."""
    body = json.loads(said().body)
    value = body
    for name in place[:-1]:
        value = value.setdefault(name, {}) if isinstance(value, dict) else value[name]
    value[place[-1]] = number
    return Said(json.dumps(body).encode())


ANSWERS = [odd_answer(place, number) for place in PLACES for number in NUMBERS]
ANSWERS += [Said(said().body, headers={header: wait}) for header in HEADERS for wait in WAITS if wait.isascii()]
REFUSALS = [
    refused(status, "busy", **{header.replace("-", "_"): wait})
    for status in (429, 503)
    for header in HEADERS
    for wait in WAITS
    if wait.isascii()
]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "FIRST_WAIT", 0.001)


@pytest.fixture
def stub() -> Iterator[Stub]:
    with stubbed(Stub()) as running:
        yield running


def test_numbers_of_answers_that_cannot_be_true_cost_nothing(stub: Stub, tmp_path: Path) -> None:
    stub.rule = lambda question, number: ANSWERS[number_of(question)]
    rows = articles(tmp_path / "rows.jsonl", len(ANSWERS))
    counts = run(stub, rows, tmp_path / "out", workers=0).manifest.counts
    assert (counts.extracted, counts.failed, counts.balance) == (len(ANSWERS), 0, True)
    total = spent(tmp_path / "out")
    assert all(0 <= getattr(total, name) < 2**63 for name in Usage.model_fields)
    before = exports(tmp_path / "out")
    run(stub, rows, tmp_path / "out", workers=0)
    assert (stub.calls, exports(tmp_path / "out")) == (len(ANSWERS), before)


def test_numbers_of_refusals_that_cannot_be_true_cost_one_more_call(stub: Stub, tmp_path: Path) -> None:
    stub.rule = lambda question, number: REFUSALS[number_of(question)] if number == 1 else None
    rows = articles(tmp_path / "rows.jsonl", len(REFUSALS))
    finished = run(stub, rows, tmp_path / "out", workers=0, concurrency=1)  # many at a time would look like an outage
    assert (finished.manifest.counts.extracted, stub.calls) == (len(REFUSALS), 2 * len(REFUSALS))


def test_a_ledger_whose_writer_dies_ends_the_run_with_its_reason(
    stub: Stub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stub.latency = 0.01
    whole = Committer._write

    def write(self: Committer, groups: list[Any]) -> None:
        if stub.calls > 10:
            raise MemoryError("no room for a commit")
        whole(self, groups)

    rows = articles(tmp_path / "rows.jsonl", 40)
    with monkeypatch.context() as patched:
        patched.setattr(Committer, "_write", write)
        with pytest.raises(StoreError, match=r"no room for a commit.*run again to resume"):
            asyncio.run(asyncio.wait_for(asyncio.to_thread(run, stub, rows, tmp_path / "out", workers=0), 30))
    asked = stub.calls
    assert run(stub, rows, tmp_path / "out", workers=0).manifest.counts.extracted == 40
    assert stub.calls <= 40 + 8 < 40 + asked
    assert len(list(read_extractions(tmp_path / "out"))) == 40
