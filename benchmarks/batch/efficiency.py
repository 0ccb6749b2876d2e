"""How much of a server's speed a run makes use of, and what a call costs, beside bare loops over openai and instructor.

    python -m benchmarks.batch.efficiency [--articles FILE.jsonl] [--latency 0.5] [--keep]

Real articles, and answers whose records stand on their words. The server has one latency and a process of its own; the
bare socket tells what it gives at most. Efficiency is answered calls / concurrency x latency over wall-clock seconds: 1
is a client that costs nothing. Communique also asks again about what it disproves and reads doubts a second time; these
calls count as calls. The clients take turns, and the medians of their turns are told. Processor time (user and system,
all threads and worker processes) is told beside it: unlike the wall clock it says little of what else the machine did.
"""

import argparse
import asyncio
import json
import resource
import statistics
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.request import urlopen

from benchmarks.batch.clients import CLIENTS, Asked, load
from benchmarks.batch.results import keep
from benchmarks.batch.server import serving

INPUT = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "load_open.jsonl"


@dataclass(frozen=True)
class Measured:
    """One client at one concurrency, in one turn or as the median of many."""

    client: str
    concurrency: int
    calls: int
    efficiency: float
    cpu_ms: float
    """Of this process, for each call."""
    worst: float = 0.0
    """The lowest efficiency of its turns."""


def measure(client: str, asked: Asked, concurrency: int, latency: float, url: str) -> Measured:
    """One turn of a client."""
    answered, start, before = _answered(url), time.perf_counter(), _processor_seconds()
    asyncio.run(_whole(client, url, asked, concurrency))
    seconds, used = time.perf_counter() - start, _processor_seconds() - before
    calls = _answered(url) - answered
    return Measured(client, concurrency, calls, calls / concurrency * latency / seconds, used / calls * 1_000)


async def _whole(client: str, url: str, asked: Asked, concurrency: int) -> None:
    await CLIENTS[client](url, asked, concurrency)


def _answered(url: str) -> int:
    """Calls that the server has answered."""
    with urlopen(url.removesuffix("/v1") + "/stats") as told:
        return int(json.load(told)["calls"])


def _processor_seconds() -> float:
    """Of this process and of its children that ended."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def median(turns: Sequence[Measured]) -> Measured:
    one = turns[0]
    return Measured(
        one.client,
        one.concurrency,
        one.calls,
        round(statistics.median(turn.efficiency for turn in turns), 3),
        round(statistics.median(turn.cpu_ms for turn in turns), 2),
        round(min(turn.efficiency for turn in turns), 3),
    )


def compare(clients: Sequence[str], concurrency: int, given: argparse.Namespace) -> list[Measured]:
    """The clients in turn, so that what the machine does besides meets all of them."""
    turns: dict[str, list[Measured]] = {client: [] for client in clients}
    first, asked = load(given.articles, concurrency), load(given.articles, concurrency * given.rounds)
    with serving(given.latency, "pointed") as url:
        for client in clients:
            measure(client, first, concurrency, given.latency, url)  # imports and caches
        for _ in range(given.turns):
            for client in clients:
                turns[client].append(measure(client, asked, concurrency, given.latency, url))
    return [median(found) for found in turns.values()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=Path, default=INPUT, metavar="FILE.jsonl")
    parser.add_argument("--rounds", type=int, default=20, help="articles of each worker in a turn")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--latency", type=float, default=0.5)
    parser.add_argument("--concurrency", type=int, nargs="*", default=[16, 64])
    parser.add_argument("--client", nargs="*", default=list(CLIENTS), choices=CLIENTS)
    parser.add_argument("--keep", action="store_true", help="write the figures to results.json")
    given = parser.parse_args()
    print(f"{'client':<12}{'C':>5}{'calls':>8}{'efficiency':>12}{'worst':>8}{'CPU ms/call':>13}")
    found: list[Measured] = []
    for concurrency in given.concurrency:
        for one in compare(given.client, concurrency, given):
            found.append(one)
            reached = f"{one.efficiency:>12.3f}{one.worst:>8.3f}{one.cpu_ms:>13.2f}"
            print(f"{one.client:<12}{one.concurrency:>5}{one.calls:>8}{reached}", flush=True)
    if given.keep:
        keep("efficiency", [asdict(one) for one in found])


if __name__ == "__main__":
    main()
