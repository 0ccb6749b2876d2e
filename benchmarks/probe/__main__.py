"""How far the output changes as it should, and only so, when an article or the codebook is edited.

    python -m benchmarks.probe [--articles FOLDER_OR_JSONL] [--limit N] [--suite edits|codebook] [--record FOLDER]

Prints every misbehaving case and the share that behaves, and writes them to benchmarks/probe/results.json. Asks the
embedded model, or whichever model the flags and the environment name, as `communique run` does.
"""

import argparse
import asyncio
import json
import os
import platform
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

from rich.console import Console

import extract
from benchmarks.probe.report import Row, table, tree
from benchmarks.probe.run import SUITES, Asking, run
from extract.ask.method import build_method
from extract.cli.progress import LineReporter
from extract.errors import CommuniqueError
from extract.read import read
from extract.run.open_model import call_settings, open_model, served_name
from extract.settings.settings import Settings, load_settings
from schemas import Article

RESULTS = Path(__file__).parent / "results.json"
_FLAGS = ("model", "base_url", "plan", "weights", "record", "replay")


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        "python -m benchmarks.probe", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--articles", type=Path, default=Path("fixtures/articles"), help="a file, folder or gold JSONL of articles")
    add("--limit", type=int, help="how many articles, the first ones; all if it is not given")
    add("--suite", choices=SUITES, action="append", help="which suite; both if it is not given")
    add("--out", type=Path, default=RESULTS, help="where the results are written")
    add("--plan", default="sentence", help="the plan by which edited articles are asked")
    for flag in ("model", "base-url", "weights", "record", "replay"):
        add(f"--{flag}", help=f"as --{flag} of `communique run`")
    return parser.parse_args()


async def probe(options: argparse.Namespace, settings: Settings) -> dict[str, Any]:
    """The results. Raises CommuniqueError."""
    articles = [one for one in islice(read(options.articles), options.limit) if isinstance(one, Article)]
    how = build_method(served_name(settings), settings.plan, call_settings(settings), settings.verify)
    async with open_model(settings, LineReporter(Console(stderr=True))) as model:
        asking = Asking(model.client, model.tape, how, settings.concurrency, _tell)
        await run(articles, asking, options.suite or SUITES)
    print(table(asking.rows))
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}",
        "model": how.model,
        "plan": how.plan.name,
        "versions": {
            "communique": extract.__version__,
            "python": platform.python_version(),
            "xllamacpp": version("xllamacpp"),
        },
        "prompts": [used.model_dump() for used in how.prompts_used],
        "articles": [article.source_id for article in articles],
        "questions": asking.asked,
        **tree(asking.rows),
    }


def _tell(row: Row) -> None:
    print(f"{row.article}: {row.edit} {row.came}", file=sys.stderr)


def main() -> None:
    """Probes, prints and writes."""
    options = arguments()
    flags = {name: getattr(options, name) for name in _FLAGS}
    try:
        told = asyncio.run(probe(options, load_settings(flags, os.environ, Path.cwd())))
    except CommuniqueError as error:
        sys.exit(f"benchmarks.probe: {error}")
    options.out.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
