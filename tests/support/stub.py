"""A scripted server of chat completions on one event loop, fast enough to measure against. It counts its requests.

`python tests/support/stub.py --latency 0.5` serves in a process of its own,
prints its URL, and ends when its stdin does;
`GET /stats` returns the counts.
"""

import argparse
import asyncio
import json
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

TEXT = "France and Chad signed a defence pact."
DEAL = {
    "sentences": [1],
    "status_cue": "signed",
    "subject": "defence pact",
    "instrument": "agreement",
    "status": "signed",
    "parties": [
        {"actor": "a1", "role": "party", "explicit": True},
        {"actor": "a2", "role": "party", "explicit": True},
    ],
    "dates": [],
    "value": None,
    "quantity": None,
    "historical": False,
    "source": None,
    "unsure": [],
}
ACTORS = [
    {"id": "a1", "name": "France", "kind": "state", "country": "FRA"},
    {"id": "a2", "name": "Chad", "kind": "state", "country": "TCD"},
]
DECLARED = [actor | {"words": None, "office": None, "represents": None} for actor in ACTORS]
REPLY = json.dumps({"actors": DECLARED, "agreements": [DEAL], "statements": []})
USAGE = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}


@dataclass(frozen=True)
class Said:
    """A response of the server."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    drip: float = 0.0
    """Seconds between the bytes of the body."""
    cut: int | None = None
    """Bytes of the body after which the connection is cut."""


def said(content: str = REPLY, finish: str = "stop", usage: dict[str, int] | None = USAGE, **message: Any) -> Said:
    """Return a completion. Its header sets the seconds of the call, so that runs can be compared."""
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": content} | message}
    body: dict[str, Any] = {"id": "c1", "object": "chat.completion", "created": 1_700_000_123, "model": "m"}
    body |= {"choices": [choice]} | ({"usage": usage} if usage else {})
    return Said(json.dumps(body).encode(), headers={"communique-seconds": "0.250"})


def refused(status: int, message: str = "no", **headers: str) -> Said:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Said(json.dumps({"error": {"message": message, "code": message}}).encode(), status, named)


@dataclass
class Stub:
    """The behaviour of the server, and what it received."""

    latency: float = 0.0
    rule: Callable[[str, int], Said | None] = lambda question, number: None
    """Returns the response to a question (the last message) that is asked for the nth time; None for the usual one."""
    asked: list[str] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    keep: bool = True
    """Whether questions are stored, not only counted."""
    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    in_flight: int = 0
    most_in_flight: int = 0
    url: str = ""

    def times(self, question: str) -> int:
        return self.asked.count(question)

    def stats(self) -> dict[str, int]:
        names = ("calls", "tokens_in", "tokens_out", "most_in_flight")
        return {name: getattr(self, name) for name in names}

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await self._exchange(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = await reader.readuntil(b"\r\n\r\n")
        if head.startswith(b"GET"):
            await _send(writer, Said(json.dumps(self.stats()).encode()))
            return True
        length = next(int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
        answer = await self._answer(await reader.readexactly(length))
        await _send(writer, answer)
        return answer.cut is None

    async def _answer(self, body: bytes) -> Said:
        self.calls += 1
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            answer = self._chosen(body)
            if self.latency:
                await asyncio.sleep(self.latency)
        finally:
            self.in_flight -= 1
        if b'"usage": {"prompt_tokens": 100,' in answer.body[:10_000]:
            self.tokens_in += USAGE["prompt_tokens"]
            self.tokens_out += USAGE["completion_tokens"]
        return answer

    def _chosen(self, body: bytes) -> Said:
        if not self.keep:
            return USUAL
        request = json.loads(body)
        question = request["messages"][-1]["content"]
        self.bodies.append(request)
        self.asked.append(question)
        return self.rule(question, self.times(question)) or _usual(request)


USUAL = said()


def _usual(request: dict[str, Any]) -> Said:
    """The reply that names the pact; to a question that follows up on an answer, empty lists."""
    shape = request.get("response_format", {}).get("json_schema")
    if not shape or shape["name"] in ("Records", "Reply"):
        return USUAL
    return said(json.dumps({name: [] for name in shape["schema"]["properties"]}))


async def _send(writer: asyncio.StreamWriter, answer: Said) -> None:
    headers = {"Content-Type": "application/json", "Content-Length": str(len(answer.body)), **answer.headers}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    writer.write(f"HTTP/1.1 {answer.status} Told\r\n{lines}\r\n".encode())
    if answer.drip:
        for byte in answer.body:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(answer.drip)
    else:
        writer.write(answer.body if answer.cut is None else answer.body[: answer.cut])
    await writer.drain()


@contextmanager
def stubbed(stub: Stub) -> Iterator[Stub]:
    """Run the server in a thread of this process."""
    ready = threading.Event()
    loop = asyncio.new_event_loop()

    async def serve() -> asyncio.Server:
        server = await asyncio.start_server(stub.serve, "127.0.0.1", 0)
        stub.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
        return server

    async def end(server: asyncio.Server) -> None:
        server.close()
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def work() -> None:
        asyncio.set_event_loop(loop)
        server = loop.run_until_complete(serve())
        loop.call_soon(ready.set)  # a test that is skipped ends at once, and may stop only what runs
        loop.run_forever()
        loop.run_until_complete(end(server))
        loop.close()

    thread = threading.Thread(target=work)
    thread.start()
    ready.wait()
    try:
        yield stub
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


async def _alone(latency: float) -> None:
    stub = Stub(latency, keep=False)
    server = await asyncio.start_server(stub.serve, "127.0.0.1", 0, backlog=1024)
    sys.stdout.write(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--latency", type=float, default=0.0)
    asyncio.run(_alone(parser.parse_args().latency))
