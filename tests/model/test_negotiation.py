"""How a client finds out what a server accepts: what it sends again, who waits, what it remembers, when it gives up.

The server is scripted, since no real one can be made to refuse a field, or to answer beside the point, at will.
"""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from extract.errors import ModelError, ModelUnavailable
from extract.model import retry
from extract.model.capability import Capabilities
from extract.model.capability_store import CapabilityStore
from extract.model.client import Client
from extract.model.contract import Answer, Prompt
from extract.model.endpoint import Endpoint, ResponseFormat
from extract.model.negotiation import MOST_REFUSED, Negotiation
from schemas import FailureCode
from schemas.base import Frozen
from tests.support.server_errors import openai_error
from tests.support.stub import Said, Stub, said, stubbed


class Reply(Frozen):
    words: tuple[str, ...]


GOOD = json.dumps({"words": ["here"]})
PROSE = "I would rather talk."


class Server(Stub):
    """Answers well, unless `refuse` has an error for the body of a call."""

    def refuse(self, body: dict[str, Any]) -> Said | None:
        return None

    def _chosen(self, body: bytes) -> Said:
        usual = super()._chosen(body)
        return self.refuse(self.bodies[-1]) or (said(GOOD) if usual.status == 200 else usual)


@pytest.fixture
def server() -> Iterator[Server]:
    with stubbed(Server()) as found:
        assert isinstance(found, Server)
        yield found


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "FIRST_WAIT", 0.01)


def prompt(words: str) -> Prompt:
    return Prompt(({"role": "system", "content": "List the words."}, {"role": "user", "content": words}), Reply)


def error(message: str, status: int = 400, **fields: Any) -> Said:
    return Said(json.dumps(openai_error(message, **fields)).encode(), status)


def asked(
    server: Server, *questions: str, negotiation: Negotiation | None = None, **changed: Any
) -> list[Answer | BaseException]:
    """The answers to questions that are asked at the same time."""

    async def run() -> list[Answer | BaseException]:
        endpoint = Endpoint(model="m", base_url=server.url, api_key=SecretStr("sk-secret-1"), **changed)
        async with Client(endpoint, negotiation=negotiation, trial=prompt("trial")) as client:
            return await asyncio.gather(*(client.ask(prompt(one)) for one in questions), return_exceptions=True)

    return asyncio.run(run())


def only(found: list[Answer | BaseException]) -> Answer:
    assert isinstance(found[0], Answer), found
    return found[0]


def error_of(found: list[Answer | BaseException]) -> ModelError:
    assert isinstance(found[0], ModelError), found
    return found[0]


def test_a_refused_field_is_left_out_and_told_once_however_many_calls_wait(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "refuse", lambda body: error("unknown field: seed") if "seed" in body else None)
    told: list[str] = []
    negotiation = Negotiation("m", tell=told.append)
    found = asked(server, *"abcdefgh", negotiation=negotiation)
    assert all(isinstance(one, Answer) for one in found)
    assert (server.calls, len(told)) == (9, 1)
    assert told[0].endswith("calls are sent without seed")
    assert negotiation.found()[server.url] == Capabilities(dropped=("seed",), usage_told=True)


def test_what_was_found_out_is_kept_across_runs_and_holds_no_key(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "refuse", lambda body: error("unknown field: seed") if "seed" in body else None)
    for run in range(2):
        only(asked(server, "x", negotiation=Negotiation("m", records=CapabilityStore(tmp_path))))
        assert server.calls == 2 + run
    (file,) = tmp_path.iterdir()
    assert "sk-secret-1" not in file.read_text() and '"date"' in file.read_text()
    file.write_text("{")
    assert CapabilityStore(tmp_path).load(server.url, "m") is None


def test_a_record_is_forgotten_in_time(tmp_path: Path) -> None:
    store = CapabilityStore(tmp_path)
    store.save("https://a.example/v1", "m", Capabilities(dropped=("seed",)))
    assert store.load("https://a.example/v1", "m") == Capabilities(dropped=("seed",))
    assert store.load("https://a.example/v1", "n") is None
    (file,) = tmp_path.iterdir()
    kept = json.loads(file.read_text())
    file.write_text(json.dumps(kept | {"date": "2020-01-01T00:00:00+00:00"}))
    assert store.load("https://a.example/v1", "m") is None


def test_a_server_that_names_no_field_is_asked_ever_more_modestly(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "refuse", lambda body: error("invalid argument") if "response_format" in body else None)
    told: list[str] = []
    only(asked(server, "x", negotiation=Negotiation("m", tell=told.append)))
    assert server.calls == 4
    assert told == [
        f"{server.url} does not accept every field of a call; calls are sent without seed, without temperature, with"
        " response format text"
    ]


def test_guesses_that_did_not_help_are_forgotten(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        server, "refuse", lambda body: error("no") if body["messages"][-1]["content"] == "bad" else None
    )
    negotiation = Negotiation("m")
    bad, good = asked(server, "bad", "good", negotiation=negotiation)
    assert isinstance(bad, ModelError) and bad.code is FailureCode.BAD_REQUEST
    assert isinstance(good, Answer)
    assert negotiation.of(server.url) == Capabilities(usage_told=True)


