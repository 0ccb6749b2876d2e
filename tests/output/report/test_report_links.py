"""The report of a collection: deals and events counted once, their reports beside them, and contradictions."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extract.output.load import load_run
from extract.output.report import write_report
from extract.output.report.linked_records import linked_records
from tests.support.browser import VIEWS, Watched, card
from tests.support.made_runs import linked

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ONCE = "2 agreements and 1 statement, each counted once: 6 of 6 records, in 2 articles"


@pytest.fixture
def collection(chromium: "Browser", tmp_path: Path) -> Iterator["Page"]:
    """A report of a collection of two articles on the same deals and the same statement."""
    write_report(load_run(linked(tmp_path / "run")), tmp_path / "report.html")
    found = Watched(chromium.new_context().new_page())
    page = found.open(tmp_path / "report.html")
    page.set_default_timeout(5_000)
    yield page
    assert found.faults == []
    page.context.close()


def count(page: "Page", view: str) -> str:
    page.click(f"[data-view={view}]")
    return page.locator("#count").inner_text()


def test_every_view_counts_a_deal_of_two_articles_once(collection: "Page") -> None:
    assert {
        view: count(collection, view).endswith(ONCE) for view in ("summary", "records", "time", "map", "network")
    } == {
        "summary": True,
        "records": True,
        "time": True,
        "map": True,
        "network": True,
    }
    collection.click("[data-view=pairs]")
    assert "1 in prospect, 1 background, 1 neutral" in collection.locator("main tbody").inner_text()
    collection.click("[data-view=countries]")
    assert collection.locator("table.matrix tbody button").all_inner_texts() == ["2", "3"]
    collection.click("[data-view=time]")
    labels = [mark.get_attribute("aria-label") for mark in collection.locator("svg.time [role=button]").all()]
    assert labels == ["2030-01-15: 2 agreements, 1 statement"]


def test_the_filter_counts_a_deal_of_two_articles_once(collection: "Page") -> None:
    assert "in prospect (1)" in collection.locator("[data-filter=tie]").inner_text()


def test_the_summary_shows_reports_and_contradictions(collection: "Page") -> None:
    lines = collection.locator("section:has(h2:has-text('In prospect')) li").all_inner_texts()
    assert len(lines) == 1 and "2 reports, 2 independent sources" in lines[0]
    section = collection.locator("section:has(h2:has-text('Contradictions'))")
    assert "Value: 1,500,000 against 2,500,000 USD" in section.inner_text()
    section.locator("button:has-text('Sound Times')").click()
    assert "Sound Times" in collection.locator("#text").inner_text()
    assert collection.locator("#cards .card[aria-current]").get_attribute("data-record") == "g2"
    assert "Contradicted" in collection.locator(card("g2")).inner_text()


def test_a_row_can_be_a_deal_or_a_report(collection: "Page") -> None:
    collection.click("[data-view=records]")
    rows = collection.locator("#rows tbody tr")
    assert rows.count() == 3
    assert collection.locator("#rows td.told").all_inner_texts() == ["2", "2", "2"]
    collection.click("main button:has-text('All reports')")
    assert rows.count() == 6 and "all=1" in collection.url


def test_contradicted_records_can_be_filtered(collection: "Page") -> None:
    collection.click("[data-view=records]")
    collection.click("#filter summary")
    collection.select_option("[data-filter=disputed]", "contradicted")
    assert collection.locator("#rows td.about").all_inner_texts() == ["12 patrol boats"]


def test_the_card_of_a_record_leads_to_its_other_reports(collection: "Page") -> None:
    collection.click("[data-view=articles]")
    collection.click(f"{card('g1')} summary")
    collection.click(f"{card('g1')} details button")
    assert "Sound Times" in collection.locator("#text").inner_text()


def test_a_rejected_report_counts_for_nothing(collection: "Page") -> None:
    collection.click("[data-view=articles]")
    collection.click(f"{card('g2')} .rejected")
    collection.click("[data-view=summary]")
    text = collection.locator("main").inner_text()
    assert "2 agreements and 1 statement, each counted once: 5 of 5 records" in text
    assert "No two records of one deal or event contradict each other." in text
    collection.click("[data-view=records]")
    assert sorted(collection.locator("#rows td.told").all_inner_texts()) == ["", "2", "2"]


def test_a_run_that_is_not_linked_counts_records(page: "Page") -> None:
    for view in VIEWS:
        page.click(f"[data-view={view}]")
        assert "counted once" not in page.locator("main").inner_text()
    page.click("[data-view=summary]")
    assert "Contradictions" not in page.locator("main").inner_text()


def test_records_of_articles_that_the_run_lacks_are_left_out() -> None:
    links = {
        "agreements": [{"id": "deal/1", "reports": 2, "independent_sources": 2, "members": [["a", "g1"], ["b", "g1"]]}],
        "statements": [],
        "contradictions": [{"about": "value", "note": "1 against 2", "left": ["a", "g1"], "right": ["b", "g1"]}],
    }
    assert linked_records(links, {"a": "sha256:1"}, {}) == {
        "clusters": [{"id": "deal/1", "reports": 2, "sources": 2, "members": [["sha256:1", "g1"]]}],
        "contradictions": [],
    }
