"""How much of a server's speed a run makes use of, and what a call costs, beside bare loops over openai and instructor.

The server is one of fixed latency in a process of its own; the bare socket tells what it gives at most. Efficiency is
calls / concurrency x latency over wall-clock seconds: 1 is a client that costs nothing. The clients take turns, and the
medians of their turns are told. Processor time (user and system, all threads) is told beside it: unlike the wall clock
it says little of what else the machine was doing.
"""

import argparse
import asyncio
import resource
import statistics
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from benchmarks.batch.clients import CLIENTS
from benchmarks.batch.results import keep
from benchmarks.batch.server import serving


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


def measure(client: str, concurrency: int, rounds: int, latency: float, url: str) -> Measured:
    """One turn of a client."""
    calls = concurrency * rounds
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    asyncio.run(_whole(client, url, calls, concurrency))
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measured(client, concurrency, calls, rounds * latency / seconds, used / calls * 1_000)


async def _whole(client: str, url: str, calls: int, concurrency: int) -> None:
    await CLIENTS[client](url, calls, concurrency)


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
    with serving(given.latency) as url:
        for client in clients:
            measure(client, concurrency, 1, given.latency, url)  # imports and caches
        for _ in range(given.turns):
            for client in clients:
                turns[client].append(measure(client, concurrency, given.rounds, given.latency, url))
    return [median(found) for found in turns.values()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20, help="calls of each worker in a turn")
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
            reached = "" if one.client == "analysis" else f"{one.efficiency:.3f}"
            worst = "" if one.client == "analysis" else f"{one.worst:.3f}"
            print(
                f"{one.client:<12}{one.concurrency:>5}{one.calls:>8}{reached:>12}{worst:>8}{one.cpu_ms:>13.2f}",
                flush=True,
            )
    if given.keep:
        keep("efficiency", [asdict(one) for one in found])


if __name__ == "__main__":
    main()
