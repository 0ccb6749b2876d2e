"""One client for OpenAI, any compatible server and the embedded model: a prompt goes in, a validated answer comes out.

Two loops, never nested by accident: `retry` repeats a call whose transport failed, instructor re-asks when an answer
does not have its shape; one that has it needs neither. The article never goes through instructor's `context=`, which
would run it as a template.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Self
from urllib.parse import urlsplit

import httpx2
import instructor
from openai import AsyncOpenAI, DefaultAsyncHttpx2Client
from openai.types.chat import ChatCompletion
from pydantic import BaseModel, SecretStr, ValidationError

from extract.errors import CommuniqueError, Interrupted, ModelError
from extract.limits.gate import Entrance, Most, Took
from extract.model.contract import Answer
from extract.model.faults import fault_of, refuse_unfinished, unfit
from extract.model.retry import retrying
from extract.model.shape import response_format, shape_size
from extract.price import Price
from extract.prompt import Prompt
from schemas import FailureCode, Usage

logging.getLogger("instructor").setLevel(logging.CRITICAL)  # it logs whole answers and article text

LONGEST_REPLY = 8_000_000
"""Bytes of an answer; more is no answer, and is not read."""
REASKS = 1
"""How often an answer that does not have its shape is asked for again."""

_PERHAPS_CHARGED = frozenset({FailureCode.TIMEOUT, FailureCode.UNREACHABLE, FailureCode.INVALID_OUTPUT})
"""Failures of a call that the server may have answered, and charged, all the same."""


@dataclass(frozen=True)
class Endpoint:
    """Where a model is, and how to ask it."""

    model: str
    base_url: str | None
    """None for OpenAI itself."""
    api_key: SecretStr
    timeout: float = 300.0
    """Seconds that one call may take in all."""
    max_tokens: int = 1_024
    """Tokens that one answer may have."""
    temperature: float = 0.0
    seed: int = 7
    openai: bool = False
    """True for OpenAI's own service, whose models bound all tokens together and refuse settings of sampling."""

    def answering(self) -> dict[str, Any]:
        """What a request says of how to answer."""
        if self.openai:
            return {"max_completion_tokens": self.max_tokens}
        return {"max_tokens": self.max_tokens, "temperature": self.temperature, "seed": self.seed}


@dataclass
class _Tally:
    """What the HTTP calls of one `ask` added up to."""

    usage: Usage = field(default_factory=Usage)
    seconds: float = 0.0
    created: int = 0
    said: list[str] = field(default_factory=list)
    """The model's own texts, in order."""
    attempts: int = 0
    """HTTP calls made, failed ones included."""

    def add(self, completion: ChatCompletion, seconds: float) -> None:
        told = completion.usage
        details = told.prompt_tokens_details if told else None
        self.usage += Usage(
            calls=1,
            tokens_in=told.prompt_tokens if told else 0,
            tokens_out=told.completion_tokens if told else 0,
            tokens_cached=(details.cached_tokens or 0) if details else 0,
            unknown=0 if told else 1,
        )
        self.seconds += seconds
        self.created = max(self.created, completion.created or 0)
        if completion.choices:
            self.said.append(completion.choices[0].message.content or "")


