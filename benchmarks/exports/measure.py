"""Makes a run of many articles, and measures its export to a format in a process of its own."""

import multiprocessing
import resource
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from extract.output.export import Mode, Target, export
from extract.output.export.targets import EXPORTERS
from extract.output.load import load_run
from schemas import ArticleExtraction

FIXTURES = Path(__file__).parents[2] / "fixtures" / "extractions" / "document.jsonl"
_KIB_PER_MIB = 1024


def make_run(run: Path, articles: int) -> None:
    """Write the run: the fixtures over and over, each time with another article id, date and publisher."""
    run.mkdir(parents=True)
    with (run / "extractions.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(f"{extraction.model_dump_json()}\n" for extraction in _extractions(articles))
    for name in ("rejected.jsonl", "failures.jsonl"):
        (run / name).touch()


def _extractions(articles: int) -> Iterator[ArticleExtraction]:
    lines = FIXTURES.read_text(encoding="utf-8").splitlines()
    fixtures = [ArticleExtraction.model_validate_json(line) for line in lines]
    for number in range(articles):
        found = fixtures[number % len(fixtures)]
        day = f"{2000 + number % 25}-{1 + number % 12:02}-{1 + number % 28:02}"
        changes = {
            "id": f"sha256:{number:016x}",
            "source_id": f"article-{number}",
            "published": day,
            "source": f"Paper {number % 500}",
        }
        yield found.model_copy(update={"article": found.article.model_copy(update=changes)})


def measure(run: Path, target: Target) -> dict[str, object]:
    """Seconds, seconds of the processor, peak resident memory and megabytes written."""
    out = run.parent / "out" / EXPORTERS[target].name
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        figures = pool.apply(_export, (run, target, out))
    size = sum(file.stat().st_size for file in ([out] if out.is_file() else out.iterdir()))
    shutil.rmtree(out.parent)
    return {"format": target.value, **figures, "megabytes": round(size / 1e6, 1)}


def _export(run: Path, target: Target, out: Path) -> dict[str, float]:
    began, cpu = time.monotonic(), time.process_time()
    export(load_run(run), target, out, Mode.FORCE)
    return {
        "seconds": round(time.monotonic() - began, 1),
        "cpu_seconds": round(time.process_time() - cpu, 1),
        "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIB_PER_MIB),
    }
