"""The log and the traces of a run: what they contain, and that no text of an article and no key is in them."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extract.errors import ModelUnavailable, StoreError
from extract.model import retry
from extract.model.price import price_of
from extract.run import engine
from extract.settings.settings import Settings, load_settings
from extract.telemetry.tracing import SpanKind, add_listeners, emit_event, start_span
from tests.support.runs import ROOT, WarningLog, articles, number_of, settings, start
from tests.support.scripted import Scripted, serving
from tests.support.stub import DEAL, Said, Stub, refused, said, stubbed

CANARY = "Zanzibar-canary"
"""A word in the article, in the answers of the model and in the errors of the server."""
KEY = "my.very.own/key:of-no-usual-shape"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "FIRST_WAIT", 0.01)


@pytest.fixture
def stub() -> Iterator[Stub]:
    with stubbed(Stub()) as running:
        yield running


def run(rows: Path, out: Path, given: Settings) -> None:
    asyncio.run(engine.extract_inputs([rows], out, given, WarningLog()))


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def rows_named(rows: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    return [row for row in rows if row["event"] == name]


def test_the_log_has_a_line_for_the_run_each_article_and_each_call(
    stub: Stub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = price_of("gpt-4o-mini", None)
    monkeypatch.setattr("extract.run.open_model.price_of", lambda model, url: known)
    run(articles(tmp_path / "rows.jsonl", 3), tmp_path / "out", settings(stub, log=tmp_path / "logs" / "run.jsonl"))
    rows = lines(tmp_path / "logs" / "run.jsonl")
    (begun,), (ended,) = rows_named(rows, "run.start"), rows_named(rows, "run.end")
    assert (begun["articles"], ended["extracted"], ended["cost"], ended["calls"]) == (3, 3, "0.000081", 3)
    assert {row["run"] for row in rows} == {begun["run"]}
    done, calls = rows_named(rows, "article.end"), rows_named(rows, "call.end")
    assert sorted(row["source_id"] for row in done) == sorted(row["source_id"] for row in calls) == ["a0", "a1", "a2"]
    assert {row["article"] for row in done} == {row["article"] for row in calls}
    for row in (*done, *calls):
        assert (row["tokens_in"], row["tokens_out"], row["cost"], row["level"]) == (100, 20, "0.000027", "info")
        assert row["seconds"] >= 0 and row["time"].endswith("Z")
    assert {(row["host"], row["model"], row["attempts"]) for row in calls} == {("127.0.0.1", "m", 1)}


def troubled(question: str, number: int) -> Said | None:
    """Answers and errors that carry text of an article, and some of them a key."""
    deal = json.dumps({"agreements": [DEAL | {"subject": CANARY, "parties": [CANARY]}], "statements": []})
    kinds: list[Said | None] = [
        None,
        refused(422, f"cannot read {CANARY} for {KEY}"),
        said("", refusal=f"I will not speak of {CANARY}"),
        said(f"{CANARY} is no json"),
        said(deal),
        refused(500, f"{CANARY} {KEY}"),
        refused(429, f"{CANARY} {KEY}", Retry_After="0.01") if number == 1 else None,
        said(deal[:-9], "length"),
    ]
    return kinds[number_of(question) % len(kinds)]


@pytest.mark.parametrize("level", ["debug", "info", "warning", "error"])
def test_the_log_holds_no_key_and_above_debug_no_text_of_an_article(
    stub: Stub, tmp_path: Path, level: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stub.rule = troubled
    text = f"France and Chad signed a pact on {CANARY}. {CANARY} condemned it."
    rows = articles(tmp_path / "rows.jsonl", 16, text)
    given = load_with_key(stub, log=tmp_path / "run.jsonl", log_level=level)
    run(rows, tmp_path / "out", given)
    log = (tmp_path / "run.jsonl").read_text(encoding="utf-8")
    assert CANARY in (tmp_path / "out" / "failures.jsonl").read_text(), "the canary is where it could leak from"
    assert KEY not in log and "sk-scripted" not in log
    if level == "debug":
        assert rows_named(lines(tmp_path / "run.jsonl"), "stage.end")
        assert CANARY in log and "[removed]" in log
        log = "".join(json.dumps(row) for row in lines(tmp_path / "run.jsonl") if row["level"] != "debug")
    assert CANARY not in log
    assert ("call.end" in log) == (level != "error")


def load_with_key(stub: Stub, **changed: object) -> Settings:
    flags = {"base_url": stub.url, "model": "m", "plan": "document", "concurrency": 8}
    return replace(load_settings(flags, {"OPENAI_API_KEY": KEY}, Path("/nowhere")), **changed)  # type: ignore[arg-type]


def test_a_failure_is_logged_with_its_code(stub: Stub, tmp_path: Path) -> None:
    stub.rule = lambda question, number: refused(422, "no") if number_of(question) == 1 else None
    run(articles(tmp_path / "rows.jsonl", 3), tmp_path / "out", settings(stub, log=tmp_path / "run.jsonl"))
    rows = lines(tmp_path / "run.jsonl")
    (failed,) = [row for row in rows_named(rows, "article.end") if row.get("status") == "failed"]
    assert (failed["level"], failed["error"], failed["source_id"]) == ("warning", "bad_request", "a1")
    assert {row["error"] for row in rows_named(rows, "attempt.failed")} == {"bad_request"}


def test_an_aborted_run_is_logged_and_the_next_run_appends(stub: Stub, tmp_path: Path) -> None:
    stub.rule = lambda question, number: refused(401, "bad key")
    rows, given = articles(tmp_path / "rows.jsonl", 3), settings(stub, log=tmp_path / "run.jsonl")
    with pytest.raises(ModelUnavailable):
        run(rows, tmp_path / "out", given)
    stub.rule = lambda question, number: None
    run(rows, tmp_path / "out", given)
    assert [row.get("error") for row in rows_named(lines(tmp_path / "run.jsonl"), "run.end")] == ["unauthorized", None]


def test_a_log_that_cannot_be_opened_stops_the_run_before_any_call(stub: Stub, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="give another file to --log"):
        run(articles(tmp_path / "rows.jsonl", 1), tmp_path / "out", settings(stub, log=tmp_path))
    assert stub.calls == 0


def test_a_failed_write_to_the_log_is_one_warning_and_the_run_goes_on(stub: Stub, tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no full device here")
    reporter = WarningLog()
    given = settings(stub, log=Path("/dev/full"))
    finished = asyncio.run(
        engine.extract_inputs([articles(tmp_path / "rows.jsonl", 5)], tmp_path / "out", given, reporter)
    )
    assert finished.manifest.counts.extracted == 5
    assert len(reporter.warnings) == 1 and "the log /dev/full cannot be written" in reporter.warnings[0]


def test_a_span_without_listeners_keeps_its_attributes() -> None:
    with start_span(SpanKind.RUN, run="r") as outer, start_span(SpanKind.ARTICLE, article=None) as inner:
        inner.set(records=2, cost=None)
        emit_event("nothing")
    assert (outer.attributes, inner.attributes) == ({"run": "r"}, {"records": 2})


# -- traces


def record_spans(stub: Stub, tmp_path: Path, number: int = 2) -> list[Any]:
    """The finished spans of a run, by the SDK's own exporter."""
    pytest.importorskip("opentelemetry.sdk", reason="opentelemetry-sdk is not installed")
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    from extract.telemetry.otel import OtelListener

    kept, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(kept))
    text = f"France and Chad signed a pact on {CANARY}."
    with ExitStack() as held:
        held.callback(provider.shutdown)
        held.enter_context(add_listeners(OtelListener(provider.get_tracer("test"))))
        run(articles(tmp_path / "rows.jsonl", number, text), tmp_path / "out", settings(stub))
        return list(kept.get_finished_spans())


