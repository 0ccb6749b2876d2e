"""An answer of the chat completions API, read for its words, how it ended, and its usage.

In: the bytes of a response. Out: its JSON, and a `Completion`. Servers differ in everything around the words, so a
value of another type than expected counts as not told. A stream that was not asked for is put together.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from openai.types.chat import ChatCompletion


@dataclass(frozen=True)
class Tokens:
    """The usage that a server tells."""

    prompt: int
    completion: int
    cached: int = 0


@dataclass(frozen=True)
class Completion:
    """The first choice of an answer."""

    content: str = ""
    """Text of the message, content parts joined."""
    tool_arguments: tuple[str, ...] = ()
    """Arguments of tool calls, as JSON."""
    reasoning: str = ""
    """Text of the fields that servers keep apart for reasoning."""
    refusal: str | None = None
    finish_reason: str | None = None
    tokens: Tokens | None = None
    """None if the server does not tell."""
    created: int = 0
    """Unix time; 0 if the server does not tell."""
    answered: bool = True
    """False if the response holds no choice."""
    joined: bool = False
    """Whether the content came in several parts."""

    @property
    def said(self) -> str:
        """The model's own words, wherever they stand."""
        return self.content or "\n".join(self.tool_arguments) or self.reasoning

    def as_openai(self, content: str) -> ChatCompletion:
        """The answer in openai's type, with this text as its content."""
        message = {"role": "assistant", "content": content}
        choice = {"index": 0, "finish_reason": self.finish_reason, "message": message}
        return ChatCompletion.construct(choices=[choice], created=self.created)


def parse_body(body: bytes) -> Any:
    """The JSON value of a response, streamed or not. Raises ValueError if it is neither."""
    text = body.decode("utf-8", errors="replace").strip("\ufeff \t\r\n")
    try:
        return _parse_events(text) if is_stream(text) else json.loads(text)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def is_stream(text: str) -> bool:
    """Whether the text of a response is that of server-sent events."""
    return text.lstrip("\ufeff \t\r\n").startswith((":", "data:", "event:"))


def read_completion(value: Any) -> Completion:
    """The completion in the JSON value of a response; `answered` is False where there is none."""
    body = value if isinstance(value, dict) else {}
    choices = body.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices and isinstance(choices[0], dict) else None
    message = _mapping(choice.get("message")) if choice else {}
    content = message.get("content") if message else (choice or {}).get("text")
    return Completion(
        content=_text(content),
        tool_arguments=tuple(_tool_arguments(message)),
        reasoning=next((_text(message[name]) for name in _REASONING if message.get(name)), ""),
        refusal=message.get("refusal") if isinstance(message.get("refusal"), str) else None,
        finish_reason=_finish_reason(choice) if choice else None,
        tokens=_tokens(body.get("usage")),
        created=_unix_time(body.get("created")),
        answered=choice is not None,
        joined=isinstance(content, list) and len(content) > 1,
    )


_REASONING = ("reasoning_content", "reasoning", "thinking")


def _finish_reason(choice: Mapping[str, Any]) -> str | None:
    found = choice.get("finish_reason") or choice.get("stop_reason")
    return found.lower() if isinstance(found, str) else None


def _text(content: Any) -> str:
    """The text of a message: a string, an object, or a list of parts of which those of reasoning are left out."""
    if isinstance(content, str):
        return content
    if isinstance(content, dict):
        return json.dumps(content, ensure_ascii=False)
    if not isinstance(content, list):
        return ""
    return "".join(_part(part) for part in content)


def _part(part: Any) -> str:
    if isinstance(part, str):
        return part
    if not isinstance(part, dict) or part.get("type") not in ("text", "output_text", None):
        return ""
    text = part.get("text")
    return str(text.get("value", "")) if isinstance(text, dict) else text if isinstance(text, str) else ""


