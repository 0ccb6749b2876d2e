"""Calls and tokens a minute as a server counts them, with 64 calls at a time and a minute that is shorter."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.limits import pace
from tests.support.runs import articles, run
from tests.support.stub import Said, Stub, said, stubbed

pytestmark = [pytest.mark.slow, pytest.mark.core_workers]
"""Worker processes analyse the articles: in one process a call that has its slot would wait for them to be sent."""

MINUTE = 2.5
"""Seconds of the server's minute; a run keeps to one that is a second longer, as it does in fact."""
TOKENS = 20_000
"""Tokens of a call, as the server counts them."""


@pytest.fixture
def stub() -> Iterator[Stub]:
    with stubbed(Stub()) as running:
        yield running


@pytest.mark.parametrize(
    ("limits", "number", "calls"), [({"rpm": 30}, 100, 30), ({"tpm": 8 * TOKENS, "max_tokens": 1_000}, 30, 8)]
)
def test_a_server_counts_no_more_calls_or_tokens_a_minute_than_allowed(  # noqa: PLR0913
    stub: Stub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limits: dict[str, int], number: int, calls: int
) -> None:
    monkeypatch.setattr(pace, "WINDOW", MINUTE + 1.0)
    times: list[float] = []

    def count(question: str, number: int) -> Said:
        times.append(time.monotonic())
        return said(usage={"prompt_tokens": TOKENS - 20, "completion_tokens": 20, "total_tokens": TOKENS})

    stub.rule = count
    rows = articles(tmp_path / "rows.jsonl", number)
    assert run(stub, rows, tmp_path / "out", concurrency=64, **limits).manifest.counts.extracted == number
    most = max(sum(begin <= moment < begin + MINUTE for moment in times) for begin in times)
    assert calls // 2 <= most <= calls
