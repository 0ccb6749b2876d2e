"""The outline of the states, and the places of capitals on it."""

import re

from extract.output.report.world_map import project, world_map


def bounds(path: str) -> tuple[float, float, float, float]:
    """The west, east, north and south end of an outline."""
    xs, ys = [], []
    for start, steps in re.findall(r"M(-?\d+ -?\d+)l([^z]+)z", path):
        x, y = map(int, start.split())
        numbers = [int(number) for number in re.findall(r"-?\d+", steps)]
        for dx, dy in [(0, 0), *zip(numbers[::2], numbers[1::2], strict=True)]:
            x, y = x + dx, y + dy
            xs.append(x)
            ys.append(y)
    return min(xs), max(xs), min(ys), max(ys)


def test_the_plane_grows_to_the_east_and_to_the_south() -> None:
    assert project(0, 0) == (0, 0)
    assert project(90, 0)[0] == -project(-90, 0)[0] > 0
    assert project(0, 60)[1] == -project(0, -60)[1] < 0


def test_capitals_lie_within_the_outline_of_their_state() -> None:
    found = world_map(["KEN", "FRA", "XKX", "BRA", "NOR"])
    for code, (x, y) in found["places"].items():
        west, east, north, south = bounds(found["outlines"][code])
        assert west <= x <= east and north <= y <= south, code


def test_a_small_state_has_a_place_and_no_outline() -> None:
    found = world_map(["SGP"])
    assert "SGP" in found["places"] and "SGP" not in found["outlines"]


def test_a_side_that_is_no_state_has_no_place() -> None:
    assert world_map(["EU"])["places"] == {}
