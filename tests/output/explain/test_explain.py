"""The explanation of a record: its words, the model call, the rejections, and a replay without a model."""

import asyncio
import json
import shlex
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extract.cli.app import app
from extract.cli.exit_codes import ExitCode
from extract.errors import ConfigError
from extract.output.explain import explain
from extract.output.load import Run, load_run
from extract.run import engine
from extract.telemetry.progress import SilentReporter
from tests.support.declared import answer as declared
from tests.support.press import DEAL, SIDES, TEXT, Press, answer, right_answer, settings_for
from tests.support.scripted import serving

SAME = "the stored answers still give the same record"


@pytest.fixture
def press() -> Iterator[Press]:
    server = Press()
    with serving(server):
        yield server


def run(press: Press, folder: Path, **changed: object) -> Run:
    path = folder / "pact.txt"
    path.write_text(TEXT, encoding="utf-8")
    settings = replace(settings_for(press.url), **changed)  # type: ignore[arg-type]
    extracting = engine.extract_inputs([path], folder / "out", settings, SilentReporter(), replace_results=True)
    return load_run(asyncio.run(extracting).path)


def test_an_explanation_has_the_words_the_call_and_the_answer(press: Press, tmp_path: Path) -> None:
    found = explain(run(press, tmp_path), "g1")
    assert [span.text for span in found.words["status"]] == ["signed"]
    [call] = found.calls
    assert " ".join(call.sentences) == TEXT
    assert call.answer and call.answer.raw == right_answer(TEXT)
    assert call.answer.usage.tokens_in == 100 and call.answer.place.endswith("ledger.sqlite")
    assert call.request["messages"][-1]["content"].startswith("[1] France and Chad signed")
    assert found.replayed == SAME and found.same_method


def test_every_rejection_of_a_draft_is_listed_with_its_gate(press: Press, tmp_path: Path) -> None:
    false = DEAL | {"quantity": "nine ships", "source": "the Wire"}
    repair = json.dumps({"corrections": []})
    press.script += [answer(json.dumps(declared(*SIDES, agreements=(false,)))), answer(repair)]
    call = explain(run(press, tmp_path), "g1").calls[0]
    [outcome] = call.drafts
    assert outcome.draft["quantity"] == "nine ships"
    assert {(row.gate.value, row.field, row.reason) for row in outcome.rejected} == {
        ("ground", "quantity", "not_in_text"),
        ("ground", "source", "not_in_text"),
    }


def test_an_explanation_can_be_limited_to_one_field(press: Press, tmp_path: Path) -> None:
    found = explain(run(press, tmp_path), "pact/s1", "speakers")
    assert {name: [span.text for span in spans] for name, spans in found.words.items()} == {"speakers": ["Niger"]}


def test_answers_are_found_in_cassettes_if_the_ledger_has_none(press: Press, tmp_path: Path) -> None:
    found = run(press, tmp_path, record=tmp_path / "tapes")
    [call] = explain(found, "g1").calls
    assert call.answer is None
    from_cassettes = explain(found, "g1", cassettes=tmp_path / "tapes")
    assert from_cassettes.calls[0].answer and from_cassettes.calls[0].answer.raw == right_answer(TEXT)
    assert from_cassettes.replayed == SAME


@pytest.mark.parametrize(
    ("name", "field", "why"),
    [
        ("g7", None, "has no record 'g7'"),
        ("other/g1", None, "has no record"),
        ("g1", "value", "has no words for a field"),
    ],
)
def test_an_unknown_record_or_field_raises_an_error_with_a_hint(
    press: Press, tmp_path: Path, name: str, field: str | None, why: str
) -> None:
    with pytest.raises(ConfigError, match=why):
        explain(run(press, tmp_path), name, field)


def test_explain_prints_text_and_json(press: Press, tmp_path: Path) -> None:
    out = str(run(press, tmp_path).path)
    result = CliRunner().invoke(app, ["explain", out, "g1"])
    assert result.exit_code == ExitCode.DONE
    for part in (
        "agreement g1 defence pact",
        "“signed” (16..22)",
        "document v2",
        "passed all gates",
        "100 tokens in",
        SAME,
    ):
        assert part in result.stdout
    data = json.loads(CliRunner().invoke(app, ["explain", out, "g1", "--json"]).stdout)
    assert data["calls"][0]["request"]["model"] == "m" and data["record"]["id"] == "g1"


def replayed(command: str, folder: Path) -> Run:
    """The run that a printed command makes."""
    program, *arguments = shlex.split(command)
    assert program == "communique"
    ended = CliRunner().invoke(app, [*arguments, "--quiet"])
    assert ended.exit_code == ExitCode.DONE, ended.output
    return load_run(folder / "run")


def records(found: Run) -> list[object]:
    return [(one.article.sha256, one.actors, one.agreements, one.statements) for one in found]


VAIN = "Sure! “one”\x1b[2J\u2028\n```json\n{}\n```"
WRITTEN = json.dumps(dict(reversed(json.loads(right_answer(TEXT)).items())), indent=1) + "\n"


