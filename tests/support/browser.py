"""A real browser for tests: headless Chromium, driven by Playwright. Tests are skipped if it is not installed."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extract.evaluate import read_gold
from extract.evaluate.gold import GoldArticle
from extract.output.load import load_run
from extract.output.review import read_corrections, write_gold

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

VIEWS = ("summary", "articles", "records", "time", "pairs", "map", "network", "countries", "rejected")
"""The views of a report."""
DRAWN = "#views [aria-current]"
"""A report has this element once its first view is drawn."""
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def browser() -> Iterator["Browser"]:
    """Start the browser. Skip the test if Playwright or Chromium is not installed."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("there is no chromium here (on Debian: apt-get install chromium)")
    with api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


class Watched:
    """A page that records what must not happen: console messages, errors, requests, dialogs."""

    def __init__(self, page: "Page") -> None:
        self.page = page
        self.faults: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.faults.append(message.text))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("dialog", lambda dialog: self.faults.append(dialog.message))
        page.on("request", lambda request: self.requests.append(request.url))

    def open(self, path: Path) -> "Page":
        """Open a file, and wait until the report is drawn."""
        return opened(self.page, path.as_uri())


def opened(page: "Page", address: str) -> "Page":
    """Open a report, and wait until it is drawn."""
    page.goto(address)
    page.wait_for_selector(DRAWN)
    return page


def card(record: str) -> str:
    """The selector of a record's card in a report."""
    return f'#cards [data-record="{record}"]'


def exported(page: "Page", path: Path) -> Path:
    """Export the corrections of a report to a file."""
    with page.expect_download() as download:
        page.click("#export")
    download.value.save_as(path)
    return path


def gold_of(page: "Page", run: Path, path: Path) -> list[GoldArticle]:
    """Export the corrections of a report, make gold of them and the run, and read it."""
    write_gold(load_run(run), read_corrections(exported(page, path)), path.with_suffix(".gold.jsonl"))
    return list(read_gold(path.with_suffix(".gold.jsonl")))
