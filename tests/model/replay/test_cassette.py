"""What is recorded over real HTTP is given back exactly, once, and to nobody else; no secret is written down."""

import asyncio
import gzip
import random
import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import httpx2
import pytest
import yaml
from pydantic import SecretStr

from extract.errors import ModelError, ModelUnavailable
from extract.model.client import Client
from extract.model.contract import Answer, Prompt
from extract.model.endpoint import Endpoint
from extract.model.replay.cassette import Tape, live, recording, replaying
from extract.model.replay.cassette_file import cassette_path
from extract.redaction import Redactor
from schemas import FailureCode
from schemas.base import Frozen
from tests.support.scripted import HEADERS, Scripted, completion, fault, serving

KEY = "sk-test-abcdefghijklmnop0123456789"


class Reply(Frozen):
    words: tuple[str, ...]


def prompt(*texts: str) -> Prompt:
    return Prompt(tuple({"role": "user", "content": text} for text in texts), Reply)


async def no_wait(seconds: float) -> None:
    return None


def using(url: str, work: Callable[[Client], Awaitable[Any]], key: str = KEY) -> Any:
    async def run() -> Any:
        endpoint = Endpoint(model="m", base_url=url, api_key=SecretStr(key))
        async with Client(endpoint, sleep=no_wait, taped=True) as client:
            return await work(client)

    return asyncio.run(run())


def told(answer: Answer) -> Answer:
    """The answer without what instructor adds to the reply, so that two can be compared."""
    return replace(answer, reply=Reply.model_validate(answer.reply.model_dump()))


def asking(url: str, tape: Tape, *texts: str, article: str = "a1", key: str = KEY) -> list[Answer]:
    """The answers to these texts, one after the other, within one article."""

    async def work(client: Client) -> list[Answer]:
        with tape.article(article, "0123", "plan"):
            return [told(await client.ask(prompt(text))) for text in texts]

    answers: list[Answer] = using(url, work, key)
    return answers


