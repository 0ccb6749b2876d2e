"""Whole runs against a scripted server with habits of real ones: every article is extracted, or the run says why."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extract.errors import ModelUnavailable
from extract.limits import breaker
from extract.model import retry
from extract.run import engine
from extract.run.engine import FinishedRun
from extract.settings.settings import load_settings
from extract.store import read_extractions, read_failures, read_rejected
from extract.telemetry.progress import SilentReporter
from tests.support.habits import EXTRACTED, Habit, HabitStub, error, says
from tests.support.runs import articles
from tests.support.server_errors import ERRORS
from tests.support.stub import Said, said, stubbed


class Warned(SilentReporter):
    def __init__(self) -> None:
        self.warnings: list[str] = []
        self.infos: list[str] = []

    def warn(self, message: str) -> None:
        self.warnings.append(message)

    def info(self, message: str) -> None:
        self.infos.append(message)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "FIRST_WAIT", 0.01)
    monkeypatch.setattr(breaker, "FIRST_REST", 0.01)


@pytest.fixture
def server() -> Iterator[HabitStub]:
    with stubbed(HabitStub()) as running:
        assert isinstance(running, HabitStub)
        yield running


def run(
    server: HabitStub, habit: Habit, folder: Path, number: int = 2, reporter: SilentReporter | None = None, **flags: Any
) -> FinishedRun:
    """A run over so many articles against a server with a habit."""
    server.habit = habit
    rows = articles(folder / "rows.jsonl", number)
    given = {"base_url": server.url, "model": "m", "plan": "document", "concurrency": 4, "timeout": 30} | flags
    settings = load_settings(given, {"OPENAI_API_KEY": "sk-scripted"}, Path("/nowhere"))
    return asyncio.run(engine.extract_inputs([rows], folder / "out", settings, reporter or SilentReporter()))


@pytest.mark.parametrize("name", EXTRACTED)
def test_every_article_is_extracted(name: str, server: HabitStub, tmp_path: Path) -> None:
    counts = run(server, EXTRACTED[name], tmp_path).manifest.counts
    assert (counts.extracted, counts.failed, counts.balance) == (2, 0, True)


FIELDS = ["reasoning model behind a gateway", "json_object only", "tools only", "bound on answers", "streams only"]


@pytest.mark.parametrize("name", FIELDS)
def test_once_it_is_known_what_a_server_accepts_each_window_takes_one_call(
    name: str, server: HabitStub, tmp_path: Path
) -> None:
    run(server, EXTRACTED[name], tmp_path)
    before = server.calls
    (tmp_path / "more").mkdir()
    told = Warned()
    made = run(server, EXTRACTED[name], tmp_path / "more", 20, told).manifest
    assert (made.counts.extracted, server.calls - before, told.infos[1:]) == (20, 20, [])


def test_a_record_that_is_lost_or_changed_pays_for_nothing_again(
    server: HabitStub, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(server, EXTRACTED["json_object only"], tmp_path)
    before = server.calls
    empty = tmp_path_factory.mktemp("lost")
    monkeypatch.setattr("extract.model.capability_store.default_folder", lambda: empty)
    (tmp_path / "out" / "run.json").unlink()
    run(server, EXTRACTED["json_object only"], tmp_path)
    assert server.calls == before


def test_what_an_endpoint_accepts_is_in_the_manifest(server: HabitStub, tmp_path: Path) -> None:
    made = run(server, EXTRACTED["json_object only"], tmp_path).manifest
    assert made.endpoints[server.url]["response_format"] == "json_object"
    assert "sk-scripted" not in made.model_dump_json()


def test_a_recorded_run_is_replayed_without_asking_what_the_server_accepts(server: HabitStub, tmp_path: Path) -> None:
    recorded = run(server, EXTRACTED["gateway that knows few fields"], tmp_path, record=str(tmp_path / "tapes"))
    before = server.calls
    (tmp_path / "again").mkdir()
    replayed = run(server, lambda body, number: None, tmp_path / "again", replay=str(tmp_path / "tapes"))
    assert server.calls == before
    first, second = ([one.agreements for one in read_extractions(made.path)] for made in (recorded, replayed))
    assert first == second and recorded.manifest.usage == replayed.manifest.usage


def test_a_bad_record_is_a_rejected_row_with_its_words(server: HabitStub, tmp_path: Path) -> None:
    made = run(server, EXTRACTED["one bad record"], tmp_path, 1)
    (row,) = read_rejected(made.path)
    assert (row.gate, row.reason, row.draft) == ("shape", "bad_shape", {"cue": 7})
    assert (made.manifest.counts.drafts, made.manifest.counts.rejected) == (2, 1)


def test_a_text_that_is_moderated_costs_its_article_alone(server: HabitStub, tmp_path: Path) -> None:
    case = ERRORS["openrouter moderation"]

    def habit(body: Any, number: int) -> Said | None:
        return error(case.status, case.body) if "article 1 of" in body["messages"][-1]["content"] else None

    made = run(server, habit, tmp_path, 5)
    assert (made.manifest.counts.extracted, made.manifest.counts.failed) == (4, 1)
    assert [failure.error for failure in read_failures(made.path)] == ["filtered"]


RUN_STOPS = [
    "deepseek balance", "openrouter credits in a 200", "gemini day", "ollama without v1", "lm studio without v1",
    "a login page", "ollama model", "wrong key", "forbidden", "moved", "gateway 404 in a 200",
]  # fmt: skip


@pytest.mark.parametrize("name", RUN_STOPS)
def test_what_no_article_could_survive_ends_the_run_after_a_call(name: str, server: HabitStub, tmp_path: Path) -> None:
    case = ERRORS[name]
    with pytest.raises(ModelUnavailable):
        run(server, lambda body, number: error(case.status, case.body), tmp_path, 20)
    assert server.calls == 1


@pytest.mark.parametrize(
    "habit",
    [
        lambda body, number: error(400, {"error": "computer says no"}),
        lambda body, number: error(200, {"error": {"message": "Internal Server Error", "code": 500}}),
        lambda body, number: Said(b'{"choices": []}'),
    ],
)
def test_a_server_that_only_refuses_is_given_up_after_ten_calls(
    habit: Habit, server: HabitStub, tmp_path: Path
) -> None:
    with pytest.raises(ModelUnavailable):
        run(server, habit, tmp_path, 20)
    assert server.calls <= 10


@pytest.mark.parametrize("habit", [says("I would rather talk."), says(""), says("", finish="length")])
def test_a_server_whose_answers_cannot_be_used_is_given_up_after_three(
    habit: Habit, server: HabitStub, tmp_path: Path
) -> None:
    reporter = Warned()
    with pytest.raises(ModelUnavailable, match="cannot be used"):
        run(server, habit, tmp_path, 20, reporter)
    assert server.calls == 3
    assert any(warning.startswith("3 answers are paid: ") for warning in reporter.warnings)


def test_a_server_that_cuts_the_prompt_is_told_once_and_its_windows_are_halved(
    server: HabitStub, tmp_path: Path
) -> None:
    def habit(body: Any, number: int) -> Said | None:
        text = " ".join(message["content"] for message in body["messages"])
        tokens = len(text) // 4
        if tokens <= 8_192:
            return said(usage={"prompt_tokens": tokens, "completion_tokens": 20})
        empty = json.dumps({"actors": [], "agreements": [], "statements": []})
        return said(empty, usage={"prompt_tokens": 8_192, "completion_tokens": 5})

    server.habit = habit
    text = " ".join(
        f"Delegates of the {number} working groups met again in the old town hall." for number in range(200)
    )
    path = tmp_path / "long.txt"
    path.write_text(f"France and Chad signed a defence pact. {text}", encoding="utf-8")
    reporter = Warned()
    given = {"base_url": server.url, "model": "m", "plan": "document", "timeout": 30}
    settings = load_settings(given, {}, Path("/nowhere"))
    made = asyncio.run(engine.extract_inputs([path], tmp_path / "out", settings, reporter))
    assert made.manifest.counts.extracted == 1
    assert sum("num_ctx" in warning for warning in reporter.warnings) == 1
