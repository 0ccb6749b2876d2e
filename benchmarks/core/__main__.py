"""Measures the core on real text with a scripted model: articles a second, growth with the length, hostile texts.

    python -m benchmarks.core [--articles 300] [--rounds 3] [--input FILE.jsonl] [--profile] [--keep]

The core is all that happens to an article between reading and storing: sentences, questions, analysis, proof,
checks, records. Times are processor time of one core, without the scripted model's own; the best of the rounds counts.
spaCy alone, on the same texts, is the bound of every plan that parses. Long texts are articles of the input put
together, cut at the length. Hostile texts are those of `hostile`.
"""

import argparse
import asyncio
import cProfile
import gc
import json
import pstats
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.core.hostile import measure_hostile
from benchmarks.core.model import ScriptedModel
from benchmarks.core.parser_alone import measure_parser
from benchmarks.core.results import keep
from extract.ask.method import Method, build_method
from extract.pipeline import extract
from extract.read.article import build_article
from extract.read.metadata import Metadata
from extract.weights.pipelines import default_pipeline
from schemas import Article

INPUT = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "load_open.jsonl"
PLANS = ("document", "rules")
LENGTHS = (1_000, 10_000, 30_000, 100_000)
"""In characters."""


@dataclass(frozen=True)
class Speed:
    """How fast one plan codes articles of usual length."""

    plan: str
    articles: int
    characters: int
    calls: int
    records: int
    seconds: float
    articles_per_second: float


@dataclass(frozen=True)
class Growth:
    """How long one plan takes for texts of each length."""

    plan: str
    seconds: dict[int, float]
    """Processor seconds by length in characters."""
    from_10k_to_100k: float
    """Time for 100,000 characters over time for 10,000."""


def load(path: Path, count: int) -> list[Article]:
    """Return so many articles, spread evenly over the file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    taken = [rows[at * len(rows) // count] for at in range(min(count, len(rows)))]
    return [_article(row["text"], row) for row in taken]


def _article(text: str, row: dict[str, str]) -> Article:
    given = Metadata(title=row.get("title"), date=row.get("date"), source=row.get("source"))
    return build_article(text, given, row.get("id") or "joined", "input")


async def _extract_all(articles: Sequence[Article], model: ScriptedModel, method: Method) -> int:
    outcomes = [(await extract(one, model, method)).counts for one in articles]
    return sum(counts.records for counts in outcomes)


def measure(articles: Sequence[Article], method: Method) -> tuple[float, ScriptedModel, int]:
    """Return the core's processor seconds for these articles, the model that answered, and the number of records."""
    model = ScriptedModel()
    gc.collect()
    started = time.process_time()
    records = asyncio.run(_extract_all(articles, model, method))
    return time.process_time() - started - model.seconds, model, records


def measure_speed(articles: Sequence[Article], plan: str, rounds: int) -> Speed:
    """Return the speed of a plan; the first, uncounted article fills the tables."""
    method = build_method("scripted", plan, {}, pipeline=default_pipeline())
    measure(articles[:1], method)
    best, model, records = min((measure(articles, method) for _ in range(rounds)), key=lambda found: found[0])
    characters = sum(one.characters for one in articles)
    rate = round(len(articles) / best, 1)
    return Speed(plan, len(articles), characters, model.calls, records, round(best, 2), rate)


def measure_growth(articles: Sequence[Article], plan: str, rounds: int) -> Growth:
    """Return the times of a plan for texts of each length."""
    method = build_method("scripted", plan, {}, pipeline=default_pipeline())
    whole = "\n\n".join(one.text for one in articles)
    seconds = {}
    for length in LENGTHS:
        text = _article(whole[:length], {})
        seconds[length] = round(min(measure([text], method)[0] for _ in range(rounds)), 3)
    return Growth(plan, seconds, round(seconds[100_000] / seconds[10_000], 1))


def _profiled(work: Callable[[], object]) -> None:
    profile = cProfile.Profile()
    profile.runcall(work)
    pstats.Stats(profile).sort_stats("tottime").print_stats(40)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        "python -m benchmarks.core", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=300, help="how many articles (default: 300)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each figure is measured (default: 3)")
    parser.add_argument("--input", type=Path, default=INPUT, help="a JSONL of articles")
    parser.add_argument("--profile", action="store_true", help="print where the time of the document plan goes")
    parser.add_argument("--keep", action="store_true", help="write the figures to results.json")
    given = parser.parse_args()
    if not given.input.exists():
        print(f"skipped: there is no {given.input}")
        return
    articles = load(given.input, given.articles)
    if given.profile:
        _profiled(lambda: measure(articles, build_method("scripted", "document", {}, pipeline=default_pipeline())))
        return
    speeds = [measure_speed(articles, plan, given.rounds) for plan in PLANS]
    for speed in speeds:
        print(f"{speed.plan:<10}{speed.articles_per_second:>7} articles/s  ({speed})", flush=True)
    alone = round(len(articles) / measure_parser(articles, given.rounds), 1)
    of_alone = {speed.plan: round(speed.articles_per_second / alone, 2) for speed in speeds}
    print(f"spaCy     {alone:>7} articles/s alone; plans of that: {of_alone}", flush=True)
    growths = [measure_growth(articles, plan, given.rounds) for plan in PLANS]
    for growth in growths:
        print(f"{growth.plan:<10}{growth.seconds}  x{growth.from_10k_to_100k} from 10k to 100k", flush=True)
    hostile = {}
    for plan in PLANS:
        found = asyncio.run(
            measure_hostile(build_method("scripted", plan, {}, pipeline=default_pipeline()), given.rounds)
        )
        print(f"{plan:<10}{len(found)} hostile texts, the slowest: {found[:5]}", flush=True)
        hostile[plan] = {"texts": len(found), "slowest": [asdict(one) for one in found[:10]]}
    if given.keep:
        figures = {"speed": [asdict(one) for one in speeds], "growth": [asdict(one) for one in growths]}
        keep(figures | {"parser_alone": {"articles_per_second": alone, "plans": of_alone}, "hostile": hostile})


if __name__ == "__main__":
    main()
