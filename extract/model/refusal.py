"""Reads a refusal of a request: which of its fields the server names, and what bounds it tells.

Pure. In: status and body of a response that is an error. Out: a `ServerError` with its words, and a `Refusal` with the
fields. Fields are named in `error.param`, in `detail[].loc` (FastAPI, Mistral), in `fieldViolations` (Google), or in
plain words.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

REFUSING = frozenset({400, 404, 405, 415, 422, 500, 501})
"""Statuses with which servers refuse a field; of 404 and 500 only those that name one."""


@dataclass(frozen=True)
class ServerError:
    """An error as a server tells it."""

    status: int
    """That of HTTP, or the one in the body where HTTP says 200."""
    message: str
    words: str
    """All texts of the body, for tables of words to look in."""
    raw: str = ""
    """The body as it came."""
    params: tuple[str, ...] = ()
    """Fields that are named where the format of the error has a place for them."""


@dataclass(frozen=True)
class Bounds:
    """The values that a server accepts; None where it tells no bound."""

    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Refusal:
    """What a server refuses."""

    fields: tuple[str, ...] = ()
    """Names as the request has them, the likeliest first."""
    bounds: Bounds = Bounds()
    of_schema: bool = False
    """Whether it is the JSON schema, or its strictness, and not the response format as such."""
    context_length: int | None = None
    """Tokens, where the server tells that prompt and answer together do not fit."""


_FIELDS = {
    "response_format": (
        r"response[_ ]?formats?|responseformat|text\.format|json[_ ]?schema|json[_ ]?object|json mode|structured[_ -]?"
        r"outputs?|response_?(?:json_?)?schema|response_?mime_?type|guided[_ ](?:json|decoding)|grammar|"
        r"must contain the word .{0,3}json|additionalProperties|\$defs|\$ref|maxItems|minItems"
    ),
    "max_tokens": r"max_?(?:output_?|new_?)?tokens|max_completion_tokens",
    "temperature": r"temperature",
    "seed": r"seed",
    "tool_choice": r"tool_choice|toolchoice",
    "tools": r"tools?\b|function[_ ]call\w{0,5}",
    "stream": (
        r"only supports? stream\w{0,5}|only stream\w{0,5}|"
        r"stream(?:ing)?['\"` ]{0,4}(?:=|must be|is required|set to)\W{0,4}true|"
        r"stream\w{0,5} (?:mode )?is required|non-streaming|enable the stream"
    ),
    "system": (
        r"(?:system|developer)['\"` ]{0,4} (?:role|messages?|prompts?|instructions?)|"
        r"role['\"` :]{0,4}(?:system|developer)|"
        r"messages\W{0,2}0\W{0,2}role|role\W{1,4}does not support\W{1,4}(?:system|developer)"
    ),
}
_NAMED = {name: re.compile(rf"(?<![a-z])(?:{words})", re.I) for name, words in _FIELDS.items()}
_SCHEMA = re.compile(
    r"\bstrict\b|additionalProperties|\$defs|\$ref\b|(?:min|max)Items|keyword|invalid schema|\bschema (?:is|must|has)",
    re.I,
)
_UNSUPPORTED = re.compile(
    r"not (?:be )?(?:support|allow|enabl|permit|recogni)|unsupported|unknown|unrecogni|unavailable|must be|must have|"
    r"invalid|unexpected|extra |expected|but got|cannot|can't|only",
    re.I,
)
_NUMBER = r"[`'\" ]{0,3}(-?\d[\d,_]{0,15}(?:\.\d{1,12})?)"
_RANGES = (
    re.compile(rf"[\[(]\s{{0,3}}{_NUMBER}\s{{0,3}},\s{{0,3}}{_NUMBER}\s{{0,3}}[\])]"),
    re.compile(rf"between{_NUMBER}\W{{1,5}}(?:and|to){_NUMBER}", re.I),
    re.compile(rf"from{_NUMBER} (?:\(\w{{1,12}}\) )?to{_NUMBER}", re.I),
)
_HIGH = re.compile(
    rf"(?:less than or equal to|at most|no more than|<=|≤|up to|less than|lower than|limit(?: of| is|:)|"
    rf"(?:can|must|may|should)(?:not| not) (?:exceed|be (?:greater|larger|more) than)|"
    rf"maximum (?:\w{{1,20}} ){{0,4}}(?:is|of|value)|exceeds? (?:the )?(?:maximum|limit|max)\D{{0,40}}?)"
    rf"[ :]{{0,4}}{_NUMBER}|"
    rf">{_NUMBER},? which is the maximum",
    re.I,
)
_LOW = re.compile(
    rf"(?:greater than or equal to|at least|>=|≥|no less than|(?P<open>greater than|larger than|more than|>))"
    rf"[ :]{{0,4}}{_NUMBER}|(?P<positive>strictly positive)",
    re.I,
)
_TOGETHER = re.compile(
    r"(?:context|max_model_len|n_ctx|model'?s? maximum)\D{0,60}?(\d[\d,]{2,})|\+.{0,40}must be <= ?(\d[\d,]{2,})", re.I
)


def read_error(status: int, value: Any) -> ServerError | None:
    """The error in the JSON value of a response; None if it is an answer. `status` is that of HTTP."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        value = value[0]
    if not isinstance(value, dict):
        text = " ".join(str(value).split())
        return ServerError(status, text, text) if status >= 300 else None
    found = _error_of(value, status)
    if found is None:
        return None
    message = _message(found) or _message(value) or ""
    words = " | ".join(_texts(value))[:20_000]
    raw = json.dumps(value, ensure_ascii=False)[:20_000]
    return ServerError(_status(found, value, status), message, words, raw, tuple(_params(value)))