@pytest.mark.core_workers
def test_spans_nest_from_the_run_to_articles_to_stages_and_calls(stub: Stub, tmp_path: Path) -> None:
    spans = record_spans(stub, tmp_path)
    by_id = {one.context.span_id: one for one in spans}
    above = {(one.name, by_id[one.parent.span_id].name) for one in spans if one.parent}
    ahead = {("chat m", "article")}  # a call that is made while the workers start
    assert above - ahead - {("chat m", "ask")} == {
        ("article", "run"),
        ("annotate", "article"),
        ("ask", "article"),
        ("verify", "article"),
        ("assemble", "article"),
    }
    assert above & {("chat m", "article"), ("chat m", "ask")}
    assert len({one.context.trace_id for one in spans}) == 1


def test_a_call_span_follows_the_conventions_for_generative_ai(stub: Stub, tmp_path: Path) -> None:
    call = next(one for one in record_spans(stub, tmp_path) if one.name == "chat m")
    assert call.kind.name == "CLIENT"
    expected = {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai-compatible",
        "gen_ai.request.model": "m",
        "gen_ai.request.max_tokens": 16_384,
        "gen_ai.request.temperature": 0.0,
        "gen_ai.usage.input_tokens": 100,
        "gen_ai.usage.output_tokens": 20,
        "server.address": "127.0.0.1",
    }
    assert {name: call.attributes[name] for name in expected} == expected


