"""The shape of an answer as a strict JSON schema: made once for each type of reply, and not once for each call."""

import hashlib
import json
from functools import lru_cache
from typing import Any

from openai.lib._pydantic import to_strict_json_schema
from pydantic import BaseModel


@lru_cache(maxsize=64)
def response_format(reply: type[BaseModel]) -> dict[str, Any]:
    """The strict JSON schema of a reply, as the chat completions API takes it."""
    schema = {"name": reply.__name__, "strict": True, "schema": to_strict_json_schema(reply)}
    return {"type": "json_schema", "json_schema": schema}


@lru_cache(maxsize=64)
def shape_size(reply: type[BaseModel]) -> int:
    """Bytes of the strict JSON schema of a reply."""
    return len(json.dumps(response_format(reply)))


@lru_cache(maxsize=64)
def shape_key(reply: type[BaseModel]) -> str:
    """SHA-256 of the strict JSON schema of a reply."""
    return hashlib.sha256(json.dumps(response_format(reply), sort_keys=True).encode()).hexdigest()
