"""The calls of a cassette, to be looked at: what was asked and what was answered. Nothing is replayed here."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.model.cassette_file import Readable, Reading, cassette_path
from extract.model.client import RECORDED_SECONDS
from schemas import Usage


@dataclass(frozen=True)
class RecordedCall:
    """One call that was answered."""

    request: dict[str, Any]
    """The body as it was sent."""
    raw: str
    usage: Usage
    seconds: float
    created: int


def recorded_calls(folder: Path, source_id: str, plan: str) -> Iterator[RecordedCall]:
    """The answered calls of an article's cassette; none if there is no cassette. Raises ModelUnavailable if it cannot
    be read."""
    path = cassette_path(folder, source_id, plan)
    if not path.is_file():
        return
    requests, responses, *_ = Reading.load_cassette(path, Readable)
    for request, response in zip(requests, responses, strict=True):
        try:
            yield _call(json.loads(request.body), response)
        except (ValueError, LookupError, TypeError):
            continue  # an error that the server answered is no answer


def _call(request: dict[str, Any], response: dict[str, Any]) -> RecordedCall:
    body = json.loads(response["body"]["string"])
    usage = body.get("usage") or {}
    details = usage.get("prompt_tokens_details") or {}
    seconds = response["headers"].get(RECORDED_SECONDS, "0")
    return RecordedCall(
        request=request,
        raw=body["choices"][0]["message"]["content"] or "",
        usage=Usage(
            calls=1,
            tokens_in=usage.get("prompt_tokens", 0),
            tokens_out=usage.get("completion_tokens", 0),
            tokens_cached=details.get("cached_tokens") or 0,
            unknown=0 if usage else 1,
        ),
        seconds=float(seconds[0] if isinstance(seconds, list) else seconds),
        created=body.get("created") or 0,
    )
