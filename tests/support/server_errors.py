"""Error bodies in the forms that servers document or users report, each with the class that it belongs to.

`server_errors.jsonl` holds them: a name, the class, the HTTP status, and the body as JSON or as text. Addresses and ids
are left out.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class ServerErrorCase:
    """An error of a server."""

    name: str
    kind: str
    """Name of its class."""
    status: int
    body: Any

    @property
    def wire(self) -> bytes:
        """The body as it goes over the wire."""
        return self.body.encode() if isinstance(self.body, str) else json.dumps(self.body).encode()


_LINES = Path(__file__).with_suffix(".jsonl").read_text("utf-8").splitlines()
ERRORS = {case.name: case for case in (ServerErrorCase(**json.loads(line)) for line in _LINES)}
"""The errors by name."""


def openai_error(message: str, **fields: Any) -> dict[str, Any]:
    """An error as OpenAI and most others write it."""
    return {"error": {"message": message, "type": "invalid_request_error", "param": None, "code": None} | fields}


def google_error(message: str) -> list[dict[str, Any]]:
    """An error as Gemini writes it: in a list."""
    return [{"error": {"code": 400, "message": message, "status": "INVALID_ARGUMENT"}}]
