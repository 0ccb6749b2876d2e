"""How an endpoint is reached; what it may answer is tested where faults and cassettes are."""

import asyncio
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from extract.model.client import Client
from extract.model.contract import Prompt
from extract.model.endpoint import Endpoint
from schemas.base import Frozen
from tests.support.scripted import Scripted, serving


class Reply(Frozen):
    words: tuple[str, ...]


NOWHERE = "http://127.0.0.1:9"
"""Nobody listens there."""


@pytest.fixture
def server() -> Iterator[Scripted]:
    with serving(Scripted()) as scripted:
        yield scripted


@pytest.fixture
def proxied(server: Scripted, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment names the server as the proxy of everything."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{server.port}")
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)


def words(base_url: str) -> tuple[str, ...]:
    """What the server at this address answers to a question about `here`."""

    async def run() -> tuple[str, ...]:
        endpoint = Endpoint(model="m", base_url=base_url, api_key=SecretStr("k"), timeout=10, plain_http=True)
        async with Client(endpoint) as client:
            answer = await client.ask(Prompt(({"role": "user", "content": "here"},), Reply))
        return Reply.model_validate(answer.reply.model_dump()).words

    return asyncio.run(run())


def test_a_server_on_this_machine_is_reached_past_the_proxy_of_the_environment(
    server: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, NOWHERE)
    assert words(server.url) == ("here",)


@pytest.mark.usefixtures("proxied")
def test_a_server_elsewhere_is_reached_through_the_proxy_of_the_environment(server: Scripted) -> None:
    assert words("http://model.example/v1") == ("here",)
    assert server.asked == ["http://model.example/v1/chat/completions"]
