"""Two processes that call each other's functions: each has one end of a channel, and somebody carries the messages.

Pure of any transport: messages come out of `outgoing` and go into `receive`. A call is answered with its value or its
error; what is only told is not answered.
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
    """One of the other end's functions is to be called."""

    what: str
    given: tuple[Any, ...]
    number: int | None = None
    """Of the reply that is awaited; None if there need be none."""


@dataclass(frozen=True)
class Reply:
    """What a call came to."""

    number: int
    value: Any = None
    error: Exception | None = None


Message = Call | Reply


class Channel:
    """One end."""

    def __init__(self, served: Mapping[str, Callable[..., Any]]) -> None:
        """`served` are the functions that the other end can call, by name; those that are awaited may raise."""
        self._served = served
        self._outbox: list[Message] = []
        self._filled = asyncio.Event()
        self._numbers = count(1)
        self._awaited: dict[int, asyncio.Future[Any]] = {}
        self._serving: set[asyncio.Task[None]] = set()
        self._cut: Exception | None = None

    async def call(self, what: str, *given: Any) -> Any:
        """What the other end's function returns. Raises what it raises, or what the channel was cut with."""
        if self._cut:
            raise self._cut
        number = next(self._numbers)
        reply = self._awaited[number] = asyncio.get_running_loop().create_future()
        self._post(Call(what, given, number))
        try:
            return await reply
        finally:
            del self._awaited[number]

    def tell(self, what: str, *given: Any) -> None:
        """Calls the other end's function, whatever comes of it."""
        self._post(Call(what, given))

    async def outgoing(self) -> list[Message]:
        """All that is to be sent, as soon as there is something."""
        await self._filled.wait()
        self._filled.clear()
        messages, self._outbox = self._outbox, []
        return messages

    def receive(self, messages: Iterable[Message]) -> None:
        """Takes messages of the other end, in their order."""
        for message in messages:
            if isinstance(message, Reply):
                self._settle(message)
            else:
                self._serve(message)

    def cut(self, error: Exception) -> None:
        """Ends the channel: all calls raise the error, and nobody hears of what is still being served."""
        self._cut = error
        for reply in self._awaited.values():
            if not reply.done():
                reply.set_exception(error)

    def _post(self, message: Message) -> None:
        self._outbox.append(message)
        self._filled.set()

    def _settle(self, message: Reply) -> None:
        reply = self._awaited.get(message.number)
        if reply is None or reply.done():  # nobody waits any more
            return
        if message.error:
            reply.set_exception(message.error)
        else:
            reply.set_result(message.value)

    def _serve(self, call: Call) -> None:
        told = self._served[call.what](*call.given)
        if inspect.isawaitable(told):
            task = asyncio.ensure_future(self._answer(call.number, told))
            self._serving.add(task)
            task.add_done_callback(self._serving.discard)

    async def _answer(self, number: int | None, told: Awaitable[Any]) -> None:
        try:
            value, error = await told, None
        except Exception as raised:
            value, error = None, _portable(raised)
        if number is not None:
            self._post(Reply(number, value, error))


def _portable(error: Exception) -> Exception:
    """The error as another process can read it: one of ours as it is, any other as words, with its traceback."""
    if isinstance(error, CommuniqueError):
        return error
    return RuntimeError("".join(traceback.format_exception(error)))
