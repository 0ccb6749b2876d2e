"""Reads documents in another process with limits of memory and time, so that a hostile or broken file harms no run.

The process starts with the first document and reads the following ones too. The articles of a large document come one
by one, and neither process holds all of them.
"""

import atexit
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any, Protocol

from extract.read.content import Content
from extract.read.decode import ReadError
from schemas import FailureCode

SECONDS = 30.0
"""Seconds of processor time for each article of a document, at most."""
_PATIENCE = 10
"""Seconds that may pass, in seconds of processor time, on a machine that does other work too."""
MEMORY = 1_000_000_000
"""Bytes of address space for reading, at most; the libraries themselves take a tenth of it."""
_MAX_DOCUMENTS = 1_000
"""Documents that one process reads, so that memory that libraries do not free cannot accumulate."""
_CHUNK = 1 << 20
_PROGRAM = """\
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from extract.read.subprocess_worker import serve
serve(memory=int(sys.argv[2]))
"""


class Readable(Protocol):
    """The bytes of a document."""

    def read(self, size: int, /) -> bytes:
        """Return so many bytes, or fewer at the end. Raises ReadError."""
        ...


OpenData = Callable[[], AbstractContextManager[Readable]]
"""Opens the bytes of a document. Raises ReadError."""


class SubprocessReader:
    """A process that reads documents, started when it is needed and restarted after it died.

    While the articles of one document are taken one by one, another document is read by another process.
    """

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory
        self._lock = Lock()
        self._idle: _Worker | None = None

    def read(self, ending: str, open_data: OpenData) -> Generator[Content, None, None]:
        """Yield the articles of a document. Raises ReadError."""
        worker, fresh = self._take()
        try:
            answers = worker.ask(ending, open_data)
            first = next(answers, None)
            if first is None and not fresh:  # an earlier document may be the cause
                worker.close()
                worker = _Worker(self._seconds, self._memory)
                answers = worker.ask(ending, open_data)
                first = next(answers, None)
            yield from _contents(ending, first, answers)
        finally:
            self._give_back(worker)

    def close(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            worker, self._idle = self._idle, None
        if worker:
            worker.close()

    def _take(self) -> tuple["_Worker", bool]:
        with self._lock:
            worker, self._idle = self._idle, None
        return worker or _Worker(self._seconds, self._memory), worker is None

    def _give_back(self, worker: "_Worker") -> None:
        with self._lock:
            if worker.is_ready and self._idle is None:
                self._idle = worker
                return
        worker.close()


def _contents(ending: str, first: dict[str, Any] | None, answers: Iterator[dict[str, Any]]) -> Iterator[Content]:
    answer = first
    while answer is not None and "text" in answer:
        yield Content.from_json(answer)
        answer = next(answers, None)
    if answer is None:
        raise ReadError(FailureCode.UNREADABLE, f"this {ending} file crashes its reader; save it again")
    if "code" in answer:
        raise ReadError(FailureCode(answer["code"]), answer["message"])


class _Worker:
    """One process, which reads one document at a time."""

    def __init__(self, seconds: float, memory: int) -> None:
        self._seconds = seconds
        self._read = 0
        self.is_ready = True
        """Whether it can read another document: it answered the last one to its end, and has memory left."""
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-c", _PROGRAM, json.dumps(sys.path), str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C goes to the run alone, which lets the document finish
        )

    def close(self) -> None:
        """End the process."""
        self.is_ready = False
        self.process.kill()
        self.process.communicate()

    def ask(self, ending: str, open_data: OpenData) -> Iterator[dict[str, Any]]:
        """Yield the answers to a document; the last has the field `end`. There is no last one if the process dies."""
        self.is_ready = False
        watch = _Watch(self.process, self._seconds)
        try:
            with watch.works():
                line = self._send(ending, open_data)
            while line.endswith(b"\n"):
                answer: dict[str, Any] = json.loads(line)
                if "end" in answer:
                    self._read += 1
                    self.is_ready = not answer["used_up"] and self._read < _MAX_DOCUMENTS
                yield answer
                if "end" in answer:
                    return
                with watch.works():
                    line = self._receive()
        finally:
            watch.end()
        if watch.late:
            message = (
                f"this {ending} file takes more than {self._seconds:g} seconds to read; split it, or save it again"
            )
            yield {"code": FailureCode.TIMEOUT, "message": message}

    def _send(self, ending: str, open_data: OpenData) -> bytes:
        """Send a document, and return the first answer. Raises what reading the document raises."""
        stdin = self.process.stdin
        assert stdin
        with open_data() as file:
            try:
                stdin.write(f"{ending}\n".encode())
                while chunk := file.read(_CHUNK):
                    stdin.write(f"{len(chunk)}\n".encode() + chunk)
                stdin.write(b"0\n")
                stdin.flush()
            except BrokenPipeError:
                return b""
        return self._receive()

    def _receive(self) -> bytes:
        assert self.process.stdout
        try:
            return self.process.stdout.readline()
        except OSError:
            return b""


class _Watch:
    """Kills a process that takes too much processor time for an article, or far too long; one thread for a document."""

    def __init__(self, process: "subprocess.Popen[bytes]", seconds: float) -> None:
        self._process, self._seconds = process, seconds
        self._began: tuple[float, float | None] | None = None
        self._ended = Event()
        self.late = False
        Thread(target=self._run, daemon=True).start()

    @contextmanager
    def works(self) -> Iterator[None]:
        """Watch the process while it works on an article."""
        self._began = time.monotonic(), _processor_seconds(self._process.pid)
        try:
            yield
        finally:
            self._began = None

    def end(self) -> None:
        """End the thread."""
        self._ended.set()

    def _run(self) -> None:
        while not self._ended.wait(min(self._seconds, 1.0)):
            began = self._began
            if began is not None and self._is_late(*began):
                self.late = True
                self._process.kill()
                return

    def _is_late(self, began: float, used: float | None) -> bool:
        passed, now = time.monotonic() - began, _processor_seconds(self._process.pid)
        taken = passed if now is None or used is None else now - used
        return taken >= self._seconds or passed > _PATIENCE * self._seconds


def _processor_seconds(pid: int) -> float | None:
    """The processor time that a process has used; None if the system does not tell it."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


_READER = SubprocessReader()
read_in_subprocess = _READER.read
"""Reads a document in a process that the whole run shares."""
close_reader = _READER.close
"""Ends that process; the next document starts another."""
atexit.register(close_reader)
