"""Evaluation scores the same answers before verification too, and counts what each gate gained and lost."""

import asyncio
from typing import Any

import pytest
from rich.console import Console

from extract.ask.method import build_method
from extract.evaluate import as_json, measure_reliability, render_raw, score, score_raw
from extract.evaluate.bootstrap import f1_interval, share_interval
from extract.evaluate.gold import GoldArticle
from extract.evaluate.score import Rate, Share
from extract.pipeline import Outcome, extract
from prompts import adapt_codebook, codebook
from schemas import Certainty
from tests.support.declared import answer, pact, speech, state
from tests.support.drafts import FixedModel, make_article, process_declared, read_by_rules

TEXT = "France and Chad signed a defence pact. Niger condemned the raid."
SIDES = (state("a1", "France", "FRA"), state("a2", "Chad", "TCD"), state("a3", "Niger", "NER"))
ACTORS: list[dict[str, Any]] = [
    {"name": name, "kind": "state", "country": code}
    for name, code in (("France", "FRA"), ("Chad", "TCD"), ("Niger", "NER"))
]
GOLD: dict[str, Any] = {
    "actors": ACTORS,
    "agreements": [
        {
            "subject": "defence pact",
            "instrument": "treaty",
            "status": "signed",
            "parties": [{"actor": "France"}, {"actor": "Chad"}],
            "evidence": ["France and Chad signed a defence pact."],
        }
    ],
    "statements": [
        {"act": "condemn", "speakers": ["Niger"], "recipients": [], "evidence": ["Niger condemned the raid."]}
    ],
}


def outcome(**changed: Any) -> Outcome:
    declared = answer(*SIDES, agreements=(pact("a1", "a2", **changed),), statements=(speech("a3", sentences=(2,)),))
    return process_declared(make_article(TEXT), declared)


def gold_of(found: Outcome) -> list[GoldArticle]:
    return [GoldArticle(found.extraction.article, GOLD)]


def test_the_answers_before_verification_have_scores_of_their_own() -> None:
    found = outcome()
    raw = score_raw(gold_of(found), [found])
    assert raw
    assert [rate.f1 for rate in raw.scores.rates.values()] == [1.0] * 5
    assert (raw.right_before, raw.changes) == (2, ())


def test_labels_of_a_codebook_of_ones_own_are_right_before_verification_too() -> None:
    changes = {
        "name": "mine",
        "acts": {"denounce": {"kind_of": "condemn", "means": "denounces conduct"}},
        "statuses": {"concluded": {"kind_of": "signed", "means": "signed by all"}},
        "instruments": {"pact": {"kind_of": "treaty", "means": "a treaty on defence"}},
    }
    book = adapt_codebook(codebook(), changes, "0" * 64)
    deal = pact("a1", "a2", instrument="pact", status="concluded")
    declared = answer(*SIDES, agreements=(deal,), statements=(speech("a3", sentences=(2,), act="denounce"),))
    method = build_method("dictated", "document", {}, "off", book=book)
    found = asyncio.run(extract(make_article(TEXT), FixedModel([declared]), method))
    labelled = {
        name: [record | {"label": label} for record in GOLD[name]]
        for name, label in (("agreements", "pact"), ("statements", "denounce"))
    }

    raw = score_raw([GoldArticle(found.extraction.article, GOLD | labelled)], [found])

    assert raw
    assert {name: raw.scores.fields[name].right for name in ("instrument", "status", "act", "label")} == {
        "instrument": 1,
        "status": 1,
        "act": 1,
        "label": 2,
    }
    assert (raw.right_before, raw.changes) == (2, ())


def test_a_record_that_a_gate_loses_is_listed_with_the_gate() -> None:
    found = outcome(status_cue="sealed")
    raw = score_raw(gold_of(found), [found])
    assert raw
    assert [(one.is_loss, one.causes) for one in raw.changes] == [(True, ("ground: not_in_text (status_cue)",))]
    assert raw.by_cause() == {"ground: not_in_text (status_cue)": (0, 1)}
    with (console := Console(width=120)).capture() as shown:
        console.print(render_raw(raw))
    assert "all (2 before)" in shown.get()


def test_a_record_that_code_corrects_is_a_gain() -> None:
    wrong = answer(state("a1", "Chad", "FRA"), SIDES[2], statements=(speech("a1", sentences=(2,), recipients=["a3"]),))
    found = process_declared(make_article("Chad spoke. Chad condemned Niger."), wrong)
    truth = {"act": "condemn", "speakers": ["Chad"], "recipients": ["Niger"], "evidence": ["Chad condemned Niger."]}
    entry = GoldArticle(found.extraction.article, GOLD | {"agreements": [], "statements": [truth]})
    raw = score_raw([entry], [found])
    assert raw
    assert [(one.is_loss, one.causes) for one in raw.changes] == [(False, ("issue: country",))]


def test_the_plan_of_the_rules_has_no_answers_to_score_before_verification() -> None:
    assert score_raw([], [read_by_rules("France acts.")]) is None


@pytest.mark.parametrize(("unsure", "certainty"), [([], Certainty.HIGH), (["status"], Certainty.MEDIUM)])
def test_certainty_is_measured_by_what_is_right(unsure: list[str], certainty: Certainty) -> None:
    found = outcome(unsure=unsure)
    measured = measure_reliability(gold_of(found), [found.extraction])
    assert measured[certainty].right == measured[certainty].of
    assert sum(one.of for one in measured.values()) == 2


def test_the_figures_as_json_hold_both_sides_and_the_intervals() -> None:
    found = outcome()
    gold = gold_of(found)
    data = as_json(score(gold, [found.extraction]), score_raw(gold, [found]))
    assert data["raw"]["rates"]["agreements"]["f1"] == data["rates"]["agreements"]["f1"] == 1.0
    assert data["rates"]["agreements"]["interval"] == (1.0, 1.0)


def test_an_interval_is_wide_where_articles_differ_and_the_same_each_time() -> None:
    rates = [Rate(right=4), Rate(wrong=4), Rate(right=2, missed=2)] * 4
    low, high = f1_interval(rates)
    assert low < 0.6 < high
    assert f1_interval(rates) == (low, high)
    assert f1_interval([]) == (0.0, 0.0)


def test_an_interval_of_a_share_leaves_out_draws_without_records() -> None:
    low, high = share_interval([Share(1, 1), Share(0, 1), Share()])
    assert (low, high) == (0.0, 1.0)
    assert share_interval([Share(2, 2), Share()]) == (1.0, 1.0)
