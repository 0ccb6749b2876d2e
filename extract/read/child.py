"""The process in which documents are read, under a limit of memory. It reads its requests from stdin, one by one, and
answers each with a line on stdout; it ends when stdin does. See `apart` for the other side.
"""

import json
import os
import resource
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from extract.read.decode import Unfit
from extract.read.documents import read_document
from schemas import FailureCode


def serve(memory: int) -> None:
    """Reads documents until there are no more, in so many bytes of memory."""
    _limit(memory)
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # whatever a library prints is no answer
    requests = sys.stdin.buffer
    while line := requests.readline():
        ending, size = json.loads(line)
        answer = _answer(ending, requests.read(size), memory)
        answers.write(json.dumps(answer | {"used_up": _held() > memory / 2}).encode() + b"\n")


def _answer(ending: str, data: bytes, memory: int) -> dict[str, Any]:
    try:
        text, told = read_document(ending, data)
        return {"text": text, "told": asdict(told)}
    except Unfit as unfit:
        return {"code": unfit.code, "message": str(unfit)}
    except MemoryError:
        message = f"this {ending} file takes more than {memory / 1e9:g} GB of memory to read; split it"
        return {"code": FailureCode.TOO_LARGE, "message": message}


def _held() -> int:
    """The address space that this process holds, in bytes; 0 where the system does not tell."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    except OSError:
        return 0
    return int(pages) * resource.getpagesize()


def _limit(memory: int) -> None:
    """Where the system allows it; macOS does not."""
    try:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (OSError, ValueError):
        pass
