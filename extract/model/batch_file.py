"""The lines of OpenAI's batch files: a request goes in as one line, and a line of an output or error file comes out as
what it answers.

Nothing is sent here. See: https://platform.openai.com/docs/api-reference/batch
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from extract.errors import ModelError
from extract.model.completion import read_completion
from extract.model.failures import FailedResponse, examine
from extract.model.usage import usage_of
from schemas import FailureCode, Usage

CHAT: Final = "/v1/chat/completions"
"""What the requests of a batch ask for."""
MOST_REQUESTS = 50_000
"""Requests that one file may hold."""
MOST_BYTES = 200_000_000
"""Bytes that one file may have."""
ANSWERED = 200
NEVER_RUN = 0
"""In the place of an HTTP status, where a request was not executed."""
LONGEST_LINE = 8_000_000
"""Bytes of a line of the server's; a longer one is no answer."""


@dataclass(frozen=True)
class Reply:
    """What came of one request."""

    key: str
    """Its `custom_id`."""
    status: int
    """That of HTTP, or `NEVER_RUN`."""
    body: str
    """JSON: the completion, or what the server said instead."""

    @property
    def usage(self) -> Usage:
        """What it took; an error took nothing."""
        if self.status != ANSWERED:
            return Usage()
        return usage_of(read_completion(json.loads(self.body)))


def request_line(key: str, body: Mapping[str, Any]) -> bytes:
    """A request as a line of a batch's input file."""
    row = {"custom_id": key, "method": "POST", "url": CHAT, "body": body}
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def read_line(line: bytes) -> Reply:
    """The reply in a line of an output or error file. Raises ValueError if there is none."""
    row = json.loads(line)
    if not isinstance(row, dict) or not isinstance(row.get("custom_id"), str):
        raise ValueError("the line names no request")
    response = row.get("response") or {}
    body, status = response.get("body"), response.get("status_code")
    if isinstance(body, dict) and isinstance(status, int):
        return Reply(row["custom_id"], status, json.dumps(body, ensure_ascii=False))
    if not row.get("error"):
        raise ValueError("the line holds neither an answer nor an error")
    return Reply(row["custom_id"], NEVER_RUN, json.dumps({"error": row["error"]}, ensure_ascii=False))


def examine_reply(reply: Reply) -> FailedResponse | None:
    """The response of a request that was refused, examined as that of an ordinary call; None if it was never run."""
    return None if reply.status == NEVER_RUN else examine(reply.status, {}, reply.body.encode())


def classify_reply(reply: Reply) -> ModelError:
    """The classified error of a request that was not answered, as an ordinary call would have had it."""
    failed = examine_reply(reply)
    if failed:
        return failed.error()
    body = json.loads(reply.body)
    error = body["error"] if isinstance(body.get("error"), dict) else {}
    told = " ".join(str(error.get("message") or error.get("code") or "it came back without an answer").split())[:200]
    code = FailureCode.TIMEOUT if error.get("code") == "batch_expired" else FailureCode.SERVER_ERROR
    return ModelError(f"the batch did not get to the request: {told}", code)