def read_refusal(error: ServerError) -> Refusal:
    """What an error refuses; it names no field if it refuses none."""
    if (error.status >= 500 or error.status == 404) and not _UNSUPPORTED.search(error.message):
        return Refusal()
    fields: list[str] = []
    for param in error.params:
        fields += [name for name in (_canonical(param),) if name]
    told = sorted((match.start(), name) for name in _NAMED for match in [_NAMED[name].search(error.message)] if match)
    fields += [name for _, name in told]
    together = _TOGETHER.search(error.message) if "max_tokens" in fields else None
    length = next((int(part.replace(",", "")) for part in together.groups() if part), None) if together else None
    return Refusal(
        fields=tuple(dict.fromkeys(fields)),
        bounds=_bounds(error),
        of_schema=bool(_SCHEMA.search(error.message)),
        context_length=length,
    )


def _error_of(value: Mapping[str, Any], status: int) -> Any:
    """The part of a response that tells an error, in any of the places that servers have for it."""
    choices = value.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices and isinstance(choices[0], dict) else {}
    if choice.get("error"):
        return choice["error"]
    if choice:
        return None
    if error := value.get("error"):
        return error
    base = value.get("base_resp")  # MiniMax
    if isinstance(base, dict) and base.get("status_code"):
        return {"message": base.get("status_msg"), "code": base["status_code"]}
    if status >= 300 or value.get("object") == "error" or value.get("success") is False:
        return value
    told = any(value.get(name) for name in ("detail", "message", "msg", "error_msg"))
    return value if told and not isinstance(choices, list) else None


def _message(found: Any) -> str:
    if isinstance(found, str):
        return found
    if isinstance(found, list):
        return "; ".join(filter(None, map(_message, found)))
    if not isinstance(found, dict):
        return ""
    for name in ("message", "msg", "detail", "error_msg", "error", "title", "error_description"):
        if told := _message(found.get(name)):
            loc = found.get("loc")
            return f"{'.'.join(map(str, loc))}: {told}" if isinstance(loc, list) else told
    return ""


def _status(found: Any, value: Mapping[str, Any], status: int) -> int:
    """The status of HTTP; where that says that all is well, the one in the body, and 500 if there is none."""
    if status >= 300:
        return status
    for place in (found, value):
        for name in ("code", "status", "status_code", "http_status"):
            told = str(place.get(name)) if isinstance(place, dict) else ""
            if told.isdigit() and 400 <= int(told) < 600:
                return int(told)
    return 500


def _texts(value: Any) -> Iterator[str]:
    """All texts in a value, each on one line."""
    if isinstance(value, str):
        yield " ".join(value.split())
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _params(value: Any) -> Iterator[str]:
    """Names of fields in `param`, `loc`, `field` or `property`, at any depth."""
    if isinstance(value, dict):
        for name, part in value.items():
            if name in ("param", "field", "property") and isinstance(part, str):
                yield part
            elif name == "loc" and isinstance(part, list):
                yield ".".join(map(str, part))
            else:
                yield from _params(part)
    elif isinstance(value, list):
        for part in value:
            yield from _params(part)


def _canonical(param: str) -> str | None:
    """`body.seed` is `seed`, `response_format.json_schema.schema` is `response_format`."""
    return next((name for name, words in _NAMED.items() if words.search(param)), None)


def _bounds(error: ServerError) -> Bounds:
    """The bounds in the words of an error."""
    if affordable := re.search(rf"only afford{_NUMBER}", error.message):
        return Bounds(high=_float(affordable[1]))
    for words in _RANGES:
        if match := words.search(error.message):
            low, high = (_float(part) for part in match.groups())
            after = error.message[match.end() - 1 : match.end() + 14]
            return Bounds(
                _above(low, match[0].startswith("(")), high - 1 if "exclusive" in after and high > 2 else high
            )
    high_match, low_match = _HIGH.search(error.message), _LOW.search(error.message)
    most = next((_float(part) for part in high_match.groups() if part), None) if high_match else None
    if low_match and low_match["positive"]:
        return Bounds(0.01, most)
    number = next((part for part in low_match.groups() if part and part[-1].isdigit()), None) if low_match else None
    return Bounds(_above(_float(number), bool(low_match and low_match["open"])) if number else None, most)


def _above(low: float, is_open: bool) -> float:
    """The smallest value above an open bound that is worth asking for."""
    return low + 0.01 if is_open and low < 2 else low


def _float(text: str) -> float:
    return float(text.replace(",", "").replace("_", ""))
