"""Makes the pictures of the README: an article in the terminal as SVG, and a report in the browser as PNG.

    python tools/pictures.py [terminal] [report] [views]

They show the recorded answers about the fixture articles in the document plan. The report needs Chromium. `views` is
not for the README: it takes every view of the report, to look at, into runs/views.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from rich.console import Console
from rich.terminal_theme import TerminalTheme

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HOME = Path(__file__).parent.parent
sys.path.insert(0, str(HOME))
IMAGES = HOME / "docs" / "images"
ARTICLE = "arms-deal"
COLUMNS = 92
RECORDED = (
    "--model",
    "strong-reader",
    "--base-url",
    "http://desk/v1",
    "--replay",
    str(HOME / "fixtures" / "cassettes"),
)
_BLACK, _RED, _GREEN, _YELLOW = (36, 41, 47), (164, 14, 38), (17, 99, 41), (149, 88, 0)
_BLUE, _MAGENTA, _CYAN, _GREY = (9, 105, 218), (130, 80, 223), (27, 124, 131), (87, 96, 106)
_COLORS = [_BLACK, _RED, _GREEN, _YELLOW, _BLUE, _MAGENTA, _CYAN, _GREY]
_THEME = TerminalTheme((255, 255, 255), _BLACK, _COLORS, [_GREY, *_COLORS[1:]])


def terminal() -> str:
    """Return the picture of an article in the terminal, as SVG."""
    from extract.output.load import load_run
    from extract.output.show import render_article

    console = Console(record=True, width=COLUMNS, file=StringIO(), force_terminal=True, highlight=False)
    with TemporaryDirectory() as folder:
        run = load_run(record(Path(folder), HOME / "fixtures" / "articles" / f"{ARTICLE}.txt"))
        for extraction in run:
            console.print(render_article(extraction, (), ()))
    svg = console.export_svg(title=f"communique show run --source-id {ARTICLE}", theme=_THEME, unique_id="show")
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.S)  # rich takes fonts from another server


def report() -> None:
    """Write the pictures of the summary and of the map of a report."""
    with opened_report() as (browser, address):
        shown = browser.new_page(viewport={"width": 1280, "height": 800})
        shown.goto(address)
        shown.wait_for_selector(".summary li")
        shown.screenshot(path=IMAGES / "report.png")
        shown.click("[data-view=map]")
        shown.locator("figure").screenshot(path=IMAGES / "map.png")


def views(folder: Path) -> None:
    """Write a picture of every view of a report at two widths, light and dark."""
    folder.mkdir(parents=True, exist_ok=True)
    with opened_report() as (browser, address):
        for width, scheme in product((1300, 400), ("light", "dark")):
            page = browser.new_page(viewport={"width": width, "height": 900})
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            page.goto(address)
            page.wait_for_selector(".summary li")
            for tab in page.locator("#views button").all():
                tab.click()
                page.screenshot(path=folder / f"{tab.get_attribute('data-view')}-{width}-{scheme}.png")


@contextmanager
def opened_report() -> Iterator[tuple["Browser", str]]:
    """Give a browser and the address of a report of the fixture articles."""
    from playwright.sync_api import sync_playwright

    from extract.output.load import load_run
    from extract.output.report import write_report

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = Path(folder) / "report.html"
        write_report(load_run(record(Path(folder), HOME / "fixtures" / "articles")), page)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser, page.as_uri()
        browser.close()


def record(folder: Path, articles: Path) -> Path:
    """Return the run directory of articles, made from the recorded answers."""
    out = folder / "run"
    command = (sys.executable, "-m", "extract", "run", str(articles), *RECORDED, "--out", str(out), "--quiet")
    subprocess.run(command, cwd=HOME, check=True)
    return out


def main(wanted: set[str]) -> None:
    IMAGES.mkdir(exist_ok=True)
    if not wanted or "terminal" in wanted:
        (IMAGES / "terminal.svg").write_text(terminal(), encoding="utf-8")
    if not wanted or "report" in wanted:
        report()
    if "views" in wanted:
        views(HOME / "runs" / "views")


if __name__ == "__main__":
    main(set(sys.argv[1:]))
