"""No key is written down, whatever it looks like and wherever a server puts it. Only the servers are scripted."""

import base64
import html
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from typer.testing import CliRunner

from extract.cli.app import app
from extract.cli.exit_codes import ExitCode
from extract.limits import breaker
from extract.model import retry
from tests.support.batch_server import Answer, BatchServer, completion, refusal, serving_batches
from tests.support.leaks import find_leaks
from tests.support.runs import articles, number_of
from tests.support.scripted import Scripted, serving
from tests.support.stub import DEAL, DECLARED, REPLY, Said, Stub, refused, said, stubbed

KEYS = (
    "my.very.own/key:of-no-usual-shape",
    "pa\"ss'w<or>d&1%",
    "back\\slash\\n-and\\u0041",
    "a{12}(b|c)[d-f]+$^.*?",
    "3141592653589793",
    "%41%42%43-escaped-already",
    "&amp;&lt;of-a-page&gt;",
    "Zm9yIGEgbG9jaw==",
    "deadbeefdeadbeefdeadbeef",
    "correct horse battery staple",
    "x" * 40,
    "~!@#$^&*()_+`-=[]{}|;':\"./<>?",
    "'; DROP TABLE answers; --",
    "<script>alert(1)</script>",
    "${jndi:ldap://x}/{{7*7}}",
    "../../etc/passwd",
    "q-" * 100 + "z",
    "Ab1-Cd2-Ef3",
    "%s%d%(name)s{0}",
    '{"key": "value-of-json"}',
)


def _broken(key: str) -> str:
    return f"{key[: len(key) // 2]}\n{key[len(key) // 2 :]}"


FORMS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "escaped as in JSON": lambda key: json.dumps(key)[1:-1],
    "every character escaped": lambda key: "".join(f"\\u{ord(sign):04x}" for sign in key),
    "escaped as in a URL": lambda key: quote(key, safe=""),
    "escaped as in HTML": html.escape,
    "in base64 behind a user": lambda key: base64.b64encode(f"user:{key}".encode()).decode(),
    "in hexadecimal": lambda key: key.encode().hex(),
    "over two lines": _broken,
    "in full-width letters": lambda key: "".join(chr(ord(sign) + 0xFEE0) if sign != " " else sign for sign in key),
    "with invisible characters": "\u200b".join,
}


def _answer(party: str = "France", **changed: object) -> str:
    actors = [DECLARED[0] | {"name": party}, *DECLARED[1:]]
    return json.dumps({"actors": actors, "agreements": [DEAL | changed], "statements": []}, ensure_ascii=False)


def _stream(text: str) -> Said:
    """An answer in pieces of three characters that nobody asked for as a stream."""
    pieces = [text[at : at + 3] for at in range(0, len(text), 3)]
    chunks: list[object] = [{"choices": [{"delta": {"content": piece}}]} for piece in pieces]
    lines = "".join(f"data: {json.dumps(chunk)}\n\n" for chunk in chunks)
    return Said(f"{lines}data: [DONE]\n\n".encode(), headers={"Content-Type": "text/event-stream"})


def _parts(text: str) -> Said:
    """An answer whose content has two parts."""
    half = len(text) // 2
    parts = [{"type": "text", "text": part} for part in (text[:half], text[half:])]
    return Said(json.dumps({"choices": [{"message": {"content": parts}, "finish_reason": "stop"}]}).encode())


def _one_line(text: str) -> str:
    """The text as a header can carry it."""
    return text.encode("ascii", "ignore").decode().replace("\n", " ")


def _tool(text: str) -> Said:
    return said("", tool_calls=[{"function": {"name": "reply", "arguments": text}}])


