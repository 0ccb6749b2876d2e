"""Missed records and actors, added to the report by mouse and keyboard in a real browser, and exported as gold."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from extract.evaluate import read_gold
from extract.evaluate.comparable import ActorKey, lay_out_gold
from extract.output.load import load_run
from extract.output.review import read_corrections, write_gold
from tests.support.browser import DRAWN, card, gold_of
from tests.support.made_runs import hostile
from tests.support.results import WARNING

if TYPE_CHECKING:
    from playwright.sync_api import Page

SAVE = "form.add-form button.main"
FIRST_CHOICE = "form.add-form select >> nth=0"


def tabbed(page: "Page", where: str) -> None:
    """Press Tab until the focus is on a matching element."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("(where) => document.activeElement.matches(where)", where):
            return
    raise AssertionError(f"Tab never reaches {where}")


def typed(page: "Page", *keys: str) -> None:
    """Press keys one after the other."""
    for key in keys:
        page.keyboard.press(key)


def labelled(label: str) -> str:
    """The selector of a field of the form, by the start of its label."""
    return f"form.add-form label:text-matches('^{label}') :is(input, select) >> nth=0"


def test_a_missed_statement_can_be_added_by_keyboard_and_exported(page: "Page", tmp_path: Path) -> None:
    tabbed(page, "#text .body")
    typed(page, "End", *["ArrowLeft"] * 3, *["Shift+ArrowRight"] * 2)
    chosen = page.evaluate("getSelection().toString()")
    assert chosen == "warned Norland against"
    typed(page, "Enter", "s", "Tab")
    assert page.input_value("form.add-form .quoted input >> nth=0") == chosen
    tabbed(page, "form.add-form fieldset input")
    typed(page, "Space")
    tabbed(page, "form.add-form select")
    page.keyboard.type("protest")
    tabbed(page, "form.add-form summary")
    typed(page, "Enter", "Tab")
    page.keyboard.type("Sudland")
    tabbed(page, "form.add-form > div > .quoted input")
    page.keyboard.type("the ferry's delays")
    typed(page, "Enter")
    assert page.locator("form.add-form").count() == 0
    text = page.locator(card("+s1")).inner_text()
    assert "added" in text and "protest" in text and "the ferry's delays" in text
    assert page.locator("#text mark.statement.chosen").count() > 0
    tabbed(page, "#export")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    download.value.save_as(tmp_path / "corrections.jsonl")
    write_gold(load_run(tmp_path / "run"), read_corrections(tmp_path / "corrections.jsonl"), tmp_path / "gold.jsonl")
    [gold] = read_gold(tmp_path / "gold.jsonl")
    said = gold.records["statements"][-1]
    assert (said["act"], said["about"], said["optional"]) == ("protest", "the ferry's delays", False)
    assert said["evidence"] == [WARNING]
    read = lay_out_gold(gold.records, gold.article.text).statements[-1]
    assert read.speakers == {ActorKey("state", "NOR", "NOR")} and read.recipients == {ActorKey("state", "SDN", "SDN")}
    assert read.evidence and None not in read.evidence


def test_a_missed_agreement_can_add_a_missed_actor(page: "Page", tmp_path: Path) -> None:
    select(page, "contract")
    page.click("#add")
    assert page.input_value(labelled("The words that show it")) == "contract"
    page.click(SAVE)
    assert "Subject" in page.locator("form.add-form [role=alert]").inner_text()
    page.fill(labelled("Subject"), "ferry")
    page.select_option(labelled("Status"), "signed")
    page.click("form.add-form fieldset label >> nth=0")
    page.click("form.add-form summary")
    page.fill(labelled("Parties: the words that name it"), "no such words")
    page.keyboard.press("Enter")
    assert "exactly as they stand in the article" in page.locator("form.add-form [role=alert]").inner_text()
    select(page, "cabinet")
    page.click("form.add-form details >> text=Use selection")
    page.select_option(labelled("Kind of actor"), "public_body")
    page.fill(labelled("Its state"), "nor")
    page.click(SAVE)
    assert page.locator("#cards .card.actor").inner_text().startswith("Actor +a1")
    assert page.locator("#cards .card.actor >> text=Remove").is_disabled()
    page.reload()
    page.wait_for_selector(DRAWN)
    [gold] = gold_of(page, tmp_path / "run", tmp_path / "corrections.jsonl")
    deal = gold.records["agreements"][-1]
    assert [party["name"] for party in deal["parties"]] == ["Norland", "cabinet"]
    assert (deal["subject"], deal["status"], deal["optional"]) == ("ferry", "signed", False)
    assert gold.records["actors"][-1] == {
        "name": "cabinet",
        "kind": "public_body",
        "country": "NOR",
        "represents": None,
    }


