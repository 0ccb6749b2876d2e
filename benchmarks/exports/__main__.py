"""Export a collection of many articles to each format, each in a process of its own.

    python -m benchmarks.exports --articles 100000 --folder /var/tmp/exports [--source RUN] [--keep] [FORMAT ...]

The articles are those of a run in rounds, each with other ids, dates and publishers; without --source those of the
fixtures, which have three times as many records as news on average.

Prints a line for each format: seconds, seconds of the processor, peak resident memory, megabytes written. The folder
needs room for the run (2 GB for 100,000 articles) and for one export (6 GB for SQLite).
"""

import argparse
import json
from pathlib import Path

from benchmarks.exports.measure import FIXTURES, make_run, measure
from benchmarks.results_file import keep
from extract.output.export import Target

RESULTS = Path(__file__).with_name("results.json")
PACKAGES = {
    Target.DUCKDB: "duckdb",
    Target.PARQUET: "pyarrow",
    Target.XLSX: "rustpy-xlsxwriter",
    Target.BIBTEX: "bibtexparser",
}
"""What writes a format."""


def main() -> None:
    """Make the run, if it is not there, and export it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--source", type=Path, default=FIXTURES)
    parser.add_argument("--keep", action="store_true", help="write the figures to results.json")
    parser.add_argument("formats", nargs="*", type=Target)
    given = parser.parse_args()
    run = given.folder / f"run-{given.articles}"
    if not run.exists():
        make_run(run, given.articles, given.source)
    for target in given.formats or list(Target):
        figures = {"articles": given.articles} | measure(run, target)
        print(json.dumps(figures), flush=True)
        if given.keep:
            keep(RESULTS, target.value, figures, [PACKAGES[target]] if target in PACKAGES else [])


if __name__ == "__main__":
    main()
