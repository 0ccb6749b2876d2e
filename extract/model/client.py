"""One client for OpenAI, any compatible server and the embedded model: a prompt goes in, a validated answer comes out.

Two loops, never nested by accident: `retry` repeats a call whose transport failed, instructor re-asks when an answer
does not have its shape; one that has it needs neither. The article never goes through instructor's `context=`, which
would run it as a template.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from decimal import Decimal
from typing import Any, Self

import httpx2
import instructor
from openai import AsyncOpenAI, DefaultAioHttpClient, DefaultAsyncHttpx2Client
from openai.types.chat import ChatCompletion
from pydantic import BaseModel, ValidationError

from extract.errors import CommuniqueError, Interrupted, ModelError
from extract.limits.gate import CallBound, CallCost, CallGate, Permit
from extract.model.completion import Completion
from extract.model.contract import Answer, Prompt
from extract.model.endpoint import Endpoint, Server
from extract.model.failures import check_finished, classify, invalid_output
from extract.model.price import Price
from extract.model.response_schema import response_format, shape_size
from extract.model.retry import retrying
from extract.model.usage import CallUsage
from extract.telemetry.tracing import SpanKind, emit_event, get_error_code, has_listeners, start_span
from schemas import FailureCode, Usage

logging.getLogger("instructor").setLevel(logging.CRITICAL)  # it logs whole answers and article text

LONGEST_REPLY = 8_000_000
"""Bytes of an answer; more is no answer, and is not read."""
REASKS = 1
"""How often an answer that does not have its shape is asked for again."""

_PERHAPS_CHARGED = frozenset({FailureCode.TIMEOUT, FailureCode.UNREACHABLE, FailureCode.INVALID_OUTPUT})
"""Failures of a call that the server may have answered, and charged, all the same."""


class Client:
    """Asks one endpoint, at the place that the gate leads to. Use it as an async context manager: it holds the
    connections."""

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        gate: CallGate | None = None,
        price: Price | None = None,
        taped: bool = False,
    ) -> None:
        """`gate` lets each HTTP call pass; what a call can cost is told to it by `price`. A tape can hear and answer
        the calls of a client that is `taped`."""
        self.name = endpoint.model
        self._endpoint = endpoint
        self._sleep = sleep
        self._clock = Clock()
        self._taped = taped
        self._gate = gate
        self._price = price
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        opened = [await self._stack.enter_async_context(self._connected(place)) for place in self._endpoint.servers]
        self._openai = tuple(opened)
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self._stack.aclose()

    def _connected(self, place: Server) -> AsyncOpenAI:
        wire = DefaultAsyncHttpx2Client if self._taped else DefaultAioHttpClient  # the latter is far cheaper
        return connection(place, self._endpoint.timeout, wire, self._clock.hear)

    async def ask(self, prompt: Prompt) -> Answer:
        """The model's answer to a prompt. Raises ModelError, classified."""
        tally = CallUsage()
        with start_span(SpanKind.CALL, **self._endpoint.facts) as call_span:
            try:
                return await self._ask(prompt, tally)
            finally:
                if has_listeners():
                    call_span.set(**self._endpoint.servers[tally.place].facts, **tally.facts(self._price))

    async def _ask(self, prompt: Prompt, tally: CallUsage) -> Answer:
        messages = [dict(message) for message in prompt.messages]
        try:
            asked = {"model": self.name, "messages": messages, **self._endpoint.sampling()}
            first = await self._create(prompt.reply, tally, asked)
            reply = _read(first, prompt.reply) or await self._reask(prompt.reply, tally, asked, first)
        except Exception as error:
            raise _with_tally(error, tally) from error
        *refused, raw = tally.said
        took = tally.usage, round(tally.seconds, 3), tally.created, tally.attempts
        return Answer(reply, raw, *took, refused=tuple(refused))

    async def _reask(
        self, reply: type[BaseModel], tally: CallUsage, asked: dict[str, Any], first: Completion
    ) -> BaseModel:
        """What instructor makes of an answer that does not have its shape: it reads it leniently, or asks again."""
        given = [first]

        async def create(**arguments: Any) -> ChatCompletion:
            completion = given.pop() if given else await self._create(reply, tally, arguments)
            return completion.as_openai()

        patched: Any = instructor.patch(create=create, mode=instructor.Mode.JSON_SCHEMA)
        read: BaseModel = await patched(response_model=reply, max_retries=REASKS, **asked)
        return read

    async def warm(self, prompt: Prompt) -> None:
        """Has the server read a prompt and answer next to nothing, so that it keeps what it computed. Raises
        ModelError."""
        messages: Any = [dict(message) for message in prompt.messages]
        try:
            await self._openai[0].chat.completions.create(model=self.name, messages=messages, max_tokens=1)
        except Exception as error:
            raise classify(error) from error

    async def _create(self, reply: type[BaseModel], tally: CallUsage, arguments: dict[str, Any]) -> Completion:
        """One HTTP exchange, repeated while its transport fails; the strict schema replaces instructor's open one."""
        arguments = arguments | {"response_format": response_format(reply)}
        async for attempt in retrying(self._sleep):
            with attempt:
                completion = await self._passed(reply, tally, arguments)
                check_finished(completion)
        return completion

    async def _passed(self, reply: type[BaseModel], tally: CallUsage, arguments: dict[str, Any]) -> Completion:
        """One HTTP exchange behind the gate, or a few where one place cannot be asked and another can."""
        if self._gate is None:
            return await self._exchange(0, tally, arguments)
        most = self._most(reply, arguments)
        for others in reversed(range(len(self._openai))):
            leave = await self._gate.enter(most)
            try:
                return await self._let_in(self._gate, leave, tally, arguments)
            except ModelError as error:
                if not others or not self._gate.can_reroute(error):
                    raise
        raise AssertionError("the last place raises")

    async def _let_in(self, gate: CallGate, leave: Permit, tally: CallUsage, arguments: dict[str, Any]) -> Completion:
        """One HTTP exchange; the gate hears how it went."""
        before = tally.usage
        fault: ModelError | None = None
        try:
            return await self._exchange(leave.number, tally, arguments)
        except ModelError as error:
            fault = error
            raise
        finally:
            gate.leave(leave, self._took(tally.usage, before, fault), fault)

    async def _exchange(self, place: int, tally: CallUsage, arguments: dict[str, Any]) -> Completion:
        tally.attempts += 1
        tally.place = place
        try:
            async with asyncio.timeout(self._endpoint.timeout):
                completion = await self._send(place, arguments)
        except Exception as error:
            fault = classify(error)
            if isinstance(fault, ModelError) and fault.code in _PERHAPS_CHARGED:
                tally.usage += Usage(unknown=1)
            _tell_failed(fault, self._endpoint.servers[place])
            raise fault from error
        tally.add(completion, self._clock.seconds())
        return completion

    async def _send(self, place: int, arguments: dict[str, Any]) -> Completion:
        """One request as it is: openai's own method for it walks through question and answer by their types."""
        openai = self._openai[place]
        if self._endpoint.address:
            openai.base_url = await self._endpoint.address()
        response = await openai.post("/chat/completions", cast_to=httpx2.Response, body=arguments)
        return Completion.model_validate_json(response.content)

    def _most(self, reply: type[BaseModel], arguments: dict[str, Any]) -> CallBound:
        """The most that a call can take: a token of the prompt has at least a byte."""
        sent = sum(len(message["content"].encode()) for message in arguments["messages"]) + shape_size(reply)
        tokens_out = self._endpoint.max_tokens
        cost = self._price.at_most(sent, tokens_out) if self._price else Decimal()
        return CallBound(sent + tokens_out, cost)

    def _took(self, after: Usage, before: Usage, fault: ModelError | None) -> CallCost:
        """What an exchange added to the usage; one that failed with an answer of the server's took nothing."""
        if after.calls == before.calls:
            charged = fault is None or fault.code in _PERHAPS_CHARGED
            return CallCost(None, None) if charged else CallCost(0, Decimal())
        if after.unknown > before.unknown:
            return CallCost(None, None)
        added = Usage(**{name: getattr(after, name) - getattr(before, name) for name in Usage.model_fields})
        return CallCost(added.tokens_in + added.tokens_out, self._price.of(added) if self._price else Decimal())


