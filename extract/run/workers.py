"""A bounded pool of workers over a stream of items: each takes the next one when it is free, and few are read before.

So memory does not grow with the input, and a slow model slows the reading. The items come from an ordinary iterator,
which is advanced in a thread: to open a document may take long. Small ones are read some at a time, since the way to
the thread and back takes longer than they do.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar

Item = TypeVar("Item")

AHEAD = 16
"""Items read in one go at most."""
MOMENT = 0.005
"""Seconds after which no further item is begun in one go."""


class Stop:
    """Whether the work is to end before its time. What has begun may be finished."""

    def __init__(self) -> None:
        self.wanted = False

    def ask(self) -> None:
        self.wanted = True


async def work(
    items: Iterator[Item], do: Callable[[int, Item], Awaitable[None]], workers: int, stop: Stop | None = None
) -> int:
    """Does every item, so many at a time; returns how many were taken. The first error ends it, and is raised."""
    taken = 0
    turn = asyncio.Lock()
    ready: deque[Item] = deque()

    async def worker() -> None:
        nonlocal taken
        while not (stop and stop.wanted):
            async with turn:
                if not ready:
                    ready.extend(await asyncio.to_thread(_some, items))
                if not ready:
                    return
                item = ready.popleft()
                number, taken = taken, taken + 1
            await do(number, item)

    tasks = [asyncio.create_task(worker()) for _ in range(workers)]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return taken


def _some(items: Iterator[Item]) -> list[Item]:
    """The next items, as many as there are in a moment; none at the end."""
    read: list[Item] = []
    end = time.monotonic() + MOMENT
    for item in items:
        read.append(item)
        if len(read) == AHEAD or time.monotonic() > end:
            break
    return read
