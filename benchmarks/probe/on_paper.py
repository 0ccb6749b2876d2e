"""The probe of the codebook for careful readers: it writes what each has to read, and scores what they answer.

    python -m benchmarks.probe.on_paper write FOLDER [--sentences 34]
    python -m benchmarks.probe.on_paper score FOLDER

`FOLDER/CODEBOOK/prompt.txt` is what all calls of a codebook begin with, and the schema of an answer; `asks.jsonl` has a
sentence a line. A reader of one codebook sees that folder alone, and writes `answers.jsonl`: a line for each sentence,
with its `number` and the `answer`. Scores compare the labels with those by the usual codebook.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.desk.server import as_text
from benchmarks.probe.codebook import Labels, Probe, labels_of, probes, question, usual
from extract.model.response_schema import response_format
from extract.store import read_extractions
from schemas import ArticleExtraction

ARTICLES = Path("fixtures/extractions/document.jsonl")
_MOST = 3
"""Sentences of one article at most."""


def sentences(extractions: Path) -> Iterator[str]:
    """Sentences with agreements and statements, each once, in the order of the articles."""
    for extraction in read_extractions(extractions):
        yield from islice(dict.fromkeys(_of(extraction)), _MOST)


def _of(extraction: ArticleExtraction) -> Iterator[str]:
    spans = [deal.evidence[-1] for deal in extraction.agreements[:1]]
    for span in spans + [said.evidence[-1] for said in extraction.statements]:
        yield " ".join(span.text.split())


def write(folder: Path, number: int) -> None:
    """Write the prompts of all codebooks."""
    asked = list(islice(sentences(ARTICLES), number))
    for probe in (usual(), *probes()):
        place = folder / probe.name
        place.mkdir(parents=True, exist_ok=True)
        prompt = question("", probe)
        body = {"messages": list(prompt.messages)[:-1], "response_format": response_format(prompt.reply)}
        (place / "prompt.txt").write_text(as_text(body), encoding="utf-8")
        rows = (json.dumps({"number": at, "ask": f"[1] {one}"}, ensure_ascii=False) for at, one in enumerate(asked, 1))
        (place / "asks.jsonl").write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")


@dataclass(frozen=True)
class Score:
    """How many of the sentences that the usual codebook codes are coded alike by another one."""

    alike: int
    of: int
    differences: tuple[str, ...]


def score(folder: Path, probe: Probe) -> Score:
    """Compare the answers by a codebook with those by the usual one."""
    base, found = answers(folder, usual()), answers(folder, probe)
    asked = {number: probe.translated(labels) for number, labels in base.items() if labels}
    differing = {number: labels for number, labels in asked.items() if found.get(number) != labels}
    lines = (f"{number}: expected {_plain(asked[number])}, found {_plain(found.get(number))}" for number in differing)
    return Score(len(asked) - len(differing), len(asked), tuple(lines))


def answers(folder: Path, probe: Probe) -> dict[int, Labels]:
    """The labels of each answer. Raises ValidationError for an answer that does not fit the schema."""
    form = question("", probe).reply
    lines = (folder / probe.name / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    rows: list[dict[str, Any]] = [json.loads(line) for line in lines if line.strip()]
    return {row["number"]: labels_of(form.model_validate_json(json.dumps(row["answer"]))) for row in rows}


def _plain(labels: Labels | None) -> str:
    return ", ".join(f"{field} {label}" for field, label in sorted(labels or ())) or "nothing"


def main() -> int:
    """Write or score; the exit code is 1 if fewer than nine in ten are alike."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.probe.on_paper",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("what", choices=("write", "score"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sentences", type=int, default=34)
    given = parser.parse_args()
    if given.what == "write":
        write(given.folder, given.sentences)
        return 0
    scores = {probe.name: score(given.folder, probe) for probe in probes()}
    for name, one in scores.items():
        print(f"{name}: {one.alike} of {one.of}", *one.differences, sep="\n  ")
    alike, of = sum(one.alike for one in scores.values()), sum(one.of for one in scores.values())
    print(f"all: {alike} of {of}")
    return 0 if of and alike >= 0.9 * of else 1


if __name__ == "__main__":
    sys.exit(main())
