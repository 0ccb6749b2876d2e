"""One client for OpenAI, any compatible server and the embedded model: a prompt goes in, a validated answer comes out.

A call is fitted to what its server accepts (`negotiation`), sent (`transport`), repeated while its transport fails
(`retry`), and its answer is read (`answer_reader`). An answer that does not have its shape is asked for again by
instructor. The article never goes through instructor's `context=`, which would run it as a template.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import replace
from decimal import Decimal
from typing import Any, Self

import instructor
from openai import DefaultAioHttpClient, DefaultAsyncHttpx2Client
from openai.types.chat import ChatCompletion
from pydantic import BaseModel

from extract.errors import CommuniqueError, Interrupted, ModelError, ModelUnavailable
from extract.limits.gate import CallBound, CallCost, CallGate, Permit
from extract.model import prompt_check
from extract.model.answer_reader import read_answer
from extract.model.capability import Capabilities, next_request
from extract.model.coerce import ReadReply
from extract.model.completion import Completion, read_completion
from extract.model.contract import Answer, BeforeSending, Prompt
from extract.model.endpoint import Endpoint, ResponseFormat, Server
from extract.model.failures import NO_ENDPOINT, SERVER, check_answered, check_finished, classify
from extract.model.negotiation import UNREADABLE, Negotiation
from extract.model.price import Price
from extract.model.response_schema import response_format, shape_size
from extract.model.retry import retrying
from extract.model.transport import Connection, Refused, connect
from extract.model.usage import CallUsage
from extract.telemetry.tracing import SpanKind, emit_event, get_error_code, has_listeners, start_span
from schemas import FailureCode, Usage

logging.getLogger("instructor").setLevel(logging.CRITICAL)  # it logs whole answers and article text

REASKS = 1
"""How often an answer that does not have its shape is asked for again."""

_PERHAPS_CHARGED = frozenset({FailureCode.TIMEOUT, FailureCode.UNREACHABLE, FailureCode.INVALID_OUTPUT})
"""Failures of a call that the server may have answered, and charged."""


class FieldRefused(ModelError):
    """The server refused a field of the call, which goes again without it."""


class Client:
    """Asks the servers of one endpoint. Use it as an async context manager: it holds the connections."""

    def __init__(  # noqa: PLR0913
        self,
        endpoint: Endpoint,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        gate: CallGate | None = None,
        price: Price | None = None,
        taped: bool = False,
        negotiation: Negotiation | None = None,
        trial: Prompt | None = None,
    ) -> None:
        """`gate` admits each HTTP call, at most at the cost that `price` tells. A tape can record and answer the calls
        of a client that is `taped`. `trial` is a tiny question for a server whose answers cannot be read."""
        self.name = endpoint.model
        self._endpoint = endpoint
        self._clean = endpoint.redactor.clean
        self._sleep = sleep
        self._taped = taped
        self._gate = gate
        self._price = price
        self._negotiation = negotiation or Negotiation(endpoint.model)
        self._trial = trial
        self._stack = AsyncExitStack()
        self._connections: tuple[Connection, ...] = ()

    async def __aenter__(self) -> Self:
        wire = DefaultAsyncHttpx2Client if self._taped else DefaultAioHttpClient  # the latter is far cheaper
        opened = [connect(self._endpoint, server, wire) for server in self._endpoint.servers]
        self._connections = tuple([await self._stack.enter_async_context(one) for one in opened])
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self._stack.aclose()

    async def ask(self, prompt: Prompt, before_sending: BeforeSending | None = None) -> Answer:
        """The model's answer to a prompt. Raises ModelError, classified, or what `before_sending` raises."""
        call = CallUsage(before_sending)
        with start_span(SpanKind.CALL, **self._endpoint.facts) as seen:
            try:
                async with self._negotiation.turn():
                    return await self._tried(prompt, call)
            finally:
                if has_listeners():
                    seen.set(**self._endpoint.servers[call.server].facts, **call.facts(self._price))

    async def try_out(self, prompt: Prompt) -> Answer:
        """The answer to a question by which a server is tried, within no turn. Raises ModelError, classified."""
        return await self._ask(prompt, CallUsage())

    async def _tried(self, prompt: Prompt, call: CallUsage) -> Answer:
        """The answer; when a server that never gave a usable one gives two that are none, a tiny question decides."""
        try:
            answer = await self._ask(prompt, call)
        except ModelError as error:
            if isinstance(error, ModelUnavailable) and len(self._connections) == 1:
                self._negotiation.give_up(error)
            if error.code not in UNREADABLE or isinstance(error, ModelUnavailable):
                self._negotiation.failed(error)
                raise
            if not self._negotiation.unreadable(call.generated) or not self._can_try:
                raise
            if not await self._on_trial(error, call):
                raise self._with_usage(error, call) from error
            answer = await self._ask(prompt, call)
        self._negotiation.usable()
        return answer

    @property
    def _can_try(self) -> bool:
        """Whether there is a tiny question, and one server to ask it: of several none is given up for its answers."""
        return self._trial is not None and len(self._connections) == 1

    async def _on_trial(self, error: ModelError, call: CallUsage) -> bool:
        """Whether the question is worth asking again, with the schema in the prompt. Raises ModelUnavailable if the
        server does not answer a tiny question either."""
        assert self._trial
        url = self._endpoint.servers[call.server].url
        before = self._negotiation.of(url)
        schema = before.response_format in (ResponseFormat.STRICT_SCHEMA, ResponseFormat.SCHEMA)
        changes = schema and not before.forced_format and error.code is FailureCode.INVALID_OUTPUT
        if changes:
            self._negotiation.set(url, replace(before, response_format=ResponseFormat.OBJECT))
        try:
            await self._ask(self._trial, call, reasks=0)
        except ModelError as second:
            self._negotiation.set(url, before)
            if second.code not in UNREADABLE or isinstance(second, ModelUnavailable):
                raise
            unusable = _unusable(url, second)
            self._negotiation.give_up(unusable)
            raise self._with_usage(unusable, call) from second
        self._negotiation.usable(url, before)
        return changes

    async def _ask(self, prompt: Prompt, call: CallUsage, reasks: int = REASKS) -> Answer:
        asked = {
            "model": self.name,
            "messages": [dict(message) for message in prompt.messages],
            **self._endpoint.sampling(),
        }
        try:
            first = await self._create(prompt.reply, call, asked, regenerate=reasks > 0)
            read = read_answer(first, prompt.reply) or await self._reask(prompt.reply, call, asked, first, reasks)
        except Exception as error:
            raise self._with_usage(error, call) from error
        call.said[-1] = read.text
        *refused, raw = call.said
        took = call.usage, round(call.seconds, 3), call.created, call.attempts
        return Answer(read.reply, raw, *took, refused=tuple(refused), dropped=read.dropped)

    async def _reask(
        self, reply: type[BaseModel], call: CallUsage, asked: dict[str, Any], first: Completion, reasks: int
    ) -> ReadReply:
        """Has instructor ask again, with what is wrong with the answer. Raises what it raises for an answer that has no
        shape again."""
        given, reads = [first], list[ReadReply]()

        async def create(**arguments: Any) -> ChatCompletion:
            completion = given.pop() if given else await self._create(reply, call, arguments)
            if read := read_answer(completion, reply):
                reads.append(read)
                return completion.as_openai(read.reply.model_dump_json())
            return completion.as_openai(completion.said)

        patched: Any = instructor.patch(create=create, mode=instructor.Mode.JSON_SCHEMA)
        await patched(response_model=reply, max_retries=reasks, **asked)
        return reads[-1]

    async def warm(self, prompt: Prompt) -> None:
        """Has the server read a prompt and answer next to nothing, so that it keeps what it computed. Raises
        ModelError."""
        messages = [dict(message) for message in prompt.messages]
        try:
            await self._connections[0].post({"model": self.name, "messages": messages, "max_tokens": 1})
        except Exception as error:
            raise classify(error, self._clean) from error

    async def _create(
        self, reply: type[BaseModel], call: CallUsage, arguments: dict[str, Any], *, regenerate: bool = True
    ) -> Completion:
        """One answer, asked for again while its transport fails or its server refuses a field that can be left out."""
        wanted = arguments | {"response_format": response_format(reply)}
        async for attempt in retrying(self._sleep, regenerate=regenerate):
            with attempt:
                completion = await self._accepted(reply, call, wanted)
                check_finished(completion)
        return completion

    async def _accepted(self, reply: type[BaseModel], call: CallUsage, wanted: dict[str, Any]) -> Completion:
        """One answer of a server that takes the call as it is sent; each refusal leads to a more modest call."""
        while True:
            try:
                return await self._passed(reply, call, wanted)
            except FieldRefused:
                continue

    async def _passed(self, reply: type[BaseModel], call: CallUsage, wanted: dict[str, Any]) -> Completion:
        """One HTTP exchange behind the gate, or a few where one server cannot be asked and another can."""
        if self._gate is None:
            return await self._exchange(0, call, wanted)
        bound = self._bound(reply, wanted)
        for others in reversed(range(len(self._connections))):
            permit = await self._gate.enter(bound)
            try:
                return await self._admitted(self._gate, permit, call, wanted)
            except ModelError as error:
                if not others or not self._gate.can_reroute(error):
                    raise
        raise AssertionError("the last server raises")

    async def _admitted(self, gate: CallGate, permit: Permit, call: CallUsage, wanted: dict[str, Any]) -> Completion:
        """One HTTP exchange, whose outcome is reported to the gate."""
        before = call.usage
        failure: ModelError | None = None
        try:
            return await self._exchange(permit.number, call, wanted)
        except ModelError as error:
            failure = error
            raise
        finally:
            gate.leave(permit, self._cost(call.usage, before, failure), failure)

    async def _exchange(self, number: int, call: CallUsage, wanted: dict[str, Any]) -> Completion:
        await call.begin()
        server = self._endpoint.servers[number]
        known = self._negotiation.of(server.url)
        body = next_request(wanted, known)
        call.server = number
        try:
            async with asyncio.timeout(self._endpoint.timeout):
                value, seconds = await self._send(number, body, wanted)
        except Refused as refused:
            raise self._refused(server, call, known, refused, body) from refused
        except Exception as error:
            failure = classify(error, self._clean)
            if isinstance(failure, ModelError) and failure.code in _PERHAPS_CHARGED:
                call.usage += Usage(unknown=1)
            _log_failure(failure, server)
            raise failure from error
        return self._received(server, call, self._read(value, body), seconds, body)

    def _read(self, value: Any, body: Mapping[str, Any]) -> Completion:
        """The answer in a response, which holds no key; neither do its parts together."""
        completion = read_completion(value)
        if not completion.joined:
            return completion
        asked = "\n".join(message["content"] for message in body["messages"])
        return replace(completion, content=self._endpoint.redactor.clean(completion.content, asked))

    def _refused(
        self, server: Server, call: CallUsage, known: Capabilities, refused: Refused, body: Mapping[str, Any]
    ) -> CommuniqueError:
        """The error for a response that is one: FieldRefused if the call can go again in another form."""
        failed = refused.failed
        if failed.kind is NO_ENDPOINT and self._negotiation.answers(server.url):  # a gateway's page, for the moment
            failed = replace(failed, kind=SERVER)
        failure = failed.error()
        failure.attempts = refused.attempts
        call.generated += failure.regenerate
        _log_failure(failure, server)
        try:
            again = self._negotiation.refused(server.url, known, failed.told, failed.kind, body)
        except ModelUnavailable as error:
            return error
        return FieldRefused(str(failure), FailureCode.BAD_REQUEST) if again else failure

    def _received(
        self, server: Server, call: CallUsage, completion: Completion, seconds: float, body: Mapping[str, Any]
    ) -> Completion:
        """The answer, counted. Raises ModelError if the server read less than the prompt."""
        check_answered(completion)
        call.add(completion, seconds)
        told = completion.tokens.prompt if completion.tokens else 0
        known = self._negotiation.of(server.url)
        if prompt_check.is_cut(body["messages"], told) and known.usage_told is not False:
            error = prompt_check.cut(told, body["messages"])
            self._negotiation.cut(server.url, str(error))
            raise error
        self._negotiation.answered(server.url, usage_told=completion.tokens is not None)
        return completion

    async def _send(self, number: int, body: dict[str, Any], wanted: dict[str, Any]) -> tuple[Any, float]:
        """The JSON value of one response, and the seconds that it took. Raises Refused for one that is an error."""
        connection = self._connections[number]
        if self._endpoint.address:
            connection.move(await self._endpoint.address())
        return await connection.post(body, wanted)

    def _bound(self, reply: type[BaseModel], arguments: dict[str, Any]) -> CallBound:
        """The most that a call can take: a token of the prompt has at least a byte."""
        sent = sum(len(message["content"].encode()) for message in arguments["messages"]) + shape_size(reply)
        tokens_out = self._endpoint.max_tokens
        cost = self._price.at_most(sent, tokens_out) if self._price else Decimal()
        return CallBound(sent + tokens_out, cost)

    def _cost(self, after: Usage, before: Usage, failure: ModelError | None) -> CallCost:
        """What an exchange added to the usage; an answer of the server's that is an error cost nothing."""
        if after.calls == before.calls:
            charged = failure is None or failure.code in _PERHAPS_CHARGED
            return CallCost(None, None) if charged else CallCost(0, Decimal())
        if after.unknown > before.unknown:
            return CallCost(None, None)
        added = Usage(**{name: getattr(after, name) - getattr(before, name) for name in Usage.model_fields})
        return CallCost(added.tokens_in + added.tokens_out, self._price.of(added) if self._price else Decimal())

    def _with_usage(self, error: Exception, call: CallUsage) -> CommuniqueError:
        """The classified error, with what the call took."""
        failure = classify(error, self._clean)
        if isinstance(failure, ModelError | Interrupted):
            failure.attempts = max(failure.attempts, call.attempts)
            failure.usage = call.usage
            failure.texts = tuple(call.said)
        return failure


def _log_failure(failure: CommuniqueError, server: Server) -> None:
    """One attempt failed; the server's words go to debugging only, since they may be those of an article."""
    emit_event("attempt.failed", logging.WARNING, error=get_error_code(failure), **server.facts)
    emit_event("attempt.message", logging.DEBUG, message=str(failure))


def _unusable(url: str, error: ModelError) -> ModelUnavailable:
    """The error for a server whose answers cannot be used, not even the one to a tiny question."""
    if error.code is FailureCode.TRUNCATED:
        what = "its answers are cut off at max_tokens, even that to a question of one sentence"
        advice = "raise --max-tokens, or turn the model's reasoning off"
    else:
        what = "its answers are not the JSON that was asked for, not even that to a question of one sentence"
        advice = "use another model, or set response_format if you know what this server needs"
    return ModelUnavailable(f"{url} cannot be used: {what}; {advice}", error.code)
