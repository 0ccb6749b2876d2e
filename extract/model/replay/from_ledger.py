"""Answers that were kept, written as the cassette of an article, so that they can be replayed.

In come questions with their answers, out goes a file. What was asked twice becomes one exchange with the answer that
was read and what both took.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vcr.request import Request

from extract.model.replay.cassette_file import Readable, Writing, cassette_path
from extract.model.transport import RECORDED_SECONDS
from schemas import Article, Usage

_TYPE = "content-type"
_JSON = "application/json"


@dataclass(frozen=True)
class AnsweredCall:
    """A call that was answered."""

    request: Mapping[str, Any]
    """The body as it was sent."""
    raw: str
    """The model's own text."""
    usage: Usage
    seconds: float
    created: int


def write_cassette(folder: Path, article: Article, plan: str, calls: Sequence[AnsweredCall]) -> Path:
    """Writes the article's cassette and returns where it is. Raises StoreError."""
    path = cassette_path(folder, article.source_id, plan)
    cassette = {
        "requests": [_request(call) for call in calls],
        "responses": [_response(call) for call in calls],
        "metadata": {"source_id": article.source_id, "article": article.id},
    }
    Writing.save_cassette(path, cassette, Readable)
    return path


def _request(call: AnsweredCall) -> Request:
    return Request("POST", "http://model/v1/chat/completions", json.dumps(call.request), {_TYPE: _JSON})


def _response(call: AnsweredCall) -> dict[str, Any]:
    usage = call.usage
    told = {
        "prompt_tokens": usage.tokens_in,
        "completion_tokens": usage.tokens_out,
        "total_tokens": usage.tokens_in + usage.tokens_out,
        "prompt_tokens_details": {"cached_tokens": usage.tokens_cached},
    }
    message = {"role": "assistant", "content": call.raw}
    body = {
        "id": "kept",
        "object": "chat.completion",
        "created": call.created,
        "model": call.request["model"],
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        **({} if usage.unknown else {"usage": told}),
    }
    return {
        "status": {"code": 200, "message": "OK"},
        "headers": {_TYPE: [_JSON], RECORDED_SECONDS: [str(call.seconds)]},
        "body": {"string": json.dumps(body)},
    }
