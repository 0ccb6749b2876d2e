"""The views of a report: the summary, addresses, search, pairs, and what can be taken elsewhere."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extract.output.load import load_run
from extract.output.report import write_report
from schemas import Certainty, Doubt
from tests.support.browser import VIEWS, Watched, card, exported, opened
from tests.support.made_runs import mixed, write_run
from tests.support.results import BOATS, DEAL, at, extraction, treaty

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def saved(page: "Page", button: str, path: Path) -> Path:
    """Click a button that saves a file."""
    with page.expect_download() as download:
        page.click(button)
    download.value.save_as(path)
    return path


def test_the_report_opens_on_a_summary_with_quotes(page: "Page") -> None:
    page.click("[data-view=summary]")
    text = page.locator("main").inner_text()
    assert "Published 2030-01-15" in text
    prospect = page.locator("section:has(h2:has-text('In prospect')) li").first.inner_text()
    assert "pledged" in prospect and "committed to conclude a ferry treaty" in prospect
    assert "1 article that failed" in text
    page.click("section:has(h2:has-text('In prospect')) button.line >> nth=0")
    assert page.locator("#cards .card[aria-current]").get_attribute("data-record") == "g1"


def test_a_line_quotes_the_sentence_with_the_cue_first(chromium: "Browser", tmp_path: Path) -> None:
    found = extraction()
    evidence = (at(BOATS), at(DEAL))
    deal = treaty().model_copy(update={"evidence": evidence})
    found = found.model_copy(update={"agreements": (deal,)})
    write_report(load_run(write_run(tmp_path / "run", [found])), tmp_path / "report.html")
    watched = Watched(chromium.new_page())
    page = watched.open(tmp_path / "report.html")
    line = page.locator("main li.in_prospect q").first
    assert line.inner_text().startswith(DEAL)
    assert (line.get_attribute("title") or "").startswith(BOATS)
    assert watched.faults == []
    page.close()


def test_rejections_are_those_of_the_articles_that_pass_the_filter(page: "Page") -> None:
    page.click("[data-view=rejected]")
    assert page.locator("#count").inner_text() == "0 drafts, and 3 fields of drafts that became records"
    page.fill("#search", "nothing has these words")
    assert page.locator("#count").inner_text() == "No draft was rejected in the articles that pass the filter."


@pytest.mark.parametrize("view", VIEWS)
def test_the_address_of_a_view_with_its_filter_shows_the_same_in_another_window(
    page: "Page", chromium: "Browser", view: str
) -> None:
    page.click(f"[data-view={view}]")
    page.fill("#search", "ferry")
    page.select_option("[data-filter=tie]", "in_prospect")
    page.wait_for_function("location.hash.includes('in_prospect')")
    shown, address = page.locator("main").inner_text(), page.url
    other = chromium.new_page()
    opened(other, address)
    assert other.locator("main").inner_text() == shown
    assert other.input_value("#search") == "ferry"
    other.close()


def test_back_and_forward_go_through_what_was_shown(page: "Page") -> None:
    page.click(f"{card('g2')} >> text=patrol boats")
    article = page.url
    page.click("[data-view=records]")
    page.click("#rows tbody tr:has-text('patrol') button >> nth=0")
    page.wait_for_function("location.hash.startsWith('#articles')")
    page.go_back()
    assert page.locator("#rows tbody tr").count() == 8
    page.go_back()
    page.wait_for_selector("#cards")
    assert page.url == article
    assert page.locator("#cards .card[aria-current]").get_attribute("data-record") == "g2"
    page.go_forward()
    page.wait_for_selector("table.dense")


def test_words_are_found_in_quotes_and_marked(page: "Page") -> None:
    page.click("[data-view=records]")
    page.fill("#search", "contract over")
    assert page.locator("#rows tbody tr").count() == 2
    page.click("[data-view=articles]")
    assert page.locator("#articles li").count() == 2
    marked = page.evaluate("[...CSS.highlights.get('hits')].map((range) => range.toString())")
    assert {"contract", "over"} <= set(marked)


def test_a_pair_has_a_page_with_both_directions(page: "Page") -> None:
    page.click("[data-view=pairs]")
    page.click("main table button:has-text('Norway') >> nth=0")
    text = page.locator("main").inner_text()
    assert "Agreements of" in text and "Sudan to Norway" in text and "Norway to Sudan" in text


def test_a_selection_is_saved_as_csv_without_formulas(page: "Page", tmp_path: Path) -> None:
    page.click("[data-view=records]")
    page.fill("#search", "hyperlink")
    text = saved(page, "#csv", tmp_path / "records.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert rows and all(not value.startswith(("=", "+", "-", "@")) for row in rows for value in row.values() if value)
    assert "quote" in rows[0] and rows[0]["article_id"].startswith("sha256:")


def test_a_picture_is_saved_as_svg_and_png(page: "Page", tmp_path: Path) -> None:
    page.click("[data-view=network]")
    source = saved(page, "figure button:has-text('SVG')", tmp_path / "n.svg").read_text(encoding="utf-8")
    assert source.startswith("<svg") and "var(" not in source and "stroke=" in source
    assert saved(page, "figure button:has-text('PNG')", tmp_path / "n.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_shows_words_and_no_values_of_the_script(page: "Page", view: str) -> None:
    page.click(f"[data-view={view}]")
    shown = page.locator("#main").inner_text()
    assert shown.strip()
    for value in ("[object", "undefined", "NaN", "null"):
        assert value not in shown


def test_a_rejected_record_leaves_every_view_and_a_corrected_one_shows_its_values(page: "Page") -> None:
    page.click(f"{card('g1')} .rejected")
    page.click(f"{card('s1')} >> text=Fix")
    page.select_option("dialog select", "threaten")
    page.uncheck("dialog label:has-text('Negated') input")
    page.click("dialog >> text=Save")
    page.click("[data-view=records]")
    assert page.locator("#count").inner_text().startswith("7 of 7 records: 4 agreements")
    assert page.locator("#rows tbody tr.hostile:has-text('threaten')").count() == 1
    page.click("[data-view=network]")
    assert page.locator("#rows tbody tr.hostile").count() == 1
    assert page.locator("#progress").inner_text() == "2 of 8 reviewed"


def test_exported_corrections_can_be_read_in_another_browser(page: "Page", chromium: "Browser", tmp_path: Path) -> None:
    page.keyboard.press("a")
    page.keyboard.press("s")
    page.click(f"{card('s1')} >> text=Note")
    page.fill("dialog textarea", "ask the desk")
    page.click("dialog >> text=Save")
    path = exported(page, tmp_path / "corrections.jsonl")
    watched = Watched(chromium.new_context().new_page())
    other = watched.open(tmp_path / "report.html")
    with other.expect_file_chooser() as chooser:
        other.click("#import")
    chooser.value.set_files(path)
    other.wait_for_selector("#problem:has-text('3 decisions read')")
    other.click("[data-view=articles]")
    assert "ask the desk" in other.locator(card("s1")).inner_text()
    assert "unsure" in other.locator(card("g2")).inner_text()
    assert watched.faults == []
    other.context.close()


def test_decisions_hold_in_a_new_report_of_another_run_in_the_same_browser(page: "Page", tmp_path: Path) -> None:
    page.click(f"{card('g1')} .accepted")
    write_report(load_run(write_run(tmp_path / "again", [extraction()])), tmp_path / "again.html")
    opened(page, (tmp_path / "again.html").as_uri())
    assert page.locator("#progress").inner_text() == "1 of 3 reviewed"


def test_nothing_overflows_a_narrow_window(chromium: "Browser", tmp_path: Path) -> None:
    write_report(load_run(mixed(tmp_path / "run")), tmp_path / "report.html")
    page = chromium.new_page(viewport={"width": 400, "height": 850})
    opened(page, (tmp_path / "report.html").as_uri())
    for view in VIEWS:
        page.click(f"[data-view={view}]")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), view
    page.click("#filter summary")
    page.select_option("[data-filter=tie]", "made")
    page.click("[data-view=records]")
    assert page.locator("#count").inner_text().startswith("1 of 8 records")
    page.close()


def test_the_map_draws_ties_between_states_and_leads_to_their_records(page: "Page") -> None:
    page.click("[data-view=map]")
    assert page.locator("svg.map .land path").count() > 170
    assert {"Norway", "Sudan"} <= set(page.locator("svg.map .node text").all_text_contents())
    ties = page.locator("svg.map [data-ends]").count()
    assert ties == page.locator("main table tbody tr").count() > 0
    near = page.get_attribute("svg.map", "viewBox")
    page.click("main button:has-text('World')")
    assert page.get_attribute("svg.map", "viewBox") != near
    assert "whole=1" in page.url
    page.press("svg.map [data-ends][tabindex='0'], svg.map .node[tabindex='0']", "Enter")
    assert page.locator("#rows tbody tr").count() > 0


def test_the_map_names_what_has_no_place(page: "Page") -> None:
    page.click("[data-view=map]")
    assert "of organisations, groups and persons without a state" in page.locator("main").inner_text()


def test_doubts_are_shown_until_the_record_is_accepted(chromium: "Browser", tmp_path: Path) -> None:
    doubts = (
        Doubt(code="model_unsure", message="the model is unsure of the status"),
        Doubt(code="lexicon_status", message="settled by reading again", resolved=True),
    )
    deal = treaty().model_copy(update={"certainty": Certainty.LOW, "doubts": doubts})
    found = extraction().model_copy(update={"agreements": (deal,)})
    write_report(load_run(write_run(tmp_path / "run", [found])), tmp_path / "report.html")
    watched = Watched(chromium.new_page())
    page = watched.open(tmp_path / "report.html")
    assert "1 record of low certainty" in page.locator("main").inner_text()
    page.click("[data-view=articles]")
    text = page.locator(card("g1")).inner_text()
    assert "the model is unsure of the status" in text and "settled" not in text
    page.click(f"{card('g1')} .accepted")
    assert "unsure of" not in page.locator(card("g1")).inner_text()
    page.click("[data-view=summary]")
    assert "of low certainty" not in page.locator("main").inner_text()
    assert watched.faults == []
    page.close()
