"""Decisions that must not be lost: made in one report, and looked for in the report of a later state of the run."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extract.output.load import load_run
from extract.output.report import write_report
from tests.output.review.test_corrections import renumbered
from tests.support.browser import card, opened
from tests.support.made_runs import empty, hostile, write_run
from tests.support.results import extraction, failure, manifest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def same(folder: Path) -> Path:
    return write_run(folder, [extraction(), hostile()])


def made_again(folder: Path) -> Path:
    """The same articles, extracted anew: other numbers of records and actors, another end."""
    write_run(folder, [renumbered(), hostile()])
    later = manifest().model_copy(update={"finished": "2031-05-05T05:05:05Z"})
    (folder / "run.json").write_text(later.model_dump_json(), encoding="utf-8")
    return folder


def resumed(folder: Path) -> Path:
    """The run after articles were added before and behind those of the first report."""
    return write_run(folder, [empty(), extraction(), hostile()])


def retried(folder: Path) -> Path:
    return write_run(folder, [hostile(), extraction()], failed=[failure("gone")])


def decide_about_everything(page: "Page") -> None:
    """Accept a record, correct another one with a note, and reject the third one."""
    page.click(f"{card('g1')} .accepted")
    page.click(f"{card('g2')} >> text=Fix")
    page.select_option("dialog label:text-matches('^Status') select", "suspended")
    page.click("dialog >> text=Save")
    page.click(f"{card('g2')} >> text=Note")
    page.fill("dialog textarea", "ask the yard")
    page.click("dialog >> text=Save")
    page.click(f"{card('s1')} .rejected")


@pytest.mark.parametrize("later", [same, made_again, resumed, retried])
@pytest.mark.parametrize("place", ["report.html", "elsewhere/report.html"])
def test_the_browser_keeps_decisions_for_a_later_report(
    chromium: "Browser", tmp_path: Path, later: Callable[[Path], Path], place: str
) -> None:
    (tmp_path / "elsewhere").mkdir()
    write_report(load_run(same(tmp_path / "run")), tmp_path / "report.html")
    page = chromium.new_context().new_page()
    page.set_default_timeout(5_000)
    opened(page, (tmp_path / "report.html").as_uri())
    page.click("[data-view=articles]")
    decide_about_everything(page)
    write_report(load_run(later(tmp_path / "later")), tmp_path / place)
    again = page.context.new_page()
    opened(again, (tmp_path / place).as_uri())
    assert again.locator("#progress").inner_text() == "3 of 5 reviewed"
    again.click("[data-view=articles]")
    again.click("#articles button:has-text('2 agreements')")
    assert "ask the yard" in again.locator("#cards").inner_text()
    assert "suspended" in again.locator("#cards").inner_text()
    assert again.locator("#problem").is_hidden()
    page.context.close()
