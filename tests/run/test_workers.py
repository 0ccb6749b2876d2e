"""Workers take all items, read little ahead, and end at the first error or when asked to stop."""

import asyncio
from collections.abc import Iterator

import pytest

from extract.run import workers
from extract.run.workers import StopFlag, run_workers


def test_every_item_is_processed_once_with_its_position() -> None:
    done: dict[int, str] = {}

    async def process(position: int, item: str) -> None:
        await asyncio.sleep(0)
        assert position not in done
        done[position] = item

    items = [f"item {number}" for number in range(100)]
    assert asyncio.run(run_workers(iter(items), process, 7)) == 100
    assert [done[number] for number in range(100)] == items


def test_few_items_are_read_ahead() -> None:
    read: list[int] = []

    def items() -> Iterator[int]:
        for number in range(1_000):
            read.append(number)
            yield number

    async def process(position: int, item: int) -> None:
        assert len(read) <= position + 3 + workers.READ_AHEAD
        await asyncio.sleep(0)

    asyncio.run(run_workers(items(), process, 3))
    assert len(read) == 1_000


def test_a_slow_item_is_processed_before_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "READ_SECONDS", -1.0)
    read: list[int] = []
    done: list[int] = []

    def items() -> Iterator[int]:
        for number in range(5):
            read.append(number)
            yield number

    async def process(position: int, item: int) -> None:
        done.append(item)
        assert read == done

    asyncio.run(run_workers(items(), process, 1))


def test_a_stopped_pool_begins_no_further_item() -> None:
    stop, done = StopFlag(), []

    async def process(position: int, item: int) -> None:
        done.append(item)
        if item == 4:
            stop.set()

    assert asyncio.run(run_workers(iter(range(50)), process, 1, stop)) == 5
    assert done == [0, 1, 2, 3, 4]


def test_an_error_in_one_worker_ends_all() -> None:
    async def process(position: int, item: int) -> None:
        if item == 3:
            raise ValueError(item)
        await asyncio.sleep(0)

    with pytest.raises(ValueError, match="3"):
        asyncio.run(run_workers(iter(range(50)), process, 4))
