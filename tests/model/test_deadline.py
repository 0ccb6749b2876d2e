"""A call ends by its deadline whatever its server does, and a connection that breaks off is not one that never was."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from pydantic import SecretStr

from extract.errors import ModelError, ModelUnavailable
from extract.model import retry
from extract.model.client import Client
from extract.model.contract import Answer, Prompt
from extract.model.endpoint import Endpoint
from schemas import FailureCode
from tests.model.test_client import Reply
from tests.support.scripted import completion

DEADLINE = 0.3
AMPLE = 20.0
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"

Behaviour = Callable[[asyncio.StreamWriter], Awaitable[None]]


async def black_hole(writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(60)


async def drip(writer: asyncio.StreamWriter) -> None:
    await slowly(writer, HEAD % len(completion("x")), 0.0)
    await slowly(writer, completion("x"), 0.05)


async def slow_headers(writer: asyncio.StreamWriter) -> None:
    await slowly(writer, HEAD % len(completion("x")), 0.05)


async def slowly(writer: asyncio.StreamWriter, data: bytes, pause: float) -> None:
    for byte in data:
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(pause)


async def break_off(writer: asyncio.StreamWriter) -> None:
    writer.close()


async def break_off_within_the_answer(writer: asyncio.StreamWriter) -> None:
    writer.write(HEAD % 500 + b'{"choices"')
    writer.close()


async def reset(writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def answer(writer: asyncio.StreamWriter) -> None:
    writer.write(HEAD % len(completion("x")) + completion("x"))


def asked(*behaviours: Behaviour, deadline: float = DEADLINE) -> Answer:
    """The answer of a server that behaves so to one question after the other."""
    turns = iter(behaviours)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            await next(turns)(writer)
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def run() -> Answer:
        async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
            url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
            endpoint = Endpoint(model="m", base_url=url, api_key=SecretStr("k"), timeout=deadline)
            async with Client(endpoint) as client, asyncio.timeout(30):
                return await client.ask(Prompt(({"role": "user", "content": "x"},), Reply))

    return asyncio.run(run())


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "FIRST_WAIT", 0.01)


@pytest.mark.parametrize("behaviour", [black_hole, drip, slow_headers])
def test_a_call_ends_by_its_deadline(behaviour: Behaviour, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retry, "ATTEMPTS", 1)
    with pytest.raises(ModelError) as failure:
        asked(behaviour)
    assert failure.value.code is FailureCode.TIMEOUT
    assert failure.value.usage.unknown == 1


@pytest.mark.parametrize("behaviour", [break_off, break_off_within_the_answer, reset])
def test_a_connection_that_breaks_off_costs_a_try_and_not_the_run(behaviour: Behaviour) -> None:
    told = asked(behaviour, answer, deadline=AMPLE)
    assert (told.attempts, told.usage.calls, told.usage.unknown) == (2, 1, 1)


def test_a_connection_that_never_comes_about_ends_the_run() -> None:
    async def run() -> None:
        endpoint = Endpoint(model="m", base_url="http://127.0.0.1:9/v1", api_key=SecretStr("k"), timeout=5)
        async with Client(endpoint) as client:
            await client.ask(Prompt(({"role": "user", "content": "x"},), Reply))

    with pytest.raises(ModelUnavailable, match=r"no server answers at 127\.0\.0\.1:9"):
        asyncio.run(run())
