"""Parsers of the values of settings: a raw value in, the checked value out.

Each raises ValueError that says what is allowed; the caller adds the source of the value.
"""

import json
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from extract.redaction import SECRET_NAME
from extract.settings.toml_file import SECRET_FIELD, all_names

if TYPE_CHECKING:
    from extract.read.fields import FieldMap

LOG_LEVELS = ("debug", "info", "warning", "error")
_OWN_FIELDS = frozenset({"model", "messages", "response_format", "tools", "tool_choice", "stream", "n"})
"""Fields of a request that a run decides on."""
_SECRET_VALUE = re.compile(r"(?:bearer|basic|token) ", re.I)
"""How the value of a header begins that authorises."""


def parse_text(raw: object) -> str:
    """Parse a string, and strip it."""
    if not isinstance(raw, str):
        raise ValueError(f"{raw!r} is no text")
    return raw.strip()


def parse_path(raw: object) -> Path:
    """Parse a path; `~` is the user's home."""
    return raw if isinstance(raw, Path) else Path(parse_text(raw)).expanduser()


def parse_words(raw: object) -> tuple[str, ...]:
    """Parse a list, or words separated by commas."""
    parts = [raw] if isinstance(raw, str) else raw
    if not isinstance(parts, list | tuple) or not all(isinstance(part, str) for part in parts):
        raise ValueError(f"{raw!r} is no list of words")
    return tuple(word.strip() for part in parts for word in part.split(",") if word.strip())


def parse_field_map(raw: object) -> "FieldMap":
    """Parse which field of a row is which of ours: `text=body,title=headline`, or a table of the same."""
    from extract.read.fields import build_field_map

    if isinstance(raw, dict) and all(isinstance(value, str) for value in raw.values()):
        return build_field_map(raw)
    pairs = [word.partition("=") for word in parse_words(raw)]
    if not all(ours.strip() and theirs.strip() for ours, _, theirs in pairs):
        raise ValueError(f"{raw!r} is no mapping; give one like text=body,title=headline")
    return build_field_map({ours.strip(): theirs.strip() for ours, _, theirs in pairs})


def parse_plan(raw: object) -> str:
    """Parse the name of a plan."""
    from extract.ask.plan import PLANS  # expensive to import: the plans need the word lists

    if raw not in PLANS:
        raise ValueError(f"there is no plan {raw!r}; choose one of: {', '.join(PLANS)}")
    return str(raw)


def parse_url(raw: object) -> str:
    """Parse a base URL. It may hold no key, and the error does not repeat one that might."""
    url = parse_text(raw).rstrip("/")
    parts = urlsplit(url)
    if parts.username or parts.password or parts.query or parts.fragment:
        raise ValueError("a base URL has no user, password, query or fragment; the key goes into OPENAI_API_KEY")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{url!r} is no URL of a server; give one like http://localhost:8000/v1")
    if url.endswith("/chat/completions"):
        raise ValueError(f"leave the last part out: {url.removesuffix('/chat/completions')}")
    return url


def parse_urls(raw: object) -> tuple[str, ...]:
    """Parse base URLs as a list, or separated by commas or spaces; drop repeated ones."""
    items = raw if isinstance(raw, list | tuple) else [raw]
    urls = [parse_url(part) for item in items for part in re.split(r"[,\s]+", parse_text(item)) if part]
    return tuple(dict.fromkeys(urls))


def parse_log_level(raw: object) -> str:
    """Parse the level of a log."""
    level = str(raw).strip().lower()
    if level not in LOG_LEVELS:
        raise ValueError(f"{raw!r} is not allowed; choose one of: {', '.join(LOG_LEVELS)}")
    return level


def parse_share(raw: object) -> float:
    """Parse a share from 0 to 1, written as `5%` or `0.05`."""
    written = raw.strip() if isinstance(raw, str) else raw
    percent = isinstance(written, str) and written.endswith("%")
    try:
        value = float(str(written).removesuffix("%")) / (100 if percent else 1)
    except ValueError:
        value = float("nan")
    if isinstance(raw, bool) or not isfinite(value) or not 0 <= value <= 1:
        raise ValueError(f"{raw!r} is not allowed; give a share of the articles, like 5% or 0.05")
    return value