class Client:
    """Asks one endpoint. Use it as an async context manager: it holds the connections."""

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: "Clock | None" = None,
        gate: Entrance | None = None,
        price: Price | None = None,
    ) -> None:
        """`gate` lets each HTTP call pass; what a call can cost is told to it by `price`."""
        self.name = endpoint.model
        self._endpoint = endpoint
        self._sleep = sleep
        self._clock = clock or Clock()
        self._gate = gate
        self._price = price
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        transport = DefaultAsyncHttpx2Client(
            follow_redirects=False,
            event_hooks={"response": [self._clock.hear]},
            headers={"Accept-Encoding": "identity"},  # a packed answer of a few bytes can fill the memory
            trust_env=not _on_this_machine(self._endpoint.base_url),
        )
        openai = AsyncOpenAI(
            api_key=self._endpoint.api_key.get_secret_value(),
            base_url=self._endpoint.base_url,
            max_retries=0,
            timeout=httpx2.Timeout(connect=10, read=self._endpoint.timeout, write=30, pool=30),
            http_client=transport,
        )
        self._openai = await self._stack.enter_async_context(openai)
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self._stack.aclose()

    async def ask(self, prompt: Prompt) -> Answer:
        """The model's answer to a prompt. Raises ModelError, classified."""
        tally = _Tally()
        messages = [dict(message) for message in prompt.messages]
        try:
            asked = {"model": self.name, "messages": messages, **self._endpoint.answering()}
            first = await self._create(prompt.reply, tally, asked)
            reply = _read(first, prompt.reply) or await self._reask(prompt.reply, tally, asked, first)
        except Exception as error:
            raise _with_tally(error, tally) from error
        *refused, raw = tally.said
        took = tally.usage, round(tally.seconds, 3), tally.created, tally.attempts
        return Answer(reply, raw, *took, refused=tuple(refused))

    async def _reask(
        self, reply: type[BaseModel], tally: _Tally, asked: dict[str, Any], first: ChatCompletion
    ) -> BaseModel:
        """What instructor makes of an answer that does not have its shape: it reads it leniently, or asks again."""
        given = [first]

        async def create(**arguments: Any) -> ChatCompletion:
            return given.pop() if given else await self._create(reply, tally, arguments)

        patched: Any = instructor.patch(create=create, mode=instructor.Mode.JSON_SCHEMA)
        read: BaseModel = await patched(response_model=reply, max_retries=REASKS, **asked)
        return read

    async def warm(self, prompt: Prompt) -> None:
        """Has the server read a prompt and answer next to nothing, so that it keeps what it computed. Raises
        ModelError."""
        messages: Any = [dict(message) for message in prompt.messages]
        try:
            await self._openai.chat.completions.create(model=self.name, messages=messages, max_tokens=1)
        except Exception as error:
            raise fault_of(error) from error

    async def _create(self, reply: type[BaseModel], tally: _Tally, arguments: dict[str, Any]) -> ChatCompletion:
        """One HTTP exchange, repeated while its transport fails; the strict schema replaces instructor's open one."""
        arguments = arguments | {"response_format": response_format(reply)}
        async for attempt in retrying(self._sleep):
            with attempt:
                completion = await self._passed(reply, tally, arguments)
                refuse_unfinished(completion)
        return completion

    async def _passed(self, reply: type[BaseModel], tally: _Tally, arguments: dict[str, Any]) -> ChatCompletion:
        """One HTTP exchange behind the gate, which hears how it went."""
        if self._gate is None:
            return await self._exchange(tally, arguments)
        leave = await self._gate.enter(self._most(reply, arguments))
        before = tally.usage
        fault: ModelError | None = None
        try:
            return await self._exchange(tally, arguments)
        except ModelError as error:
            fault = error
            raise
        finally:
            self._gate.leave(leave, self._took(tally.usage, before, fault), fault)

    async def _exchange(self, tally: _Tally, arguments: dict[str, Any]) -> ChatCompletion:
        tally.attempts += 1
        try:
            async with asyncio.timeout(self._endpoint.timeout):
                completion = await self._send(arguments)
        except Exception as error:
            fault = fault_of(error)
            if isinstance(fault, ModelError) and fault.code in _PERHAPS_CHARGED:
                tally.usage += Usage(unknown=1)
            raise fault from error
        tally.add(completion, self._clock.seconds())
        return completion

    async def _send(self, arguments: dict[str, Any]) -> ChatCompletion:
        """Sends a request whose large parts go as they are: openai would walk through all of them by their types."""
        large = {name: arguments[name] for name in ("messages", "response_format")}
        small = {name: value for name, value in arguments.items() if name not in large}
        completion: ChatCompletion = await self._openai.chat.completions.create(**small, messages=[], extra_body=large)
        return completion

    def _most(self, reply: type[BaseModel], arguments: dict[str, Any]) -> Most:
        """The most that a call can take: a token of the prompt has at least a byte."""
        sent = sum(len(message["content"].encode()) for message in arguments["messages"]) + shape_size(reply)
        tokens_out = self._endpoint.max_tokens
        cost = self._price.at_most(sent, tokens_out) if self._price else Decimal()
        return Most(sent + tokens_out, cost)

    def _took(self, after: Usage, before: Usage, fault: ModelError | None) -> Took:
        """What an exchange added to the usage; one that failed with an answer of the server's took nothing."""
        if after.calls == before.calls:
            charged = fault is None or fault.code in _PERHAPS_CHARGED
            return Took(None, None) if charged else Took(0, Decimal())
        if after.unknown > before.unknown:
            return Took(None, None)
        added = Usage(**{name: getattr(after, name) - getattr(before, name) for name in Usage.model_fields})
        return Took(added.tokens_in + added.tokens_out, self._price.of(added) if self._price else Decimal())


class Clock:
    """Tells how long the last exchange took; a replay tells it how long that exchange took when it was recorded."""

    def __init__(self) -> None:
        self._seconds = 0.0

    async def hear(self, response: httpx2.Response) -> None:
        """Reads the answer, but no more of it than an answer can have. Raises ModelError."""
        if "content-encoding" in response.headers:
            await response.aclose()
            raise unfit("the server packed its answer, though asked not to")
        body = bytearray()
        async for part in response.aiter_bytes():
            body += part
            if len(body) > LONGEST_REPLY:
                await response.aclose()
                raise unfit(f"the answer has more than {LONGEST_REPLY:,} bytes")
        response._content = bytes(body)  # as `aread` keeps it, which reads without bound
        recorded = response.headers.get(RECORDED_SECONDS)
        self._seconds = float(recorded) if recorded else response.elapsed.total_seconds()

    def seconds(self) -> float:
        return self._seconds


RECORDED_SECONDS = "communique-seconds"
"""Response header that a recording adds, so that its replay tells the same times."""


def _read(completion: ChatCompletion, reply: type[BaseModel]) -> BaseModel | None:
    """The reply, if the answer has its shape."""
    try:
        return reply.model_validate_json(completion.choices[0].message.content or "")
    except ValidationError:
        return None


def _on_this_machine(base_url: str | None) -> bool:
    """Whether a server is on the loopback, where no proxy of the environment can reach it."""
    return base_url is not None and urlsplit(base_url).hostname in ("127.0.0.1", "localhost", "::1")


def _with_tally(error: Exception, tally: _Tally) -> CommuniqueError:
    """The classified error, with what the call took all the same."""
    fault = fault_of(error)
    if isinstance(fault, ModelError | Interrupted):
        fault.attempts = max(fault.attempts, tally.attempts)
        fault.usage = tally.usage
        fault.said = tuple(tally.said)
    return fault
