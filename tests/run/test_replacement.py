"""A run never replaces results that it does not give again, unless it is told to."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extract.cli.app import app
from extract.cli.exit_codes import ExitCode
from extract.errors import StoreError
from extract.run import engine
from extract.settings.settings import Settings
from extract.store import read_extractions
from extract.telemetry.progress import SilentReporter
from tests.support.press import TEXT, Press, settings_for
from tests.support.scripted import serving


@pytest.fixture
def settings() -> Iterator[Settings]:
    server = Press()
    with serving(server):
        yield settings_for(server.url)


def rows(path: Path, *ids: str) -> Path:
    path.write_text("".join(json.dumps({"id": one, "text": f"{TEXT} Note {one}."}) + "\n" for one in ids))
    return path


def run(inputs: Path, out: Path, settings: Settings, *, replace_results: bool = False) -> list[str]:
    reporter = SilentReporter()
    asyncio.run(engine.extract_inputs([inputs], out, settings, reporter, replace_results=replace_results))
    return [one.article.source_id for one in read_extractions(out)]


def test_another_input_into_the_same_folder_is_refused_and_changes_nothing(tmp_path: Path, settings: Settings) -> None:
    out = tmp_path / "out"
    assert run(rows(tmp_path / "march.jsonl", "a", "b"), out, settings) == ["a", "b"]
    before = {path.name: path.read_bytes() for path in out.glob("*.jsonl")}
    with pytest.raises(StoreError, match=r"2 articles that this input lacks \(a, b\).*--replace"):
        run(rows(tmp_path / "april.jsonl", "c"), out, settings)
    assert {path.name: path.read_bytes() for path in out.glob("*.jsonl")} == before


def test_an_input_that_holds_the_earlier_articles_too_is_accepted(tmp_path: Path, settings: Settings) -> None:
    out = tmp_path / "out"
    run(rows(tmp_path / "march.jsonl", "a"), out, settings)
    assert run(rows(tmp_path / "both.jsonl", "a", "b"), out, settings) == ["a", "b"]


def test_another_method_is_refused(tmp_path: Path, settings: Settings) -> None:
    inputs, out = rows(tmp_path / "march.jsonl", "a"), tmp_path / "out"
    run(inputs, out, settings)
    with pytest.raises(StoreError, match=r"1 articles by another method.*--replace"):
        run(inputs, out, replace(settings, seed=8))


def test_results_are_replaced_on_request(tmp_path: Path, settings: Settings) -> None:
    out = tmp_path / "out"
    run(rows(tmp_path / "march.jsonl", "a", "b"), out, settings)
    assert run(rows(tmp_path / "april.jsonl", "c"), out, settings, replace_results=True) == ["c"]


def test_a_retry_with_nothing_to_retry_writes_nothing(tmp_path: Path, settings: Settings) -> None:
    out = tmp_path / "out"
    run(rows(tmp_path / "march.jsonl", "a"), out, settings)
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in out.glob("*.json*")}
    result = CliRunner().invoke(app, ["retry", str(out)])
    assert result.exit_code == ExitCode.DONE
    assert "nothing to retry: all 1 articles are done" in result.output
    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in out.glob("*.json*")} == before
