"""Proves that the working tree gives the results of another revision: both code the same articles, and are compared.

    python -m benchmarks.identity --against REV [--articles 500] [--input FILE.jsonl]

A scripted model answers, whose every answer follows from the request. Each revision is run by its command line alone,
in the document plan. Ends with 1 if a byte of the results differs, with 2 if a run comes to no end, and with 0
otherwise; the totals tell how much was compared.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.batch.server import Connection, Server
from benchmarks.identity.compare import differing_manifests, differing_questions, differing_rows, rows
from benchmarks.identity.script import Script
from extract.weights.pipelines import default_pipeline

HOME = Path(__file__).resolve().parents[2]
INPUT = HOME.parent / "shared" / "data" / "load_open.jsonl"
PLANS = ("document",)
EXTRACTIONS, REJECTED, FAILURES, DUPLICATES = ROWS = (
    "extractions.jsonl",
    "rejected.jsonl",
    "failures.jsonl",
    "duplicates.jsonl",
)
MANIFEST = "run.json"
AT_A_TIME = 16
COPIED = 50
"""One of so many articles is there twice."""
_OURS = ("EXTRACT_", "OPENAI_", "OTEL_", "PYTHON")
"""How variables begin that would decide more than this program does."""


class Broken(Exception):
    """A run did not come to an end, so that there is nothing to compare."""


@dataclass(frozen=True)
class Coded:
    """What a run wrote, and what was asked of its model."""

    out: Path
    script: Script


@contextmanager
def checked_out(revision: str, folder: Path) -> Iterator[Path]:
    """A work tree of a revision, for as long as it is needed."""
    tree = folder / "tree"
    git = ["git", "-C", str(HOME), "worktree"]
    subprocess.run([*git, "add", "--quiet", "--detach", str(tree), revision], check=True)
    try:
        yield tree
    finally:
        subprocess.run([*git, "remove", "--force", str(tree)], check=True)


def spread(path: Path, articles: int, chosen: Path) -> tuple[int, int]:
    """Writes so many rows, evenly spread over the file, and copies of a few; returns how many, and of how many."""
    lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    taken = min(articles, len(lines))
    found = [json.loads(lines[at * len(lines) // taken]) for at in range(taken)]
    copies = [row | {"id": f"copy {number}"} for number, row in enumerate(found[::COPIED])]
    chosen.write_text("".join(f"{json.dumps(row)}\n" for row in (*found, *copies)), encoding="utf-8")
    return taken, len(lines)


async def coded(tree: Path, plan: str, articles: Path, folder: Path) -> Coded:
    """Runs the command of a tree over the articles. Raises Broken."""
    script, out = Script(), folder / "out"
    server = Server(0.0, script.answer)
    listening = await asyncio.get_running_loop().create_server(lambda: Connection(server), "127.0.0.1", 0, backlog=1024)
    url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/v1"
    command = [sys.executable, "-m", "extract", "run", str(articles), "--out", str(out), "--quiet", "--plan", plan]
    command += ["--model", "scripted", "--base-url", url, "--concurrency", str(AT_A_TIME)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    told = {"OPENAI_API_KEY": "k", "PYTHONPATH": str(tree), "XDG_CACHE_HOME": str(folder / "cache")}
    told["EXTRACT_ANALYZER"] = str(default_pipeline())
    told["PYTHONHASHSEED"] = "0"  # the order of a set must not look like a difference
    with (folder / "stderr").open("w+b") as errors:
        process = await asyncio.create_subprocess_exec(*command, cwd=tree, env=kept | told, stderr=errors)
        try:
            ended = await process.wait()
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
            listening.close()
        errors.seek(0)
        if ended not in (0, 1) or not (out / MANIFEST).exists():  # 1 says that articles failed, but a crash says it too
            raise Broken(f"{plan} plan in {tree}: exit code {ended}\n{errors.read().decode(errors='replace')}")
    return Coded(out, script)


async def both(trees: tuple[Path, Path], plan: str, articles: Path, folder: Path) -> tuple[Coded, Coded]:
    """The runs of both trees by a plan, at the same time. Raises Broken."""
    folders = folder / f"{plan}-old", folder / f"{plan}-new"
    for one in folders:
        one.mkdir()
    old, new = await asyncio.gather(
        *(coded(tree, plan, articles, one) for tree, one in zip(trees, folders, strict=True))
    )
    return old, new


def compared(old: Coded, new: Coded, articles: Path) -> bool:
    """Whether all that two runs wrote is the same; prints a line for each file."""
    failed = {row["source_id"] for run in (old, new) for row in rows(run.out / FAILURES)}
    texts = [f"{row.get('title')} {row.get('text')}" for row in rows(articles) if row.get("id") in failed]
    found = {"requests": differing_questions(old.script.questions, new.script.questions, texts)}
    found |= {name: differing_rows(old.out / name, new.out / name) for name in ROWS}
    found[MANIFEST] = differing_manifests(old.out / MANIFEST, new.out / MANIFEST)
    for name, difference in found.items():
        print(f"  {name:<20}{f'differs: {difference}' if difference else 'same'}")
    return not any(found.values())


def totals(run: Coded) -> None:
    """Prints how much a run came to."""
    kinds: Counter[str] = Counter()
    for row in rows(run.out / EXTRACTIONS):
        kinds.update({kind: len(row[kind]) for kind in ("agreements", "statements", "actors", "issues")})
    _tell("counts", json.loads((run.out / MANIFEST).read_bytes())["counts"])
    _tell("records", kinds)
    for name, found in (
        ("rejected rows", Counter(row["reason"] for row in rows(run.out / REJECTED))),
        ("failures", Counter(row["error"] for row in rows(run.out / FAILURES))),
        ("answers by what is wrong with them", run.script.trouble),
    ):
        _tell(f"{found.total():,} {name}", dict(found.most_common()))


def _tell(what: str, found: Mapping[str, int]) -> None:
    print(f"  {what}: {', '.join(f'{name} {number:,}' for name, number in found.items())}")


def main() -> int:
    """Runs, compares and prints."""
    parser = argparse.ArgumentParser(
        "python -m benchmarks.identity", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--against", required=True, metavar="REV", help="the revision whose results are the right ones")
    parser.add_argument("--articles", type=int, default=500, help="how many articles (default: 500)")
    parser.add_argument("--input", type=Path, default=INPUT, help="a JSONL of articles")
    given = parser.parse_args()
    if not given.input.exists():
        print(f"skipped: there is no {given.input}")
        return 0
    same = True
    with tempfile.TemporaryDirectory() as name, checked_out(given.against, Path(name)) as tree:
        articles = Path(name) / "articles.jsonl"
        print("{:,} of {:,} articles".format(*spread(given.input, given.articles, articles)))
        for plan in PLANS:
            started = time.perf_counter()
            old, new = asyncio.run(both((tree, HOME), plan, articles, Path(name)))
            print(f"\n{plan} plan, {time.perf_counter() - started:.0f} s")
            same &= compared(old, new, articles)
            totals(new)
    print(f"\n{'the results are the same' if same else 'THE RESULTS DIFFER'}")
    return 0 if same else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (Broken, subprocess.CalledProcessError) as error:
        print(f"benchmarks.identity: {error}", file=sys.stderr)
        sys.exit(2)
