"""A server that follows the public description of OpenAI's Files and Batch API on the loopback; for tests.

It answers a request of a batch by the same rule as an ordinary call, checks files as strictly as they are described,
moves a batch one status on with each look, counts what it is asked, and can stall at any stage.
See: https://platform.openai.com/docs/api-reference/batch
"""

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.support.stub import REPLY, said

Answer = tuple[int, dict[str, Any]]
Rule = Callable[[dict[str, Any], int], Answer | None]
"""Returns status and body for the body of a request that is asked for the nth time; None if it is never executed."""

STATUSES = ("validating", "in_progress", "finalizing")
"""States of a batch that has not ended."""
CREATED = 1_700_000_123


def completion(content: str = REPLY, finish: str = "stop") -> Answer:
    return 200, json.loads(said(content, finish).body)


def refusal(status: int, message: str = "no", code: str = "no") -> Answer:
    return status, {"error": {"message": message, "type": "invalid_request_error", "param": None, "code": code}}


@dataclass
class Batch:
    """A batch of the server."""

    id: str
    input_file_id: str
    metadata: dict[str, str]
    requests: list[dict[str, Any]]
    ending: str
    problems: list[dict[str, Any]] = field(default_factory=list)
    looks: int = 0
    files: dict[str, str] = field(default_factory=dict)

    @property
    def status(self) -> str:
        if self.problems:
            return "failed"
        return STATUSES[self.looks] if self.looks < len(STATUSES) else self.ending

    def told(self) -> dict[str, Any]:
        counts = {"total": len(self.requests), "completed": 0, "failed": 0}
        body: dict[str, Any] = {
            "id": self.id,
            "object": "batch",
            "endpoint": "/v1/chat/completions",
            "completion_window": "24h",
        }
        body |= {"input_file_id": self.input_file_id, "created_at": CREATED, "status": self.status}
        errors = {"object": "list", "data": self.problems} if self.problems else None
        return body | {"request_counts": counts, "metadata": self.metadata, "errors": errors, **self.files}


@dataclass
class BatchServer:
    """The behaviour of the server, and what it received."""

    rule: Rule = lambda body, times: completion()
    endings: list[str] = field(default_factory=list)
    """The final states of the next batches; `completed` when it is used up."""
    problems: list[dict[str, Any]] = field(default_factory=list)
    """The errors of the next batches."""
    spoil: Callable[[list[bytes]], list[bytes]] = lambda lines: lines
    """Changes the lines of an output file."""
    refuse: dict[str, list[int]] = field(default_factory=dict)
    """Statuses of the next responses of a stage, sent after the request has had its effect."""
    unseen: int = 0
    """Number of submissions at which the server does not find the file."""
    stall: str = ""
    """Stage at which the server stops responding: upload, submit, look, output or error."""
    reached: threading.Event = field(default_factory=threading.Event)
    """Set when it has stopped responding."""
    released: threading.Event = field(default_factory=threading.Event)
    seconds: str = "0"
    """Seconds that ordinary calls report in a header."""
    uploads: int = 0
    looks: int = 0
    calls: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    batches: dict[str, Batch] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    url: str = ""

    def held(self, stage: str) -> None:
        """Stop responding if this is the stage."""
        if self.stall == stage:
            self.stall = ""
            self.reached.set()
            self.released.wait(60)

    def refused(self, stage: str) -> Answer | None:
        statuses = self.refuse.get(stage)
        return refusal(statuses.pop(0), "try again") if statuses else None

    def answered(self, body: dict[str, Any]) -> Answer | None:
        key = json.dumps(body, sort_keys=True)
        self.asked[key] += 1
        return self.rule(body, self.asked[key])

    # -- files

    def upload(self, content_type: str, body: bytes) -> Answer:
        parts = BytesParser().parsebytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body)
        fields: dict[str, bytes] = {}
        for part in parts.walk():
            if not part.is_multipart():
                name = part.get_param("name", header="content-disposition")
                content = part.get_payload(decode=True)
                assert isinstance(content, bytes)
                fields[str(name)] = content
        assert fields["purpose"] == b"batch"
        self.uploads += 1
        file_id = self.kept(fields["file"])
        self.held("upload")
        told = {"id": file_id, "object": "file", "bytes": len(fields["file"]), "created_at": CREATED}
        told |= {"filename": "requests.jsonl", "purpose": "batch", "status": "processed"}
        return self.refused("upload") or (200, told)

    def kept(self, content: bytes) -> str:
        file_id = f"file-{len(self.files)}"
        self.files[file_id] = content
        return file_id

    # -- batches

    def submit(self, body: dict[str, Any]) -> Answer:
        assert (body["endpoint"], body["completion_window"]) == ("/v1/chat/completions", "24h")
        if self.unseen:
            self.unseen -= 1
            return refusal(400, "Cannot find file, or project does not have access to it.")
        requests = [json.loads(line) for line in self.files[body["input_file_id"]].splitlines()]
        problems = [{"code": "invalid", "message": why, "line": None} for why in faults(requests)]
        problems += [self.problems.pop(0)] if self.problems else []
        ending = self.endings.pop(0) if self.endings else "completed"
        number = f"batch_{len(self.batches)}"
        made = Batch(number, body["input_file_id"], body.get("metadata") or {}, requests, ending, problems)
        self.batches[number] = made
        self.held("submit")
        return self.refused("submit") or (200, made.told())

    def look(self, batch_id: str) -> Answer:
        self.looks += 1
        self.held("look")
        if refused := self.refused("look"):
            return refused
        if batch_id not in self.batches:
            return refusal(404, f"No batch found with id {batch_id!r}.")
        batch = self.batches[batch_id]
        batch.looks += 1
        if batch.looks == len(STATUSES) and not batch.problems:
            self._executed(batch)
        return 200, batch.told()

    def listed(self, query: dict[str, list[str]]) -> Answer:
        ids = list(reversed(self.batches))
        after = query.get("after", [""])[0]
        ids = ids[ids.index(after) + 1 :] if after else ids
        page = ids[:1]  # so that whoever lists has to turn the page
        rows = [self.batches[one].told() for one in page]
        return 200, {"object": "list", "data": rows, "has_more": len(ids) > 1}

    def _executed(self, batch: Batch) -> None:
        """Write the output and the error file, neither in the order of the requests."""
        output: list[bytes] = []
        errors: list[bytes] = []
        done = len(batch.requests) if batch.ending == "completed" else (len(batch.requests) + 1) // 2
        for number, request in enumerate(batch.requests):
            answer = self.answered(request["body"]) if number < done else None
            row: dict[str, Any] = {"id": f"batch_req_{number}", "custom_id": request["custom_id"], "error": None}
            if answer:
                row["response"] = {"status_code": answer[0], "request_id": f"r{number}", "body": answer[1]}
            else:
                row |= {"response": None, "error": {"code": f"batch_{batch.ending}", "message": "was not executed"}}
            (output if answer and answer[0] == 200 else errors).append(json.dumps(row).encode() + b"\n")
        for name, lines in (("output_file_id", self.spoil(output[::-1])), ("error_file_id", errors[::-1])):
            if lines:
                batch.files[name] = self.kept(b"".join(lines))


