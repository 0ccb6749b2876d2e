"""Scores of extractions against gold, compared with those of an independent scorer."""

import codecs
import json
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from extract.evaluate import read_gold, render_misses
from extract.evaluate.gold import GoldArticle
from extract.evaluate.score import KINDS, Scores, score
from extract.store import read_extractions
from schemas import ArticleExtraction, Span
from tests.support.declared import answer, person, speech
from tests.support.drafts import make_article, process_declared

HOME = Path(__file__).parents[2]
GOLD = HOME / "fixtures" / "gold.jsonl"
EXTRACTIONS = HOME / "fixtures" / "extractions"
SHARED = HOME.parent / "shared" / "gold" / "score.py"


def gold() -> list[GoldArticle]:
    return list(read_gold(GOLD))


def extractions(plan: str) -> list[ArticleExtraction]:
    return list(read_extractions(EXTRACTIONS / f"{plan}.jsonl"))


def measured(plan: str) -> Scores:
    return score(gold(), extractions(plan))


def test_without_extractions_every_gold_record_is_missed() -> None:
    scores = score(gold(), [])
    assert {rate.right for rate in scores.rates.values()} == {0}
    assert len(scores.missing) == len(gold())
    assert scores.rates["agreements"].missed == 17


def test_a_byte_order_mark_before_gold_is_ignored(tmp_path: Path) -> None:
    marked = tmp_path / "gold.jsonl"
    marked.write_bytes(codecs.BOM_UTF8 + GOLD.read_bytes())
    assert [entry.records for entry in read_gold(marked)] == [entry.records for entry in gold()]


def test_a_span_that_is_not_in_the_article_is_reported() -> None:
    extraction = extractions("choices")[0]
    moved = Span(start=0, end=4, text="zzzz")
    spoilt = extraction.model_copy(
        update={"agreements": (extraction.agreements[0].model_copy(update={"evidence": (moved,)}),)}
    )
    assert [span.text for _, span in score(gold(), [spoilt]).ungrounded] == ["zzzz"]


@pytest.mark.parametrize("plan", ["choices", "document"])
def test_the_recorded_extractions_have_no_ungrounded_span(plan: str) -> None:
    assert measured(plan).ungrounded == []


@pytest.mark.skipif(not SHARED.exists(), reason="the independent scorer is not installed here")
@pytest.mark.parametrize("plan", ["choices", "document"])
def test_the_figures_are_those_of_an_independent_scorer(plan: str) -> None:
    run = subprocess.run(
        [sys.executable, SHARED, GOLD, EXTRACTIONS / f"{plan}.jsonl", "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    theirs = json.loads(run.stdout)
    ours = measured(plan)
    for kind in KINDS:
        their = theirs[kind.replace(" strict", "!")]
        rate = ours.rates[kind]
        assert (rate.right, rate.wrong, rate.missed) == (their["tp"], their["fp"], their["fn"]), kind


def test_a_missed_record_is_shown_with_the_answer_and_the_gate_that_rejected_it() -> None:
    text = "The coach condemned the raid on Paris."
    declared = answer(person("a1", "The coach"), statements=(speech("a9", recipients=[], about="the raid"),))
    outcome = process_declared(make_article(text), declared)
    condemned = {"act": "condemn", "speakers": ["France"], "recipients": [], "evidence": [text]}
    records = {"actors": [], "agreements": [], "statements": [condemned]}
    scores = score([GoldArticle(outcome.extraction.article, records)], [outcome.extraction])
    console = Console(width=200)
    with console.capture() as shown:
        console.print(render_misses(scores, [outcome]))
    assert "- statement: condemn" in shown.get()
    assert f"text   {text}" in shown.get()
    assert "a9" in shown.get().split("model")[1]
    assert "ground: no_speaker" in shown.get()
