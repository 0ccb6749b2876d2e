"""The connection to one server: a request body goes out, the JSON value of the response comes back.

openai's client carries the request, with its headers and its query, and without its retries. A redirect is not
followed, a response is read up to a bound whether it is packed or not, and the key stays on encrypted connections.
"""

import zlib
from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar
from typing import Any, Self

import httpx2
import openai
from openai import AsyncOpenAI, DefaultAioHttpClient, Omit

from extract.errors import ConfigError
from extract.model.clean_response import clean_content, clean_head
from extract.model.completion import parse_body
from extract.model.endpoint import Endpoint, Server, plain_http_refused
from extract.model.failures import NO_ENDPOINT, FailedResponse, examine, invalid_output
from extract.model.refusal import ServerError, read_error

LONGEST_REPLY = 8_000_000
"""Bytes of a response; more is no answer, and is not read."""
RECORDED_SECONDS = "communique-seconds"
"""Response header that a recording adds, so that its replay tells the same times."""
MOST_SECONDS = 1e6
"""Seconds that a call can have taken; a larger number in that header is nonsense."""

_SECONDS = "communique_seconds"
WANTED: ContextVar[Mapping[str, Any] | None] = ContextVar("wanted", default=None)
"""The body that the call in this task wanted to send, where the server made it send another one. A recording keeps it,
so that a replay need not know what the server accepted."""


class Refused(Exception):
    """A response that is an error."""

    def __init__(self, failed: FailedResponse, attempts: int = 1) -> None:
        super().__init__(failed.kind.name)
        self.failed = failed
        self.attempts = attempts


class Connection:
    """One server. Use it as an async context manager."""

    def __init__(self, client: AsyncOpenAI) -> None:
        self._client = client

    async def __aenter__(self) -> Self:
        await self._client.__aenter__()
        return self

    async def __aexit__(self, *exc: Any) -> None:
        await self._client.__aexit__(*exc)

    def move(self, base_url: str) -> None:
        """Sends the next calls to another address."""
        self._client.base_url = base_url

    async def post(self, body: Mapping[str, Any], wanted: Mapping[str, Any] | None = None) -> tuple[Any, float]:
        """The JSON value of the response, and the seconds that it took. Raises Refused for a response that is an error,
        and what openai raises where there is none."""
        token = WANTED.set(wanted if wanted is not None and wanted != body else None)
        try:
            response = await self._client.post("/chat/completions", cast_to=httpx2.Response, body=dict(body))
        except openai.APIStatusError as error:
            found = error.response
            raise Refused(examine(found.status_code, found.headers, found.content)) from error
        finally:
            WANTED.reset(token)
        try:
            value = parse_body(response.content)
        except ValueError as error:
            raise Refused(examine(response.status_code, response.headers, response.content)) from error
        if read_error(response.status_code, value) is not None or not isinstance(value, dict):
            raise Refused(examine(response.status_code, response.headers, response.content))
        if "choices" not in value:
            told = ServerError(response.status_code, f"a JSON object with {', '.join(value) or 'nothing'} in it", "")
            raise Refused(FailedResponse(NO_ENDPOINT, told, None))
        return value, response.extensions[_SECONDS]


def connect(
    endpoint: Endpoint, server: Server, wire: Callable[..., httpx2.AsyncClient] = DefaultAioHttpClient
) -> Connection:
    """A connection to one server of an endpoint. Raises ConfigError if its key would go over plain HTTP."""

    async def read(response: httpx2.Response) -> None:
        clean_head(response, endpoint.redactor)
        await read_bounded(response)
        clean_content(response, endpoint.redactor)

    return Connection(open_client(endpoint, server, wire, read))


def open_client(
    endpoint: Endpoint,
    server: Server,
    wire: Callable[..., httpx2.AsyncClient] = DefaultAioHttpClient,
    *hear: Callable[[httpx2.Response], Awaitable[None]],
) -> AsyncOpenAI:
    """openai's client of a server: it neither repeats a call nor follows a redirect. `hear` gets each response before
    it is read. Raises ConfigError if the key would go over plain HTTP."""
    if server.is_plain and server.keyed and not endpoint.plain_http:
        raise ConfigError(plain_http_refused(server.url))
    key = server.api_key.get_secret_value()
    headers: dict[str, Any] = {name: value.get_secret_value() for name, value in endpoint.extra_headers.items()}
    if endpoint.api_version:
        headers = {"api-key": key, "Authorization": Omit()} | headers
    transport = wire(
        follow_redirects=False,
        event_hooks={"response": list(hear)},
        headers={"Accept-Encoding": "identity"},  # a packed answer of a few bytes can fill the memory
        trust_env=not server.is_loopback,
    )
    return AsyncOpenAI(
        api_key=key,
        base_url=server.base_url,
        max_retries=0,
        timeout=httpx2.Timeout(connect=10, read=endpoint.timeout, write=30, pool=30),
        default_headers=headers or None,
        default_query={"api-version": endpoint.api_version} if endpoint.api_version else None,
        http_client=transport,
    )


async def read_bounded(response: httpx2.Response) -> None:
    """Reads a response, but no more of it than an answer can have, and notes how long it took; a replay tells how long
    it took when it was recorded. Raises ModelError."""
    unpack = _unpacker(response.headers.get("content-encoding", "identity").strip().lower())
    body = bytearray()
    parts = response.aiter_raw() if unpack else response.aiter_bytes()
    async for part in parts:
        body += unpack(part, LONGEST_REPLY + 1 - len(body)) if unpack else part
        if len(body) > LONGEST_REPLY:
            await response.aclose()
            raise invalid_output(f"the answer has more than {LONGEST_REPLY:,} bytes")
    response._content = bytes(body)  # as `aread` keeps it, which reads without bound
    recorded = _recorded_seconds(response.headers.get(RECORDED_SECONDS, ""))
    response.extensions[_SECONDS] = response.elapsed.total_seconds() if recorded is None else recorded


def _recorded_seconds(told: str) -> float | None:
    """The seconds in a header; None if it has none that can be true."""
    try:
        seconds = float(told)
    except ValueError:
        return None
    return seconds if 0 <= seconds <= MOST_SECONDS else None


def _unpacker(encoding: str) -> Callable[[bytes, int], bytes] | None:
    """Unpacks parts of a body, at most so many bytes each; None for a body that is not packed. Raises ModelError."""
    if encoding in ("identity", ""):
        return None
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise invalid_output(f"the server packed its answer as {encoding!r}, though asked not to")
    packed = zlib.decompressobj(zlib.MAX_WBITS | 32)

    def unpack(part: bytes, most: int) -> bytes:
        try:
            return packed.decompress(part, most)
        except zlib.error as error:
            raise invalid_output("the server's answer is packed, and cannot be unpacked") from error

    return unpack
