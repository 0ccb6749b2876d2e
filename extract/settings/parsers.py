"""The values that settings can have: what a person wrote goes in, the checked value comes out.

Raises ValueError that says what is allowed; who wrote it where is the caller's to add.
"""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from extract.read.fields import FieldMap

LOCAL, RAY = "local", "ray"
"""The engines."""


def text(raw: object) -> str:
    """Words, without the spaces around them."""
    if not isinstance(raw, str):
        raise ValueError(f"{raw!r} is no text")
    return raw.strip()


def path(raw: object) -> Path:
    """A path, `~` being the user's home."""
    return raw if isinstance(raw, Path) else Path(text(raw)).expanduser()


def words(raw: object) -> tuple[str, ...]:
    """A list, or words with commas between them."""
    parts = [raw] if isinstance(raw, str) else raw
    if not isinstance(parts, list | tuple) or not all(isinstance(part, str) for part in parts):
        raise ValueError(f"{raw!r} is no list of words")
    return tuple(word.strip() for part in parts for word in part.split(",") if word.strip())


def fields(raw: object) -> "FieldMap":
    """Which field of a row is which of ours: `text=body,title=headline`, or a table of these."""
    from extract.read.fields import field_map

    if isinstance(raw, dict) and all(isinstance(value, str) for value in raw.values()):
        return field_map(raw)
    pairs = [word.partition("=") for word in words(raw)]
    if not all(ours.strip() and theirs.strip() for ours, _, theirs in pairs):
        raise ValueError(f"{raw!r} is no mapping; give one like text=body,title=headline")
    return field_map({ours.strip(): theirs.strip() for ours, _, theirs in pairs})


def plan(raw: object) -> str:
    """The name of a plan."""
    from extract.ask.plan import PLANS  # the plans bring the lexicon with them

    if raw not in PLANS:
        raise ValueError(f"there is no plan {raw!r}; choose one of: {', '.join(PLANS)}")
    return str(raw)


def choice(*allowed: str) -> Callable[[object], str]:
    """A reader of one of these words."""

    def read(raw: object) -> str:
        if raw not in allowed:
            raise ValueError(f"{raw!r} is not allowed; choose one of: {', '.join(allowed)}")
        return str(raw)

    return read


def url(raw: object) -> str:
    """A base URL without anything that could hold a key; the error does not repeat one that might."""
    url = text(raw).rstrip("/")
    parts = urlsplit(url)
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ValueError("a base URL has no user, password, query or fragment; the key goes into OPENAI_API_KEY")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{url!r} is no URL of a server; give one like http://localhost:8000/v1")
    if url.endswith("/chat/completions"):
        raise ValueError(f"leave the last part out: {url.removesuffix('/chat/completions')}")
    return url


def urls(raw: object) -> tuple[str, ...]:
    """One base URL or several, as a list or divided by commas or spaces, each once."""
    given = raw if isinstance(raw, list | tuple) else [raw]
    found = [url(part) for one in given for part in re.split(r"[,\s]+", text(one)) if part]
    return tuple(dict.fromkeys(found))


def one_of(*allowed: str) -> Callable[[object], str]:
    """A reader of words of which these are all."""

    def read(raw: object) -> str:
        if raw not in allowed:
            raise ValueError(f"{raw!r} is not allowed; choose one of: {', '.join(allowed)}")
        return str(raw)

    return read


def whole(least: int, most: int) -> Callable[[object], int]:
    """A reader of whole numbers in this range, both ends allowed."""

    def read(raw: object) -> int:
        value = int(raw) if isinstance(raw, str) and re.fullmatch(r"\s*[+-]?\d{1,18}\s*", raw) else raw
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise ValueError(f"{raw!r} is not allowed; give a whole number from {least} to {most}")
        return value

    return read


def number(least: float, most: float, unit: str) -> Callable[[object], float]:
    """A reader of numbers in this range, both ends allowed."""

    def read(raw: object) -> float:
        try:
            value = float(raw) if isinstance(raw, str | int | float) and not isinstance(raw, bool) else float("nan")
        except ValueError:
            value = float("nan")
        if not isfinite(value) or not least <= value <= most:
            raise ValueError(f"{raw!r} is not allowed; give {unit} from {least:g} to {most:g}")
        return value

    return read


def level(raw: object) -> str:
    """The level of a log."""
    levels = ("debug", "info", "warning", "error")
    if str(raw).strip().lower() not in levels:
        raise ValueError(f"{raw!r} is not allowed; choose one of: {', '.join(levels)}")
    return str(raw).strip().lower()


def share(raw: object) -> float:
    """A share from 0 to 1, written as `5%` or `0.05`."""
    written = raw.strip() if isinstance(raw, str) else raw
    percent = isinstance(written, str) and written.endswith("%")
    try:
        value = float(str(written).removesuffix("%")) / (100 if percent else 1)
    except ValueError:
        value = float("nan")
    if isinstance(raw, bool) or not isfinite(value) or not 0 <= value <= 1:
        raise ValueError(f"{raw!r} is not allowed; give a share of the articles, like 5% or 0.05")
    return value


def money(raw: object) -> Decimal:
    """An amount of US dollars, at least 0."""
    try:
        value = Decimal(str(raw).strip()) if isinstance(raw, str | int | float) and not isinstance(raw, bool) else None
    except InvalidOperation:
        value = None
    if value is None or not value.is_finite() or value < 0:
        raise ValueError(f"{raw!r} is not allowed; give US dollars, like 2.50")
    return value
