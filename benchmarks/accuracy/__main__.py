"""Measures Communique and its peers on a gold file, or prints a measurement again.

    python -m benchmarks.accuracy GOLD --peer .venv-peer/bin/python [--limit N] [--resume]
    python -m benchmarks.accuracy --show

Tokens and seconds are medians an article. Beside the results, answers.jsonl keeps the peers' own words.
"""

import argparse
import asyncio
import shutil
import sys
from pathlib import Path

from rich.console import Console

from benchmarks.accuracy.measure import Options, measure
from benchmarks.accuracy.results import Results
from benchmarks.accuracy.table import render
from extract.errors import CommuniqueError

RESULTS = Path(__file__).with_name("results.json")


def main() -> None:
    """Measures and prints, or prints only."""
    given = vars(parsed())
    try:
        results = Results.read(given["out"]) if given.pop("show") else asyncio.run(measure(Options(**given)))
    except (CommuniqueError, OSError, ValueError, RuntimeError) as error:
        sys.exit(f"{type(error).__name__}: {error}")
    Console().print(render(results))


def parsed() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.accuracy", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path, nargs="?", default=Path("fixtures/gold.jsonl"))
    parser.add_argument("--peer", default=".venv-peer/bin/python", help="a Python that has langextract[openai]==1.7.1")
    parser.add_argument("--limit", type=int, help="articles, the first ones")
    parser.add_argument("--only", metavar="ID", help="this article alone")
    parser.add_argument("--max-tokens", type=int, help="tokens that one answer may have, by whichever way")
    parser.add_argument("--weights", help="the embedded model's weights, if they are not in the cache")
    parser.add_argument("--desk", type=Path, metavar="FOLDER", help="readers answer here: one more way")
    parser.add_argument("--out", type=Path, default=RESULTS, help="where the measurement is, or is to be, kept")
    parser.add_argument("--resume", action="store_true", help="go on with the measurement there; else it is replaced")
    parser.add_argument("--show", action="store_true", help="print the measurement that is there; run nothing")
    options = parser.parse_args()
    if options.show and not options.out.exists():
        parser.error(f"there is no measurement {options.out} to show; leave out --show to make it")
    if not options.show and shutil.which(options.peer) is None:
        parser.error(f"there is no Python {options.peer}; `make .venv-peer/.ready` makes .venv-peer/bin/python")
    return options


if __name__ == "__main__":
    main()
