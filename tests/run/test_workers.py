"""Workers take what there is, read little ahead, and end with the first error or when they are asked to."""

import asyncio
from collections.abc import Iterator

import pytest

from extract.run import workers
from extract.run.workers import StopFlag, run_workers


def test_every_item_is_done_once_under_its_place_in_the_input() -> None:
    done: dict[int, str] = {}

    async def do(number: int, item: str) -> None:
        await asyncio.sleep(0)
        assert number not in done
        done[number] = item

    items = [f"item {number}" for number in range(100)]
    assert asyncio.run(run_workers(iter(items), do, 7)) == 100
    assert [done[number] for number in range(100)] == items


def test_little_is_read_before_somebody_is_free() -> None:
    read: list[int] = []

    def items() -> Iterator[int]:
        for number in range(1_000):
            read.append(number)
            yield number

    async def do(number: int, item: int) -> None:
        assert len(read) <= number + 3 + workers.READ_AHEAD
        await asyncio.sleep(0)

    asyncio.run(run_workers(items(), do, 3))
    assert len(read) == 1_000


def test_an_item_that_takes_long_to_read_is_done_before_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "READ_SECONDS", -1.0)
    read: list[int] = []
    done: list[int] = []

    def items() -> Iterator[int]:
        for number in range(5):
            read.append(number)
            yield number

    async def do(number: int, item: int) -> None:
        done.append(item)
        assert read == done

    asyncio.run(run_workers(items(), do, 1))


def test_who_is_asked_to_stop_begins_nothing_more() -> None:
    stop, done = StopFlag(), []

    async def do(number: int, item: int) -> None:
        done.append(item)
        if item == 4:
            stop.set()

    assert asyncio.run(run_workers(iter(range(50)), do, 1, stop)) == 5
    assert done == [0, 1, 2, 3, 4]


def test_an_error_of_one_ends_all() -> None:
    async def do(number: int, item: int) -> None:
        if item == 3:
            raise ValueError(item)
        await asyncio.sleep(0)

    with pytest.raises(ValueError, match="3"):
        asyncio.run(run_workers(iter(range(50)), do, 4))
