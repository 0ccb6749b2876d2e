"""How much of a server's speed a run makes use of, beside bare loops over openai and instructor in the same process.

The server is a stub of fixed latency in a process of its own. Efficiency is calls / concurrency x latency over
wall-clock seconds: 1 is a client that costs nothing.
"""

import argparse
import asyncio
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import instructor
from openai import AsyncOpenAI

from extract import engine
from extract.config import load
from extract.model.shape import response_format
from extract.plan import plan_of
from extract.prompt import JudgedReply, Prompt, render
from extract.watch import Silent
from prompts import load as load_prompt

TEXT = "France and Chad signed a defence pact as article {} of many."


@dataclass(frozen=True)
class Measured:
    """One client at one concurrency."""

    client: str
    concurrency: int
    calls: int
    seconds: float
    efficiency: float
    cpu_ms: float
    """Of this process, for each call."""


@contextmanager
def stub(latency: float) -> Iterator[str]:
    """The URL of a stub in a process of its own."""
    command = [sys.executable, "tests/stub.py", "--latency", str(latency)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield process.stdout.readline().strip()
        process.terminate()


def prompt(number: int) -> Prompt:
    plan = plan_of("document")
    return render([TEXT.format(number)], plan, load_prompt(plan.prompt))


async def spread(ask: Callable[[int], Awaitable[object]], calls: int, concurrency: int) -> None:
    """The bare loop: so many workers over one counter."""
    numbers = iter(range(calls))

    async def worker() -> None:
        for number in numbers:
            await ask(number)

    await asyncio.gather(*(worker() for _ in range(concurrency)))


async def bare_openai(url: str, calls: int, concurrency: int) -> None:
    async with AsyncOpenAI(api_key="k", base_url=url, max_retries=0) as client:

        async def ask(number: int) -> object:
            asked = prompt(number)
            messages: Any = list(asked.messages)
            shape: Any = response_format(asked.reply)
            answer = await client.chat.completions.create(model="m", messages=messages, response_format=shape)
            return JudgedReply.model_validate_json(answer.choices[0].message.content or "")

        await spread(ask, calls, concurrency)


async def bare_instructor(url: str, calls: int, concurrency: int) -> None:
    async with AsyncOpenAI(api_key="k", base_url=url, max_retries=0) as openai:
        client = instructor.from_openai(openai, mode=instructor.Mode.JSON_SCHEMA)

        async def ask(number: int) -> object:
            messages: Any = list(prompt(number).messages)
            return await client.chat.completions.create(
                model="m", messages=messages, response_model=JudgedReply, max_retries=1
            )

        await spread(ask, calls, concurrency)


async def communique(url: str, calls: int, concurrency: int) -> None:
    """The whole way: reading, pipeline, ledger, exports."""
    flags = {"base_url": url, "model": "m", "plan": "document", "concurrency": concurrency}
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "rows.jsonl"
        lines = (json.dumps({"id": f"a{n}", "text": TEXT.format(n)}) + "\n" for n in range(calls))
        rows.write_text("".join(lines), encoding="utf-8")
        settings = load(flags, {"OPENAI_API_KEY": "k"}, Path("/nowhere"))
        finished = await engine.run([rows], Path(folder) / "out", settings, Silent())
        assert finished.manifest.counts.extracted == calls


CLIENTS = {"openai": bare_openai, "instructor": bare_instructor, "communique": communique}


def measure(client: str, concurrency: int, rounds: int, latency: float) -> Measured:
    calls = concurrency * rounds
    with stub(latency) as url:
        asyncio.run(CLIENTS[client](url, concurrency, concurrency))  # imports and caches
        start, cpu = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
        asyncio.run(CLIENTS[client](url, calls, concurrency))
        seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF)
    used = after.ru_utime + after.ru_stime - cpu.ru_utime - cpu.ru_stime
    return Measured(client, concurrency, calls, seconds, rounds * latency / seconds, used / calls * 1_000)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--latency", type=float, default=0.5)
    parser.add_argument("--concurrency", type=int, nargs="*", default=[16, 64])
    parser.add_argument("--client", nargs="*", default=list(CLIENTS), choices=CLIENTS)
    given = parser.parse_args()
    print(f"{'client':<12}{'C':>5}{'calls':>8}{'seconds':>10}{'efficiency':>12}{'CPU ms/call':>13}")
    for concurrency in given.concurrency:
        for client in given.client:
            one = measure(client, concurrency, given.rounds, given.latency)
            print(
                f"{one.client:<12}{one.concurrency:>5}{one.calls:>8}{one.seconds:>10.2f}{one.efficiency:>12.3f}"
                f"{one.cpu_ms:>13.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
