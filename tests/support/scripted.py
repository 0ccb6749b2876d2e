"""A scripted server of chat completions on the loopback, for faults that no model produces on demand."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HEADERS = {
    "Content-Type": "application/json",
    "Set-Cookie": "session=cookie-7",
    "openai-organization": "org-secret-name",
}


@dataclass
class Scripted:
    """Gives the next response of its script, or echoes the last message."""

    script: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)
    delay: float = 0.0
    asked: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def answer(self, path: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
        self.asked.append(path)
        if not path.endswith("/chat/completions"):
            return 200, HEADERS, b'{"status": "ok"}'
        if self.script:
            return self.script.pop(0)
        return 200, HEADERS, completion(json.loads(body)["messages"][-1]["content"])


def completion(*words: str, **usage: int) -> bytes:
    told = {"prompt_tokens": 11, "completion_tokens": 3, "total_tokens": 14} | usage
    message = {"role": "assistant", "content": json.dumps({"words": words}, ensure_ascii=False)}
    choice = {"index": 0, "finish_reason": "stop", "message": message}
    whole = {"id": "c1", "object": "chat.completion", "created": 1_700_000_123, "model": "m"}
    return json.dumps(whole | {"choices": [choice], "usage": told}).encode()


def fault(status: int, message: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return status, HEADERS | named, json.dumps({"error": {"message": message}}).encode()


@contextmanager
def serving(server: Scripted) -> Iterator[Scripted]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            threading.Event().wait(server.delay)
            status, headers, answer = server.answer(self.path, body)
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(answer))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer)
            self.close_connection = "Content-Length" in headers

        do_GET = do_POST  # noqa: N815

        def log_message(self, *arguments: Any) -> None:
            pass

        def handle(self) -> None:
            try:
                super().handle()
            except ConnectionError:  # whoever asked did not wait; a traceback would stand in another test's stderr
                self.close_connection = True

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        http.daemon_threads = True
        server.port = http.server_port
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            http.shutdown()
            thread.join()