def parse_money(raw: object) -> Decimal:
    """Parse an amount of US dollars, at least 0."""
    try:
        value = Decimal(str(raw).strip()) if isinstance(raw, str | int | float) and not isinstance(raw, bool) else None
    except InvalidOperation:
        value = None
    if value is None or not value.is_finite() or value < 0:
        raise ValueError(f"{raw!r} is not allowed; give US dollars, like 2.50")
    return value


def parse_switch(raw: object) -> bool:
    """Parse true or false."""
    word = str(raw).strip().lower()
    if word not in ("true", "false", "yes", "no", "1", "0"):
        raise ValueError(f"{raw!r} is not allowed; give true or false")
    return word in ("true", "yes", "1")


def parse_body(raw: object) -> dict[str, Any]:
    """Parse further fields of a request: a table, or a JSON object."""
    fields = _parse_table(raw, 'one like {"enable_thinking": false}')
    if taken := sorted(fields.keys() & _OWN_FIELDS):
        raise ValueError(f"{taken[0]!r} is not for extra_body; it is set by the run itself")
    if secret := next(filter(SECRET_FIELD.search, all_names(fields)), None):
        raise ValueError(
            f"{secret!r} looks like a secret, which does not belong here: set OPENAI_API_KEY, or a header of"
            " extra_headers that takes its value from a variable"
        )
    return fields


def parse_headers(raw: object) -> dict[str, str]:
    """Parse further headers of a request: a table, or a JSON object. `env:NAME` stands for the value of a variable."""
    headers = _parse_table(raw, 'one like {"X-Gateway-Key": "env:GATEWAY_KEY"}')
    for name, value in headers.items():
        if not (isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9-]+", name) and re.fullmatch(r"[ -~]*", value)):
            raise ValueError(f"the header {name!r} has no text of ASCII as its value")
        if (SECRET_NAME.search(name) or _SECRET_VALUE.match(value)) and not value.startswith("env:"):
            raise ValueError(
                f"the header {name!r} looks like a secret, which does not belong here: set an environment variable,"
                f" and name it like {name} = 'env:GATEWAY_KEY'"
            )
    return headers


def _parse_table(raw: object, example: str) -> dict[str, Any]:
    try:
        table = json.loads(raw) if isinstance(raw, str) else raw
    except ValueError:
        table = None
    if not isinstance(table, dict):
        raise ValueError(f"this is no table of names and values; give {example}")
    return table


def optional(parse: Callable[[object], Any]) -> Callable[[object], Any]:
    """Return a parser of the word `none`, and of what `parse` parses."""

    def parse_optional(raw: object) -> Any:
        return None if isinstance(raw, str) and raw.strip().lower() == "none" else parse(raw)

    return parse_optional


def one_of(*allowed: str) -> Callable[[object], str]:
    """Return a parser of these words."""

    def parse(raw: object) -> str:
        if raw not in allowed:
            raise ValueError(f"{raw!r} is not allowed; choose one of: {', '.join(allowed)}")
        return str(raw)

    return parse


def integer(least: int, most: int) -> Callable[[object], int]:
    """Return a parser of whole numbers from `least` to `most`."""

    def parse(raw: object) -> int:
        value = int(raw) if isinstance(raw, str) and re.fullmatch(r"\s*[+-]?\d{1,18}\s*", raw) else raw
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise ValueError(f"{raw!r} is not allowed; give a whole number from {least} to {most}")
        return value

    return parse


def number(least: float, most: float, unit: str) -> Callable[[object], float]:
    """Return a parser of numbers from `least` to `most`."""

    def parse(raw: object) -> float:
        try:
            value = float(raw) if isinstance(raw, str | int | float) and not isinstance(raw, bool) else float("nan")
        except ValueError:
            value = float("nan")
        if not isfinite(value) or not least <= value <= most:
            raise ValueError(f"{raw!r} is not allowed; give {unit} from {least:g} to {most:g}")
        return value

    return parse