def _tool_arguments(message: Mapping[str, Any]) -> Iterable[str]:
    calls = message.get("tool_calls")
    functions = [_mapping(call).get("function") for call in calls] if isinstance(calls, list) else []
    for function in (*functions, message.get("function_call")):
        arguments = _mapping(function).get("arguments")
        if isinstance(arguments, str) and arguments.strip():
            yield arguments
        elif isinstance(arguments, dict):
            yield json.dumps(arguments, ensure_ascii=False)


def _tokens(usage: Any) -> Tokens | None:
    told = _mapping(usage)
    prompt = _first(told, "prompt_tokens", "input_tokens")
    completion = _first(told, "completion_tokens", "output_tokens")
    if prompt is None and completion is None:
        return None
    details = _mapping(told.get("prompt_tokens_details"))
    cached = _whole(details.get("cached_tokens")) or _whole(told.get("prompt_cache_hit_tokens"))
    return Tokens(prompt or 0, completion or 0, cached or 0)


def _first(told: Mapping[str, Any], *names: str) -> int | None:
    return next((found for name in names if (found := _whole(told.get(name))) is not None), None)


MOST_TOKENS = 10**12
"""Tokens in one answer beyond which a figure is taken for nonsense; sums of them fit into the ledger's 63 bits."""
LAST_SECOND = 253_402_300_799
"""Unix time of the end of the year 9999."""


def _unix_time(value: Any) -> int:
    """A time in seconds, also if it came in milliseconds; 0 if it is not told or is none."""
    number = _whole(value, LAST_SECOND * 1_000) or 0
    return number if number < 10**11 else number // 1_000


def _whole(value: Any, most: int = MOST_TOKENS) -> int | None:
    """A whole number from 0 to `most`, also if it came as a float or as text; None for anything else."""
    try:
        number = int(float(value)) if isinstance(value, int | float | str) and not isinstance(value, bool) else None
    except (ValueError, OverflowError):
        return None
    return number if number is not None and 0 <= number <= most else None


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _parse_events(text: str) -> Any:
    """The value that server-sent events add up to. Comments between JSON lines are left out."""
    lines = [line for line in text.splitlines() if not line.startswith((":", "event:", "id:", "retry:"))]
    data = [line.removeprefix("data:").strip() for line in lines if line.startswith("data:")]
    if not data:
        return json.loads("\n".join(lines))
    chunks = [json.loads(line) for line in data if line and line != "[DONE]"]
    return _merge(chunks)


def _merge(chunks: list[Any]) -> Any:
    """One response from the chunks of a stream; an error, or a whole message, stands for all of it."""
    whole: dict[str, Any] = {}
    message: dict[str, Any] = {}
    calls: dict[str, dict[str, str]] = {}
    finish = None
    for chunk in chunks:
        choices = _mapping(chunk).get("choices")
        if not isinstance(choices, list):
            return chunk
        whole |= {name: value for name, value in chunk.items() if value is not None}
        for choice in map(_mapping, choices[:1]):
            if choice.get("message"):
                return chunk
            delta = _mapping(choice.get("delta"))
            for name in ("content", *_REASONING, "refusal"):
                if isinstance(delta.get(name), str):
                    message[name] = message.get(name, "") + delta[name]
            for number, arguments in _pieces(delta.get("tool_calls")):
                calls.setdefault(number, {"arguments": ""})["arguments"] += arguments
            finish = choice.get("finish_reason") or finish
    if calls:
        message["tool_calls"] = [{"function": function} for function in calls.values()]
    return whole | {"choices": [{"index": 0, "finish_reason": finish, "message": message}]}


def _pieces(calls: Any) -> Iterable[tuple[str, str]]:
    """The pieces of arguments in a chunk, each with the number of its tool call."""
    for call in map(_mapping, calls if isinstance(calls, list) else ()):
        arguments = _mapping(call.get("function")).get("arguments")
        if isinstance(arguments, str):
            yield str(call.get("index", 0)), arguments
