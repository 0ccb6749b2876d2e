"""A pool of core workers: one article after the other goes to the least busy process, with a deadline for each.

    article -> worker: segment, annotate, render -> prompt -> model -> answer -> worker: verify, assemble -> outcome

An article that computes for longer than the deadline fails with the name of its stage, and so does one whose worker
dies while it computes. The other articles of that worker begin again in a new one, with the answers that they had.
While no worker has started yet, the first question about a short article is asked from here.
"""

import asyncio
import os
import signal
import sys
import time
from contextlib import ExitStack, suppress
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Self

import extract
from extract.ask.method import Method
from extract.errors import CommuniqueError, CoreFailed
from extract.pipeline import Outcome
from extract.run.core.job import ArticleModel, Job
from extract.run.core.messages import (
    HEADER_BYTES,
    Ask,
    Busy,
    Done,
    Idle,
    Process,
    Ready,
    StageChange,
    Started,
    body_length,
    decode,
    encode,
)
from extract.telemetry.tracing import SpanKind, has_listeners, start_span
from schemas import Article, FailureCode

ATTEMPTS = 3
"""Workers that an article may lose before it fails itself."""
START_SECONDS = 60.0
"""Seconds within which a worker must be ready."""
TICK = 0.1
"""Seconds between two looks at the deadlines."""


class WorkerLost(Exception):
    """The worker ended while another article computed in it."""


class CorePool:
    """Runs the pipeline in worker processes. Use it as a context manager."""

    def __init__(self, method: Method, workers: int, deadline: float) -> None:
        """`deadline` is in seconds of computing for one article; the model's time does not count."""
        self._method = method
        self.workers = [CoreProcess(method) for _ in range(workers)]
        self._deadline = deadline
        self._numbers = count(1)
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        """Begin to start a worker; the others are started when there are articles for them."""
        self._tasks = [
            asyncio.create_task(self._enforce_deadline()),
            *(asyncio.create_task(worker.start()) for worker in self.workers[:1]),
        ]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End all workers at once: they hold nothing that is worth waiting for."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(worker.kill() for worker in self.workers))

    async def extract(self, article: Article, model: ArticleModel) -> Outcome:
        """Return the outcome of an article. Raises ModelError or StoreError of its calls, and CoreFailed."""
        job = Job(next(self._numbers), article, model)
        if not any(worker.is_ready for worker in self.workers):
            job.ask_ahead(self._method)
        try:
            return await self._run(job)
        finally:
            job.end()

    async def _run(self, job: Job) -> Outcome:
        for _ in range(ATTEMPTS):
            worker = min(self.workers, key=lambda one: one.load)
            with suppress(WorkerLost):
                return await worker.run(job)
        raise CoreFailed(f"its worker process ended {ATTEMPTS} times beside other articles", FailureCode.INTERNAL)

    async def _enforce_deadline(self) -> None:
        overdue: set[CoreProcess] = set()
        while True:
            await asyncio.sleep(TICK)
            late = {worker for worker in self.workers if worker.is_overdue(self._deadline)}
            for worker in late & overdue:  # seen twice: its message may have waited for this process
                worker.stop_overdue(self._deadline)
            overdue = late


