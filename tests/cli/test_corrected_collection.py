"""A collection with the corrections of a review: links in exports, reports and answers are those of its records."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from extract.cli.app import app
from extract.link.link import link
from extract.link.links import as_json
from extract.link.view_extraction import view_extraction
from extract.output.load import load_run
from extract.output.review import Decision, State, record_keys, review_run, write_decisions
from extract.output.review.values import DateValue, PartyValue, Values
from extract.run.collection.corrected import link_corrected
from schemas import Act, ActorKind, ArticleExtraction, DateRole, Instrument, Status
from tests.support.browser import Watched
from tests.support.made_collections import ARTICLES, add, links
from tests.support.report_data import data_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TREATY = "treaty on the course of their border along the Pilcomayo River"


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corrected") / "news"
    add(ARTICLES, folder)
    return folder


def articles(folder: Path) -> dict[str, ArticleExtraction]:
    return {found.article.source_id: found for found in load_run(folder)}


def decide(found: ArticleExtraction, record: str, state: State, values: Values | None = None) -> Decision:
    return Decision(
        article=found.article.id, key=record_keys(found)[record], record=record, state=state, values=values, at="2030"
    )


def added_report(found: ArticleExtraction) -> list[Decision]:
    """Another article's report of the treaty, as a reviewer adds it with its parties."""

    def addition(key: str, values: Values) -> Decision:
        return Decision(article=found.article.id, key=key, record=key, state=State.ADDED, values=values, at="2030")

    states = [("Bolivia", "BOL"), ("Paraguay", "PRY")]
    parties = [
        addition(f"+a-{code}", Values(kind="actor", name=name, actor_kind=ActorKind.STATE, country=code))
        for name, code in states
    ]
    deal = Values(
        kind="agreement",
        subject=TREATY,
        instrument=Instrument.TREATY,
        status=Status.SIGNED,
        parties=tuple(PartyValue(actor=name) for name, _ in states),
        dates=(DateValue(edtf="2025-06-18", role=DateRole.SIGNATURE),),
        evidence=((0, 40),),
    )
    return [*parties, addition("+g-treaty", deal)]


def written(path: Path, decisions: Sequence[Decision]) -> Path:
    write_decisions(decisions, path)
    return path


@pytest.fixture
def corrections(collection: Path, tmp_path: Path) -> Path:
    """Adds another report of the treaty, rejects the protocol, and makes a condemnation a call."""
    found = articles(collection)
    said = next(one for one in found["condemnations-and-warnings"].statements if one.act is Act.CONDEMN)
    decisions = [
        *added_report(found["arms-deal"]),
        decide(found["signed-treaty"], "g2", State.REJECTED),
        decide(found["condemnations-and-warnings"], said.id, State.FIXED, Values(act=Act.DEMAND)),
    ]
    return written(tmp_path / "corrections.jsonl", decisions)


def done(*arguments: object) -> str:
    result = CliRunner().invoke(app, list(map(str, arguments)))
    assert result.exit_code == 0, result.output
    return result.stdout


def deals(*arguments: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(done("deals", *arguments, "--json"))
    return found


def test_links_are_those_of_all_corrected_records_linked_at_once(collection: Path, corrections: Path) -> None:
    run = review_run(load_run(collection), corrections)
    before = (collection / "links.json").read_bytes()
    with link_corrected(collection, run.corrected()) as folder:
        found = links(folder)
    assert found == json.loads(json.dumps(as_json(link(map(view_extraction, run)))))
    assert found != links(collection)
    assert (collection / "links.json").read_bytes() == before
    assert not folder.exists()


def test_answers_are_those_of_the_corrected_records(collection: Path, corrections: Path) -> None:
    plain, corrected = deals(collection), deals(collection, "--corrections", corrections)
    assert len(corrected) == len(plain) - 1
    [treaty] = [one for one in corrected if one["reports"] == 2]
    assert sorted(article for article, _ in treaty["members"]) == ["arms-deal", "signed-treaty"]
    assert not any(one["reports"] == 2 for one in plain)
    demands = ("statements", collection, "--act", "demand", "--json")
    assert len(json.loads(done(*demands, "--corrections", corrections))) == len(json.loads(done(*demands))) + 1
    for command in ("actors", "timeline", "new"):
        assert json.loads(done(command, collection, "--corrections", corrections, "--json"))
    months = json.loads(done("dyad", "BOL", "PRY", collection, "--corrections", corrections, "--json"))
    assert sum(month["deals"] for month in months) == 1


def test_an_export_has_the_links_of_the_corrected_records(collection: Path, corrections: Path, tmp_path: Path) -> None:
    done("export", collection, "--to", "csv", "-o", tmp_path / "tables", "--corrections", corrections)
    tables = {
        name: list(csv.DictReader((tmp_path / "tables" / f"{name}.csv").read_text("utf-8-sig").splitlines()))
        for name in ("deals", "agreements")
    }
    [deal] = [row for row in tables["deals"] if row["reports"] == "2"]
    assert sum(row["deal_id"] == deal["id"] for row in tables["agreements"]) == 2
    assert len(tables["deals"]) == len(deals(collection)) - 1


def test_a_report_counts_the_corrected_records_once(
    collection: Path, corrections: Path, chromium: "Browser", tmp_path: Path
) -> None:
    done("report", collection, "-o", tmp_path / "report.html", "--corrections", corrections)
    [cluster] = [one for one in data_of(tmp_path / "report.html")["links"]["clusters"] if one["reports"] == 2]
    assert "+g-treaty" in [record for _, record in cluster["members"]]
    watched = Watched(chromium.new_context().new_page())
    page = watched.open(tmp_path / "report.html")
    page.fill("#search", "Pilcomayo")
    assert "2 reports" in page.locator("main").inner_text()
    page.click("main li:has-text('2 reports') button.line")
    assert page.locator("#cards [aria-current] summary:has-text('2 reports')").count() == 1
    assert watched.faults == []
    page.context.close()


def test_a_collection_without_corrections_is_not_linked_again(collection: Path, tmp_path: Path) -> None:
    unsure = decide(articles(collection)["signed-treaty"], "g1", State.UNSURE)
    path = written(tmp_path / "corrections.jsonl", [unsure])
    result = CliRunner().invoke(app, ["deals", str(collection), "--json", "--corrections", str(path)])
    assert json.loads(result.stdout) == deals(collection)
    assert "linked again" not in result.stderr
