"""The local page of a review: what it keeps beside the run, and whom it answers."""

from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from extract.output.load import load_run
from extract.output.report import review_page, write_report
from extract.output.review import REVIEW_FILE, read_corrections
from extract.output.review.server import DecisionFile, ReviewServer
from tests.output.review.test_corrections import renumbered
from tests.support.browser import card, opened
from tests.support.made_runs import write_run
from tests.support.results import extraction

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ReviewServer]:
    run = load_run(write_run(tmp_path / "run", [extraction()]))
    file = DecisionFile(run.path / REVIEW_FILE)
    with ReviewServer(lambda: review_page(run, file.decisions()), file) as running:
        thread = Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def states(folder: Path) -> list[str]:
    decisions = read_corrections(folder / REVIEW_FILE).decisions[extraction().article.id]
    return [one.state.value for one in decisions.values()]


def test_decisions_are_kept_beside_the_run_and_seen_by_another_browser_run_and_report(
    server: ReviewServer, chromium: "Browser", tmp_path: Path
) -> None:
    page = chromium.new_context().new_page()
    opened(page, server.address)
    page.click("[data-view=articles]")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.click(f"{card('g1')} .rejected")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.click(f"{card('s1')} .accepted")
    assert states(tmp_path / "run") == ["rejected", "accepted"]
    other = chromium.new_context().new_page()
    opened(other, server.address)
    assert other.locator("#progress").inner_text() == "2 of 3 reviewed"
    again = load_run(write_run(tmp_path / "again", [renumbered()]))
    write_report(again, tmp_path / "again.html", read_corrections(tmp_path / "run" / REVIEW_FILE))
    third = chromium.new_context().new_page()
    opened(third, (tmp_path / "again.html").as_uri())
    assert third.locator("#progress").inner_text() == "2 of 3 reviewed"
    for one in (page, other, third):
        one.context.close()


@pytest.mark.parametrize(
    ("request_line", "headers", "status"),
    [
        ("GET /", {}, 404),
        ("GET {}", {"Host": "evil.example"}, 404),
        ("POST {}decisions", {}, 403),
        ("POST {}decisions", {"Origin": "https://evil.example"}, 403),
        ("POST {}decisions", {"Origin": "http://{}"}, 400),
        ("GET {}", {}, 200),
    ],
)
def test_only_the_page_itself_can_read_and_write(
    server: ReviewServer, tmp_path: Path, request_line: str, headers: dict[str, str], status: int
) -> None:
    connection = HTTPConnection(server.host)
    method, path = request_line.format(server.folder).split()
    given = {name: value.format(server.host) for name, value in headers.items()}
    connection.request(method, path, body=b"{}" if method == "POST" else None, headers=given)
    assert connection.getresponse().status == status
    assert not (tmp_path / "run" / REVIEW_FILE).exists()
    connection.close()


def test_two_reviewers_who_add_different_records_lose_none(
    server: ReviewServer, chromium: "Browser", tmp_path: Path
) -> None:
    pages = [chromium.new_context().new_page() for _ in range(2)]
    for page in pages:
        opened(page, server.address)
        page.click("[data-view=articles]")
    for page, about in zip(pages, ("ferry", "delays"), strict=True):
        page.click("#add")
        page.select_option("form.add-form select >> nth=0", "statement")
        page.fill("form.add-form .quoted input >> nth=0", "warned")
        page.click("form.add-form fieldset label >> nth=0")
        page.fill("form.add-form > div > .quoted input", about)
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            page.click("form.add-form button.main")
    added = read_corrections(tmp_path / "run" / REVIEW_FILE).decisions[extraction().article.id].values()
    assert sorted(one.values.about for one in added if one.values) == ["delays", "ferry"]
    pages[0].reload()
    pages[0].wait_for_selector("#cards .card:has-text('added')")
    assert pages[0].locator("#cards .card:has-text('added')").count() == 2
    for page in pages:
        page.context.close()