def test_additions_can_be_fixed_removed_and_undone(page: "Page", tmp_path: Path) -> None:
    select(page, "the Norland cabinet")
    page.keyboard.press("m")
    page.select_option(FIRST_CHOICE, "actor")
    page.select_option(labelled("Acts for"), label="Norland")
    page.click(SAVE)
    select(page, "warned")
    page.keyboard.press("m")
    page.select_option(FIRST_CHOICE, "statement")
    page.click("form.add-form fieldset >> nth=0 >> text=the Norland cabinet")
    page.fill(labelled("About"), "delays")
    page.click(SAVE)
    page.click(f"{card('+s1')} >> text=Fix")
    page.select_option("dialog select", "threaten")
    page.click("dialog >> text=Save")
    assert "threaten" in page.locator(card("+s1")).inner_text()
    page.click(f"{card('+s1')} >> text=Remove")
    assert page.locator(card("+s1")).count() == 0
    page.keyboard.press("u")
    assert "threaten" in page.locator(card("+s1")).inner_text()
    for _ in range(2):
        page.keyboard.press("u")
    assert page.locator(card("+s1")).count() == 0
    [gold] = gold_of(page, tmp_path / "run", tmp_path / "corrections.jsonl")
    assert gold.records["actors"][-1]["represents"] == "Norland"
    page.keyboard.press("u")
    assert page.locator("#cards .card.actor").count() == 0 and page.locator("#export").is_disabled()


def test_selected_words_of_a_hostile_article_are_added_unchanged(page: "Page", tmp_path: Path) -> None:
    page.click("#articles button:has-text('onerror')")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#text .body'))")
    page.keyboard.press("m")
    page.select_option(FIRST_CHOICE, "actor")
    page.click(SAVE)
    [gold] = gold_of(page, tmp_path / "run", tmp_path / "corrections.jsonl")
    assert gold.records["actors"][-1]["name"] == re.sub(r"[\s\ufeff]+", " ", hostile().article.text)


def select(page: "Page", words: str) -> None:
    """Select words of the text, as with the mouse."""
    page.evaluate(
        """(words) => {
          const texts = document.createTreeWalker(document.querySelector("#text .body"), NodeFilter.SHOW_TEXT);
          for (let node = texts.nextNode(); node; node = texts.nextNode()) {
            const at = node.data.indexOf(words);
            if (at >= 0) return getSelection().setBaseAndExtent(node, at, node, at + words.length);
          }
          throw new Error(words);
        }""",
        words,
    )


def test_highlights_and_diagrams_can_be_used_by_keyboard(page: "Page") -> None:
    tabbed(page, "#text mark")
    typed(page, "End", "Enter")
    assert page.locator("#cards .card[aria-current]").get_attribute("data-record") == "s1"
    assert page.evaluate("document.activeElement.matches('mark.chosen[title=\"statement s1\"]')")
    page.click("[data-view=network]")
    tabbed(page, "svg.network [role=button]")
    name = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") != name
    assert page.evaluate("getComputedStyle(document.activeElement.querySelector('.near')).stroke") != "none"
    page.keyboard.press("End")
    assert "drawn" in page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("Space")
    assert page.locator("#rows tbody tr").count() > 0
