"""Whole runs against a server over real HTTP: order, failures, errors of the endpoint, and second runs."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from extract.errors import ModelUnavailable
from extract.run import engine
from extract.settings.settings import Settings
from extract.store import read_extractions, read_failures, read_rejected
from extract.telemetry.progress import SilentReporter
from schemas import ArticleExtraction, Failure, FailureCode
from tests.support.declared import answer as declared
from tests.support.press import DEAL, SIDES, TEXT, Press, answer, settings_for
from tests.support.scripted import fault, serving


@pytest.fixture
def press() -> Iterator[Press]:
    server = Press()
    with serving(server):
        yield server


@pytest.fixture(autouse=True)
def _no_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.model.retry.FIRST_WAIT", 0.01)


def settings(press: Press, **changed: object) -> Settings:
    return replace(settings_for(press.url), **changed)  # type: ignore[arg-type]


def run(folder: Path, settings: Settings, out: Path) -> engine.FinishedRun:
    return asyncio.run(engine.extract_inputs([folder], out, settings, SilentReporter()))


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "pact.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def only(out: Path) -> ArticleExtraction:
    (found,) = read_extractions(out / "extractions.jsonl")
    return found


def failures(out: Path) -> list[Failure]:
    return list(read_failures(out / "failures.jsonl"))


def test_an_article_becomes_a_run_directory(article: Path, press: Press, tmp_path: Path) -> None:
    finished = run(article, settings(press), tmp_path / "out")
    found = only(tmp_path / "out")
    assert [len(found.agreements), len(found.statements)] == [1, 1]
    assert finished.manifest.counts.balance
    assert finished.manifest.usage.tokens_in == 100
    assert "sk-scripted-key" not in "".join(
        p.read_text("utf-8") for p in (tmp_path / "out").iterdir() if p.suffix == ".json"
    )


def test_a_second_run_makes_no_call_and_gives_the_same_bytes(article: Path, press: Press, tmp_path: Path) -> None:
    run(article, settings(press), tmp_path / "out")
    first, asked = (tmp_path / "out" / "extractions.jsonl").read_bytes(), len(press.asked)
    run(article, settings(press), tmp_path / "out")
    assert len(press.asked) == asked
    assert (tmp_path / "out" / "extractions.jsonl").read_bytes() == first


def test_results_keep_the_input_order_at_any_concurrency(press: Press, tmp_path: Path) -> None:
    rows = [{"id": f"a{n}", "text": f"{TEXT} {n}"} for n in range(7)]
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    run(path, settings(press, concurrency=4), tmp_path / "out")
    found = [one.article.source_id for one in read_extractions(tmp_path / "out" / "extractions.jsonl")]
    assert found == [row["id"] for row in rows]


def test_a_bad_row_is_a_failure_and_the_run_goes_on(press: Press, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(f'{{"id": "a"}}\nno json\n{json.dumps({"id": "b", "text": TEXT})}\n', encoding="utf-8")
    finished = run(path, settings(press), tmp_path / "out")
    counts = finished.manifest.counts
    assert (counts.articles, counts.extracted, counts.failed) == (3, 1, 2)
    assert counts.balance
    assert len(failures(tmp_path / "out")) == 2
    assert only(tmp_path / "out").article.source_id == "b"


def test_a_rejected_draft_is_a_row_with_its_reason(article: Path, press: Press, tmp_path: Path) -> None:
    press.script = [answer(json.dumps(declared(*SIDES, agreements=(DEAL | {"quantity": "nine ships"},))))]
    run(article, settings(press), tmp_path / "out")
    (row,) = read_rejected(tmp_path / "out" / "rejected.jsonl")
    assert (row.field, row.reason) == ("quantity", "not_in_text")


def test_a_rate_limited_call_is_repeated_after_the_wait(article: Path, press: Press, tmp_path: Path) -> None:
    press.script = [fault(429, "slow down", Retry_After="0")]
    run(article, settings(press), tmp_path / "out")
    assert len(only(tmp_path / "out").agreements) == 1
    assert len(press.asked) == 2


def test_an_invalid_answer_is_asked_for_again_with_the_reason(article: Path, press: Press, tmp_path: Path) -> None:
    press.script = [answer("no json at all")]
    run(article, settings(press), tmp_path / "out")
    found = only(tmp_path / "out")
    assert len(found.agreements) == 1
    assert found.provenance.usage.calls == 2
    assert "JSON" in press.asked[1]


@pytest.mark.parametrize(
    ("spoilt", "code"),
    [
        (answer('{"agreements": [', finish="length"), FailureCode.TRUNCATED),
        (answer("", finish="content_filter"), FailureCode.FILTERED),
        (answer("", refusal="I cannot help with that."), FailureCode.REFUSED),
    ],
)
def test_an_unanswered_sentence_is_an_issue_and_the_others_stay(
    article: Path, press: Press, tmp_path: Path, spoilt: tuple[int, dict[str, str], bytes], code: FailureCode
) -> None:
    press.script = [spoilt, spoilt]  # the article, then its first half
    run(article, settings(press), tmp_path / "out")
    found = only(tmp_path / "out")
    assert [issue.code for issue in found.issues] == [code]
    assert [len(found.agreements), len(found.statements)] == [0, 1]


def test_an_article_whose_answers_stay_invalid_is_asked_about_in_halves(
    article: Path, press: Press, tmp_path: Path
) -> None:
    press.script = [answer("no json at all"), answer("still none")]
    run(article, settings(press), tmp_path / "out")
    found = only(tmp_path / "out")
    assert [len(found.agreements), len(found.statements), len(found.issues)] == [1, 1, 0]


def test_a_timeout_is_a_failure_after_retries(article: Path, press: Press, tmp_path: Path) -> None:
    press.delay = 0.6
    finished = run(article, settings(press, timeout=0.1), tmp_path / "out")
    (row,) = failures(tmp_path / "out")
    assert row.error is FailureCode.TIMEOUT
    assert row.attempts > 1
    assert finished.manifest.counts.failed == 1


@pytest.mark.parametrize("status", [401, 403, 404])
def test_an_error_that_fails_every_call_ends_the_run(article: Path, press: Press, tmp_path: Path, status: int) -> None:
    press.script = [fault(status, "no such model or key")]
    with pytest.raises(ModelUnavailable, match="no such model or key"):
        run(article, settings(press), tmp_path / "out")


def test_an_unreachable_server_is_named_by_its_address(article: Path, press: Press, tmp_path: Path) -> None:
    gone = replace(settings(press), base_url="http://127.0.0.1:9/v1")
    with pytest.raises(ModelUnavailable, match=r"127\.0\.0\.1:9"):
        run(article, gone, tmp_path / "out")
