"""The messages between a run and its core workers, and their form on a pipe: a length of four bytes, then a pickle.

Both ends are processes of this program, started by it, over pipes that no other process can open.
"""

import pickle
import struct
from dataclasses import dataclass

from extract.model.contract import Answer, Prompt
from extract.pipeline import Outcome
from schemas import Article

_LENGTH = struct.Struct(">I")
HEADER_BYTES = _LENGTH.size


@dataclass(frozen=True)
class Process:
    """Process an article."""

    number: int
    """Number of the article in this run; every message about it carries it."""
    article: Article


@dataclass(frozen=True)
class Reply:
    """The answer to an `Ask`, or the error that was raised instead."""

    number: int
    call: int
    answer: Answer | None = None
    """Its `reply` is None: the type of a reply exists in the worker alone, which reads `reply_json`."""
    reply_json: str = ""
    error: Exception | None = None


@dataclass(frozen=True)
class Ready:
    """The worker is started."""


@dataclass(frozen=True)
class Busy:
    """The worker computes for an article until it says `Idle`."""

    number: int


@dataclass(frozen=True)
class Idle:
    """The worker waits for messages."""


@dataclass(frozen=True)
class StageChange:
    """An article enters a stage of the pipeline, or leaves it."""

    number: int
    stage: str
    entered: bool
    attributes: tuple[tuple[str, str | int | float], ...] = ()


@dataclass(frozen=True)
class Started:
    """An article takes this many calls."""

    number: int
    calls: int


@dataclass(frozen=True)
class Ask:
    """Ask the model."""

    number: int
    call: int
    prompt: Prompt


@dataclass(frozen=True)
class Done:
    """An article is finished: its outcome, or the error that ended it."""

    number: int
    outcome: Outcome | None = None
    error: Exception | None = None


def encode(message: object) -> bytes:
    """Return the bytes of a message."""
    body = pickle.dumps(message, protocol=5)
    return _LENGTH.pack(len(body)) + body


def body_length(header: bytes) -> int:
    """Return the number of bytes that follow a header."""
    length: int = _LENGTH.unpack(header)[0]
    return length


def decode(body: bytes) -> object:
    """Return the message of a body."""
    message: object = pickle.loads(body)
    return message
