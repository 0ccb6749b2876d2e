"""Finds the reply in an answer, wherever the server or the model put it. Pure: a completion in, a reply out.

An answer may have its JSON in the content, in the arguments of a tool call or in a reasoning field; behind reasoning
marked by `<think>` or channel markers; in a code fence; amid prose; one level too deep; or encoded twice. Each place is
tried in turn, and counts only if what stands there has the strict shape (see `coerce`).
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import json_repair
from pydantic import BaseModel, ValidationError

from extract.model.coerce import ReadReply, coerce_reply, has_shape
from extract.model.completion import Completion

LONGEST_TEXT = 2_000_000
"""Characters of an answer that are searched for an object."""
MOST_OBJECTS = 40
"""Objects of one text that are tried, the last ones first."""
MOST_UNCLOSED = 40
"""Braces of one text that are never closed, behind which objects are looked for."""
MOST_SEARCHED = 4_000_000
"""Characters that these searches may look at together, after which no other one is begun."""

_THOUGHT_END = re.compile(r"</(?:think|thinking|thought|reasoning|reflection)>|\[/THINK\]|◁/think▷|</seed:think>", re.I)
_THOUGHT_START = re.compile(r"<(?:think|thinking|thought|reasoning|reflection)>|\[THINK\]|◁think▷|<seed:think>", re.I)
_FINAL_CHANNEL = re.compile(r"<\|channel\|>\s*final\b[^<]*<\|message\|>|assistantfinal", re.I)
_ANSWER_TAG = re.compile(r"<(answer|output|response|json|result|tool_call)>(.*?)(?:</\1>|\Z)", re.I | re.S)
_NOTHING = re.compile(r"(?:```\w{0,10}\s{0,3})?\{\s{0,20}\}(?:\s{0,3}```)?")
"""An empty object alone: all lists are left out, since all are empty."""
_FENCE = re.compile(r"```[a-zA-Z0-9_-]*[ \t]*\n?(.*?)(?:```|\Z)", re.S)


def read_answer(completion: Completion, reply: type[BaseModel]) -> ReadReply | None:
    """The reply in an answer; None if no place of it holds one."""
    for text in (completion.content, *completion.tool_arguments):
        if found := read_text(text, reply):
            return found
    if not completion.content.strip() and completion.reasoning:
        return read_text(completion.reasoning, reply)
    return None


def read_text(text: str, reply: type[BaseModel]) -> ReadReply | None:
    """The reply in a model's text; None if there is none."""
    try:
        return ReadReply(reply.model_validate_json(text), text=text)
    except ValidationError:
        pass
    if _NOTHING.fullmatch(text.strip()):
        return None if (nothing := coerce_reply({}, reply)) is None else replace(nothing, text=text)
    for value in _values(text[:LONGEST_TEXT], reply):
        found = coerce_reply(value, reply) if has_shape(value, reply) else None
        if found:
            return replace(found, text=text)
    return None


def _values(text: str, reply: type[BaseModel]) -> Iterator[dict[str, Any]]:
    """Objects of a text that may be the reply, the likeliest first."""
    whole = _parse(text.strip())
    for part in _parts(text):
        for span in _objects(part):
            yield from _unwrap(_parse(span), reply)
    yield from _unwrap(whole, reply)  # a string that holds JSON has no object outside quotes


def _parts(text: str) -> Iterator[str]:
    """The text after a model's reasoning, then that in fences and tags, then all of it."""
    final = _FINAL_CHANNEL.split(text)[-1]
    spoken = _THOUGHT_END.split(final)[-1]
    if spoken.strip():
        yield from (match[1] for match in reversed(list(_FENCE.finditer(spoken))))
        yield from (match[2] for match in reversed(list(_ANSWER_TAG.finditer(spoken))))
        yield _THOUGHT_START.split(spoken)[0]
        yield spoken
    yield text


def _objects(text: str) -> Iterator[str]:
    """Balanced objects and lists of a text that stand in no other, the last one first.

    An opening brace of prose can hide an object behind it, so the text behind one that is never closed is searched
    again.
    """
    begin, left = 0, MOST_SEARCHED
    for _ in range(MOST_UNCLOSED):
        spans, unclosed = _balanced(text, begin)
        yield from reversed(spans[-MOST_OBJECTS:])
        left -= len(text) - begin
        begin = unclosed + 1
        if unclosed < 0 or left < 0 or text.find("{", begin) < 0:
            return


def _balanced(text: str, begin: int) -> tuple[list[str], int]:
    """The balanced objects and lists of a text from a place on, and where one opens that is never closed, or -1."""
    spans: list[str] = []
    stack: list[str] = []
    start, quoted, escaped = 0, False, False
    for position in range(begin, len(text)):
        sign = text[position]
        if escaped:
            escaped = False
        elif quoted:
            escaped = sign == "\\"
            quoted = sign != '"'
        elif sign == '"':
            quoted = bool(stack)
        elif sign in "{[":
            start = start if stack else position
            stack.append(sign)
        elif sign in "}]" and stack:
            if stack.pop() != ("{" if sign == "}" else "["):
                stack.clear()
            elif not stack:
                spans.append(text[start : position + 1])
    return spans, start if stack else -1


def _parse(text: str) -> Any:
    """The value of a text, repaired where only its notation is at fault; None if it cannot be read."""
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return _repaired(text)


def _repaired(text: str) -> Any:
    """A balanced object in a looser notation: trailing commas, single quotes, comments, Python's words.

    The repair counts only if every text that comes out stood in the source, so that nothing is made up.
    """
    if not (text.startswith(("{", "[")) and text.endswith(("}", "]"))):
        return None
    try:
        value = json_repair.loads(text)
    except (ValueError, RecursionError):
        return None
    source = json.dumps(text, ensure_ascii=False)
    return value if all(_stands(words, text, source) for words in _texts(value)) else None


def _stands(words: str, text: str, source: str) -> bool:
    escaped = json.dumps(words, ensure_ascii=False)[1:-1]
    return words in text or escaped in text or escaped in source


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield str(name)
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)


def _unwrap(value: Any, reply: type[BaseModel]) -> Iterator[dict[str, Any]]:
    """The value, or what it holds one level down; a string may be JSON once more."""
    value = _decoded(value)
    if isinstance(value, list) and len(value) == 1:
        value = _decoded(value[0])
    if not isinstance(value, dict):
        return
    yield value
    inner = [part for part in map(_decoded, value.values()) if isinstance(part, dict) and has_shape(part, reply)]
    if len(inner) == 1:
        yield inner[0]


def _decoded(value: Any) -> Any:
    if isinstance(value, str) and value.lstrip().startswith(("{", "[", '"')):
        return _parse(value.strip())
    return value