@pytest.mark.parametrize("taped", [False, True])
def test_the_text_of_the_model_is_kept_exactly_and_so_are_unusable_answers(
    press: Press, tmp_path: Path, taped: bool
) -> None:
    press.script += [answer(VAIN), answer(WRITTEN)]
    tapes = tmp_path / "tapes" if taped else None
    found = run(press, tmp_path, record=tapes)
    [call] = explain(found, "g1", cassettes=tapes).calls
    assert call.answer and call.answer.raw == WRITTEN
    assert call.answer.unusable == (VAIN,)
    assert json.loads(call.answer.reply) == json.loads(right_answer(TEXT))
    assert explain(found, "g1", cassettes=tapes).replayed == SAME
    given = ["explain", str(found.path), "g1", *(["--cassettes", str(tapes)] if tapes else [])]
    data = json.loads(CliRunner().invoke(app, [*given, "--json"]).stdout)
    assert data["calls"][0]["answer"]["raw"] == WRITTEN
    output = CliRunner().invoke(app, given).stdout
    assert "unusable    Sure!" in output and "   ```json\n" in output and "\x1b" not in output


@pytest.mark.parametrize("taped", [False, True])
def test_the_printed_command_replays_the_calls_offline(press: Press, tmp_path: Path, taped: bool) -> None:
    press.script += [answer(VAIN), answer(WRITTEN)]
    tapes = tmp_path / "tapes" if taped else None
    found = run(press, tmp_path, record=tapes)
    asked = len(press.asked)
    first = list(explain(found, "g1", cassettes=tapes).next_command)
    kit = tmp_path / "a kit"
    first[first.index("--kit") + 1] = str(kit)
    result = CliRunner().invoke(app, first)
    [line] = [line for line in result.stdout.splitlines() if "replay it" in line]
    again = replayed(line.partition("replay it")[2], kit)
    assert records(again) == records(found)
    assert len(press.asked) == asked
    [call] = explain(again, "g1", cassettes=kit).calls
    assert call.answer and call.answer.raw == WRITTEN


def test_a_kit_of_the_embedded_model_replays_to_the_same_records(tmp_path: Path) -> None:
    given = ["run", "fixtures/articles/arms-deal.txt", "--replay", "fixtures/cassettes", "--out", str(tmp_path / "out")]
    assert CliRunner().invoke(app, [*given, "--quiet"]).exit_code == ExitCode.DONE
    found = load_run(tmp_path / "out")
    explanation = explain(found, "g1", cassettes=Path("fixtures/cassettes"), kit=tmp_path / "kit")
    again = replayed("communique " + shlex.join(explanation.next_command), tmp_path / "kit")
    assert records(again) == records(found)
    assert again.manifest.method == found.manifest.method


def test_a_kit_is_not_written_if_an_answer_is_missing(press: Press, tmp_path: Path) -> None:
    found = run(press, tmp_path, record=tmp_path / "tapes")
    with pytest.raises(ConfigError, match="--cassettes"):
        explain(found, "g1", kit=tmp_path / "kit")
    assert not (tmp_path / "kit").exists()


def test_a_ledger_of_an_older_version_is_explained_resumed_and_migrated(press: Press, tmp_path: Path) -> None:
    found = run(press, tmp_path)
    with closing(sqlite3.connect(found.path / "ledger.sqlite")) as ledger:
        ledger.executescript(
            "DROP INDEX attempts_asked; ALTER TABLE attempts DROP COLUMN said;"
            "ALTER TABLE articles DROP COLUMN duplicate; DELETE FROM meta WHERE name = 'run';"
            "UPDATE meta SET name = 'run' WHERE name = 'method'; PRAGMA user_version = 1;"
        )
    [call] = explain(found, "g1").calls
    assert call.answer and call.answer.raw is None and json.loads(call.answer.reply) == json.loads(right_answer(TEXT))
    assert "the ledger is of an older version" in CliRunner().invoke(app, ["explain", str(found.path), "g1"]).stdout
    asked = len(press.asked)
    assert records(run(press, tmp_path)) == records(found) and len(press.asked) == asked
    press.script.append(answer(WRITTEN))
    changed = run(press, tmp_path, seed=8)
    [call] = explain(changed, "g1").calls
    assert call.answer and call.answer.raw == WRITTEN


@pytest.mark.parametrize("taped", [False, True])
def test_a_record_is_explained_although_another_call_about_its_article_failed(
    press: Press, tmp_path: Path, taped: bool
) -> None:
    press.script.append(answer("\ud800"))
    tapes = tmp_path / "tapes" if taped else None
    found = run(press, tmp_path, record=tapes)
    assert explain(found, "s1", cassettes=tapes).replayed == SAME
    with pytest.raises(ConfigError, match="not every answer"):
        explain(found, "s1", cassettes=tapes, kit=tmp_path / "kit")
