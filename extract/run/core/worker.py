"""A core worker: runs the pipeline over articles, and asks the process that started it for the model's answers.

Started by `extract.run.core.pool` as `python -m extract.run.core.worker`, never by hand. It holds no state that is
worth saving, opens no file and no connection, and ends when its stdin closes.
"""

import asyncio
import os
import signal
import sys
import types
from collections.abc import Callable, Coroutine, Generator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from typing import Any

from pydantic import BaseModel

from extract.ask.method import Method
from extract.errors import CommuniqueError
from extract.model.contract import Answer, Prompt
from extract.pipeline import Outcome, extract
from extract.run.core.messages import (
    HEADER_BYTES,
    Ask,
    Busy,
    Done,
    Idle,
    Process,
    Ready,
    Reply,
    StageChange,
    Started,
    body_length,
    decode,
    encode,
)
from extract.telemetry.tracing import Event, Span, SpanKind, add_listeners

Write = Callable[[object], None]
"""Writes a message before it returns: what follows may compute for long."""


class ParentModel:
    """The model of the process that started this one, as one article asks it."""

    def __init__(self, name: str, number: int, write: Write) -> None:
        self.name = name
        self._number = number
        self._write = write
        self._calls = count(1)
        self._waiting: dict[int, asyncio.Future[Reply]] = {}

    async def ask(self, prompt: Prompt) -> Answer:
        """Return the answer. Raises what asking raised in the other process."""
        call = next(self._calls)
        waiting = self._waiting[call] = asyncio.get_running_loop().create_future()
        self._write(Ask(self._number, call, prompt))
        try:
            reply = await waiting
        finally:
            del self._waiting[call]
        if reply.answer is None:
            raise reply.error or RuntimeError("a reply without answer and without error")
        read: BaseModel = prompt.reply.model_validate_json(reply.reply_json)
        answer: Answer = replace(reply.answer, reply=read)
        return answer

    def receive(self, reply: Reply) -> None:
        """Hand a reply to the call that waits for it."""
        waiting = self._waiting.get(reply.call)
        if waiting and not waiting.done():
            waiting.set_result(reply)


class _StageReporter:
    """Reports the stages of one article as it enters and leaves them."""

    def __init__(self, number: int, write: Write) -> None:
        self._number = number
        self._write = write

    @contextmanager
    def span(self, span: Span) -> Iterator[None]:
        stage = str(span.find_attribute("stage"))
        if span.kind is not SpanKind.STAGE:
            yield
            return
        attributes = tuple((name, value) for name, value in span.attributes.items() if name != "stage")
        self._write(StageChange(self._number, stage, entered=True, attributes=attributes))
        try:
            yield
        finally:
            self._write(StageChange(self._number, stage, entered=False))

    def event(self, event: Event) -> None:
        """Ignore events: the core has none."""


class CoreWorker:
    """Processes articles until the input ends."""

    def __init__(self, write: Write) -> None:
        self._write = write
        self._method: Method | None = None
        self._models: dict[int, ParentModel] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def receive(self, message: object) -> None:
        """Take a message: first the method of the run, then articles and replies."""
        match message:
            case Method():
                self._method = message
                self._write(Ready())
            case Process(number, article) if self._method:
                model = self._models[number] = ParentModel(self._method.model, number, self._write)
                work = self._process(number, extract(article, model, self._method, self._report_calls(number)))
                task = asyncio.ensure_future(report_steps(work, number, self._write))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
            case Reply(number) if number in self._models:
                self._models[number].receive(message)

    def _report_calls(self, number: int) -> Callable[[int], None]:
        return lambda calls: self._write(Started(number, calls))

    async def _process(self, number: int, extraction: Coroutine[Any, Any, Outcome]) -> None:
        try:
            with add_listeners(_StageReporter(number, self._write)):
                outcome = await extraction
            done = Done(number, replace(outcome, answered=()))  # the ledger has the answers
        except Exception as error:
            done = Done(number, error=_portable(error))
        del self._models[number]
        self._write(done)


@types.coroutine
def report_steps(work: Coroutine[Any, Any, None], number: int, write: Write) -> Generator[Any, Any, None]:
    """Run a coroutine, and report each time that it begins to compute and that it begins to wait."""
    value, error = None, None
    while True:
        write(Busy(number))
        try:
            awaited = work.send(value) if error is None else work.throw(error)
        except StopIteration:
            return
        finally:
            write(Idle())
        try:
            value, error = (yield awaited), None
        except BaseException as raised:
            error = raised


def _portable(error: Exception) -> Exception:
    """Return an error that another process can unpickle: ours as it is, another one as its name and message."""
    return error if isinstance(error, CommuniqueError) else RuntimeError(f"{type(error).__name__}: {error}")


async def serve(output: int) -> None:
    """Process what comes in on stdin, and write to this file descriptor."""

    def write(message: object) -> None:
        data = memoryview(encode(message))
        while data:
            data = data[os.write(output, data) :]

    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    worker = CoreWorker(write)
    while header := await reader.read(HEADER_BYTES):
        if len(header) < HEADER_BYTES:
            header += await reader.readexactly(HEADER_BYTES - len(header))
        worker.receive(decode(await reader.readexactly(body_length(header))))


def main() -> None:
    """Serve until stdin closes."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # a signal to the group is for the run, which ends its workers
    _die_with_parent()
    output = os.dup(1)
    os.dup2(2, 1)  # a stray print must not mix with the messages
    asyncio.run(serve(output))
    os._exit(0)


def _die_with_parent() -> None:
    """Have the kernel end this process with its parent, even while it computes. Linux only; elsewhere stdin's end
    does it."""
    if sys.platform != "linux":
        return
    import ctypes

    set_parent_death_signal = 1  # PR_SET_PDEATHSIG. See: https://man7.org/linux/man-pages/man2/prctl.2.html
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL)


if __name__ == "__main__":
    main()