def test_a_server_that_refuses_everything_is_given_up_after_a_few_calls(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "refuse", lambda body: error("computer says no"))
    found = asked(server, *"abcdefgh")
    assert server.calls == MOST_REFUSED
    assert any(isinstance(one, ModelUnavailable) and "computer says no" in str(one) for one in found)


def test_a_server_whose_answers_are_none_is_given_up_after_a_tiny_question(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "refuse", lambda body: said(PROSE))
    failed = error_of(asked(server, "x", "y"))
    assert isinstance(failed, ModelUnavailable) and "cannot be used" in str(failed)
    assert (server.calls, failed.usage.calls) == (3, 3)
    assert server.asked[-1] == "trial"


def test_a_question_that_nobody_could_answer_is_not_the_fault_of_the_server(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(body: dict[str, Any]) -> Said | None:
        return said(PROSE) if body["messages"][1]["content"] == "riddle" else None

    monkeypatch.setattr(server, "refuse", refuse)
    riddle, plain = asked(server, "riddle", "plain")
    assert isinstance(riddle, ModelError) and not isinstance(riddle, ModelUnavailable)
    assert isinstance(plain, Answer)


def test_a_server_that_ignores_the_format_gets_the_schema_in_the_instructions(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(body: dict[str, Any]) -> Said | None:
        return None if '"words"' in body["messages"][0]["content"] else said(PROSE)

    monkeypatch.setattr(server, "refuse", refuse)
    negotiation = Negotiation("m")
    only(asked(server, "x", negotiation=negotiation))
    assert server.calls == 4
    assert negotiation.of(server.url).response_format is ResponseFormat.OBJECT
    only(asked(server, "y", negotiation=negotiation))
    assert server.calls == 5


def test_answers_that_are_always_cut_off_name_the_setting(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "refuse", lambda body: said("", finish="length"))
    negotiation = Negotiation("m")
    error_of(asked(server, "x", negotiation=negotiation))
    failed = error_of(asked(server, "y", negotiation=negotiation))
    assert isinstance(failed, ModelUnavailable) and "raise --max-tokens" in str(failed)
    assert server.calls == 3


def test_an_empty_answer_is_asked_for_once_more(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "refuse", lambda body: said("") if server.calls == 1 else None)
    answer = only(asked(server, "x"))
    assert (answer.attempts, server.asked) == (2, ["x", "x"])


def test_a_model_that_loads_is_waited_for(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    loading = error("Loading model", 503)
    monkeypatch.setattr(server, "refuse", lambda body: loading if server.calls <= 7 else None)
    assert only(asked(server, "x")).attempts == 8


def test_a_page_is_a_wrong_address_at_first_and_a_hiccup_later(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    page = Said(b"<!doctype html><title>Sign in</title>")
    monkeypatch.setattr(server, "refuse", lambda body: page if server.calls == 1 else None)
    failed = error_of(asked(server, "x"))
    assert isinstance(failed, ModelUnavailable) and "most end in /v1" in str(failed)
    negotiation = Negotiation("m")
    only(asked(server, "y", negotiation=negotiation))
    monkeypatch.setattr(server, "refuse", lambda body: page if server.calls == 3 else None)
    assert only(asked(server, "z", negotiation=negotiation)).attempts == 2


def test_a_server_that_cut_the_prompt_is_an_error_that_names_the_setting(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    usage = {"prompt_tokens": 2_048, "completion_tokens": 3}
    monkeypatch.setattr(server, "refuse", lambda body: said(GOOD, usage=usage))
    failed = error_of(asked(server, "word " * 3_000, negotiation=Negotiation("m", warn=told.append)))
    assert failed.code is FailureCode.TOO_LONG and "num_ctx" in str(failed)
    assert failed.usage.tokens_in == 2_048, "it is paid all the same"
    assert len(told) == 1
    only(asked(server, "word " * 1_000))


def test_a_secret_that_the_server_repeats_is_not_told(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "refuse", lambda body: error("no access for gateway-pass-9 or sk-secret-1", 401))
    failed = error_of(asked(server, "x", extra_headers={"X-Pass": SecretStr("gateway-pass-9")}))
    assert "no access for [removed] or [removed]" in str(failed)


def test_a_key_goes_over_plain_http_only_with_leave() -> None:
    async def run(*, plain_http: bool) -> None:
        endpoint = Endpoint("m", "http://model.example/v1", SecretStr("k"), plain_http=plain_http)
        async with Client(endpoint):
            pass

    asyncio.run(run(plain_http=True))
    with pytest.raises(Exception, match=r"unencrypted to http://model\.example/v1: use https, or set plain_http"):
        asyncio.run(run(plain_http=False))


def test_settings_decide_what_is_wanted_and_the_key_of_a_call_follows() -> None:
    plain = Endpoint("m", None, SecretStr("k"))
    fewer = Endpoint("m", None, SecretStr("k"), seed=None, temperature=None, extra_body={"think": False})
    assert plain.wanted() == {"max_tokens": 1_024, "temperature": 0.0, "seed": 7}
    assert fewer.wanted() == {"max_tokens": 1_024, "think": False}
