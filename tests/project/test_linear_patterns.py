"""No text makes a regular expression of `extract` take more than linear time.

Each pattern is applied to strings made from its own structure (`tests.support.adversary`), by the methods that the code
calls on it. Processor time is measured, of the best of several runs, and what grows too fast is measured again.
"""

import json
import math
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.adversary import Attack, attacks
from tests.support.limits import TooSlowError, limited

pytestmark = pytest.mark.slow

HOME = Path(__file__).resolve().parents[2]
SMALL, LARGE = 1_000, 8_000
"""Characters of the strings that are compared."""
GROWTH = 16
"""How much longer the eightfold length may take."""
FLOOR = 0.002
"""Processor seconds that are too few to be compared, and prove enough: the square of 8,000 steps takes longer."""
LIMIT = 0.5
"""Seconds after which a match is given up."""
ATTACKS, ATTACKS_OF_A_ROW = 100, 12
"""Attacks on a pattern of the code, and on one of the hundreds that are made from rows of a table."""
BOUNDED = {
    ("extract/normalize/dates.py", "_BARE"): 40,
}
"""Patterns that the code applies to so many characters at most: their time is bounded, and need not be linear."""


def seconds_of(pattern: re.Pattern[Any], method: str, text: str) -> float:
    """Processor seconds of all matches in a text; infinite if they take longer than the limit."""
    subject = text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text
    started = time.process_time()
    try:
        with limited(LIMIT):
            if method in ("match", "fullmatch"):
                getattr(pattern, method)(subject)
            else:
                for _ in pattern.finditer(subject):
                    pass
    except TooSlowError:
        return math.inf
    return time.process_time() - started


def growth_of(pattern: re.Pattern[Any], method: str, attack: Attack) -> float:
    """How many times longer the eightfold length takes; 0 for times too short to tell, infinite for a hang."""
    if any(seconds_of(pattern, method, attack.text(length)) == math.inf for length in (25, 60, 150)):
        return math.inf
    growth = math.inf
    for runs in (1, 3, 9):
        large = min(seconds_of(pattern, method, attack.text(LARGE)) for _ in range(runs))
        if large < FLOOR:
            return 0
        small = min(seconds_of(pattern, method, attack.text(SMALL)) for _ in range(2 * runs))
        growth = large / max(small, 1e-7)
        if growth <= GROWTH:
            break
    return growth


def applied(methods: list[str]) -> list[str]:
    """The ways in which a pattern is walked through a text: all that searches does it like `finditer`."""
    return sorted({method if method in ("match", "fullmatch") else "finditer" for method in methods})


def faults(listed: dict[str, Any]) -> Iterator[str]:
    """The ways in which a pattern of the inventory takes too long, each with a string that shows it."""
    words = listed["pattern"].encode("latin-1") if listed["binary"] else listed["pattern"]
    pattern = re.compile(words, listed["flags"])
    where = f"{listed['file']}:{listed['line']} {listed['name'] or listed['pattern'][:60]}"
    bound = BOUNDED.get((listed["file"], listed["name"]))
    for method in applied(listed["methods"]):
        for attack in attacks(pattern, ATTACKS if listed["name"] else ATTACKS_OF_A_ROW):
            if bound:
                text = attack.text(bound)[:bound]
                if min(seconds_of(pattern, method, text) for _ in range(3)) > FLOOR:
                    yield f"{where}: {method} is slow on {text!r}"
                    break
            elif (growth := growth_of(pattern, method, attack)) > GROWTH:
                yield f"{where}: {method} takes {growth:.0f} times as long on eightfold {attack}"
                break


@pytest.fixture(scope="module")
def inventory() -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.support.pattern_inventory"]
    listed: dict[str, Any] = json.loads(subprocess.run(command, cwd=HOME, check=True, capture_output=True).stdout)
    return listed


def test_every_pattern_is_in_the_inventory(inventory: dict[str, Any]) -> None:
    assert inventory["unseen"] == [], "give these patterns a name in their module, so that they can be checked"
    named = {(one["file"], one["name"]) for one in inventory["patterns"]}
    assert set(BOUNDED) <= named


def test_no_pattern_takes_more_than_linear_time(inventory: dict[str, Any]) -> None:
    found = [fault for listed in inventory["patterns"] for fault in faults(listed)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?:a+)+$",
        r"\s+$",
        r"(?:\s+(?:jointly|\w+ly))*\s+$",
        r"[A-Z]\w*, the",
        r"[\s,]*(?:and\b)?(?:[\s,]*[\w.’'-]+){0,7}[\s,]*$",
    ],
)
def test_the_check_finds_a_pattern_that_backtracks(pattern: str) -> None:
    listed = {"pattern": pattern, "flags": 0, "file": "", "line": 1, "name": "_X", "binary": False}
    assert [*faults(listed | {"methods": ["search"]})]
