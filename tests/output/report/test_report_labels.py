"""Labels of a codebook of one's own in the report: shown, found, filtered, saved, and dropped by a correction."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extract.output.load import load_run
from extract.output.report import write_report
from schemas import ArticleExtraction
from tests.support.browser import Watched, card
from tests.support.made_runs import write_run
from tests.support.results import extraction

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def with_own_labels() -> ArticleExtraction:
    found = extraction()
    treaty, *others = found.agreements
    deal = treaty.model_copy(update={"label": "ferry_pact", "status_label": "announced_aim"})
    said = found.statements[0].model_copy(update={"label": "stern_notice"})
    return found.model_copy(update={"agreements": (deal, *others), "statements": (said, *found.statements[1:])})


@pytest.fixture
def own(chromium: "Browser", tmp_path: Path) -> Iterator["Page"]:
    """A report of records with labels of their own, which must cause no fault."""
    write_report(load_run(write_run(tmp_path / "run", [with_own_labels()])), tmp_path / "report.html")
    watched = Watched(chromium.new_context().new_page())
    yield watched.open(tmp_path / "report.html")
    assert watched.faults == []
    watched.page.context.close()


def test_own_labels_are_shown_wherever_a_record_is_named(own: "Page") -> None:
    assert "announced aim" in own.locator("main li.in_prospect").inner_text()
    own.click("[data-view=records]")
    shown = own.locator("#rows td.what").all_inner_texts()
    assert "ferry pact, announced aim" in shown and "not stern notice" in shown
    own.click("[data-view=articles]")
    text = own.locator(card("g1")).inner_text()
    assert "ferry pact (a kind of treaty)" in text and "announced aim (a kind of pledged)" in text
    assert "stern notice (a kind of warn)" in own.locator(card("s1")).inner_text()
    assert "kind of" not in own.locator(card("g2")).inner_text()


def test_records_are_found_and_filtered_by_their_own_labels(own: "Page") -> None:
    own.click("[data-view=records]")
    for words in ("ferry pact", "pledged", "stern"):
        own.fill("#search", words)
        assert own.locator("#rows tbody tr").count() == 1, words
    own.click("#clear")
    own.click("#filter summary")
    own.wait_for_selector("[data-filter=label]")  # the lists are made when the sheet opens
    assert own.locator("[data-filter=label] option").all_inner_texts()[1:] == [
        "announced aim (1)",
        "ferry pact (1)",
        "stern notice (1)",
    ]
    own.select_option("[data-filter=label]", "ferry_pact")
    assert own.locator("#count").inner_text().startswith("1 of 3 records")


def test_the_csv_has_own_labels_beside_the_codes(own: "Page", tmp_path: Path) -> None:
    own.click("[data-view=records]")
    with own.expect_download() as download:
        own.click("#csv")
    download.value.save_as(tmp_path / "records.csv")
    text = (tmp_path / "records.csv").read_text(encoding="utf-8-sig")
    rows = {row["record"]: row for row in csv.DictReader(text.splitlines())}
    deal, said = rows["g1"], rows["s1"]
    assert [deal[name] for name in ("instrument", "label", "status", "status_label")] == [
        "treaty",
        "ferry_pact",
        "pledged",
        "announced_aim",
    ]
    assert (said["act"], said["label"], rows["g2"]["label"]) == ("warn", "stern_notice", "")


def test_a_run_without_own_labels_has_no_list_of_them(page: "Page") -> None:
    page.click("#filter summary")
    page.wait_for_selector("[data-filter=act]")  # as above
    assert page.locator("[data-filter=label]").count() == 0


def test_a_corrected_value_drops_its_own_label(own: "Page") -> None:
    own.click("[data-view=articles]")
    own.click(f"{card('g1')} >> text=Fix")
    own.select_option("dialog select:has(option[value='pledged'])", "signed")
    own.click("dialog >> text=Save")
    text = own.locator(card("g1")).inner_text()
    assert "ferry pact" in text and "announced aim" not in text and "signed" in text
