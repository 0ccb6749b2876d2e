"""Shows how often each trigger fired in a run without a model, the rarest first, and with what source it stands.

    python -m benchmarks.triggers RUN [--keep]

A trigger that never fires on thousands of articles stays only if a published list of verbs or a glossary has it.
"""

import argparse
from pathlib import Path

from benchmarks.results_file import keep
from extract.language.en.records import load_triggers
from extract.store import read_manifest

RESULTS = Path(__file__).with_name("results.json")


def main() -> None:
    """Print the counts of a run; with `--keep` also write how many fired, and which did not."""
    parser = argparse.ArgumentParser("python -m benchmarks.triggers", description=__doc__)
    parser.add_argument("run", type=Path, help="the directory of a run with --model none")
    parser.add_argument("--keep", action="store_true", help="write the figures to results.json")
    given = parser.parse_args()
    counts = read_manifest(given.run).counts
    triggers = sorted(load_triggers(), key=lambda one: counts.triggers.get(one.id, 0))
    for one in triggers:
        print(f"{counts.triggers.get(one.id, 0):>7,}  {one.kind:<11} {one.id:<28} {one.source}")
    never = {one.id: one.source for one in triggers if one.id not in counts.triggers}
    print(f"{len(triggers)} triggers, {len(never)} of which never fired in {counts.articles:,} articles")
    if given.keep:
        fired = sum(counts.triggers.values())
        figures = {"articles": counts.articles, "triggers": len(triggers), "fired": fired, "never": never}
        keep(RESULTS, "triggers", figures, ("spacy",))


if __name__ == "__main__":
    main()
