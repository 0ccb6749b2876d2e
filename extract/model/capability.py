"""What an endpoint accepts and tells: one record for each server and model, and the request that follows from it.

Pure. `next_request` fits a wanted request to the record; `learn` gives the record that follows from a refusal. A record
is the same whether it was found in this run, read from the cache, or forced by settings.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from extract.model.endpoint import ResponseFormat
from extract.model.refusal import Bounds, Refusal

RESPONSE_FORMAT = "response_format"
_MAX_TOKENS = ("max_tokens", "max_completion_tokens")
SMALLEST_ANSWER = 128
"""Tokens; a smaller bound on answers leaves no room for one."""


_BELOW = dict(zip(ResponseFormat, [*list(ResponseFormat)[1:], None], strict=True))


@dataclass(frozen=True)
class Capabilities:
    """What one server accepts for one model. The default accepts everything that is wanted."""

    response_format: ResponseFormat = ResponseFormat.STRICT_SCHEMA
    forced_format: bool = False
    """Whether a setting chose the response format, so that no other is tried."""
    dropped: tuple[str, ...] = ()
    """Fields of the wanted request that are left out."""
    max_tokens_field: str | None = None
    """The name under which the bound on answers is accepted; None for the wanted one."""
    bounds: tuple[tuple[str, float | None, float | None], ...] = ()
    """Field, smallest and largest accepted value."""
    system_role: bool = True
    tool_choice: bool = True
    streams: bool = False
    """Whether answers come only as a stream."""
    context_length: int | None = None
    """Tokens, as the server told in an error."""
    usage_told: bool | None = None
    """Whether answers tell their tokens, as a count; None until an answer came."""

    def as_json(self) -> dict[str, Any]:
        """The record as JSON."""
        return json.loads(json.dumps(asdict(self)))  # type: ignore[no-any-return]

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Capabilities":
        """The record that `as_json` gave. Raises ValueError, TypeError or KeyError."""
        bounds = tuple((str(name), low, high) for name, low, high in value["bounds"])
        format_ = ResponseFormat(value["response_format"])
        return cls(**{**value, "response_format": format_, "dropped": tuple(value["dropped"]), "bounds": bounds})


def next_request(wanted: Mapping[str, Any], known: Capabilities) -> dict[str, Any]:
    """The body to send: the wanted one, without what the server refuses. It is the wanted one by default."""
    body = {_renamed(name, known): value for name, value in wanted.items() if name not in known.dropped}
    for name in ("temperature", *_MAX_TOKENS):
        if name in body:
            body[name] = _within(name, body[name], known)
    if known.streams:
        body["stream"] = True
    if RESPONSE_FORMAT in wanted:
        body = _with_format(body, wanted[RESPONSE_FORMAT]["json_schema"], known)
    return body if known.system_role else body | {"messages": _without_system(body["messages"])}


def learn(known: Capabilities, refusal: Refusal, body: Mapping[str, Any]) -> Capabilities | None:
    """The record after a server refused a body; None if the refusal names nothing that could be left out."""
    for name in refusal.fields:
        if newer := _without(name, known, refusal, body):
            return newer
    return None


def guess(known: Capabilities, body: Mapping[str, Any]) -> Capabilities | None:
    """A more modest record to try where a refusal names no field; None if nothing is left to give up."""
    if luxuries := [name for name in ("seed", "temperature") if name in body]:
        return replace(known, dropped=(*known.dropped, *luxuries))
    if not known.forced_format and known.response_format not in (ResponseFormat.TEXT, ResponseFormat.TOOL):
        strict = known.response_format in (ResponseFormat.STRICT_SCHEMA, ResponseFormat.SCHEMA)
        return replace(known, response_format=ResponseFormat.OBJECT if strict else ResponseFormat.TEXT)
    return _without_max_tokens(known, body)


def describe(before: Capabilities, after: Capabilities) -> str:
    """The differences of two records, for people: `without seed, response format json_object`."""
    told = [f"without {name}" for name in after.dropped if name not in before.dropped]
    if after.response_format != before.response_format:
        told.append(f"with response format {after.response_format}")
    if after.max_tokens_field != before.max_tokens_field:
        told.append(f"with {after.max_tokens_field} for the bound on answers")
    told += [f"with {_bounded(*bound)}" for bound in after.bounds if bound not in before.bounds]
    if after.system_role != before.system_role:
        told.append("with the instructions in the first user message")
    if after.tool_choice != before.tool_choice:
        told.append("without tool_choice")
    if after.streams != before.streams:
        told.append("as a stream")
    if after.context_length != before.context_length:
        told.append(f"within a context of {after.context_length:,} tokens")
    return ", ".join(told)


def _bounded(name: str, low: float | None, high: float | None) -> str:
    parts = [f"at least {low:g}" if low is not None else "", f"at most {high:g}" if high is not None else ""]
    return f"{name} {' and '.join(filter(None, parts))}"


def _without(name: str, known: Capabilities, refusal: Refusal, body: Mapping[str, Any]) -> Capabilities | None:
    """The record after this field was refused; None if that changes nothing."""
    if name == RESPONSE_FORMAT:
        return _lower_format(known, refusal)
    if name in ("tools", "tool_choice") and known.response_format is ResponseFormat.TOOL:
        if name == "tool_choice" and known.tool_choice:
            return replace(known, tool_choice=False)
        return replace(known, response_format=ResponseFormat.TEXT) if not known.forced_format else None
    if name == "system":
        return replace(known, system_role=False) if known.system_role else None
    if name == "stream":
        return replace(known, streams=True) if not known.streams else None
    if name in _MAX_TOKENS:
        return _smaller_answers(known, refusal, body)
    if name not in body:
        return None
    if name == "temperature" and (bounded := _bound(known, name, body[name], refusal.bounds)):
        return bounded
    return replace(known, dropped=(*known.dropped, name))


def _lower_format(known: Capabilities, refusal: Refusal) -> Capabilities | None:
    if known.forced_format:
        return None
    below = _BELOW[known.response_format]
    if known.response_format is ResponseFormat.STRICT_SCHEMA and not refusal.of_schema:
        below = ResponseFormat.OBJECT
    return replace(known, response_format=below) if below else None


def _smaller_answers(known: Capabilities, refusal: Refusal, body: Mapping[str, Any]) -> Capabilities | None:
    """The record after the bound on answers was refused: within bounds that were told, under its other name, or not at
    all."""
    name = next((one for one in _MAX_TOKENS if one in body), None)
    if name is None:
        return None
    asked = body[name]
    if refusal.context_length:
        fits = asked > refusal.context_length // 2 >= SMALLEST_ANSWER
        return replace(known, context_length=refusal.context_length) if fits else None
    if bounded := _bound(known, name, asked, refusal.bounds):
        return bounded
    return _without_max_tokens(known, body) if refusal.bounds.high is None else None


def _without_max_tokens(known: Capabilities, body: Mapping[str, Any]) -> Capabilities | None:
    name = next((one for one in _MAX_TOKENS if one in body), None)
    if name is None:
        return None
    if known.max_tokens_field is None:
        return replace(known, max_tokens_field=_MAX_TOKENS[1 - _MAX_TOKENS.index(name)])
    return replace(known, dropped=(*known.dropped, *_MAX_TOKENS))


def _bound(known: Capabilities, name: str, asked: float, told: Bounds) -> Capabilities | None:
    """The record with a bound that the value asked for breaks; None if it breaks none."""
    low = told.low if told.low is not None and asked < told.low else None
    high = told.high if told.high is not None and asked > told.high else None
    if name in _MAX_TOKENS:
        high = high if high is not None and high >= SMALLEST_ANSWER else None
    if low is None and high is None:
        return None
    others = tuple(bound for bound in known.bounds if bound[0] != name)
    return replace(known, bounds=(*others, (name, low, high)))


def _renamed(name: str, known: Capabilities) -> str:
    return known.max_tokens_field if known.max_tokens_field and name in _MAX_TOKENS else name


def _within(name: str, value: float, known: Capabilities) -> float:
    for bounded, low, high in known.bounds:
        if bounded == name or (bounded in _MAX_TOKENS and name in _MAX_TOKENS):
            value = max(value, low) if low is not None else value
            value = min(value, high) if high is not None else value
    if name in _MAX_TOKENS:
        value = min(value, known.context_length // 2) if known.context_length else value
        return int(value)
    return value


def _with_format(body: dict[str, Any], schema: Mapping[str, Any], known: Capabilities) -> dict[str, Any]:
    """The body with the response format of the record."""
    body = {name: value for name, value in body.items() if name != RESPONSE_FORMAT}
    if known.response_format is ResponseFormat.STRICT_SCHEMA:
        return body | {RESPONSE_FORMAT: {"type": "json_schema", "json_schema": schema}}
    if known.response_format is ResponseFormat.SCHEMA:
        loose = {name: value for name, value in schema.items() if name != "strict"}
        return body | {RESPONSE_FORMAT: {"type": "json_schema", "json_schema": loose}}
    body["messages"] = _with_schema(body["messages"], schema["schema"])
    if known.response_format is ResponseFormat.OBJECT:
        return body | {RESPONSE_FORMAT: {"type": "json_object"}}
    if known.response_format is ResponseFormat.TEXT:
        return body
    function = {"name": schema["name"], "description": "Gives the answer.", "parameters": schema["schema"]}
    chosen = {"tool_choice": {"type": "function", "function": {"name": schema["name"]}}} if known.tool_choice else {}
    return body | {"tools": [{"type": "function", "function": function}]} | chosen


def _with_schema(messages: list[dict[str, Any]], schema: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The messages with the schema at the end of the instructions."""
    compact = json.dumps(schema, ensure_ascii=False, separators=(",", ":"))
    told = f"Answer with one JSON object and nothing else. It must match this JSON schema:\n{compact}"
    first, *rest = messages
    if first["role"] != "system":
        return [{"role": "system", "content": told}, *messages]
    return [first | {"content": f"{first['content']}\n\n{told}"}, *rest]


def _without_system(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The messages with the instructions at the head of the first user message."""
    first, *rest = messages
    if first["role"] != "system" or not rest:
        return messages
    head = rest[0] | {"content": f"{first['content']}\n\n{rest[0]['content']}"}
    return [head, *rest[1:]]
