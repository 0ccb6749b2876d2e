"""Measures a collection: linking many articles, one article more, and daily additions that are killed.

    python -m benchmarks.collection scale --run RUN [--articles 100000] [--keep]
    python -m benchmarks.collection additions [--days 30] [--articles 20] [--keep]

Times are processor time of one core.
"""

import argparse
from dataclasses import asdict
from pathlib import Path

from benchmarks.collection import additions, scale
from benchmarks.results_file import keep

RESULTS = Path(__file__).with_name("results.json")
PACKAGES = ("rapidfuzz", "snowballstemmer")


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.collection", description=__doc__)
    kinds = parser.add_subparsers(dest="kind", required=True)
    scaling = kinds.add_parser("scale", help="link many articles")
    scaling.add_argument("--run", type=Path, required=True, help="run of the articles that are varied")
    scaling.add_argument("--articles", type=int, default=100_000)
    adding = kinds.add_parser("additions", help="add day by day, and kill")
    adding.add_argument("--days", type=int, default=30)
    adding.add_argument("--articles", type=int, default=20, help="articles a day")
    for each in (scaling, adding):
        each.add_argument("--keep", action="store_true", help="write the figures to results.json")
    given = parser.parse_args()
    if given.kind == "scale":
        figures = asdict(scale.measure(given.run, given.articles))
    else:
        figures = asdict(additions.measure(given.days, given.articles))
    for name, figure in figures.items():
        print(f"{name.replace('_', ' '):<22}{figure:>14,}")
    if given.keep:
        keep(RESULTS, given.kind, figures, PACKAGES)


if __name__ == "__main__":
    main()
