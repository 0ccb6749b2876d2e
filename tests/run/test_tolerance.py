"""A run in which too many articles fail stops, says so, and can be resumed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.cli.exit_codes import ExitCode
from extract.errors import TooManyFailed
from extract.limits.tolerance import LEAST, Tolerance
from extract.settings.parsers import parse_share
from extract.store import read_failures
from tests.support.runs import articles, number_of, run, start, wait_for_end
from tests.support.stub import Said, Stub, refused, stubbed


@pytest.fixture
def stub() -> Iterator[Stub]:
    with stubbed(Stub()) as running:
        yield running


def failing(every: int) -> Iterator[bool]:
    """Yield failures: the last of each `every` articles fails."""
    while True:
        yield from (False,) * (every - 1)
        yield True


def count_until_exceeded(tolerance: Tolerance, every: int, articles: int) -> int:
    """Return how many articles are done when the tolerance is exceeded; all of them if it never is."""
    for number, failed in zip(range(1, articles + 1), failing(every), strict=False):
        tolerance.add(failed=failed)
        if tolerance.passed:
            return number
    return articles


def test_one_percent_of_failures_is_within_five_percent() -> None:
    assert count_until_exceeded(Tolerance(0.05, 1_000), 100, 1_000) == 1_000


def test_ten_percent_of_failures_exceed_five_percent_as_soon_as_that_is_certain() -> None:
    assert count_until_exceeded(Tolerance(0.05, 1_000), 10, 1_000) == 60


def test_a_large_run_is_not_stopped_after_few_articles() -> None:
    large, small = Tolerance(0.05, 1_000), Tolerance(0.05, 20)
    assert count_until_exceeded(large, 1, 1_000) == 0.05 * LEAST + 1
    assert count_until_exceeded(small, 1, 20) == 2


def test_zero_stops_at_the_first_failure_and_one_never_stops() -> None:
    assert count_until_exceeded(Tolerance(0.0, 1_000), 10, 1_000) == 10
    assert count_until_exceeded(Tolerance(1.0, 1_000), 1, 1_000) == 1_000
    assert count_until_exceeded(Tolerance(None, 1_000), 1, 1_000) == 1_000


@pytest.mark.parametrize(("written", "meant"), [("5%", 0.05), (" 2.5 % ", 0.025), ("0.05", 0.05), (0, 0.0), (1, 1.0)])
def test_a_share_is_a_percentage_or_a_fraction(written: object, meant: float) -> None:
    assert parse_share(written) == pytest.approx(meant)


@pytest.mark.parametrize("written", ["5", "-1%", "101%", "5%%", "nan", True, "few"])
def test_an_ambiguous_share_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match=r"like 5% or 0\.05"):
        parse_share(written)


def one_in(every: int, question: str) -> Said | None:
    return refused(422) if number_of(question) % every == every - 1 else None


def test_a_run_with_one_percent_of_failures_finishes(stub: Stub, tmp_path: Path) -> None:
    stub.rule = lambda question, number: one_in(100, question)
    finished = run(stub, articles(tmp_path / "rows.jsonl", 300), tmp_path / "out", fail_over=0.05)
    assert (finished.manifest.counts.extracted, finished.manifest.counts.failed) == (297, 3)


def test_a_run_with_too_many_failures_stops_and_can_be_resumed(stub: Stub, tmp_path: Path) -> None:
    rows = articles(tmp_path / "rows.jsonl", 300)
    stub.rule = lambda question, number: one_in(5, question)
    with pytest.raises(TooManyFailed, match=r"over the 5 % of --fail-over; .* run again: it resumes"):
        run(stub, rows, tmp_path / "out", fail_over=0.05)
    failed, asked = len(list(read_failures(tmp_path / "out"))), stub.calls
    assert 6 <= failed <= 8
    assert not (tmp_path / "out" / "run.json").exists()
    stub.rule = lambda question, number: None
    finished = run(stub, rows, tmp_path / "out", fail_over=0.05)
    assert finished.manifest.counts.extracted == 300
    assert stub.calls == 300 + failed, f"{asked} calls were made before"


def test_a_resumed_run_counts_the_articles_done_before(stub: Stub, tmp_path: Path) -> None:
    run(stub, articles(tmp_path / "rows.jsonl", 190), tmp_path / "out")
    stub.rule = lambda question, number: refused(422) if number_of(question) >= 190 else None
    finished = run(stub, articles(tmp_path / "rows.jsonl", 199), tmp_path / "out", fail_over=0.05)
    assert finished.manifest.counts.failed == 9


@pytest.mark.slow
def test_too_many_failures_have_their_own_exit_code(stub: Stub, tmp_path: Path) -> None:
    stub.rule = lambda question, number: one_in(2, question)
    process = start(stub, articles(tmp_path / "rows.jsonl", 40), tmp_path / "out", "--fail-over", "10%")
    code, told = wait_for_end(process)
    assert code == ExitCode.TOO_MANY_FAILED
    assert "over the 10 % of --fail-over" in told
