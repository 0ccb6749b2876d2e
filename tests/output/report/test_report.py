"""The report in a real browser: reading, filtering, reviewing and exporting, also with hostile articles."""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extract.evaluate import score
from extract.output.load import load_run
from extract.output.report import write_report
from extract.output.report.page import SCRIPTS, render
from tests.support.browser import DRAWN, VIEWS, Watched, card, gold_of
from tests.support.made_runs import ATTACKS, hostile, write_run
from tests.support.report_data import data_text
from tests.support.results import extraction

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WEB = Path(__file__).parents[3] / "extract" / "output" / "report" / "web"
SUMMARY = "4 articles · 5 agreements · 3 statements · 1 failure"


def lit(page: "Page") -> list[str]:
    return page.locator("#text mark.lit").all_inner_texts()


def test_the_report_opens_and_shows_the_counts(page: "Page") -> None:
    assert page.locator("#run").inner_text().startswith(SUMMARY)
    assert page.locator("#articles li").count() == 4
    assert "Norland, Sudland plan ferry treaty" in page.locator("#text").inner_text()


def test_clicking_a_value_highlights_its_words(page: "Page") -> None:
    page.click(f"{card('g2')} >> text=1,500,000 USD")
    assert lit(page) == ["$1.5 million"]
    page.click(f"{card('g1')} >> text=pledged")
    assert lit(page) == ["committed to conclude"]
    page.click(f"{card('g1')} >> text=the Norland cabinet (indirect speech)")
    assert lit(page) == ["the Norland cabinet said"]


def test_clicking_words_selects_their_record(page: "Page") -> None:
    page.click("#text mark.statement >> nth=0")
    assert page.locator("#cards .card[aria-current]").get_attribute("data-record") == "s1"
    page.click("#text mark.agreement >> text=12 patrol boats")
    assert page.locator("#cards .card[aria-current]").get_attribute("data-record") == "g2"


def test_an_article_lists_its_copies(page: "Page") -> None:
    page.locator("#text summary").click()
    text = page.locator("#text details").inner_text()
    assert "also published as 2 copies" in text
    assert "Sound Times · 2030-01-16 · ferry-copy" in text


def test_rejections_are_shown_with_reason_and_draft(page: "Page") -> None:
    page.click("#cards details.rejections summary")
    text = page.locator("#cards details.rejections").inner_text()
    assert "not in text" in text and "the text does not hold 'the Union'" in text and "a pact" in text
    page.click("[data-view=rejected]")
    assert "0 drafts, and 3 fields" in page.locator("main").inner_text()
    assert "gone at read (empty)" in page.locator("main").inner_text()


def test_records_can_be_filtered_sorted_and_opened(page: "Page") -> None:
    page.click("[data-view=records]")
    rows = page.locator("#rows tbody tr")
    assert rows.count() == 8
    page.fill("#search", "patrol")
    assert rows.count() == 2
    assert page.locator("#count").inner_text().startswith("2 of 8 records: 2 agreements and 0 statements")
    page.click("#clear")
    page.click("#filter summary")
    page.select_option("[data-filter=act]", "warn")
    assert rows.count() == 2
    page.select_option("[data-filter=act]", "")
    page.click("#filter summary")
    page.click("[data-sort=money]")
    amounts = page.locator("#rows td.money").all_inner_texts()
    filled = [amount for amount in amounts if amount]
    assert filled == sorted(filled) and amounts[-1] == ""
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("Value")
    page.click("#rows tbody tr:has-text('express concern') td.about button")
    assert page.locator("#cards .card[aria-current]").get_attribute("data-record") == "s1"


def test_time_network_and_countries_lead_to_the_records_they_count(page: "Page") -> None:
    page.click("[data-view=time]")
    assert "../2031" in page.locator("#rows").inner_text()
    assert page.locator("svg.time .axis text").all_text_contents()[0] == "0"
    page.press("svg.time [role=button]", "Enter")
    assert page.locator("#rows tbody tr").count() == 8
    page.click("#clear")
    page.click("[data-view=network]")
    assert "Norway" in (page.locator("svg.network").text_content() or "")
    page.click("#rows tr:has-text('Norway'):has-text('have an agreement in prospect') button")
    assert page.locator("#rows tbody tr").count() == 2
    page.click("#clear")
    page.click("[data-view=countries]")
    page.click("table.matrix td button >> nth=0")
    assert page.locator("#rows tbody tr").count() > 0


