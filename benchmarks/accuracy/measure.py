"""Runs a measurement: every way takes every article, in turns; each take is scored and kept as soon as it is there.

The ways take turns, article by article, so that a busy machine is busy for all of them. Before its turn each finds the
fixed part of its prompts computed, as it would in a run of its own; that is in no way's time.
"""

import hashlib
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import extract
from benchmarks.accuracy.instructor_peer import Instructor
from benchmarks.accuracy.langextract_peer import langextract
from benchmarks.accuracy.readers import readers
from benchmarks.accuracy.results import Results, row
from benchmarks.accuracy.ways import Communique, Take, Way
from extract.evaluate import GoldArticle, compare, lay_out_gold, read_gold
from extract.model.embedded.server import EmbeddedServer
from extract.run.open_model import OpenModel, open_model
from extract.settings.settings import load_settings
from extract.telemetry.progress import SilentReporter


@dataclass(frozen=True)
class Options:
    """What to measure."""

    gold: Path
    peer: str
    """A Python that has LangExtract."""
    out: Path
    resume: bool
    limit: int | None = None
    """Articles at most, the first ones."""
    only: str | None = None
    """Id of the one article to take."""
    max_tokens: int | None = None
    """Tokens that one answer may have, by whichever way; None for the default of the embedded model."""
    weights: str | None = None
    desk: Path | None = None
    """A folder in which readers answer, as one more way."""


async def measure(options: Options) -> Results:
    """The measurement, kept after each take; the answers of the peers are kept beside it. Raises ModelUnavailable,
    or ValueError for one to be resumed that was made otherwise."""
    every = list(read_gold(options.gold))
    gold = [entry for entry in every if options.only in (None, entry.article.source_id)][: options.limit]
    asked = {"weights": options.weights, "max_tokens": options.max_tokens}
    flags = {name: str(value) for name, value in asked.items() if value is not None}
    settings = load_settings({**flags, "plan": "document"}, {}, Path.cwd())  # the larger context of the two plans
    async with open_model(settings, SilentReporter()) as model, readers(options.desk) as desk:
        with all_ways(options, model, flags) as others:
            ways = [*others, *desk]
            how = {**made(options, model, len(every)), "prompts": {way.name: way.prefix for way in ways}}
            results = begun(options, how)
            await take_turns(ways, gold, Supervisor(results, options.out), model.server)
    return results


class Supervisor:
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
        scores = compare(entry.article, take.page, lay_out_gold(entry.records, entry.article.text))
        self.results.rows.append(row(name, way, take, scores))
        self.results.save(self._path)
        if take.answers:
            told = {"article": name, "way": way, "answers": take.answers}
            with self._answers.open("a", encoding="utf-8") as file:
                file.write(json.dumps(told, ensure_ascii=False) + "\n")
        print(f"{name}: {way} {take.seconds:.1f} s{' failed: ' + take.error if take.error else ''}", file=sys.stderr)


async def take_turns(
    ways: Sequence[Way], gold: Sequence[GoldArticle], keeper: Supervisor, server: EmbeddedServer | None
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
    if way.prefix is None or (server and server.restore_prefix(way.prefix)):
        return
    await way.warm()
    if server:
        server.save_prefix(way.prefix)


@contextmanager
def all_ways(options: Options, model: OpenModel, flags: dict[str, str]) -> Iterator[list[Way]]:
    """Communique's plans and the peers, told alike and asking the same server."""
    with (
        langextract(options.peer, model.endpoint) as chunks,
        Instructor(model.endpoint, by_paragraph=False) as articles,
        Instructor(model.endpoint, by_paragraph=True) as paragraphs,
    ):
        ours = [Communique(plan, model, flags) for plan in ("choices", "document")]
        yield [*ours, chunks, articles, paragraphs]


def begun(options: Options, how: dict[str, Any]) -> Results:
    """A new measurement, or the one to go on with. Raises ValueError if that was made otherwise."""
    if not (options.resume and options.out.exists()):
        return Results(how)
    results = Results.read(options.out)
    other = [name for name in how if name != "date" and results.made.get(name) != how[name]]
    if other:
        raise ValueError(f"{options.out} was made with another {' and '.join(other)}; leave out --resume to begin anew")
    return results


def made(options: Options, model: OpenModel, articles: int) -> dict[str, Any]:
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
