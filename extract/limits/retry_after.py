"""How long a server asks to wait: in headers, and in words and fields of an error, in the forms that servers send."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_FIELD = re.compile(
    r'"(?:retry_?delay|retry_?after|estimated_time|retry_after_seconds)"\s{0,3}:\s{0,3}"?(\d{1,9}(?:\.\d{1,12})?)', re.I
)
_UNIT = r"(?:ms|milliseconds?|h|hours?|m|mins?|minutes?|s|secs?|seconds?)"
_WORDS = re.compile(
    r"(?:try again|retry|wait|reset\w{0,4}|available again)\b[^.0-9\"{}]{0,30}?"
    rf"((?:\d{{1,9}}(?:\.\d{{1,12}})?\s?{_UNIT}(?:(?=\d)|\b)[ ,]{{0,2}}){{1,4}})",
    re.I,
)
_PART = re.compile(r"(\d{1,9}(?:\.\d{1,12})?)\s?(ms|milli|h|m|s)", re.I)
_UNITS = {"ms": 0.001, "milli": 0.001, "h": 3_600.0, "m": 60.0, "s": 1.0}
_FIRST_TIME = 1e9
"""A larger number is a time and no length of time."""
_LAST_TIME = 253_402_300_799_000
"""End of the year 9999 as Unix time in milliseconds; a larger number is nonsense."""
_RESET = re.compile(r'"?x-ratelimit-reset"?\s{0,3}:\s{0,3}"?(\d{10,13})', re.I)


def retry_after(headers: Mapping[str, str], now: datetime | None = None, words: str = "") -> float | None:
    """Seconds, at least 0; None if neither headers nor words say, or they say nonsense.

    Understood are `retry-after-ms`, `retry-after` as seconds or as an HTTP date (RFC 9110, section 10.2.3), both also
    as a Unix time, like `x-ratelimit-reset`, fields like `retryDelay` and words like "try again in 1m30s".
    """
    now = now or datetime.now(UTC)
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return _since_epoch(milliseconds, now) if milliseconds > _FIRST_TIME else milliseconds / 1_000
    told = headers.get("retry-after")
    seconds = _number(told)
    if seconds is not None:
        return _since_epoch(seconds, now) if seconds > _FIRST_TIME else seconds
    if told is not None:
        return _until(told, now)
    reset = _number(headers.get("x-ratelimit-reset"))
    if reset is not None and reset > _FIRST_TIME:
        return _since_epoch(reset, now)
    return _in_words(words, now)


def _in_words(words: str, now: datetime) -> float | None:
    if match := _RESET.search(words):
        return _since_epoch(float(match[1]), now)
    if match := _FIELD.search(words):
        return float(match[1])
    if match := _WORDS.search(words):
        return sum(float(number) * _UNITS[unit.lower()] for number, unit in _PART.findall(match[1]))
    return None


def _since_epoch(reset: float, now: datetime) -> float:
    """Seconds until a Unix time in seconds or milliseconds."""
    return max(0.0, (reset / 1_000 if reset > 1e11 else reset) - now.timestamp())


def _number(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if 0 <= number <= _LAST_TIME else None


def _until(text: str, now: datetime) -> float | None:
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    date = date if date.tzinfo else date.replace(tzinfo=UTC)
    return max(0.0, (date - now).total_seconds())