def test_the_keys_do_what_the_help_says(page: "Page") -> None:
    chosen = page.locator("#cards .card[aria-current]")
    page.keyboard.press("j")
    assert chosen.get_attribute("data-record") == "g2"
    page.keyboard.press("k")
    page.keyboard.press("a")
    assert "accepted" in page.locator(card("g1")).inner_text()
    assert chosen.get_attribute("data-record") == "g2"
    page.keyboard.press("n")
    assert page.locator("#articles [aria-current]").inner_text().count("2 agreements") == 1
    page.keyboard.press("3")
    assert page.locator("#rows tbody tr").count() == 8
    page.keyboard.press("/")
    page.keyboard.type("patrol")
    assert page.locator("#rows tbody tr").count() == 2
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert "accept the record" in page.locator("dialog").inner_text()
    page.keyboard.press("Escape")
    assert not page.locator("dialog").is_visible()


def test_selecting_a_value_keeps_the_focus(page: "Page") -> None:
    page.focus(f"{card('g1')} [data-hold=g1-status]")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.hold") == "g1-status"


def test_exported_corrections_are_read_as_gold(page: "Page", tmp_path: Path) -> None:
    page.click(f"{card('g1')} .accepted")
    page.click(f"{card('g2')} .rejected")
    page.click(f"{card('s1')} >> text=Fix")
    page.select_option("dialog select", "threaten")
    page.fill("dialog label:has-text('About') input", "delays of the ferry")
    page.click("dialog >> text=Save")
    [gold] = gold_of(page, tmp_path / "run", tmp_path / "corrections.jsonl")
    assert gold.article.text == extraction().article.text.strip()
    assert [deal["subject"] for deal in gold.records["agreements"]] == ["a ferry treaty"]
    [said] = gold.records["statements"]
    assert (said["act"], said["about"], said["optional"]) == ("threaten", "delays of the ferry", False)


def test_a_fix_can_remove_a_date_and_add_another(page: "Page", tmp_path: Path) -> None:
    page.click(f"{card('g1')} >> text=Fix")
    page.fill("dialog label:has-text('Date: target conclusion') input", "")
    page.fill("dialog label:has-text('Another date') input", "2030-01")
    page.select_option("dialog label:has-text('Role of that date') select", "adoption")
    page.click("dialog >> text=Save")
    assert "2030-01 adoption" in page.locator(card("g1")).inner_text()
    [gold] = gold_of(page, tmp_path / "run", tmp_path / "corrections.jsonl")
    assert gold.records["agreements"][0]["dates"] == [{"edtf": "2030-01", "role": "adoption"}]


def test_a_run_with_all_records_accepted_scores_one_against_its_corrections(page: "Page", tmp_path: Path) -> None:
    for _ in range(3):
        page.keyboard.press("a")
    gold = list(gold_of(page, tmp_path / "run", tmp_path / "corrections.jsonl"))
    sha = gold[0].article.sha256
    found = extraction()
    same = found.model_copy(update={"article": found.article.model_copy(update={"sha256": sha})})
    rates = score(gold, [same]).rates
    assert {name: rate.f1 for name, rate in rates.items()} == dict.fromkeys(rates, 1.0)


def test_undecided_records_are_optional_and_undecided_articles_left_out(page: "Page", tmp_path: Path) -> None:
    page.click(f"{card('g1')} .accepted")
    [row] = gold_of(page, tmp_path / "run", tmp_path / "c.jsonl")
    kept = (*row.records["agreements"], *row.records["statements"])
    assert [record["optional"] for record in kept] == [False, True, True]


def test_decisions_survive_a_reload(page: "Page") -> None:
    page.click(f"{card('g1')} .accepted")
    page.reload()
    page.wait_for_selector(DRAWN)
    assert page.locator("#export").inner_text() == "Export corrections (1)"


