"""What calls take, before they are made: roughly, by the bytes of what is shown."""

from collections.abc import Iterable
from dataclasses import dataclass

_BYTES_PER_TOKEN = 4
"""Of UTF-8, roughly: a token has four letters of English, or little more than one character of Chinese."""


@dataclass(frozen=True)
class Expected:
    """The calls that a question leads to, and their tokens."""

    calls: float
    tokens_in: float
    tokens_same: float
    """Those of `tokens_in` with which every call of its kind begins."""
    tokens_out: float


def tokens_of(text: str) -> float:
    """Return about how many tokens a text has."""
    return len(text.encode()) / _BYTES_PER_TOKEN


def tokens_in(messages: Iterable[dict[str, str]]) -> float:
    """Return about how many tokens the messages of a call have."""
    return sum(tokens_of(message["content"]) for message in messages)
