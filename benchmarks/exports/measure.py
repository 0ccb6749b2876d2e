"""Makes a run of many articles, and measures its export to a format in a process of its own."""

import json
import multiprocessing
import resource
import shutil
import time
from collections.abc import Mapping, Set
from pathlib import Path
from typing import Any, TextIO

from extract.link.link import link
from extract.link.links import as_json
from extract.link.view_extraction import view_extraction
from extract.output.export import Mode, Target, export
from extract.output.export.targets import EXPORTERS
from extract.output.load import load_run
from extract.store.directory import EXTRACTIONS, FAILURES, LINKS, REJECTED
from extract.store.read import read_extractions
from schemas import ArticleExtraction

FIXTURES = Path(__file__).parents[2] / "fixtures" / "extractions" / "document.jsonl"
_KIB_PER_MIB = 1024


def make_run(run: Path, articles: int, source: Path = FIXTURES) -> None:
    """Write a collection: the articles of a run or file in rounds, each with other ids, dates, publishers and links."""
    run.mkdir(parents=True)
    found = list(read_extractions(source))
    rounds = -(-articles // len(found))
    with (run / EXTRACTIONS).open("w", encoding="utf-8") as file:
        for number in range(articles):
            file.write(f"{_vary(found[number % len(found)], number, number // len(found)).model_dump_json()}\n")
    for name in (REJECTED, FAILURES):
        (run / name).touch()
    with (run / LINKS).open("w", encoding="utf-8") as file:
        _write_links(file, as_json(link(map(view_extraction, found))), {one.article.source_id for one in found}, rounds)


def _vary(found: ArticleExtraction, number: int, turn: int) -> ArticleExtraction:
    changes = {
        "id": f"sha256:{number:016x}",
        "source_id": f"{found.article.source_id}-{turn}",
        "published": f"{2000 + number % 25}-{1 + number % 12:02}-{1 + number % 28:02}",
        "source": f"Paper {number % 500}",
    }
    return found.model_copy(update={"article": found.article.model_copy(update=changes)})


def _write_links(file: TextIO, links: Mapping[str, Any], source_ids: Set[str], rounds: int) -> None:
    """Write the links of each round in the layout of a collection."""
    for place, (section, entries) in enumerate(links.items()):
        file.write((",\n" if place else "{") + f'"{section}": [')
        rows = (_rename(entry, source_ids, turn) for turn in range(rounds) for entry in entries)
        for number, row in enumerate(rows):
            file.write((",\n" if number else "\n") + json.dumps(row, ensure_ascii=False))
        file.write("]")
    file.write("}\n")


def _rename(value: Any, source_ids: Set[str], turn: int) -> Any:
    """An entry of the links with the ids of a round."""
    if isinstance(value, dict):
        named = {name: _rename(part, source_ids, turn) for name, part in value.items()}
        return named | ({"id": f"{value['id']}-{turn}"} if "id" in value else {})
    if isinstance(value, list):
        return [_rename(part, source_ids, turn) for part in value]
    return f"{value}-{turn}" if value in source_ids else value


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
