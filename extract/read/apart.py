"""Reads documents in a process apart, with limits of memory and time: what a hostile or broken file does to it harms
no run.

In come the bytes of a document, out come text and metadata, or `Unfit`. The process is started with the first document
and goes on to the next ones.
"""

import atexit
import json
import subprocess
import sys
from threading import Event, Lock, Timer
from typing import Any

from extract.read.decode import Unfit
from extract.read.metadata import Metadata
from schemas import FailureCode

SECONDS = 30.0
"""What one document may take."""
MEMORY = 1_000_000_000
"""Bytes of address space that reading may take; the libraries themselves take a tenth of it."""
_AT_MOST = 1_000
"""Documents that one process reads, so that what a library does not give back does not pile up."""
_BEGIN = """\
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from extract.read.child import serve
serve(memory=int(sys.argv[2]))
"""


class Apart:
    """A process for reading documents, started when it is needed, and anew when it has come to grief."""

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._read = 0

    def read(self, ending: str, data: bytes) -> tuple[str, Metadata]:
        """The text of a document and what it tells of itself. Raises Unfit."""
        with self._lock:
            fresh = self._process is None
            answer = self._ask(ending, data)
            if not answer and not fresh:  # what was read before may be to blame
                answer = self._ask(ending, data)
        if not answer:
            raise Unfit(FailureCode.UNREADABLE, f"this {ending} file breaks its reader; save it anew")
        if "code" in answer:
            raise Unfit(FailureCode(answer["code"]), answer["message"])
        return answer["text"], Metadata(**answer["told"])

    def close(self) -> None:
        """Ends the process, if there is one."""
        process, self._process, self._read = self._process, None, 0
        if process:
            process.kill()
            process.communicate()

    def _ask(self, ending: str, data: bytes) -> dict[str, Any]:
        """The answer of the process; nothing if it died."""
        process = self._process = self._process or self._started()
        late = Event()
        timer = Timer(self._seconds, _end, (process, late))
        timer.start()
        try:
            line = _exchange(process, json.dumps([ending, len(data)]).encode() + b"\n" + data)
        finally:
            timer.cancel()
        self._read += 1
        if line.endswith(b"\n"):
            answer: dict[str, Any] = json.loads(line)
            if answer["used_up"] or self._read >= _AT_MOST:
                self.close()
            return answer
        self.close()
        message = f"this {ending} file takes more than {self._seconds:g} seconds to read; split it, or save it anew"
        return {"code": FailureCode.TIMEOUT, "message": message} if late.is_set() else {}

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-P", "-c", _BEGIN, json.dumps(sys.path), str(self._memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for the run, which lets the document be finished
        )


def _end(process: "subprocess.Popen[bytes]", late: Event) -> None:
    late.set()
    process.kill()


def _exchange(process: "subprocess.Popen[bytes]", request: bytes) -> bytes:
    """The line that the process answers; without its end if it died over it."""
    assert process.stdin and process.stdout
    try:
        process.stdin.write(request)
        process.stdin.flush()
        return process.stdout.readline()
    except OSError:
        return b""


_APART = Apart()
atexit.register(_APART.close)
read_apart = _APART.read
"""Reads a document in the process that all of a run share."""
