"""A bounded pool of workers over a stream of items: each takes the next one when it is free, and none is read before.

So memory does not grow with the input, and a slow model slows the reading. The items come from an ordinary iterator,
which is advanced in a thread: to open a document may take long.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
_END = object()


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

    async def worker() -> None:
        nonlocal taken
        while not (stop and stop.wanted):
            async with turn:
                item = await asyncio.to_thread(next, items, _END)
                if item is _END:
                    return
                number, taken = taken, taken + 1
            await do(number, item)  # type: ignore[arg-type]

    tasks = [asyncio.create_task(worker()) for _ in range(workers)]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return taken
