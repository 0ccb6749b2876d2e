"""Reads documents in another process with limits of memory and time, so that a hostile or broken file harms no run.

The process starts with the first document and reads the following ones too.
"""

import atexit
import json
import subprocess
import sys
from threading import Event, Lock, Timer
from typing import Any

from extract.read.decode import ReadError
from extract.read.metadata import Metadata
from schemas import FailureCode

SECONDS = 30.0
"""Seconds for one document, at most."""
MEMORY = 1_000_000_000
"""Bytes of address space for reading, at most; the libraries themselves take a tenth of it."""
_MAX_DOCUMENTS = 1_000
"""Documents that one process reads, so that memory that libraries do not free cannot accumulate."""
_PROGRAM = """\
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from extract.read.subprocess_worker import serve
serve(memory=int(sys.argv[2]))
"""


class SubprocessReader:
    """A process that reads documents, started when it is needed and restarted after it died."""

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._read = 0

    def read(self, ending: str, data: bytes) -> tuple[str, Metadata]:
        """Return the text of a document and the metadata inside it. Raises ReadError."""
        with self._lock:
            fresh = self._process is None
            answer = self._ask(ending, data)
            if not answer and not fresh:  # an earlier document may be the cause
                answer = self._ask(ending, data)
        if not answer:
            raise ReadError(FailureCode.UNREADABLE, f"this {ending} file crashes its reader; save it again")
        if "code" in answer:
            raise ReadError(FailureCode(answer["code"]), answer["message"])
        return answer["text"], Metadata(**answer["metadata"])

    def close(self) -> None:
        """End the process, if there is one."""
        process, self._process, self._read = self._process, None, 0
        if process:
            process.kill()
            process.communicate()

    def _ask(self, ending: str, data: bytes) -> dict[str, Any]:
        """The answer of the process; empty if it died."""
        process = self._process = self._process or self._start()
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
            if answer["used_up"] or self._read >= _MAX_DOCUMENTS:
                self.close()
            return answer
        self.close()
        message = f"this {ending} file takes more than {self._seconds:g} seconds to read; split it, or save it again"
        return {"code": FailureCode.TIMEOUT, "message": message} if late.is_set() else {}

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-P", "-c", _PROGRAM, json.dumps(sys.path), str(self._memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C goes to the run alone, which lets the document finish
        )


def _end(process: "subprocess.Popen[bytes]", late: Event) -> None:
    late.set()
    process.kill()


def _exchange(process: "subprocess.Popen[bytes]", request: bytes) -> bytes:
    """The line that the process answers; without line end if the process died."""
    assert process.stdin and process.stdout
    try:
        process.stdin.write(request)
        process.stdin.flush()
        return process.stdout.readline()
    except OSError:
        return b""


_READER = SubprocessReader()
atexit.register(_READER.close)
read_in_subprocess = _READER.read
"""Reads a document in the process that the whole run shares."""
