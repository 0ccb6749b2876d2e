"""The process that reads documents for `subprocess_reader`, in limited memory.

It reads requests from stdin, answers each with a line of JSON on stdout, and ends when stdin does.
"""

import json
import os
import resource
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from extract.read.decode import ReadError
from extract.read.documents import read_document
from schemas import FailureCode


def serve(memory: int) -> None:
    """Read documents until there are no more, in at most `memory` bytes of address space."""
    _limit_memory(memory)
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # what libraries print must not mix with the answers
    requests = sys.stdin.buffer
    while line := requests.readline():
        ending, size = json.loads(line)
        answer = _answer(ending, requests.read(size), memory)
        answers.write(json.dumps(answer | {"used_up": _measure_memory() > memory / 2}).encode() + b"\n")


def _answer(ending: str, data: bytes, memory: int) -> dict[str, Any]:
    try:
        text, metadata = read_document(ending, data)
        return {"text": text, "metadata": asdict(metadata)}
    except ReadError as error:
        return {"code": error.code, "message": str(error)}
    except MemoryError:
        message = f"this {ending} file takes more than {memory / 1e9:g} GB of memory to read; split it"
        return {"code": FailureCode.TOO_LARGE, "message": message}


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
