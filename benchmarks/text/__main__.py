"""Measures the code that reads the text of an article before a model is asked.

    python -m benchmarks.text

Prints CPU seconds: of the segmentation of a megabyte of each awkward pattern, where a regular expression that
backtracks would take minutes, and of finding the states in an article of 5,000 characters.
"""

import time
from collections.abc import Callable
from functools import partial

from extract.document.segment import segment
from extract.entities.states import find_states

MEGABYTE = 1_000_000
PATTERNS = {
    "prose": "The U.S. and Lima signed a pact worth 2.5 million. It will last. ",
    "no ends": "u.s. word. word. ",
    "marks": "! ? ... ",
    "full stops": ".",
    "quotes": '."',
    "brackets": ".[1",
    "spaces": " ",
    "capitals": "A",
    "lines": "Oslo and Lima signed a pact on fish\n",
    "lower-case lines": "a line that is long enough to be of a wrapped text, perhaps\n",
    "bullets": "• ",
    "dashes": ". -",
}
ARTICLE = ("The Kremlin said that Russia and South Korea would meet the U.S. envoy in Astana on Monday. " * 60)[:5_000]


def measure(work: Callable[[], object], repeats: int) -> float:
    """Return the least CPU seconds that the work took."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    """Measure and print."""
    for name, pattern in PATTERNS.items():
        text = "X" + pattern * (MEGABYTE // len(pattern))
        print(f"segment a megabyte of {name:<17} {measure(partial(segment, text), 1):7.3f} s")
    print(f"find the states in {len(ARTICLE):,} characters   {measure(partial(find_states, ARTICLE), 5):7.4f} s")


if __name__ == "__main__":
    main()