def test_a_hostile_article_is_shown_as_text(page: "Page", tmp_path: Path) -> None:
    page.click("#articles button:has-text('onerror')")
    text = page.locator("#text").inner_text()
    for attack in ATTACKS[:4]:
        assert attack in text
    assert "␛[2J" in text and "\ufffdgnorw\ufffd" in text and "zero\ufffdwidth" in text
    assert page.locator("#text a, #text img, #text script, #cards img, #cards a").count() == 0
    for view in VIEWS:
        page.click(f"[data-view={view}]")
    assert page.locator("main img, main script, main a").count() == 0
    page.click("[data-view=articles]")
    page.click("#articles button:has-text('onerror')")
    page.keyboard.press("a")
    gold_of(page, tmp_path / "run", tmp_path / "corrections.jsonl")
    [line] = (tmp_path / "corrections.gold.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["text"] == hostile().article.text


def test_offsets_are_right_after_characters_beyond_the_basic_plane(page: "Page") -> None:
    page.click("#articles button:has-text('onerror')")
    page.click(f"{card('s1')} >> text=express concern")
    assert lit(page) == ["warned"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_the_contrast_that_wcag_requires(page: "Page", scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    inks = "ink quiet accent agreement statement conflict supportive asking"
    for pairs in ((inks, "paper card"), ("ink", "lit agreement-wash statement-wash"), ("paper", "accent ink")):
        ratios = page.evaluate(CONTRAST, [name.split() for name in pairs])
        assert {name: ratio for name, ratio in ratios.items() if ratio < 4.5} == {}


CONTRAST = """([inks, papers]) => {
  const probe = document.body.appendChild(document.createElement("i"));
  const light = (name) => {
    probe.style.color = `var(--${name})`;
    const parts = getComputedStyle(probe).color.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255);
    const [r, g, b] = parts.map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const found = {};
  for (const ink of inks) for (const paper of papers) {
    const [a, b] = [light(ink), light(paper)];
    found[`${ink} on ${paper}`] = Math.max(a, b) / Math.min(a, b);
  }
  return found;
}"""


def test_every_control_has_an_accessible_name(page: "Page") -> None:
    for view in VIEWS:
        page.click(f"[data-view={view}]")
        nameless = page.evaluate(
            """() => [...document.querySelectorAll("button, input, select, [role=button]")]
            .filter((node) => !(node.ariaLabel || node.textContent.trim() || node.labels?.length))
            .map((node) => node.outerHTML)"""
        )
        assert nameless == [], view


def test_an_empty_and_unfinished_run_can_be_opened(chromium: "Browser", tmp_path: Path) -> None:
    folder = write_run(tmp_path / "run", [])
    (folder / "run.json").unlink()
    write_report(load_run(folder), tmp_path / "report.html")
    found = Watched(chromium.new_page())
    page = found.open(tmp_path / "report.html")
    assert "unfinished run" in page.locator("#run").inner_text()
    for view in VIEWS:
        page.click(f"[data-view={view}]")
    assert found.faults == []
    page.close()


def test_the_report_of_one_article_is_small(tmp_path: Path) -> None:
    run = load_run(write_run(tmp_path / "run", [extraction()]))
    assert write_report(run, tmp_path / "report.html") < 300_000


def test_the_data_cannot_end_their_script_element() -> None:
    page = render({"text": "</script><!-- \u2028 &amp; \ud800"})
    assert page.count("</script>") == 2 and "\u2028" not in page
    assert json.loads(data_text(page)) == {"text": "</script><!-- \u2028 &amp; \ud800"}


def test_the_scripts_never_turn_text_into_markup() -> None:
    scripts = {path.stem: path.read_text(encoding="utf-8") for path in WEB.glob("*.js")}
    assert set(scripts) == set(SCRIPTS)
    banned = re.compile(
        r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|new Function|fetch\(|XMLHttp|import\("
    )
    assert {name for name, script in scripts.items() if banned.search(script)} == {"keep_decisions"}
    assert "connect-src" not in render({})


def test_no_part_of_the_page_is_longer_than_300_lines() -> None:
    assert [path.name for path in WEB.iterdir() if path.is_file() and path.read_text("utf-8").count("\n") > 300] == []