def test_traces_hold_no_text_of_an_article_and_no_key(stub: Stub, tmp_path: Path) -> None:
    stub.rule = troubled
    spans = record_spans(stub, tmp_path, 8)
    words = "".join(one.to_json() for one in spans)
    assert CANARY not in words and "sk-scripted" not in words
    failed = [one for one in spans if one.name == "article" and not one.status.is_ok]
    assert {one.attributes["error.type"] for one in failed} >= {"bad_request", "server_error"}


class Collector(Scripted):
    """Receives what an exporter sends."""

    def answer(self, path: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
        self.asked.append(f"{path} {'run' if b'article' in body else ''}")
        return 200, {"Content-Type": "application/x-protobuf"}, b""


def test_the_standard_variables_select_the_exporter(
    stub: Stub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("opentelemetry.exporter.otlp.proto.http", reason="the exporter is not installed")
    with serving(Collector()) as collector:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url.removesuffix("/v1"))
        process = start(stub, articles(tmp_path / "rows.jsonl", 3), tmp_path / "out")
        _, words = process.communicate(timeout=60)
    assert (process.returncode, words) == (0, "")
    assert collector.asked[-1] == "/v1/traces run"
    assert {asked.split()[0] for asked in collector.asked} == {"/v1/traces"}


def test_opentelemetry_is_not_imported_unless_it_is_asked_for(stub: Stub, tmp_path: Path) -> None:
    code = (
        "import sys; from extract.cli.app import app; sys.argv[0] = 'communique'\n"
        "try: app()\nexcept SystemExit: pass\n"
        "assert not [name for name in sys.modules if name.startswith('opentelemetry')]\n"
    )
    rows = articles(tmp_path / "rows.jsonl", 1)
    flags = ["run", str(rows), "--out", str(tmp_path / "out"), "--base-url", stub.url, "--model", "m"]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("OTEL_")}
    ran = subprocess.run(
        [sys.executable, "-c", code, *flags, "--plan", "document", "--quiet"],
        env=clean | {"PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert (tmp_path / "out" / "run.json").exists()


def test_traces_without_the_library_are_a_warning_with_the_install_command(
    stub: Stub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTEL_TRACES_EXPORTER", "otlp")
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    reporter = WarningLog()
    asyncio.run(
        engine.extract_inputs([articles(tmp_path / "rows.jsonl", 1)], tmp_path / "out", settings(stub), reporter)
    )
    assert len(reporter.warnings) == 1 and "pip install -e '.[otel]'" in reporter.warnings[0]
