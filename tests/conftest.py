"""Fixtures for several test modules: a browser, and a report that is opened in it."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extract.output.load import load_run
from extract.output.report import write_report
from tests.support.browser import Watched, browser
from tests.support.made_runs import mixed

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(autouse=True)
def analyse_in_one_process(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Start no core workers, which would take most of a test's time; the marker `core_workers` brings them back."""
    if "core_workers" not in request.keywords:
        monkeypatch.setattr("extract.settings.settings.default_workers", lambda: 0)
        monkeypatch.setenv("EXTRACT_WORKERS", "0")


@pytest.fixture(autouse=True)
def no_earlier_records(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test profits from, or leaves behind, records of what endpoints accept."""
    folder = tmp_path_factory.mktemp("endpoints")
    monkeypatch.setattr("extract.model.capability_store.default_folder", lambda: folder)


@pytest.fixture(scope="module")
def chromium() -> Iterator["Browser"]:
    with browser() as launched:
        yield launched


@pytest.fixture
def watched(chromium: "Browser", tmp_path: Path) -> Iterator[Watched]:
    """A report of a run with a hostile article, opened in a browser; it must cause no error and no request."""
    path = tmp_path / "report.html"
    write_report(load_run(mixed(tmp_path / "run")), path)
    page = chromium.new_page()
    page.set_default_timeout(5_000)
    found = Watched(page)
    found.open(path).click("[data-view=articles]")
    yield found
    assert found.faults == []
    assert [url for url in found.requests if not url.startswith(("file:", "blob:"))] == []
    assert page.evaluate("window.hacked") is None
    page.close()


@pytest.fixture
def page(watched: Watched) -> "Page":
    return watched.page
