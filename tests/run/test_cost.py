"""The cost of a run: estimated before, shown on the way, and stored at the end."""

import io
from decimal import Decimal
from pathlib import Path

import pytest
from rich.console import Console

from extract.ask.document_plan import SecondReading
from extract.limits.adaptive import Adaptive
from extract.limits.gate import Gate
from extract.model.price import price_of
from extract.output.show import render_summary
from extract.pipeline import Outcome
from extract.run.estimate import estimate
from extract.run.manifest import divide_cost
from extract.run.progress_line import ProgressLine
from extract.store import RunDirectory, read_extractions
from schemas import Counts, Usage
from tests.support.drafts import document_method, make_article
from tests.support.results import extraction, failure
from tests.support.runs import articles, number_of, run
from tests.support.stub import Stub, refused, stubbed

MODEL = "gpt-4o-mini"
"""A model whose price does not change any more."""


def test_a_price_names_the_table_that_it_comes_from() -> None:
    price = price_of(MODEL, None)
    assert price
    assert price.of(Usage(tokens_in=1_000_000)) == Decimal("0.15")
    assert price.of(Usage(tokens_in=1_000_000, tokens_cached=1_000_000)) == Decimal("0.075")
    assert price.at_most(1_000_000, 1_000_000) == Decimal("0.75")
    assert price.table.startswith("genai-prices ")


def test_an_unknown_price_is_none() -> None:
    assert price_of("no-such-model", None) is None
    assert price_of(MODEL, "http://127.0.0.1:8000/v1") is None


def test_an_estimate_has_calls_tokens_cost_and_the_source_of_the_price() -> None:
    sample = [make_article("France and Chad signed a defence pact. Niger condemned it.")]
    one = estimate(sample, 2_000, document_method(), price_of(MODEL, None))
    assert one.calls == 2_000
    assert f"about 2,000 calls, {one.tokens_in:,} tokens in" in one.summary
    assert f" USD if the server caches ({MODEL} in genai-prices" in one.summary
    unpriced = estimate(sample, 2_000, document_method(), None).summary
    assert f"is not known; 1,000 articles take {one.tokens_in / 2:,.0f} tokens in" in unpriced


def test_an_estimate_prices_the_shared_beginning_of_calls_as_cached_too() -> None:
    sample = [make_article("France and Chad signed a defence pact.")]
    price = price_of(MODEL, None)
    assert price
    one = estimate(sample, 1_000, document_method(), price)
    prefix = sum(len(message["content"].encode()) for message in document_method().plan.warm_up().messages[:-1])
    assert one.tokens_same == pytest.approx(1_000 * prefix / 4)
    saved = price.of(Usage(tokens_in=one.tokens_same)) - price.of(
        Usage(tokens_in=one.tokens_same, tokens_cached=one.tokens_same)
    )
    most = price.at_most(one.tokens_in, one.tokens_out)
    assert f"{most:.4f} USD for 1,000 articles, {most - saved:.4f} USD if the server caches" in one.summary


def test_an_estimate_counts_second_readings_and_the_bytes_of_other_scripts() -> None:
    english, chinese = (
        make_article("France and Chad signed a defence pact."),
        make_article("法国和乍得签署了防务协定。" * 3),
    )
    off, doubtful, every = (estimate([english], 10, document_method(which), None) for which in SecondReading)
    assert (off.calls, doubtful.calls, every.calls) == (10, 15, 20)
    assert off.tokens_in < doubtful.tokens_in < every.tokens_in
    assert estimate([chinese], 10, document_method(), None).tokens_out > 2 * off.tokens_out


def test_the_progress_line_has_rate_limit_failures_and_time_left() -> None:
    line = ProgressLine(Gate(Adaptive(64, start=16)), now=100.0)
    line.add_reused()
    for _ in range(9):
        line.add(Outcome(extraction(), (), Counts()))
    line.add(failure())
    assert line.format(110.0, total=3_611) == (
        "1.0 articles/s · 0 of 16 calls in flight · 1 failed · 37,890 tokens · 1:00:00 left"
    )


def test_the_costs_of_the_articles_add_up_to_that_of_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = price_of(MODEL, None)
    monkeypatch.setattr("extract.run.open_model.price_of", lambda model, url: known)
    with stubbed(Stub()) as stub:
        finished = run(stub, articles(tmp_path / "rows.jsonl", 3), tmp_path / "out")
    each = [one.provenance.cost for one in read_extractions(tmp_path / "out")]
    assert each == ["0.000027"] * 3
    assert finished.manifest.cost == "0.000081"
    with RunDirectory.open(tmp_path / "out") as directory:
        assert directory.ledger.sum_results().cost == Decimal("0.000081")


@pytest.mark.parametrize(
    ("cost", "number", "each"),
    [("0.000081", 3, "0.000027"), ("10", 3, "3.333"), ("12345.6", 1, "12350"), (None, 3, None), ("1", 0, None)],
)
def test_a_cost_is_divided(cost: str | None, number: int, each: str | None) -> None:
    assert divide_cost(None if cost is None else Decimal(cost), number) == each


def test_the_cost_per_article_and_record_includes_failures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = price_of("gpt-4o-mini", None)
    monkeypatch.setattr("extract.run.open_model.price_of", lambda model, url: known)
    stub = Stub(rule=lambda question, number: refused(422) if number_of(question) == 3 else None)
    with stubbed(stub):
        finished = run(stub, articles(tmp_path / "rows.jsonl", 4), tmp_path / "out")
    made = finished.manifest
    assert (made.counts.articles, made.counts.records, made.cost) == (4, 3, "0.000081")
    assert (made.cost_per_article, made.cost_per_record) == ("0.00002025", "0.000027")
    screen = io.StringIO()
    Console(file=screen, width=100).print(render_summary(made, finished.path))
    assert "0.000081 USD · 0.00002025 per article · 0.000027 per record" in screen.getvalue()
