"""Habits of real servers, each as a rule of the scripted server: what it answers to a body asked for the n-th time.

Real servers cannot be made to show them at will. Habits of one class stand together; the words are in the forms that
the servers document, or that their users report.
"""

import gzip
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.support.server_errors import google_error, openai_error
from tests.support.stub import REPLY, Said, Stub, said

Body = Mapping[str, Any]
Habit = Callable[[Body, int], Said | None]
GOOD = json.loads(REPLY)
FLOATS = {"prompt_tokens": 900.0, "completion_tokens": 20.0}


def _usual(body: Body, number: int) -> Said | None:
    return None


@dataclass
class HabitStub(Stub):
    """A scripted server with one habit; otherwise it answers well."""

    habit: Habit = field(default=_usual)

    def _chosen(self, body: bytes) -> Said:
        usual = super()._chosen(body)
        return self.habit(self.bodies[-1], self.times(self.asked[-1])) or usual


def error(status: int, body: Any, **headers: str) -> Said:
    """An error response."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Said(body.encode() if isinstance(body, str) else json.dumps(body).encode(), status, named)


def says(content: str | None, **message: Any) -> Habit:
    """Always answers so."""
    return lambda body, number: said(content, **message)  # type: ignore[arg-type]


def refuses(field: str, message: str, status: int = 400) -> Habit:
    """Refuses every body with a field."""
    return lambda body, number: error(status, openai_error(message)) if field in body else None


def once(answer: Said) -> Habit:
    """Answers so to the first call about each question."""
    return lambda body, number: answer if number == 1 else None


def _formats(*allowed: str | None) -> Habit:
    def habit(body: Body, number: int) -> Said | None:
        asked = body.get("response_format", {}).get("type")
        if asked in allowed:
            return None
        return error(400, openai_error(f"'response_format.type' : {asked} is not one of the allowed values"))

    return habit


def _reasoning_model(body: Body, number: int) -> Said | None:
    if "max_tokens" in body:
        told = "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."
        return error(400, openai_error(told, param="max_tokens"))
    if body.get("temperature", 1) != 1:
        return error(400, openai_error("Only the default (1) value is supported.", param="temperature"))
    return error(400, openai_error("System role not supported")) if body["messages"][0]["role"] == "system" else None


def _strict_gateway(body: Body, number: int) -> Said | None:
    known = {"model", "messages", "max_tokens"}
    unknown = sorted(body.keys() - known)
    return error(422, {"detail": [{"loc": ["body", name], "msg": "extra"} for name in unknown]}) if unknown else None


def _schema_in_prompt(body: Body, number: int) -> Said | None:
    return None if '"parties"' in body["messages"][0]["content"] else said("Certainly! Two states signed something.")


def _only_tools(body: Body, number: int) -> Said | None:
    if "response_format" in body:
        return error(400, openai_error("response_format is not supported"))
    if "tools" not in body:
        return said("Let me think about that.")
    call = {"id": "t", "type": "function", "function": {"name": "Records", "arguments": REPLY}}
    return said(None, finish="tool_calls", tool_calls=[call])  # type: ignore[arg-type]


def _only_streams(body: Body, number: int) -> Said | None:
    if not body.get("stream"):
        return error(400, openai_error("This model only supports streaming: set stream to true"))
    chunks = [{"choices": [{"delta": {"content": part}}]} for part in (REPLY[:9], REPLY[9:])]
    return Said("".join(f"data: {json.dumps(chunk)}\n\n" for chunk in chunks).encode() + b"data: [DONE]\n\n")


def _small_context(body: Body, number: int) -> Said | None:
    if body["max_tokens"] <= 3_000:
        return None
    told = f"'max_tokens' is too large: {body['max_tokens']}. This model's maximum context length is 4096 tokens"
    return error(400, openai_error(f"{told} and your request has 900 input tokens."))


def _enveloped(**changes: Any) -> Said:
    body = json.loads(said().body) | changes
    return Said(json.dumps(body).encode())


EXTRACTED: dict[str, Habit] = {
    "reasoning model behind a gateway": _reasoning_model,
    "gateway that knows few fields": _strict_gateway,
    "seed unknown to google": lambda body, number: (
        error(400, google_error('Unknown name "seed": Cannot find field.')) if "seed" in body else None
    ),
    "temperature above zero": lambda body, number: (
        error(422, {"detail": [{"loc": ["body", "temperature"], "ctx": {"gt": 0}, "msg": "must be strictly positive"}]})
        if body.get("temperature") == 0
        else None
    ),
    "bound on answers": lambda body, number: (
        error(400, openai_error("max_tokens must be less than or equal to 1024")) if body["max_tokens"] > 1024 else None
    ),
    "bound on credits": lambda body, number: (
        error(402, openai_error("You requested up to 4096 max_tokens, but can only afford 900", code=402))
        if body["max_tokens"] > 900
        else None
    ),
    "small context": _small_context,
    "nothing named": refuses("seed", "Request contains an invalid argument."),
    "router without a provider": lambda body, number: (
        error(404, {"error": {"message": "No endpoints found that can handle the requested parameters.", "code": 404}})
        if "seed" in body
        else None
    ),
    "json_object only": _formats("json_object"),
    "text only": _formats(None),
    "500 for json_schema": lambda body, number: (
        error(500, {"error": {"message": "response_format type must be one of text, json_object"}})
        if body.get("response_format", {}).get("type") == "json_schema"
        else None
    ),
    "tools only": _only_tools,
    "schema not shown to the model": _schema_in_prompt,
    "streams only": _only_streams,
    "own check of JSON failed once": once(error(400, openai_error("Failed to generate JSON."))),
    "fence": says(f"```json\n{REPLY}\n```"),
    "think block": says(f"<think>{{hm}} {json.dumps({'agreements': []})}</think>{REPLY}"),
    "wrapped": says(json.dumps({"output": GOOD})),
    "parts": says([{"type": "thinking", "thinking": "x"}, {"type": "text", "text": REPLY}]),  # type: ignore[arg-type]
    "reasoning only": says(None, reasoning=REPLY),
    "words of an enumeration": says(json.dumps(GOOD).replace('"status": "signed"', '"status": "SIGNED"')),
    "one bad record": says(json.dumps(GOOD | {"agreements": [*GOOD["agreements"], {"cue": 7}], "statements": None})),
    "odd envelope": lambda body, number: _enveloped(created="2030-01-15", usage=FLOATS, model=None),
    "packed": lambda body, number: Said(gzip.compress(said().body), headers={"Content-Encoding": "gzip"}),
    "comments": lambda body, number: Said(b": PROCESSING\n\n" + said(usage=None).body),
    "empty once": once(said("")),
    "no choice once": once(_enveloped(choices=[])),
    "error in a 200 once": once(error(200, {"error": {"message": "Provider returned error", "code": 502}})),
    "error in a choice once": once(_enveloped(choices=[{"finish_reason": "error", "message": {"content": ""}}])),
    "busy once": once(error(429, openai_error("Please try again in 10ms."))),
    "loading": once(error(503, {"error": {"message": "Loading model", "code": 503}})),
}  # fmt: skip
"""Habits with which every article is extracted."""