def faults(requests: list[dict[str, Any]]) -> Iterator[str]:
    """Yield what violates the description of an input file."""
    keys = [request["custom_id"] for request in requests]
    if not 1 <= len(requests) <= 50_000:
        yield "wrong number of requests"
    if len(set(keys)) < len(keys) or any(len(key) > 64 for key in keys):
        yield "custom_id is not unique, or too long"
    if {(request["method"], request["url"]) for request in requests} != {("POST", "/v1/chat/completions")}:
        yield "method or url"
    if len({request["body"]["model"] for request in requests}) != 1:
        yield "more than one model"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    batch_server: BatchServer

    def do_POST(self) -> None:
        server, body = self.batch_server, self.rfile.read(int(self.headers["Content-Length"]))
        if self.path.endswith("/files"):
            self._say(server.upload(self.headers["Content-Type"], body))
        elif self.path.endswith("/batches"):
            self._say(server.submit(json.loads(body)))
        else:
            server.calls += 1
            self._say(server.answered(json.loads(body)) or refusal(500))

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        last = parts.path.rstrip("/").split("/")[2:]
        if last[0] == "files":
            self._send_file(last[1])
        elif len(last) == 1:
            self._say(self.batch_server.listed(parse_qs(parts.query)))
        else:
            self._say(self.batch_server.look(last[1]))

    def _send_file(self, file_id: str) -> None:
        server, content = self.batch_server, self.batch_server.files[file_id]
        parts = [name for batch in server.batches.values() for name, one in batch.files.items() if one == file_id]
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[: len(content) // 2])
        self.wfile.flush()
        server.held(parts[0].removesuffix("_file_id"))
        if server.refused("file"):  # the connection breaks in the middle of the file
            self.close_connection = True
            return
        self.wfile.write(content[len(content) // 2 :])

    def _say(self, answer: Answer) -> None:
        content = json.dumps(answer[1]).encode()
        self.send_response(answer[0])
        headers = {"Content-Type": "application/json", "Content-Length": len(content), "Retry-After": 0}
        for name, value in {**headers, "communique-seconds": self.batch_server.seconds}.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments: Any) -> None:
        pass

    def handle(self) -> None:
        try:
            super().handle()
        except ConnectionError:  # whoever asked was killed
            self.close_connection = True


@contextmanager
def serving_batches(server: BatchServer) -> Iterator[BatchServer]:
    handler = type("Handler", (_Handler,), {"batch_server": server})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as http:
        http.daemon_threads = True
        server.url = f"http://127.0.0.1:{http.server_port}/v1"
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.released.set()
            http.shutdown()
            thread.join()
