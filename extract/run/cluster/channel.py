"""Remote calls between two processes: each holds one end of a channel, and a transport carries the messages.

Independent of any transport: messages come out of `outgoing` and go into `receive`. A call is answered with its value
or its error; a notification is not answered.
"""

import asyncio
import inspect
import traceback
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from extract.errors import CommuniqueError


@dataclass(frozen=True)
class Call:
    """A call of a function at the other end."""

    function: str
    arguments: tuple[Any, ...]
    number: int | None = None
    """Number of the reply that is awaited; None for a notification."""


@dataclass(frozen=True)
class Reply:
    """The value or the error of a call."""

    number: int
    value: Any = None
    error: Exception | None = None


Message = Call | Reply


class Channel:
    """One end."""

    def __init__(self, functions: Mapping[str, Callable[..., Any]]) -> None:
        """`functions` can be called from the other end by name; only coroutine functions may raise."""
        self._functions = functions
        self._outbox: list[Message] = []
        self._filled = asyncio.Event()
        self._numbers = count(1)
        self._awaited: dict[int, asyncio.Future[Any]] = {}
        self._serving: set[asyncio.Task[None]] = set()
        self._cut: Exception | None = None

    async def call(self, function: str, *arguments: Any) -> Any:
        """Return what the function at the other end returns. Raises what it raises, or the error of `cut`."""
        if self._cut:
            raise self._cut
        number = next(self._numbers)
        reply = self._awaited[number] = asyncio.get_running_loop().create_future()
        self._post(Call(function, arguments, number))
        try:
            return await reply
        finally:
            del self._awaited[number]

    def notify(self, function: str, *arguments: Any) -> None:
        """Call a function at the other end, and ignore what it returns."""
        self._post(Call(function, arguments))

    async def outgoing(self) -> list[Message]:
        """Wait until there are messages to send, and return them."""
        await self._filled.wait()
        self._filled.clear()
        messages, self._outbox = self._outbox, []
        return messages

    def receive(self, messages: Iterable[Message]) -> None:
        """Handle messages from the other end, in their order."""
        for message in messages:
            if isinstance(message, Reply):
                self._settle(message)
            else:
                self._serve(message)

    def cut(self, error: Exception) -> None:
        """End the channel: every call raises the error, and no further reply is sent."""
        self._cut = error
        for reply in self._awaited.values():
            if not reply.done():
                reply.set_exception(error)

    def _post(self, message: Message) -> None:
        self._outbox.append(message)
        self._filled.set()

    def _settle(self, message: Reply) -> None:
        reply = self._awaited.get(message.number)
        if reply is None or reply.done():  # the caller has stopped waiting
            return
        if message.error:
            reply.set_exception(message.error)
        else:
            reply.set_result(message.value)

    def _serve(self, call: Call) -> None:
        value = self._functions[call.function](*call.arguments)
        if inspect.isawaitable(value):
            task = asyncio.ensure_future(self._answer(call.number, value))
            self._serving.add(task)
            task.add_done_callback(self._serving.discard)

    async def _answer(self, number: int | None, awaitable: Awaitable[Any]) -> None:
        try:
            value, error = await awaitable, None
        except Exception as raised:
            value, error = None, _portable(raised)
        if number is not None:
            self._post(Reply(number, value, error))


def _portable(error: Exception) -> Exception:
    """Return an error that another process can unpickle: ours as it is, any other as text with its traceback."""
    if isinstance(error, CommuniqueError):
        return error
    return RuntimeError("".join(traceback.format_exception(error)))