NOWHERE = "http://127.0.0.1:9/v1"
"""Nobody listens there."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cassettes"


@pytest.fixture
def server() -> Iterator[Scripted]:
    with serving(Scripted()) as scripted:
        yield scripted


def record(server: Scripted, folder: Path, *texts: str, article: str = "a1") -> list[Answer]:
    return asking(server.url, recording(folder, Redactor([])), *texts, article=article)


def code_of(failure: pytest.ExceptionInfo[ModelError]) -> FailureCode:
    return failure.value.code


@pytest.mark.parametrize(
    "texts",
    [
        ("plain",),
        ("two\nlines", "İstanbul — “quoted” \U0001f54a", "two\nlines"),
        ("trailing space \nand\ttab\r\n", "\n leading", "sep\u2028\u0085\ufeff", "- a: {b}\n# c", "yes", "1e3"),
    ],
)
def test_a_replay_gives_the_very_answers_of_its_recording(folder: Path, texts: tuple[str, ...]) -> None:
    with serving(Scripted(delay=0.02)) as server:
        recorded = record(server, folder, *texts)
    replay = replaying(folder)
    again = asking(NOWHERE, replay, *texts, key="another-key")
    assert again == recorded
    assert [answer.reply for answer in again] == [Reply(words=(text,)) for text in texts]
    assert all(answer.seconds >= 0.02 and answer.created == 1_700_000_123 for answer in again)
    assert replay.unplayed == 0


def test_two_articles_of_one_source_id_keep_a_cassette_each(server: Scripted, folder: Path) -> None:
    def both(url: str, tape: Tape) -> list[Answer]:
        async def work(client: Client) -> list[Answer]:
            answers = []
            for article_id, text in (("sha256:01", "one"), ("sha256:02", "two")):
                with tape.article("same", article_id, "plan"):
                    answers.append(told(await client.ask(prompt(text))))
            return answers

        answers: list[Answer] = using(url, work)
        return answers

    recorded = both(server.url, recording(folder, Redactor([])))
    assert both(NOWHERE, replaying(folder)) == recorded
    assert len(list(folder.rglob("*.yaml"))) == 2


def test_a_tape_that_is_live_changes_nothing(server: Scripted) -> None:
    (answer,) = asking(server.url, live(), "x")
    assert answer.reply == Reply(words=("x",))


def test_a_compressed_answer_is_recorded_as_text(server: Scripted, folder: Path) -> None:
    server.script = [(200, HEADERS | {"Content-Encoding": "gzip"}, gzip.compress(completion("packed")))]
    recorded = record(server, folder, "x")
    assert "packed" in cassette_path(folder, "a1", "plan").read_text()
    assert asking(NOWHERE, replaying(folder), "x") == recorded


def test_a_refusal_for_haste_and_its_retry_are_recorded_and_replayed(server: Scripted, folder: Path) -> None:
    server.script = [fault(429, "slow down", Retry_After="2"), (502, {"Content-Type": "text/html"}, b"<p>bad\ngateway")]
    recorded = record(server, folder, "x")
    assert len(server.asked) == 3
    text = cassette_path(folder, "a1", "plan").read_text()
    assert "retry-after" in text and "code: 502" in text
    replay = replaying(folder)
    assert asking(NOWHERE, replay, "x") == recorded
    assert replay.unplayed == 0


def test_a_refusal_that_ends_the_run_is_replayed_with_the_same_words(server: Scripted, folder: Path) -> None:
    async def work(client: Client, tape: Tape) -> str:
        with tape.article("a1", "0123", "plan"), pytest.raises(ModelUnavailable) as failure:
            await client.ask(prompt("x"))
        assert code_of(failure) is FailureCode.UNAUTHORIZED
        return str(failure.value)

    server.script = [fault(401, f"Incorrect API key provided: {KEY}")]
    first = using(server.url, partial(work, tape=recording(folder, Redactor([]))))
    assert using(NOWHERE, partial(work, tape=replaying(folder))) == first


def test_an_answer_that_breaks_off_fails_as_without_a_tape(server: Scripted, folder: Path) -> None:
    server.script = [(200, HEADERS | {"Content-Length": "5000"}, b'{"half')] * 8
    codes = []
    for tape in (live(), recording(folder, Redactor([]))):
        with pytest.raises(ModelError) as failure:
            asking(server.url, tape, "x")
        codes.append(code_of(failure))
    assert codes == [FailureCode.UNREACHABLE] * 2
    assert len(server.asked) == 8
    assert not folder.exists()


def test_no_secret_is_written_down(server: Scripted, folder: Path) -> None:
    server.script = [
        fault(500, f"cannot bear 'Authorization: Bearer {KEY}' of org-abcdefgh for proj-abcdefgh"),
        (200, HEADERS, completion("fine")),
    ]
    record(server, folder, "x")
    (file,) = folder.rglob("*.yaml")
    text = file.read_text()
    assert not re.search(
        r"\bsk-|bearer sk|^ *authorization|\borg-|\bproj-|cookie|x-stainless|127\.0\.0\.1", text, re.I | re.M
    )
    assert "http://model/v1/chat/completions" in text


def test_the_article_keeps_what_only_looks_like_a_secret(server: Scripted, folder: Path) -> None:
    recorded = record(server, folder, "the key-holders of sk-alabama")
    assert asking(NOWHERE, replaying(folder), "the key-holders of sk-alabama") == recorded


@pytest.mark.parametrize(
    ("recorded", "asked"),
    [
        pytest.param(["x"], ["y"], id="a changed body"),
        pytest.param(["x"], ["x", "x"], id="a call more than was recorded"),
        pytest.param([], ["x"], id="no call was recorded"),
        pytest.param(None, ["x"], id="no cassette"),
    ],
)
def test_a_call_that_was_not_recorded_fails_as_such(
    server: Scripted, folder: Path, recorded: list[str] | None, asked: list[str]
) -> None:
    if recorded is not None:
        record(server, folder, *recorded)
    before = len(server.asked)
    with pytest.raises(ModelUnavailable) as failure:
        asking(server.url, replaying(folder), *asked)
    assert code_of(failure) is FailureCode.NOT_RECORDED
    assert len(server.asked) == before


def test_a_broken_cassette_is_named(folder: Path) -> None:
    path = cassette_path(folder, "a1", "plan")
    path.parent.mkdir(parents=True)
    for broken in ("", "interactions: [", "- 1", "interactions: [{}]", "!!python/object/apply:os.getcwd []"):
        path.write_text(broken)
        with pytest.raises(ModelUnavailable, match=r"a1\.yaml") as failure:
            asking(NOWHERE, replaying(folder), "x")
        assert code_of(failure) is FailureCode.NOT_RECORDED


def test_the_order_of_keys_in_a_body_does_not_matter(server: Scripted, folder: Path) -> None:
    recorded = record(server, folder, "x")
    path = cassette_path(folder, "a1", "plan")
    cassette = yaml.safe_load(path.read_text())
    request = cassette["interactions"][0]["request"]
    request["body"] = dict(reversed(request["body"].items()))
    path.write_text(yaml.safe_dump(cassette, sort_keys=False))
    assert asking(NOWHERE, replaying(folder), "x") == recorded


def test_calls_that_were_recorded_but_not_made_are_counted(server: Scripted, folder: Path) -> None:
    record(server, folder, "x", "y", "z")
    record(server, folder, "x", article="a2")
    replay = replaying(folder)
    asking(NOWHERE, replay, "y")
    assert replay.unplayed == 2
    assert [path.name for path in replay.orphans()] == ["a2.yaml"]
    asking(NOWHERE, replay, "x", article="a2")
    assert (replay.unplayed, replay.orphans()) == (2, ())


def test_an_article_that_failed_says_nothing_of_what_was_not_played(server: Scripted, folder: Path) -> None:
    record(server, folder, "x")
    replay = replaying(folder)
    with pytest.raises(ModelUnavailable):
        asking(NOWHERE, replay, "other")
    assert replay.unplayed == 0


def test_other_requests_pass_by(server: Scripted, folder: Path) -> None:
    async def work(client: Client, tape: Tape) -> int:
        with tape.article("a1", "0123", "plan"):
            async with httpx2.AsyncClient() as other:
                health = await other.get(server.url.replace("/v1", "/health"))
            assert "set-cookie" in health.headers
            return health.status_code

    for tape in (recording(folder, Redactor([])), replaying(folder)):
        assert using(server.url, partial(work, tape=tape)) == 200
    assert server.asked == ["/health", "/health"]
    assert "health" not in cassette_path(folder, "a1", "plan").read_text()


def test_a_recording_replaces_the_older_one_and_an_error_leaves_it(server: Scripted, folder: Path) -> None:
    record(server, folder, "old", "older")
    path = cassette_path(folder, "a1", "plan")
    before = path.read_bytes()
    with pytest.raises(ModelError):
        server.script = [fault(401, "no")]
        record(server, folder, "new")
    assert path.read_bytes() == before
    recorded = record(server, folder, "new")
    assert asking(NOWHERE, replaying(folder), "new") == recorded
    assert b"older" not in path.read_bytes()
    assert [file.name for file in path.parent.iterdir()] == ["a1.yaml"]


def test_articles_and_calls_may_overlap(server: Scripted, folder: Path) -> None:
    server.delay = 0.02
    names, calls = [f"a{number:02}" for number in range(50)], 4

    async def work(client: Client, tape: Tape) -> list[list[Answer]]:
        async def one(name: str) -> list[Answer]:
            with tape.article(name, "0123", "plan"):
                answers = await asyncio.gather(*(client.ask(prompt(f"{name} {call}")) for call in range(calls)))
                return [unbroken(told(answer)) for answer in answers]

        shuffled = random.sample(names, len(names))
        found = dict(zip(shuffled, await asyncio.gather(*map(one, shuffled)), strict=True))
        return [found[name] for name in names]

    recorded = using(server.url, partial(work, tape=recording(folder, Redactor([]))))
    replay = replaying(folder)
    again = using(NOWHERE, partial(work, tape=replay))
    assert again == recorded
    assert [[answer.reply for answer in answers] for answers in again] == [
        [Reply(words=(f"{name} {call}",)) for call in range(calls)] for name in names
    ]
    assert replay.unplayed == 0
    for name in names:
        text = cassette_path(folder, name, "plan").read_text()
        assert text.count("method: POST") == calls
        assert all(f"{other} 0" not in text for other in names if other != name)
    assert httpx2.AsyncHTTPTransport.handle_async_request.__module__.startswith("httpx2")


def unbroken(answer: Answer) -> Answer:
    """Without the tries that a broken connection cost: they are on no tape."""
    return replace(answer, attempts=1, usage=answer.usage.model_copy(update={"unknown": 0}))
