"""The tie of each status and act in the views of a report."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from extract.output.load import load_run
from extract.output.report import write_report
from schemas import Act, ArticleExtraction, Party, Status, Tie, tie_of
from schemas.ties import AGREEMENT_TIES
from tests.support.browser import Watched
from tests.support.made_runs import write_run
from tests.support.results import extraction, treaty, warning

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def every_status_and_act() -> ArticleExtraction:
    """An article with an agreement of each status, as news and as background, and a statement of each act."""
    parties = (Party(actor="a1"), Party(actor="a2"))
    agreements = [
        treaty().model_copy(update={"id": f"g{number}", "status": status, "historical": old, "parties": parties})
        for number, (status, old) in enumerate(((one, old) for one in Status for old in (False, True)), start=1)
    ]
    statements = [
        warning().model_copy(update={"id": f"s{number}", "act": act, "negated": negated})
        for number, (act, negated) in enumerate(((one, no) for one in Act for no in (False, True)), start=1)
    ]
    return extraction().model_copy(update={"agreements": tuple(agreements), "statements": tuple(statements)})


def test_network_and_matrix_count_each_status_and_act_under_its_tie(chromium: "Browser", tmp_path: Path) -> None:
    found = every_status_and_act()
    write_report(load_run(write_run(tmp_path / "run", [found])), tmp_path / "report.html")
    expected = Counter(
        [tie_of(one).value for one in found.agreements] + [tie_of(one).value for one in found.statements]
    )
    watched = Watched(chromium.new_page())
    page = watched.open(tmp_path / "report.html")
    page.click("[data-view=network]")
    rows = page.locator("#rows tbody tr")
    drawn = {row.get_attribute("class"): int(row.locator("button").inner_text()) for row in rows.all()}
    assert drawn == expected
    page.click("[data-view=countries]")
    label = page.locator("table.matrix td button[aria-label*=hostile]").get_attribute("aria-label") or ""
    counts = {text.split(" ", 1)[1]: int(text.split(" ", 1)[0]) for text in label.split(": ")[2].split(", ")}
    names = {"in_prospect": "in prospect", "ended": "refused or ended", "unclear": "status unknown"}
    assert counts == {names.get(tie, tie): count for tie, count in expected.items()}
    for tie in Tie:
        page.click("[data-view=network]")
        page.click(f"#rows tbody tr.{tie} button")
        assert page.locator("#count").inner_text().startswith(f"{expected[tie]} of ")
        kind = "agreement" if tie in AGREEMENT_TIES else "statement"
        assert page.locator("#rows tbody tr").first.get_attribute("class") == f"{kind} {tie.value}"
        page.click("#clear")
    assert watched.faults == []
    page.close()
