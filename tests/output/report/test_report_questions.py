"""Ten questions of an analyst, each answered by the report in at most three clicks or choices.

The questions stand in docs/report.md. The articles are the fixtures.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extract.output.load import load_run
from extract.output.report import write_report
from tests.support.browser import Watched
from tests.support.fixture_run import linked_fixture_run
from tests.support.made_runs import linked

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MOST_STEPS = 3
GUIDE = Path(__file__).parents[3] / "docs" / "report.md"


class Reader:
    """A reader of a report, whose clicks and choices are counted."""

    def __init__(self, watched: Watched) -> None:
        self.page, self.steps, self._watched = watched.page, 0, watched

    def click(self, selector: str) -> None:
        self.steps += 1
        self.page.click(selector)

    def choose(self, name: str, value: str) -> None:
        self.steps += 1
        self.page.select_option(f"[data-filter={name}]", value)

    def reads(self, selector: str = "main") -> str:
        return self.page.locator(selector).first.inner_text()

    def close(self) -> None:
        assert self.steps <= MOST_STEPS
        assert self._watched.faults == []
        self.page.context.close()


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    write_report(load_run(linked_fixture_run(folder / "fixtures")), folder / "fixtures.html")
    write_report(load_run(linked(folder / "linked")), folder / "linked.html")
    return folder


def opened(chromium: "Browser", path: Path) -> Reader:
    watched = Watched(chromium.new_context(viewport={"width": 1300, "height": 900}).new_page())
    watched.page.set_default_timeout(5_000)
    watched.open(path)
    return Reader(watched)


@pytest.fixture
def reader(chromium: "Browser", reports: Path) -> Iterator[Reader]:
    found = opened(chromium, reports / "fixtures.html")
    yield found
    found.close()


@pytest.fixture
def collection_reader(chromium: "Browser", reports: Path) -> Iterator[Reader]:
    found = opened(chromium, reports / "linked.html")
    yield found
    found.close()


def test_what_was_agreed_in_a_month(reader: Reader) -> None:
    reader.click("[data-view=time]")
    reader.click("svg.time [role=button][aria-label^='2025-06:'] rect.agreement")
    assert reader.page.locator("#rows tbody tr.agreement").count() == reader.page.locator("#rows tbody tr").count() == 2
    assert "border along the Pilcomayo River" in reader.reads()


def test_who_criticised_whom_most(reader: Reader) -> None:
    reader.choose("tie", "hostile")
    reader.click("[data-view=network]")
    assert reader.reads("#rows tbody tr").split("\t")[:3] == ["Senegal", "Spain", "speaks against"]


def test_what_one_state_promised_another(reader: Reader) -> None:
    reader.click("[data-view=pairs]")
    reader.click("main table button:has-text('Madagascar – Seychelles')")
    section = reader.reads("section:has(h2:has-text('Madagascar to Seychelles'))")
    assert "pledge issue warrants for the eleven men" in section


def test_which_treaties_were_suspended(reader: Reader) -> None:
    section = reader.reads("section:has(h2:has-text('Refused, suspended or ended'))")
    assert "Kyrgyzstan, Tajikistan suspended water sharing" in section


def test_who_contradicts_whom(collection_reader: Reader) -> None:
    section = collection_reader.reads("section:has(h2:has-text('Contradictions'))")
    assert "1,500,000 against 2,500,000 USD" in section and "Sound Times" in section


def test_what_two_states_agreed_and_said_to_each_other(reader: Reader) -> None:
    reader.click("[data-view=pairs]")
    reader.click("main table button:has-text('Kenya – Somalia')")
    text = reader.reads()
    assert "release of detained fishermen" in text and "Kenya to Somalia" in text and "Somalia to Kenya" in text


def test_which_agreement_has_the_highest_value(reader: Reader) -> None:
    reader.click("[data-view=records]")
    reader.click("[data-sort=money]")
    assert "25B JPY" in reader.reads("#rows tbody tr")


def test_what_falls_due_and_when(reader: Reader) -> None:
    reader.click("[data-view=time]")
    reader.click("main button:has-text('By the dates told')")
    assert reader.page.locator("svg.time [role=button][aria-label^='2027']").count() == 1


def test_which_records_are_doubtful(reader: Reader) -> None:
    reader.click("button:has-text('of low certainty')")
    assert "would be read by the wrong people" in reader.reads("#rows tbody")


def test_where_the_article_says_so_and_who_else_reports_it(collection_reader: Reader) -> None:
    collection_reader.click("section:has(h2:has-text('In prospect')) button.line")
    quote = "".join(collection_reader.page.locator("#text mark.chosen").all_inner_texts())
    assert "committed to conclude a ferry treaty" in quote
    collection_reader.click("#cards .card[aria-current] summary")
    assert "Fjord Wire" in collection_reader.reads("#cards .card[aria-current] details")


def test_the_guide_lists_ten_questions_with_no_more_steps_than_allowed() -> None:
    rows = re.findall(r"^\| \d+ \|.*\| (\d) \|$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) == 10 and all(int(steps) <= MOST_STEPS for steps in rows)