CHANNELS: dict[str, Callable[[str], Said]] = {
    "error": lambda echo: refused(422, f"cannot serve {echo} here"),
    "error that passes": lambda echo: refused(500, f"{echo} failed"),
    "header of an error": lambda echo: refused(503, "busy", Retry_After="0.01", X_Echo=_one_line(echo)),
    "encoding": lambda echo: replace(said(), headers={"Content-Encoding": _one_line(echo)}),
    "broken header": lambda echo: replace(said(), headers={"X Echo": _one_line(echo)}),
    "field of a record": lambda echo: said(_answer(subject=echo)),
    "cue and party": lambda echo: said(_answer(echo, status_cue=echo)),
    "record of another shape": lambda echo: said(_answer(sentences=echo)),
    "words around an answer": lambda echo: said(f"With {echo}: {REPLY}"),
    "no answer": lambda echo: said(f"I was given {echo}."),
    "refusal": lambda echo: said("", refusal=f"not with {echo}"),
    "reasoning": lambda echo: said("", reasoning_content=f"The key is {echo}. {REPLY}"),
    "tool call": lambda echo: _tool(_answer(subject=echo)),
    "stream": lambda echo: _stream(_answer(subject=echo)),
    "parts": lambda echo: _parts(_answer(subject=echo)),
    "page": lambda echo: Said(f"<html><title>{echo}</title>{echo}</html>".encode(), 502),
    "cut off": lambda echo: Said(json.dumps({"choices": [{"message": {"content": echo}}]}).encode()[:-3]),
    "names and ids": lambda echo: Said(
        json.dumps({"id": echo, "model": echo, echo: echo, "choices": [{"message": {"content": REPLY}}]}).encode()
    ),
}


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "FIRST_WAIT", 0.01)
    monkeypatch.setattr(retry, "ATTEMPTS", 2)
    monkeypatch.setattr(breaker, "FIRST_REST", 0.01)


@pytest.fixture
def stub() -> Iterator[Stub]:
    with stubbed(Stub()) as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, for temporary files and the cache as well."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    monkeypatch.setattr("extract.model.capability_store.default_folder", lambda: tmp_path / "cache")
    monkeypatch.chdir(tmp_path)
    for name in os.environ:
        if name.startswith(("EXTRACT_", "OPENAI_")):
            monkeypatch.delenv(name)
    return tmp_path


def command(url: str, key: str, *flags: str, header: str = "") -> tuple[int, str]:
    """Run the command over the articles of the folder; return its exit code and all that it printed."""
    variables = {"OPENAI_API_KEY": key, "EXTRACT_WORKERS": "0", "EXTRACT_LOG_LEVEL": "debug"}
    if header:
        names = json.dumps({"X-Gateway-Key": "env:GATEWAY_KEY"})
        variables |= {"GATEWAY_KEY": header, "EXTRACT_EXTRA_HEADERS": names}
    always = ("--base-url", url, "--model", "m", "--plan", "document", "--out", "out", "--log", "log.jsonl")
    result = CliRunner().invoke(app, ["run", "rows.jsonl", *always, *flags], env=variables)
    return result.exit_code, result.output + result.stderr


@pytest.mark.slow
@pytest.mark.parametrize("key", KEYS)
def test_a_key_that_a_server_repeats_is_written_nowhere(stub: Stub, folder: Path, key: str) -> None:
    header, shift = f"gate/{key[::-1]}", KEYS.index(key)
    channels, forms = list(CHANNELS.values()), list(FORMS.values())

    def rule(question: str, number: int) -> Said | None:
        at = number_of(question)
        return channels[at](forms[(at + shift) % len(forms)](key if number == 1 else header)) if at >= 0 else None

    stub.rule = rule
    articles(folder / "rows.jsonl", len(CHANNELS))
    code, printed = command(stub.url, key, *(("--record", "tapes") if shift % 2 else ()), header=header)
    assert code in (ExitCode.DONE, ExitCode.SOME_FAILED), printed
    assert stub.calls >= len(CHANNELS)
    assert "[removed]" in (folder / "out" / "failures.jsonl").read_text()
    assert find_leaks(folder, printed, key, header) == []


@pytest.mark.parametrize("key", KEYS)
def test_a_key_that_ends_a_run_is_written_nowhere(stub: Stub, folder: Path, key: str) -> None:
    form = list(FORMS.values())[KEYS.index(key) % len(FORMS)]
    stub.rule = lambda question, number: refused(401, f"the key {form(key)} is not known")
    articles(folder / "rows.jsonl", 2)
    code, printed = command(stub.url, key)
    assert (code, "the key [removed] is not known" in printed) == (ExitCode.NO_MODEL, True)
    assert find_leaks(folder, printed, key) == []


def test_a_key_in_the_target_of_a_redirect_is_written_nowhere(stub: Stub, folder: Path) -> None:
    key = KEYS[0]
    stub.rule = lambda question, number: Said(b"", 302, {"Location": f"https://elsewhere.example/{key}/v1"})
    articles(folder / "rows.jsonl", 1)
    code, printed = command(stub.url, key)
    assert (code, "the server redirects to https://elsewhere.example/[removed]/v1" in printed) == (
        ExitCode.NO_MODEL,
        True,
    )
    assert find_leaks(folder, printed, key) == []


