"""The views and dialogs of a report by the rules of axe-core, in both colour schemes and on a phone."""

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from extract.output.load import load_run
from extract.output.report import write_report
from tests.support.browser import VIEWS, opened
from tests.support.made_runs import linked, mixed

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FIND = """async () => (await axe.run()).violations.map(
  (rule) => `${rule.id}: ${rule.nodes.map((node) => node.target.join(" ")).join(", ")}`)"""


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1300, 400])
@pytest.mark.parametrize("make", [mixed, linked], ids=["run", "collection"])
def test_no_view_violates_a_rule(
    chromium: "Browser", tmp_path: Path, scheme: str, width: int, make: Callable[[Path], Path]
) -> None:
    found = importlib.util.find_spec("axe_playwright_python")
    if found is None or found.origin is None:
        pytest.skip("axe-playwright-python, which ships axe-core, is not installed")
    axe = Path(found.origin).with_name("axe.min.js").read_text(encoding="utf-8")
    write_report(load_run(make(tmp_path / "run")), tmp_path / "report.html")
    context = chromium.new_context(
        viewport={"width": width, "height": 850},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,  # the page allows no script but its own
    )
    page = context.new_page()
    opened(page, (tmp_path / "report.html").as_uri())
    page.evaluate(axe)
    for view in VIEWS:
        page.click(f"[data-view={view}]")
        assert page.evaluate(FIND) == [], view
    page.click("[data-view=pairs]")
    page.click("main table button >> nth=0")
    assert page.evaluate(FIND) == []
    page.click("[data-view=articles]")
    page.click("#cards button:has-text('Fix') >> nth=0")
    assert page.evaluate(FIND) == []
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.evaluate(FIND) == []
    context.close()
