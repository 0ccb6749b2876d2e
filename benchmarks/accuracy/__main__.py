"""Measures Communique and its peers on a gold file, or prints a measurement again.

    python -m benchmarks.accuracy GOLD --peer .venv-peer/bin/python [--limit N] [--resume]
    python -m benchmarks.accuracy --show

The ways take turns, article by article, so that a busy machine is busy for all of them. Before its turn each finds the
fixed part of its prompts computed, as it would in a run of its own. Tokens and seconds are medians an article.
"""

import argparse
import asyncio
import hashlib
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rich.console import Console

import extract
from benchmarks.accuracy.instructor_peer import Instructor
from benchmarks.accuracy.langextract_peer import langextract
from benchmarks.accuracy.results import Results, row
from benchmarks.accuracy.table import render
from benchmarks.accuracy.ways import Communique, Take, Way
from extract.config import load
from extract.endpoint import Opened, opened
from extract.errors import CommuniqueError
from extract.evaluate import GoldArticle, compare, page_of_gold, read_gold
from extract.model.server import EmbeddedServer
from extract.watch import Silent

RESULTS = Path(__file__).with_name("results.json")


def main() -> None:
    """Measures and prints, or prints only."""
    options = parsed()
    try:
        results = Results.read(options.out) if options.show else asyncio.run(measure(options))
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
    parser.add_argument("--out", type=Path, default=RESULTS, help="where the measurement is, or is to be, kept")
    parser.add_argument("--resume", action="store_true", help="go on with the measurement that is there")
    parser.add_argument("--show", action="store_true", help="print the measurement that is there; run nothing")
    return parser.parse_args()


async def measure(options: argparse.Namespace) -> Results:
    """The measurement, kept after each take; the answers of the peers are kept beside it. Raises ModelUnavailable,
    or ValueError for one to be resumed that was made otherwise."""
    every = list(read_gold(options.gold))
    gold = [entry for entry in every if options.only in (None, entry.article.source_id)][: options.limit]
    asked = {"weights": options.weights, "max_tokens": options.max_tokens}
    flags = {name: str(value) for name, value in asked.items() if value is not None}
    settings = load({**flags, "plan": "document"}, {}, Path.cwd())  # the larger context of the two plans
    async with opened(settings, Silent()) as model:
        results = begun(options, made(options, model, len(every)))
        with all_ways(options, model, flags) as ways:
            for way in ways:
                await prepare(way, model.server)
            await take_turns(ways, gold, Keeper(results, options.out), model.server)
    return results


class Keeper:
    """Keeps each take as soon as it is there."""

    def __init__(self, results: Results, path: Path) -> None:
        self.results = results
        self._path = path
        self._answers = path.with_name("answers.jsonl")
        if not results.rows:
            self._answers.unlink(missing_ok=True)

    def keep(self, entry: GoldArticle, way: str, take: Take) -> None:
        """Scores a take, and writes it and the answers that it came from."""
        name = entry.article.source_id
        scores = compare(name, take.page, page_of_gold(entry.records, entry.article.text))
        self.results.rows.append(row(name, way, take, scores))
        self.results.save(self._path)
        if take.answers:
            told = {"article": name, "way": way, "answers": take.answers}
            with self._answers.open("a", encoding="utf-8") as file:
                file.write(json.dumps(told, ensure_ascii=False) + "\n")
        print(f"{name}: {way} {take.seconds:.1f} s{' failed: ' + take.error if take.error else ''}", file=sys.stderr)


async def take_turns(
    ways: Sequence[Way], gold: Sequence[GoldArticle], keeper: Keeper, server: EmbeddedServer | None
) -> None:
    """Has every way take every article that it has not taken yet."""
    for entry in gold:
        for way in ways:
            if keeper.results.has(entry.article.source_id, way.name):
                continue
            await prepare(way, server)
            take = await way.take(entry.article)
            if server:
                server.check()
            keeper.keep(entry, way.name, take)


async def prepare(way: Way, server: EmbeddedServer | None) -> None:
    """Puts a way where a run of its own would be: the fixed part of its prompts is computed."""
    if server and server.restore_prefix(way.prefix):
        return
    await way.warm()
    if server:
        server.save_prefix(way.prefix)


@contextmanager
def all_ways(options: argparse.Namespace, model: Opened, flags: dict[str, str]) -> Iterator[list[Way]]:
    """Communique's plans and the peers, told alike and asking the same server."""
    with langextract(options.peer, model.endpoint) as peer:
        yield [
            Communique("sentence", model, flags),
            Communique("document", model, flags),
            peer,
            Instructor(model.endpoint, by_paragraph=False),
            Instructor(model.endpoint, by_paragraph=True),
        ]


def begun(options: argparse.Namespace, how: dict[str, Any]) -> Results:
    """A new measurement, or the one to go on with. Raises ValueError if that was made otherwise."""
    if not (options.resume and options.out.exists()):
        return Results(how)
    results = Results.read(options.out)
    other = [name for name in how if name != "date" and results.made.get(name) != how[name]]
    if other:
        raise ValueError(f"{options.out} was made with another {' and '.join(other)}; leave out --resume to begin anew")
    return results


def made(options: argparse.Namespace, model: Opened, articles: int) -> dict[str, Any]:
    """What the measurement is made with."""
    peer = [options.peer, "-c", "from importlib.metadata import version; print(version('langextract'))"]
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "model": model.endpoint.model,
        "max_tokens": model.endpoint.max_tokens,
        "gold": {
            "name": options.gold.name,
            "articles": articles,
            "sha256": hashlib.sha256(options.gold.read_bytes()).hexdigest(),
        },
        "versions": {
            "communique": extract.__version__,
            "langextract": subprocess.run(peer, capture_output=True, text=True, check=True).stdout.strip(),
            **{name: version(name) for name in ("instructor", "openai", "xllamacpp")},
            "python": platform.python_version(),
        },
    }


if __name__ == "__main__":
    main()
