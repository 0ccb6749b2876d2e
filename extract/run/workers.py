"""A bounded pool of workers over a stream of items; each worker takes the next item when it is free.

Few items are read ahead, so memory does not grow with the input and a slow model slows the reading. The items come
from an ordinary iterator, which is advanced in a thread because opening a document may take long. Small items are
read several at a time, because switching to the thread and back takes longer than reading them.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar

Item = TypeVar("Item")

READ_AHEAD = 16
"""Items read in one go, at most."""
READ_SECONDS = 0.005
"""Seconds after which one go of reading begins no further item."""


class StopFlag:
    """Asks workers to take no further item. Items under way may be finished."""

    def __init__(self) -> None:
        self.is_set = False

    def set(self) -> None:
        self.is_set = True


async def run_workers(
    items: Iterator[Item], process: Callable[[int, Item], Awaitable[None]], workers: int, stop: StopFlag | None = None
) -> int:
    """Process every item, `workers` at a time, and return how many were taken.

    `process` gets the position of the item and the item. Its first error ends the pool and is raised.
    """
    taken = 0
    turn = asyncio.Lock()
    ready: deque[Item] = deque()

    async def worker() -> None:
        nonlocal taken
        while not (stop and stop.is_set):
            async with turn:
                if not ready:
                    ready.extend(await asyncio.to_thread(_read_ahead, items))
                if not ready:
                    return
                item = ready.popleft()
                position, taken = taken, taken + 1
            await process(position, item)

    tasks = [asyncio.create_task(worker()) for _ in range(workers)]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return taken


def _read_ahead(items: Iterator[Item]) -> list[Item]:
    """Read items for up to READ_SECONDS; an empty list means the end."""
    read: list[Item] = []
    end = time.monotonic() + READ_SECONDS
    for item in items:
        read.append(item)
        if len(read) == READ_AHEAD or time.monotonic() > end:
            break
    return read
