"""An OpenAI-compatible server whose answers careful readers write, each from its prompt alone.

A question becomes a folder named after a hash of its messages: `prompt.txt` has the messages and the schema of the
answer, and `answer.json` is the answer, once a reader has written it. The call waits for it. Answers stay, and give the
same run again.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

MODEL = "strong-reader"
CREATED = 1_764_000_000
"""Seconds since 1970 that every answer gives, so that the same answers make the same results."""
_LOOK_EVERY = 0.2
"""Seconds between two looks for an answer that is not there."""
_TOKEN = 4
"""Characters, roughly."""


@dataclass(frozen=True)
class Desk:
    """A folder of questions and their answers."""

    folder: Path

    def answer(self, body: dict[str, Any], closed: Event) -> str | None:
        """Return the answer to a question, once it is there; None if the desk is closed before."""
        place = self.folder / question_name(body)
        answer = place / "answer.json"
        if not answer.exists():
            place.mkdir(parents=True, exist_ok=True)
            (place / "prompt.txt").write_text(as_text(body), encoding="utf-8")
        while not answer.exists():
            if closed.wait(_LOOK_EVERY):
                return None
        return answer.read_text(encoding="utf-8")

    def waiting(self) -> tuple[Path, ...]:
        """Return the prompts without an answer."""
        prompts = sorted(self.folder.glob("*/prompt.txt"))
        return tuple(path for path in prompts if not path.with_name("answer.json").exists())


def question_name(body: dict[str, Any]) -> str:
    """Return the name of a question's folder: the parameters of the call are no part of it."""
    return hashlib.sha256(json.dumps(body["messages"], sort_keys=True).encode()).hexdigest()[:12]


def as_text(body: dict[str, Any]) -> str:
    """Return a question as a reader sees it."""
    parts = [f"=== {message['role'].upper()} ===\n{message['content']}" for message in body["messages"]]
    shape = body.get("response_format", {}).get("json_schema")
    if shape:
        parts.append("=== THE ANSWER IS JSON OF THIS SCHEMA ===\n" + json.dumps(shape["schema"], indent=1))
    return "\n\n".join(parts)


@contextmanager
def serving(desk: Desk, port: int = 0) -> Iterator[str]:
    """Serve a desk from threads of this process; gives the base URL."""
    closed = Event()
    server = ThreadingHTTPServer(("127.0.0.1", port), type("Handler", (_Handler,), {"desk": desk, "closed": closed}))
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        closed.set()
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    desk: Desk
    closed: Event
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._send(200, {"object": "list", "data": [{"id": MODEL, "object": "model"}]})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        text = self.desk.answer(body, self.closed)
        if text is not None:
            self._send(200, _completion(body, text))

    def log_message(self, *words: object) -> None:
        """Print nothing."""

    def _send(self, status: int, body: dict[str, Any]) -> None:
        data = json.dumps(body, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def _completion(body: dict[str, Any], text: str) -> dict[str, Any]:
    tokens_in, tokens_out = len(as_text(body)) // _TOKEN, len(text) // _TOKEN
    return {
        "id": f"desk-{question_name(body)}",
        "object": "chat.completion",
        "created": CREATED,
        "model": MODEL,
        "system_fingerprint": "written by a careful reader, from the prompt alone",
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}],
        "usage": {"prompt_tokens": tokens_in, "completion_tokens": tokens_out, "total_tokens": tokens_in + tokens_out},
    }