class CoreProcess:
    """One worker process; it is started with its first article or before, and again after it was lost."""

    def __init__(self, method: Method) -> None:
        self._method = method
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self._starting = asyncio.Lock()
        self._jobs: dict[int, Job] = {}
        self._computing: Job | None = None
        self._since = 0.0
        self._overdue = ""
        self._ready = asyncio.Event()

    @property
    def pid(self) -> int | None:
        """Process id; None before the process is started."""
        return self._process.pid if self._process else None

    @property
    def is_ready(self) -> bool:
        """Whether the process has started, and can take articles."""
        return self._ready.is_set()

    @property
    def load(self) -> int:
        """Articles that the worker has."""
        return len(self._jobs)

    @property
    def computing_seconds(self) -> float:
        """Seconds for which its present article has computed; 0 if the worker waits."""
        return self._computing.seconds + time.monotonic() - self._since if self._computing else 0.0

    def is_overdue(self, deadline: float) -> bool:
        """Return whether its present article has computed for longer than it may, given the seconds of a usual one."""
        return self._computing is not None and self.computing_seconds > self._computing.allowed_seconds(deadline)

    async def run(self, job: Job) -> Outcome:
        """Return the outcome of an article. Raises WorkerLost, CoreFailed, or the error of a call."""
        self._jobs[job.number] = job
        try:
            await self.start()
            self._send(Process(job.number, job.article))
            return await self._converse(job)
        finally:
            self._jobs.pop(job.number, None)

    def stop_overdue(self, deadline: float) -> None:
        """Kill the worker because its present article passed the deadline."""
        if self._computing and self._process:
            allowed = self._computing.allowed_seconds(deadline)
            self._overdue = f"it computed for more than {allowed:g} s in the stage {self._computing.stage!r}"
            self._process.kill()

    async def kill(self) -> None:
        """End the process."""
        if self._process and self._process.returncode is None:
            with suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()
        if self._reading:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)

    async def start(self) -> None:
        """Start the process, unless it runs. Raises CoreFailed."""
        async with self._starting:
            if self._process and self._process.returncode is None and not (self._reading and self._reading.done()):
                return
            self._ready.clear()
            self._overdue = ""
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-P", "-m", "extract.run.core.worker"),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                env=_environment(),
                start_new_session=True,
            )
            self._reading = asyncio.create_task(self._read(self._process))
            self._send(self._method)
            await self._wait_until_ready()

    async def _wait_until_ready(self) -> None:
        assert self._reading
        ready = asyncio.create_task(self._ready.wait())
        await asyncio.wait({ready, self._reading}, timeout=START_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        if not self._ready.is_set():
            ready.cancel()
            raise CoreFailed(
                f"a worker process did not start within {START_SECONDS:g} s; run again when the machine is less busy,"
                " or with --workers 0",
                FailureCode.INTERNAL,
            )

    async def _converse(self, job: Job) -> Outcome:
        """Serve the messages of an article until it is finished."""
        replies: set[asyncio.Task[None]] = set()
        with ExitStack() as stages:
            while True:
                match message := await job.messages.get():
                    case Ask():
                        reply = asyncio.create_task(self._reply(job, message))
                        replies.add(reply)
                        reply.add_done_callback(replies.discard)
                    case Started(_, calls):
                        job.report_calls(calls)
                    case StageChange():
                        _trace_stage(job, message, stages)
                    case Done(_, Outcome() as outcome):
                        return outcome
                    case Done(_, _, error):
                        await job.settle()
                        raise error or RuntimeError("an article ended without outcome and without error")
                    case Exception():
                        raise message

    async def _reply(self, job: Job, ask: Ask) -> None:
        self._send(await job.reply(ask))

    def _send(self, message: object) -> None:
        if self._process and self._process.stdin and not self._process.stdin.is_closing():
            self._process.stdin.write(encode(message))

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        """Sort the worker's messages until it ends."""
        assert process.stdout
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                header = await process.stdout.readexactly(HEADER_BYTES)
                self._receive(decode(await process.stdout.readexactly(body_length(header))))
        await process.wait()
        self._fail_jobs(process.returncode or 0)

    def _receive(self, message: object) -> None:
        match message:
            case Ready():
                self._ready.set()
            case Busy(number):
                self._computing, self._since = self._jobs.get(number), time.monotonic()
            case Idle():
                if self._computing:
                    self._computing.seconds += time.monotonic() - self._since
                self._computing = None
            case StageChange(number, stage) if number in self._jobs:
                if message.entered:
                    self._jobs[number].stage = stage
                self._jobs[number].messages.put_nowait(message)
            case Ask(number) | Started(number) | Done(number) if number in self._jobs:
                self._jobs[number].messages.put_nowait(message)

    def _fail_jobs(self, code: int) -> None:
        """Tell the articles of a worker that has ended: the one that computed fails, the others begin again."""
        for job in self._jobs.values():
            job.messages.put_nowait(self._failure(job, code) if job is self._computing else WorkerLost())
        self._computing = None

    def _failure(self, job: Job, code: int) -> CommuniqueError:
        if self._overdue:
            return CoreFailed(
                f"{self._overdue}; raise --article-timeout if the article is worth it", FailureCode.TIMEOUT
            )
        how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return CoreFailed(
            f"the worker process ended ({how}) in the stage {job.stage!r}; please report it with this article",
            FailureCode.INTERNAL,
        )


def _trace_stage(job: Job, change: StageChange, stages: ExitStack) -> None:
    """Open or close the span of a stage in this process, where the listeners are."""
    if not has_listeners():
        return
    if change.entered:
        stages.enter_context(start_span(SpanKind.STAGE, stage=change.stage, **dict(change.attributes)))
    else:
        stages.close()


def _environment() -> dict[str, str]:
    """Return the environment of a worker: without keys, which it does not need, and with this package on its path."""
    env = {name: value for name, value in os.environ.items() if not name.endswith("_API_KEY")}
    home = str(Path(extract.__file__).resolve().parent.parent)
    return env | {"PYTHONPATH": os.pathsep.join(filter(None, [home, env.get("PYTHONPATH")]))}
