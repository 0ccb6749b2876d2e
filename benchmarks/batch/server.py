"""A server of chat completions that costs next to nothing, so that it is the client that is measured.

`python -m benchmarks.batch.server --latency 0.5` prints its URL and serves until its stdin ends; `GET /stats` tells how
many calls it has answered. It gives one answer to every question, or, with `--answer pointed`, one that points at words
of the question, so that real articles have records and refusals.
"""

import argparse
import asyncio
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

STATES = (("a1", "France", "FRA"), ("a2", "Chad", "TCD"))
_LINE = re.compile(r"^\[(\d+)\] (.*)$", re.M)
_CUE = re.compile(r"\b(signed|agreed|announced|called|condemned|welcomed|urged|pledged)\b (\S+(?: \S+){0,4})")
_NAME = re.compile(r"\b[A-Z]\w+(?: [A-Z]\w+)*")
_DEALS = ("signed", "agreed")
_ACTS = {
    "announced": "declare",
    "called": "urge",
    "condemned": "condemn",
    "welcomed": "support",
    "urged": "urge",
    "pledged": "pledge",
}
_FOLLOWS_UP = {b'"Corrections"': "corrections", b'"Verdicts"': "verdicts"}
"""Names of the types of replies that only follow up on an answer."""


def _actor(key: str, name: str, kind: str, country: str | None) -> dict[str, Any]:
    unknown = dict.fromkeys(("words", "office", "represents"))
    return {"id": key, "name": name, "kind": kind, "country": country} | unknown


def _agreement(number: int, cue: str, subject: str, parties: list[str]) -> dict[str, Any]:
    sides = [{"actor": party, "role": "party", "explicit": True} for party in parties]
    told: dict[str, Any] = {"sentences": [number], "status_cue": cue, "subject": subject, "instrument": "agreement"}
    told |= {"status": cue, "parties": sides, "dates": [], "value": None, "quantity": None}
    return told | {"historical": False, "source": None, "unsure": []}


def _statement(number: int, cue: str, about: str, actors: list[str]) -> dict[str, Any]:
    told = {"sentences": [number], "cue": cue, "act": _ACTS[cue], "speakers": actors[:1], "recipients": actors[1:]}
    return told | {"about": about, "source": None, "unsure": []}


def declared(actors: list[dict[str, Any]], agreements: list[dict[str, Any]], statements: list[dict[str, Any]]) -> str:
    """An answer in the form of the document plan."""
    return json.dumps({"actors": actors, "agreements": agreements, "statements": statements})


def _completion(content: str) -> bytes:
    """A whole HTTP answer. It tells its time, so that runs can be compared byte for byte."""
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content}}
    usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
    told = {"id": "c1", "object": "chat.completion", "created": 1_700_000_123, "model": "m"}
    return _response(json.dumps(told | {"choices": [choice], "usage": usage}).encode())


def _response(body: bytes) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return f"{head}communique-seconds: 0.250\r\n\r\n".encode() + body


def _pointed(question: bytes) -> bytes:
    """An answer whose records stand on words of the question, some of which no gate can pass."""
    for shape, name in _FOLLOWS_UP.items():
        if shape in question:
            return _completion(json.dumps({name: []}))
    ids: dict[str, str] = {}
    agreements, statements = [], []
    for number, line in _LINE.findall(json.loads(question)["messages"][-1]["content"]):
        for found in _CUE.finditer(line):
            cue, words = found.groups()
            actors = [ids.setdefault(name, f"a{len(ids) + 1}") for name in _NAME.findall(line)[:2]]
            if cue in _DEALS:
                agreements.append(_agreement(int(number), cue, words, actors))
            else:
                statements.append(_statement(int(number), cue, words, actors))
    return _completion(
        declared([_actor(key, name, "group", None) for name, key in ids.items()], agreements, statements)
    )


PACT = declared(
    [_actor(key, name, "state", code) for key, name, code in STATES],
    [_agreement(1, "signed", "defence pact", [key for key, _, _ in STATES])],
    [],
)
"""The answer to an article that tells of one pact."""
_SAID = _completion(PACT)
_EMPTY = _completion(declared([], [], []))
ANSWERS: dict[str, Callable[[bytes], bytes]] = {
    "pact": lambda question: _SAID,
    "empty": lambda question: _EMPTY,
    "pointed": _pointed,
}


class Server:
    """What it answers, after how many seconds, and how often it has."""

    def __init__(self, latency: float, answer: Callable[[bytes], bytes]) -> None:
        self.latency = latency
        self.answer = answer
        self.calls = 0


class Connection(asyncio.Protocol):
    """One connection; a client sends its next question when it has the answer to the last one."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, end, body = self._received.partition(b"\r\n\r\n")
        if not end or len(body) < _length(head):
            return
        self._received = b""
        if head.startswith(b"GET"):
            self._transport.write(_response(json.dumps({"calls": self._server.calls}).encode()))
            return
        self._server.calls += 1
        answer = self._server.answer(body)
        if self._server.latency:
            asyncio.get_running_loop().call_later(self._server.latency, self._transport.write, answer)
        else:
            self._transport.write(answer)


def _length(head: bytes) -> int:
    """Bytes of the body that follows."""
    found = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
    return int(found[1]) if found else 0


@contextmanager
def serving(latency: float, answer: str = "pact") -> Iterator[str]:
    """The URL of such a server in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.batch.server", "--latency", str(latency), "--answer", answer]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield process.stdout.readline().strip()
        process.terminate()


async def _serve(latency: float, answer: str) -> None:
    server = Server(latency, ANSWERS[answer])
    loop = asyncio.get_running_loop()
    listening = await loop.create_server(lambda: Connection(server), "127.0.0.1", 0, backlog=1024)
    print(f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/v1", flush=True)
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--latency", type=float, default=0.0)
    parser.add_argument("--answer", choices=ANSWERS, default="pact")
    given = parser.parse_args()
    asyncio.run(_serve(given.latency, given.answer))
