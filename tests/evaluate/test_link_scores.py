"""Scores of links against gold links, and the names that records of a run take for it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extract.cli.app import app
from extract.evaluate.gold import read_gold
from extract.evaluate.link_scores import link_scores_as_json, render_link_scores, score_links
from extract.evaluate.rename import match_records, rename_links
from extract.store.read import read_extractions

FIXTURES = Path(__file__).parents[2] / "fixtures"
GOLD = {
    "actors": [{"members": [["a", "Ida"], ["b", "Ida"], ["c", "Ida"]]}, {"members": [["c", "Olof"]]}],
    "agreements": [
        {
            "members": [["a", "g1"], ["b", "g1"]],
            "timeline": [{"status": "agreed"}, {"status": "signed"}],
            "current_status": "signed",
            "independent_sources": 2,
        },
        {"members": [["c", "g1"]], "timeline": [], "current_status": "unknown", "independent_sources": 1},
    ],
    "statements": [],
    "copies": [["b", "a"], ["c", "a"]],
    "contradictions": [{"about": "date", "left": ["a", "g1"], "right": ["b", "g1"]}],
}


def test_gold_against_itself_is_perfect() -> None:
    scores = link_scores_as_json(score_links(GOLD, GOLD))
    assert scores["actors"] == {"p": 1.0, "r": 1.0, "f1": 1.0}
    assert scores["contradictions"] == {"p": 1.0, "r": 1.0}
    assert scores["lives"] == {"current_status": 1.0, "course": 1.0, "independent_sources": 1.0}


def test_records_that_nothing_links_are_precise_and_not_found() -> None:
    scores = score_links(GOLD, {})
    assert scores.clusters["actors"].precision == 1.0
    assert scores.clusters["actors"].recall == pytest.approx((3 * 1 / 3 + 1) / 4)
    assert scores.pairs["copies"].recall == 0.0
    assert scores.lives["course"] == 0.0


def test_a_cluster_of_everything_is_found_and_imprecise() -> None:
    merged = {"actors": [{"members": [["a", "Ida"], ["b", "Ida"], ["c", "Ida"], ["c", "Olof"], ["d", "Eva"]]}]}
    actors = score_links(GOLD, merged).clusters["actors"]
    assert actors.precision == pytest.approx((3 * 3 / 4 + 1 / 4) / 4)
    assert actors.recall == 1.0
    assert actors.f1 == pytest.approx(2 * actors.precision / (actors.precision + 1))


def test_a_deal_is_compared_with_the_one_that_shares_most_of_its_records() -> None:
    split = {
        "agreements": [
            {"members": [["a", "g1"]], "timeline": [{"status": "signed"}], "current_status": "signed"},
            {"members": [["b", "g1"], ["c", "g1"]], "timeline": [], "current_status": "unknown"},
        ]
    }
    lives = score_links(GOLD, split).lives
    assert lives == {"current_status": 1.0, "course": 0.5, "independent_sources": 0.0}


def test_contradictions_have_no_direction() -> None:
    turned = {"contradictions": [{"about": "value", "left": ["b", "g1"], "right": ["a", "g1"]}]}
    assert score_links(GOLD, turned).pairs["contradictions"].recall == 1.0


def test_the_scores_are_printed_a_line_a_kind() -> None:
    lines = render_link_scores(score_links(GOLD, GOLD)).splitlines()
    assert [line.split()[0] for line in lines] == [
        "actors",
        "agreements",
        "statements",
        "copies",
        "contradictions",
        "deals",
    ]


def test_records_of_a_run_take_the_ids_of_their_gold_records() -> None:
    extractions = list(read_extractions(FIXTURES / "extractions" / "choices.jsonl"))
    names = match_records(list(read_gold(FIXTURES / "gold.jsonl")), extractions)
    articles = {extraction.article.source_id for extraction in extractions}
    matched = {name for name, (_, gold) in names.items() if not gold.startswith("extra ")}
    assert {source_id for source_id, _ in matched} == articles - {"nothing-to-find"}
    gold_ids = [names[name] for name in matched]
    assert len(gold_ids) == len(set(gold_ids)), "two records took the id of one gold record"
    links = {"agreements": [{"members": [list(name) for name in sorted(matched)]}], "copies": [["x", "y"]]}
    renamed = rename_links(links, names)
    assert renamed["agreements"][0]["members"] == [list(names[name]) for name in sorted(matched)]
    assert renamed["copies"] == [["x", "y"]]


def test_eval_links_prints_scores_and_writes_the_links(tmp_path: Path) -> None:
    out = tmp_path / "links.json"
    result = CliRunner().invoke(app, ["eval-links", str(FIXTURES / "stories.jsonl"), "--out", str(out), "--json"])
    assert result.exit_code == 0, result.output
    scores = json.loads(result.output)
    links = json.loads(out.read_text(encoding="utf-8"))
    gold = json.loads((FIXTURES / "story_links.json").read_text(encoding="utf-8"))
    assert scores == link_scores_as_json(score_links(gold, links))
    assert {"name", "kind", "country", "wikidata", "offices", "members"} <= links["actors"][0].keys()


def test_eval_links_says_what_to_give_if_there_are_no_links(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_bytes((FIXTURES / "stories.jsonl").read_bytes())
    result = CliRunner().invoke(app, ["eval-links", str(gold)])
    assert result.exit_code == 2
    assert "--links" in result.output
