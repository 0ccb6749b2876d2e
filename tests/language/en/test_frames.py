"""Every trigger in every frame: what is not performed is not told as performed.

`data/frames.tsv` has the frames that the rules were written with, `data/kept_frames.tsv` those that were written before
and never looked at. A cell is right if the cue is performed there if and only if the frame says so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from extract.language.analysis import CueKind
from extract.language.en.records import Trigger, load_triggers
from tests.support.english import analyze, inflect

DATA = Path(__file__).parent / "data"
SUBJECT = "Chad "
_SLOT = re.compile(r"\b(?:S|base|past|part|ing|third|R)\b")


@dataclass(frozen=True)
class Clause:
    """A trigger with the verb and the rest of its example."""

    trigger: Trigger
    verb: str
    rest: str

    def put_into(self, frame: str) -> str:
        past, participle, ing, third = inflect(self.verb)
        slots = {"S": "Chad", "base": self.verb, "past": past, "part": participle, "ing": ing, "third": third}
        return _SLOT.sub(lambda slot: (slots | {"R": self.rest})[slot.group()], frame)


@cache
def clauses() -> tuple[Clause, ...]:
    """The examples of one subject and verb; acts that are performed by saying or denying alone need other frames."""
    return tuple(_clauses())


def _clauses() -> Iterator[Clause]:
    for trigger in load_triggers():
        plain = trigger.kind is not CueKind.INSTRUMENT and not trigger.speech and not trigger.negated
        if plain and trigger.example.startswith(SUBJECT) and not trigger.example.startswith("Chad and "):
            verb = analyze(trigger.example).tokens[1]
            if verb.pos in ("VERB", "AUX"):
                lemma = {"hop": "hope"}.get(verb.lemma, verb.lemma)
                yield Clause(trigger, lemma, trigger.example[verb.extent.end : -1].strip())


def frames(name: str) -> list[tuple[str, str]]:
    """Expectation and template of each frame."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [(row[0], row[1]) for line in lines if not line.startswith("#") and (row := line.split("\t"))]


def share_right(name: str, expected: str) -> float:
    """The share of the cells of one expectation that are right."""
    right = total = 0
    for _, frame in (one for one in frames(name) if one[0] == expected):
        found = analyze(*(clause.put_into(frame) for clause in clauses()))
        for at, clause in enumerate(clauses()):
            cues = (cue for cue in found.cues if cue.sentence == at and cue.trigger == clause.trigger.id)
            right += any(cue.performed for cue in cues) == (expected == "performed")
            total += 1
    return right / total


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "expected", "least"),
    [
        ("frames.tsv", "performed", 0.975),
        ("frames.tsv", "negated", 0.99),
        ("frames.tsv", "planned", 0.99),
        ("frames.tsv", "possible", 0.99),
        ("frames.tsv", "demanded", 0.98),
        ("frames.tsv", "denied", 0.98),
        ("frames.tsv", "unreal", 0.99),
        ("kept_frames.tsv", "performed", 0.88),
        ("kept_frames.tsv", "negated", 0.9),
        ("kept_frames.tsv", "planned", 0.98),
        ("kept_frames.tsv", "possible", 0.98),
        ("kept_frames.tsv", "demanded", 0.98),
        ("kept_frames.tsv", "denied", 0.97),
        ("kept_frames.tsv", "unreal", 0.98),
    ],
)
def test_a_cue_counts_as_performed_where_its_frame_says_so(name: str, expected: str, least: float) -> None:
    assert share_right(name, expected) >= least


@pytest.mark.parametrize("name", ["frames.tsv", "kept_frames.tsv"])
def test_no_frame_is_listed_twice(name: str) -> None:
    templates = [template for _, template in frames(name)]
    assert len(templates) == len(set(templates))
