"""How far the output changes as it should, and only so, when an article or the codebook is edited.

    python -m benchmarks.probe [--articles FILE_OR_FOLDER ...] [--limit N] [--seed N] [--model NAME] [--suite NAME]

Prints every misbehaving case and the share that behaves, and writes the shares to benchmarks/probe/results.json. Asks
no model unless one is named, as for `communique run`. The words that edits make up differ from run to run; --seed
repeats those of an earlier run.
"""

import argparse
import asyncio
import json
import os
import platform
import random
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

from rich.console import Console

import extract
from benchmarks.probe.report import Row, table, tree
from benchmarks.probe.run import SUITES, Asking, run
from extract.ask.method import Method
from extract.cli.progress import LineReporter
from extract.errors import CommuniqueError, ConfigError
from extract.language.load import analyzer_at
from extract.read import read
from extract.run.context import choose_method
from extract.run.open_model import open_model
from extract.settings.settings import NO_MODEL, Settings, load_settings
from extract.weights.pipelines import default_pipeline
from schemas import Article

RESULTS = Path(__file__).parent / "results.json"
_FLAGS = ("model", "base_url", "plan", "weights", "record", "replay")


def arguments() -> argparse.Namespace:
    """Return the command line."""
    parser = argparse.ArgumentParser(
        "python -m benchmarks.probe", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    articles = [Path("fixtures/articles")]
    add("--articles", type=Path, nargs="+", default=articles, help="files, folders or gold JSONL of articles")
    add("--limit", type=int, help="how many articles of each, the first ones; all if it is not given")
    add("--seed", type=int, help="seed of the made-up words; another one in each run if it is not given")
    add("--suite", choices=SUITES, action="append", help="which suite; without a model edits, else both, if not given")
    add("--out", type=Path, default=RESULTS, help="where the results are written")
    add("--model", default=NO_MODEL, help=f"as --model of `communique run`; {NO_MODEL} if it is not given")
    for flag in ("base-url", "plan", "weights", "record", "replay"):
        add(f"--{flag}", help=f"as --{flag} of `communique run`")
    return parser.parse_args()


async def probe(options: argparse.Namespace, settings: Settings) -> dict[str, Any]:
    """Return the results. Raises CommuniqueError."""
    suites = options.suite or (SUITES[:1] if settings.model == NO_MODEL else SUITES)
    if settings.model == NO_MODEL and "codebook" in suites:
        raise ConfigError("the suite codebook asks a model; name one with --model")
    sets: dict[str, list[Article]] = {}
    for path in options.articles:
        sets.setdefault(path.stem, []).extend(_articles(path, options.limit))
    how = choose_method(settings)
    seed = random.randrange(10**6) if options.seed is None else options.seed
    print(f"seed {seed}", file=sys.stderr)
    rows: dict[str, list[Row]] = {}
    async with open_model(settings, LineReporter(Console(stderr=True))) as model:
        analyzer = analyzer_at(how.plan.pipeline or default_pipeline())
        asking = Asking(model.client, model.tape, how, analyzer, seed, settings.concurrency, _tell)
        for name, articles in sets.items():
            before = len(asking.rows)
            await run(articles, asking, suites)
            rows[name] = asking.rows[before:]
    print(table(asking.rows))
    return _described(how) | {
        "seed": seed,
        "articles": {name: [article.source_id for article in articles] for name, articles in sets.items()},
        "questions": asking.asked,
        **tree(asking.rows),
        "sets": _shares_of(rows),
    }


def _articles(path: Path, limit: int | None) -> list[Article]:
    return [one for one in islice(read(path), limit) if isinstance(one, Article)]


def _described(how: Method) -> dict[str, Any]:
    """What the results were measured with."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}",
        "model": how.model,
        "plan": how.plan.name,
        "versions": {
            "communique": extract.__version__,
            "python": platform.python_version(),
            "spacy": version("spacy"),
            "pipeline": (how.plan.pipeline or default_pipeline()).name,
        }
        | ({} if how.model == NO_MODEL else {"xllamacpp": version("xllamacpp")}),
        "prompts": [used.model_dump() for used in how.prompts_used],
    }


def _shares_of(rows: Mapping[str, Sequence[Row]]) -> dict[str, Any]:
    """The share of each set of articles, by edit."""
    return {name: tree(own)["shares"] for name, own in rows.items()}


def _tell(row: Row) -> None:
    print(f"{row.article}: {row.edit} {row.came}", file=sys.stderr)


def main() -> None:
    """Probe, print and write."""
    options = arguments()
    flags = {name: getattr(options, name) for name in _FLAGS}
    try:
        told = asyncio.run(probe(options, load_settings(flags, os.environ, Path.cwd())))
    except CommuniqueError as error:
        sys.exit(f"benchmarks.probe: {error}")
    options.out.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
