"""The process that reads documents for `subprocess_reader`, in limited memory.

It reads requests from stdin: a line with the extension, then the file in chunks, each after a line with its length, and
a line with 0 at the end. It answers each request on stdout with a line of JSON for every article, and with one that has
the field `end`. It ends when stdin does.
"""

import json
import os
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from extract.read.decode import ReadError
from extract.read.documents import read_document
from schemas import FailureCode


def serve(memory: int) -> None:
    """Read documents until there are no more, in at most `memory` bytes of address space."""
    _limit_memory(memory)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what libraries print must not mix with the answers
    while ending := sys.stdin.buffer.readline():
        for answer in _answers(ending.decode().strip(), sys.stdin.buffer, memory):
            answers.write(json.dumps(answer).encode() + b"\n")
            answers.flush()


def _answers(ending: str, requests: IO[bytes], memory: int) -> Iterator[dict[str, Any]]:
    problem: dict[str, Any] = {}
    try:
        for content in read_document(ending, _read_chunks(requests)):
            yield content.as_json()
    except ReadError as error:
        problem = {"code": error.code, "message": str(error)}
    except MemoryError:
        message = f"this {ending} file takes more than {memory / 1e9:g} GB of memory to read; split it"
        problem = {"code": FailureCode.TOO_LARGE, "message": message}
    yield problem | {"end": True, "used_up": _measure_memory() > memory / 2}


def _read_chunks(requests: IO[bytes]) -> bytes:
    chunks = []
    while size := int(requests.readline()):
        chunks.append(requests.read(size))
    return b"".join(chunks)


def _measure_memory() -> int:
    """The address space of this process in bytes; 0 if the system does not tell it."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    except OSError:
        return 0
    return int(pages) * resource.getpagesize()


def _limit_memory(memory: int) -> None:
    """Limit the address space, where the system allows it; macOS does not."""
    try:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (OSError, ValueError):
        pass
