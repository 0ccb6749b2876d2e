"""Tests the properties on new examples until the time is up. Ends with 1 if one of them does not hold.

    python -m tests.fuzz [--seconds 120] [--only readers]

Each property gets its share of the time. An example that breaks one is made as small as possible and printed; write a
test of it, and then correct the code.
"""

import argparse
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from importlib import import_module

from hypothesis import is_hypothesis_test, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

settings.load_profile("long")

MODULES = ("segmenting", "grounding", "readers", "answers", "redaction", "core", "ledger")
"""Imported only now: a property takes the settings that are loaded when it is defined."""


def properties(only: str) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield the name of each property, and a function that tests it on some examples."""
    for name in MODULES:
        module = import_module(f"tests.fuzz.test_{name}")
        for member, value in vars(module).items():
            if is_hypothesis_test(value):
                found: Callable[[], object] = value
            elif (
                isinstance(value, type)
                and issubclass(value, RuleBasedStateMachine)
                and value.__module__ == module.__name__
            ):
                found = _machine(value)
            else:
                continue
            if only in f"{name}.{member}":
                yield f"{name}.{member}", found


def _machine(machine: type[RuleBasedStateMachine]) -> Callable[[], object]:
    return lambda: run_state_machine_as_test(machine, settings=settings(max_examples=20, stateful_step_count=30))


def run(test: Callable[[], object], seconds: float) -> int:
    """Test a property again and again for so many seconds; return how often. Raises what the property raises."""
    end, rounds = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        test()
        rounds += 1
    return rounds


def main() -> int:
    """Test all properties, and print each."""
    parser = argparse.ArgumentParser("python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=120, help="how long, in all (default: 120)")
    parser.add_argument("--only", default="", help="only properties with this in their name")
    given = parser.parse_args()
    found = list(properties(given.only))
    failed = 0
    for name, test in found:
        started = time.monotonic()
        try:
            told = f"holds, {run(test, given.seconds / len(found)):,} rounds"
        except Exception:
            traceback.print_exc()
            told, failed = "DOES NOT HOLD", failed + 1
        sys.stdout.write(f"{name:<64} {told}, {time.monotonic() - started:.0f} s\n")
        sys.stdout.flush()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