def _tell_failed(fault: CommuniqueError, place: Server) -> None:
    """One attempt failed; the words of the server are for debugging only, since they may be those of an article."""
    emit_event("attempt.failed", logging.WARNING, error=get_error_code(fault), **place.facts)
    emit_event("attempt.message", logging.DEBUG, message=str(fault))


def connection(
    place: Server,
    timeout: float,
    wire: Callable[..., httpx2.AsyncClient] = DefaultAioHttpClient,
    *hear: Callable[[httpx2.Response], Awaitable[None]],
) -> AsyncOpenAI:
    """The library's client of a place: it neither repeats a call nor follows a redirect. `hear` gets each answer before
    it is read."""
    transport = wire(
        follow_redirects=False,
        event_hooks={"response": list(hear)},
        headers={"Accept-Encoding": "identity"},  # a packed answer of a few bytes can fill the memory
        trust_env=not place.is_loopback,
    )
    return AsyncOpenAI(
        api_key=place.api_key.get_secret_value(),
        base_url=place.base_url,
        max_retries=0,
        timeout=httpx2.Timeout(connect=10, read=timeout, write=30, pool=30),
        http_client=transport,
    )


class Clock:
    """Tells how long the last exchange took; a replay tells it how long that exchange took when it was recorded."""

    def __init__(self) -> None:
        self._seconds = 0.0

    async def hear(self, response: httpx2.Response) -> None:
        """Reads the answer, but no more of it than an answer can have. Raises ModelError."""
        if "content-encoding" in response.headers:
            await response.aclose()
            raise invalid_output("the server packed its answer, though asked not to")
        body = bytearray()
        async for part in response.aiter_bytes():
            body += part
            if len(body) > LONGEST_REPLY:
                await response.aclose()
                raise invalid_output(f"the answer has more than {LONGEST_REPLY:,} bytes")
        response._content = bytes(body)  # as `aread` keeps it, which reads without bound
        recorded = response.headers.get(RECORDED_SECONDS)
        self._seconds = float(recorded) if recorded else response.elapsed.total_seconds()

    def seconds(self) -> float:
        return self._seconds


RECORDED_SECONDS = "communique-seconds"
"""Response header that a recording adds, so that its replay tells the same times."""


def _read(completion: Completion, reply: type[BaseModel]) -> BaseModel | None:
    """The reply, if the answer has its shape."""
    try:
        return reply.model_validate_json(completion.content)
    except ValidationError:
        return None


def _with_tally(error: Exception, tally: CallUsage) -> CommuniqueError:
    """The classified error, with what the call took all the same."""
    fault = classify(error)
    if isinstance(fault, ModelError | Interrupted):
        fault.attempts = max(fault.attempts, tally.attempts)
        fault.usage = tally.usage
        fault.texts = tuple(tally.said)
    return fault
