"""How long an article takes by Communique and by LangExtract: same articles, model and server, in turns.

    python -m benchmarks.speed --peer .venv-peer/bin/python [--articles FOLDER] [--limit N] [--rounds N]

Prints the median seconds of both and the median of the ratios, and writes them to benchmarks/results/speed.json.
"""

import argparse
import asyncio
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from extract.config import load
from extract.endpoint import Opened, asked, model_name, opened
from extract.method import method
from extract.pipeline import extract
from extract.read import read
from extract.watch import Silent
from prompts import load as load_prompt
from schemas import Article

HOME = Path(__file__).parent
RESULTS = HOME / "results" / "speed.json"


@dataclass(frozen=True)
class Timing:
    """One article by one way."""

    article: str
    seconds: float
    records: int
    error: str | None = None


class Peer:
    """LangExtract in its own process and environment."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def time(self, article: Article) -> Timing:
        """How long it takes for an article; its own clock, so that starting Python costs it nothing."""
        told = self._say({"text": article.text})
        return Timing(article.source_id, told["seconds"], told["records"], told["error"])

    def _say(self, job: dict[str, str]) -> dict[str, Any]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        told: dict[str, Any] = json.loads(self._process.stdout.readline())
        return told


@contextmanager
def langextract(python: str, model: Opened) -> Iterator[Peer]:
    """The peer, told what our sentence plan is told: instructions, examples, and the most tokens of an answer."""
    file = load_prompt("sentence")
    told = {
        "base_url": model.endpoint.base_url,
        "api_key": model.endpoint.api_key.get_secret_value(),
        "model": model.endpoint.model,
        "max_tokens": model.endpoint.max_tokens,
        "prompt": "From this news article extract agreements and statements. " + file.instructions.partition("\n")[2],
        "examples": file.examples,
    }
    command = [python, str(HOME / "langextract_worker.py")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        process.stdin.write(json.dumps(told) + "\n")
        yield Peer(process)
        process.stdin.close()


async def ours(article: Article, model: Opened, plan: str) -> Timing:
    """How long the pipeline takes for an article, calls and code."""
    settings = load({"plan": plan}, {}, Path.cwd())
    how = method(model_name(settings), plan, asked(settings))
    start = time.perf_counter()
    outcome = await extract(article, model.client, how)
    return Timing(article.source_id, time.perf_counter() - start, outcome.counts.records)


async def measure(options: argparse.Namespace) -> dict[str, object]:
    """The timings of both, taken in turns so that a busy machine is busy for both."""
    flags = {"weights": options.weights} if options.weights else {}
    articles = [one for one in islice(read(options.articles), options.limit) if isinstance(one, Article)]
    timings: dict[str, list[Timing]] = {"communique": [], "langextract": []}
    async with opened(load(flags, {}, Path.cwd()), Silent()) as model:
        with langextract(options.peer, model) as peer:
            for _ in range(options.rounds):
                for article in articles:
                    timings["communique"].append(await ours(article, model, "sentence"))
                    timings["langextract"].append(await asyncio.to_thread(peer.time, article))
                    a, b = timings["communique"][-1], timings["langextract"][-1]
                    print(f"{article.source_id}: {a.seconds:.1f} s, LangExtract {b.seconds:.1f} s", file=sys.stderr)
        name = model.endpoint.model
    return report(timings, name, options)


def report(timings: dict[str, list[Timing]], model: str, options: argparse.Namespace) -> dict[str, object]:
    """The figures with all that is needed to read them."""
    peer_version = [options.peer, "-c", "from importlib.metadata import version; print(version('langextract'))"]
    pairs = zip(timings["communique"], timings["langextract"], strict=True)
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}",
        "model": model,
        "versions": {
            "communique": version_here(),
            "langextract": subprocess.run(peer_version, capture_output=True, text=True, check=True).stdout.strip(),
            "python": platform.python_version(),
            "xllamacpp": version("xllamacpp"),
        },
        "articles": len({one.article for one in timings["communique"]}),
        "rounds": options.rounds,
        "median_seconds": {way: round(median(one.seconds for one in told), 1) for way, told in timings.items()},
        "median_ratio": round(median(a.seconds / b.seconds for a, b in pairs), 3),
        "peer_errors": sum(one.error is not None for one in timings["langextract"]),
        "timings": {way: [asdict(one) for one in told] for way, told in timings.items()},
    }


def version_here() -> str:
    """The version of this tree."""
    import extract

    return extract.__version__


def main() -> None:
    """Measures, prints and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peer", required=True, help="a Python that has langextract[openai]==1.7.1")
    parser.add_argument("--articles", type=Path, default=Path("fixtures/articles"))
    parser.add_argument("--limit", type=int, default=10, help="articles, the first ones")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--weights", help="the embedded model's weights, if they are not in the cache")
    options = parser.parse_args()
    told = asyncio.run(measure(options))
    RESULTS.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    medians = told["median_seconds"]
    print(f"median seconds per article: {medians}; Communique takes {told['median_ratio']} of LangExtract's time")


if __name__ == "__main__":
    main()
