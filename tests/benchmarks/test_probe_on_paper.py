"""The probe of the codebook for readers: what they are given, and how their answers are scored."""

import json
from pathlib import Path

import pytest

from benchmarks.probe.codebook import Probe, probes, usual
from benchmarks.probe.on_paper import score, write
from tests.support.declared import answer, speech, state

BOOKS = {probe.name: probe for probe in (usual(), *probes())}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, 3)
    return tmp_path


def answered(folder: Path, probe: Probe, *acts: str) -> None:
    """Write an answer with one statement for each sentence."""
    side = state("a1", "Chad", "TCD")
    rows = [
        {"number": at, "answer": answer(side, statements=(speech("a1", act=act),))} for at, act in enumerate(acts, 1)
    ]
    (folder / probe.name / "answers.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))


def test_each_codebook_has_the_same_sentences_and_a_prompt_of_its_own(folder: Path) -> None:
    asks = {(folder / name / "asks.jsonl").read_text(encoding="utf-8") for name in BOOKS}
    assert len(asks) == 1 and asks.pop().count("\n") == 3
    prompts = {name: (folder / name / "prompt.txt").read_text(encoding="utf-8") for name in BOOKS}
    assert len(set(prompts.values())) == len(BOOKS)
    assert "- label_11: calls an act wrong" in prompts["rename_labels"]
    assert "=== THE ANSWER IS JSON" in prompts["usual"]


def test_answers_that_follow_the_definitions_are_alike_and_others_are_named(folder: Path) -> None:
    acts = ("condemn", "urge", "deny")
    answered(folder, usual(), *acts)
    for probe in probes():
        answered(folder, probe, *(probe.labels["act"][act] for act in acts))
        assert (score(folder, probe).alike, score(folder, probe).of) == (3, 3)
    answered(folder, BOOKS["redefine_labels"], *acts)
    wrong = score(folder, BOOKS["redefine_labels"])
    assert wrong.alike == 0
    assert wrong.differences[1] == f"2: expected act {BOOKS['redefine_labels'].labels['act']['urge']}, found act urge"