def test_the_keys_of_all_servers_are_removed_from_the_words_of_each(stub: Stub, folder: Path) -> None:
    keys = KEYS[0], KEYS[5]
    with stubbed(Stub()) as other:
        for one in (stub, other):
            one.rule = lambda question, number: refused(422, f"not with {keys[0]}, and not with {keys[1]}")
        articles(folder / "rows.jsonl", 4)
        _, printed = command(f"{stub.url},{other.url}", ",".join(keys))
        assert stub.calls and other.calls
    assert "not with [removed], and not with [removed]" in printed
    assert find_leaks(folder, printed, *keys) == []


@pytest.mark.parametrize("key", KEYS[:2])
def test_a_key_in_what_a_batch_gives_back_is_written_nowhere(folder: Path, key: str) -> None:
    answers: list[Answer] = [
        completion(_answer(subject=key)),
        refusal(422, f"not with {key}"),
        completion("", "stop"),
        completion(f"I know {key}."),
    ]

    def rule(body: dict[str, object], times: int) -> Answer | None:
        return answers[number_of(json.dumps(body)) % len(answers)]

    articles(folder / "rows.jsonl", 8)
    with serving_batches(BatchServer(rule)) as server:
        server.problems = [{"code": "invalid", "message": f"no room for {key}", "line": None, "param": None}]
        code, printed = command(server.url, key, "--via", "batch", "--poll", "0.01")
        assert (code, "no room for [removed]" in printed) == (ExitCode.NO_MODEL, True)
        code, again = command(server.url, key, "--via", "batch", "--poll", "0.01")
        assert (code, "not with [removed]" in again) == (ExitCode.SOME_FAILED, True)
    assert find_leaks(folder, printed + again, key) == []


def test_a_key_among_the_models_of_a_server_is_not_printed(folder: Path) -> None:
    key = KEYS[1]
    listed = json.dumps({"data": [{"id": f"model-of-{key}"}]}).encode()
    with serving(Scripted()) as server:
        server.answer = lambda path, body: (200, {"Content-Type": "application/json"}, listed)  # type: ignore[method-assign]
        flags = ["doctor", "--base-url", server.url, "--model", "m"]
        result = CliRunner().invoke(app, flags, env={"OPENAI_API_KEY": key, "COLUMNS": "200"})
    assert "it has: model-of-[removed]" in result.stdout
    assert find_leaks(folder, result.output + result.stderr, key) == []


def test_a_key_in_a_bug_of_ours_is_written_nowhere(stub: Stub, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key, header = KEYS[0], KEYS[3]

    def fail(*_: object) -> None:
        raise KeyError(f"{key} and {header}")

    monkeypatch.setattr("extract.run.engine.build_manifest", fail)
    articles(folder / "rows.jsonl", 1)
    code, printed = command(stub.url, key, header=header)
    [details] = (folder / "temporary").glob("communique-*.txt")
    assert (code, "KeyError" in details.read_text(encoding="utf-8")) == (ExitCode.BUG, True)
    assert find_leaks(folder, printed, key, header) == []


def test_a_key_that_an_article_holds_stays_in_the_words_of_the_article(stub: Stub, folder: Path) -> None:
    stub.rule = lambda question, number: said(_answer(subject="defence pact"))
    articles(folder / "rows.jsonl", 1)
    code, printed = command(stub.url, "defence pact")
    assert code == ExitCode.DONE, printed
    [line] = (folder / "out" / "extractions.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["agreements"][0]["subject"] == "defence pact"


def test_headers_with_a_value_of_their_own_are_read_from_the_settings_again(stub: Stub, folder: Path) -> None:
    (folder / "communique.toml").write_text('extra_headers = {X-Tenant = "tenant-number-seven"}\n')
    stub.rule = lambda question, number: refused(422, "not for tenant-number-seven")
    articles(folder / "rows.jsonl", 1)
    _, printed = command(stub.url, KEYS[0])
    (folder / "communique.toml").rename(folder / "moved.toml")
    assert find_leaks(folder, printed, "tenant-number-seven") == [str(folder / "moved.toml")]
