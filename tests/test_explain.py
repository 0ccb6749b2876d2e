"""A record traced back: its words, the call that proposed it, the gates, and a replay without any model."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from press import DEAL, TEXT, Press, answer, settings_for
from scripted import serving
from typer.testing import CliRunner

from extract import engine
from extract.cli import app
from extract.endings import Ending
from extract.errors import ConfigError
from extract.explain import explain
from extract.load import Run, load_run
from extract.watch import Silent

SAME = "the kept answers, taken through the pipeline once more, give the same record"


@pytest.fixture
def press() -> Iterator[Press]:
    server = Press()
    with serving(server):
        yield server


def run(press: Press, folder: Path, **changed: object) -> Run:
    path = folder / "pact.txt"
    path.write_text(TEXT, encoding="utf-8")
    settings = replace(settings_for(press.url), **changed)  # type: ignore[arg-type]
    return load_run(asyncio.run(engine.run([path], folder / "out", settings, Silent())).path)


def test_a_record_leads_to_its_words_its_call_and_the_model_s_answer(press: Press, tmp_path: Path) -> None:
    found = explain(run(press, tmp_path), "g1")
    assert [span.text for span in found.words["status"]] == ["signed"]
    [call] = found.calls
    assert call.sentences == ("France and Chad signed a defence pact.",)
    assert call.answer and json.loads(call.answer.raw) == {"agreements": [DEAL]}
    assert call.answer.usage.tokens_in == 100 and call.answer.place.endswith("ledger.sqlite")
    assert call.request["messages"][-1]["content"].startswith("France and Chad signed")
    assert found.replayed == SAME and found.same_method


def test_every_gate_that_touched_a_draft_is_named(press: Press, tmp_path: Path) -> None:
    false = DEAL | {"cue": "signed", "subject": "a grain pact", "parties": ["France", "Mali", "Chad"]}
    press.script.append(answer(json.dumps({"agreements": [false]})))
    [call] = explain(run(press, tmp_path), "g1").calls
    [fate] = call.drafts
    assert fate.draft["parties"] == ["France", "Mali", "Chad"]
    assert {(row.gate.value, row.field, row.reason) for row in fate.refused} == {
        ("ground", "parties", "not_in_text"),
        ("ground", "subject", "not_in_text"),
    }


def test_one_field_can_be_asked_for(press: Press, tmp_path: Path) -> None:
    found = explain(run(press, tmp_path), "pact/s1", "speakers")
    assert {name: [span.text for span in spans] for name, spans in found.words.items()} == {"speakers": ["Niger"]}


def test_a_run_that_replayed_is_explained_from_its_cassettes(press: Press, tmp_path: Path) -> None:
    found = run(press, tmp_path, record=tmp_path / "tapes")
    [call] = explain(found, "g1").calls
    assert call.answer is None
    told = explain(found, "g1", cassettes=tmp_path / "tapes")
    assert told.calls[0].answer and json.loads(told.calls[0].answer.raw) == {"agreements": [DEAL]}
    assert told.replayed == SAME


@pytest.mark.parametrize(
    ("name", "field", "why"),
    [("g7", None, "has no record 'g7'"), ("other/g1", None, "has no record"), ("g1", "value", "no words stand behind")],
)
def test_what_is_not_there_is_an_error_that_says_what_is(
    press: Press, tmp_path: Path, name: str, field: str | None, why: str
) -> None:
    with pytest.raises(ConfigError, match=why):
        explain(run(press, tmp_path), name, field)


def test_the_command_tells_it_in_words_and_as_json(press: Press, tmp_path: Path) -> None:
    out = str(run(press, tmp_path).path)
    told = CliRunner().invoke(app, ["explain", out, "g1"])
    assert told.exit_code == Ending.DONE
    for part in (
        "agreement g1 defence pact",
        "“signed” (16..22)",
        "sentence v1",
        "passed all gates",
        "100 tokens in",
        SAME,
    ):
        assert part in told.stdout
    data = json.loads(CliRunner().invoke(app, ["explain", out, "g1", "--json"]).stdout)
    assert data["calls"][0]["request"]["model"] == "m" and data["record"]["id"] == "g1"
