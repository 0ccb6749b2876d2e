"""Faults as they were recorded from a scripted server: what becomes of each, without any server."""

import asyncio
import re
from dataclasses import replace
from pathlib import Path

import httpx2
import openai
import pytest

from extract.errors import ModelError
from extract.model.failures import RETRYABLE, classify
from extract.model.replay.cassette import Replay
from extract.run import engine
from extract.store import read_extractions
from extract.telemetry.progress import SilentReporter
from schemas import ArticleExtraction
from tests.support.press import FAULTS, TEXT, settings_for

SCRIPTED = Path(__file__).parents[1] / "cassettes" / "scripted"


def replayed(name: str, folder: Path) -> ArticleExtraction:
    """The article with this fault on the way, read from its cassette."""
    article = folder / "pact.txt"
    article.write_text(TEXT, encoding="utf-8")
    settings = replace(settings_for("http://127.0.0.1:9/v1"), replay=SCRIPTED / name)
    finished = asyncio.run(engine.extract_inputs([article], folder / "out", settings, SilentReporter()))
    assert finished.manifest.counts.balance
    (found,) = read_extractions(folder / "out" / "extractions.jsonl")
    return found


def test_every_fault_has_its_cassette_and_every_cassette_its_fault() -> None:
    assert {path.name for path in SCRIPTED.iterdir()} == set(FAULTS)


@pytest.mark.parametrize("name", ["re-ask", "rate-limited", "timeout", "server-error"])
def test_a_fault_that_passes_costs_nothing_but_the_call(name: str, tmp_path: Path) -> None:
    found = replayed(name, tmp_path)
    assert [len(found.agreements), len(found.statements), len(found.issues)] == [1, 1, 0]
    assert found.provenance.usage.calls == (2 if name == "re-ask" else 1)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("truncated", "truncated"),
        ("filtered", "filtered"),
        ("refusal", "refused"),
        ("invalid-json", "invalid_output"),
    ],
)
def test_a_fault_that_stays_costs_its_sentence_alone_and_is_told(name: str, code: str, tmp_path: Path) -> None:
    found = replayed(name, tmp_path)
    assert [issue.code for issue in found.issues] == [code]
    assert [len(found.agreements), len(found.statements)] == [0, 1]


@pytest.mark.parametrize("name", FAULTS)
def test_a_recorded_fault_holds_no_secret(name: str) -> None:
    (cassette,) = (SCRIPTED / name).rglob("*.yaml")
    text = cassette.read_text(encoding="utf-8")
    assert not re.search(r"\bsk-|bearer|authorization|\borg-|cookie|127\.0\.0\.1", text, re.I)


@pytest.mark.parametrize("name", FAULTS)
def test_a_replay_of_a_fault_makes_every_recorded_call(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tapes: list[Replay] = []
    begin = Replay.__init__

    def remember(tape: Replay, folder: Path) -> None:
        begin(tape, folder)
        tapes.append(tape)

    monkeypatch.setattr(Replay, "__init__", remember)
    replayed(name, tmp_path)
    (tape,) = tapes
    assert (tape.unplayed, tape.orphans()) == (0, ())


def answered(status: int, message: str) -> openai.APIStatusError:
    request = httpx2.Request("POST", "http://127.0.0.1:9/v1/chat/completions")
    response = httpx2.Response(status, request=request, json={"error": {"message": message}})
    return openai.APIStatusError(message, response=response, body=None)


@pytest.mark.parametrize(
    "secret",
    ["sk-proj-abcdef0123456789", "sk-abc***xyz9", "Bearer eyJhbGciOi.x-y", "gsk_abcdef012345", "0123456789abcdef" * 2],
)
def test_a_key_that_the_server_repeats_is_not_told(secret: str) -> None:
    told = str(classify(answered(401, f"Incorrect API key provided: {secret} (see the docs)")))
    assert "Incorrect API key provided: [removed] (see the docs)" in told
    assert secret not in told


@pytest.mark.parametrize("status", [400, 404, 405, 409, 418, 422])
def test_a_request_that_the_server_will_not_have_is_not_repeated(status: int) -> None:
    fault = classify(answered(status, "no"))
    assert isinstance(fault, ModelError)
    assert fault.code == "bad_request" and fault.code not in RETRYABLE


@pytest.mark.parametrize("status", [500, 502, 503, 529, 599])
def test_a_server_that_failed_is_asked_again(status: int) -> None:
    fault = classify(answered(status, "oops"))
    assert isinstance(fault, ModelError)
    assert fault.code == "server_error" and fault.code in RETRYABLE
