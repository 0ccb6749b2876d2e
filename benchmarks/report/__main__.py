"""Measures the report of many articles in headless Chromium: size, time to open, time to filter. `make bench-report`.

In: the fixture articles, extracted by a replay of their recorded calls and repeated under other names, dates and last
words until there are enough. Out: figures on stdout, and in `results.json` beside this file. Seconds of the clock
depend on what else the machine does; those of the page's main thread do not.
"""

import argparse
import json
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from extract.output.load import Run, load_run
from extract.output.report import write_report
from schemas import ArticleExtraction

HERE = Path(__file__).parent
ROUNDS = 5
TYPED = ("border", "treaty", "minister", "resolution", "zzz")
PLANS = {
    "document": (
        "fixtures/articles",
        "fixtures/articles_document",
        "--model",
        "strong-reader",
        "--base-url",
        "http://desk/v1",
    ),
    "sentence": ("fixtures/articles",),
}
"""The articles with recorded answers, and the reader that they are from, by plan."""
FIRST_DAY = date(2020, 1, 1)

_FILTER = """async (wanted) => {
  const box = document.getElementById("search");
  const start = performance.now();
  box.value = wanted;
  box.dispatchEvent(new Event("input"));
  await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
  return performance.now() - start;
}"""


def main() -> None:
    """Measures, prints and keeps the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--plan", default="choices")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run = load_run(_replayed(Path(folder) / "run", given.plan))
        one = load_run(_only_longest(run, Path(folder) / "one"))
        many = load_run(_repeated(run, Path(folder) / "many", given.articles))
        figures = _measured(one, many, Path(folder))
    told = json.dumps(figures, indent=2)
    (HERE / "results.json").write_text(f"{told}\n", encoding="utf-8")
    print(told)


def _replayed(out: Path, plan: str) -> Path:
    command = [sys.executable, "-m", "extract", "run", *PLANS[plan], "--plan", plan, "--quiet"]
    subprocess.run([*command, "--replay", "fixtures/cassettes", "--out", str(out)], check=True)
    return out


def _only_longest(run: Run, out: Path) -> Path:
    """A run of the article with the most records."""
    found = max(run, key=lambda one: len(one.agreements) + len(one.statements))
    refused = [one.model_dump_json() for one in run.rejected() if one.source_id == found.article.source_id]
    return _written(out, [found.model_dump_json()], refused)


def _repeated(run: Run, out: Path, articles: int) -> Path:
    """A run of so many articles, each a copy with words of its own behind it, one a day."""
    found, refused = list(run), list(run.rejected())
    lines, rows = [], []
    for number in range(articles):
        copy = _copy(found[number % len(found)], number)
        lines.append(copy.model_dump_json())
        rows += [
            row.model_copy(update={"article": copy.article.id, "source_id": copy.article.source_id}).model_dump_json()
            for row in refused
            if row.article == found[number % len(found)].article.id
        ]
    return _written(out, lines, rows)


def _copy(found: ArticleExtraction, number: int) -> ArticleExtraction:
    article = found.article
    changes = {
        "id": f"sha256:{number:016x}",
        "source_id": f"{article.source_id}-{number}",
        "text": f"{article.text}\nCopy {number}.",
        "published": (FIRST_DAY + timedelta(days=number)).isoformat(),
    }
    return found.model_copy(update={"article": article.model_copy(update=changes)})


def _written(out: Path, extractions: list[str], rejected: list[str]) -> Path:
    out.mkdir()
    for name, lines in (("extractions", extractions), ("rejected", rejected), ("failures", [])):
        (out / f"{name}.jsonl").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return out


def _measured(one: Run, many: Run, folder: Path) -> dict[str, Any]:
    small = write_report(one, folder / "one.html")
    start = time.perf_counter()
    large = write_report(many, folder / "many.html")
    wrote = time.perf_counter() - start
    return {
        "articles": sum(1 for _ in many),
        "records": sum(len(found.agreements) + len(found.statements) for found in many),
        "one_article_kb": round(small / 1e3, 1),
        "file_mb": round(large / 1e6, 2),
        "write_seconds": round(wrote, 2),
        **_in_browser(folder / "many.html"),
        "python": platform.python_version(),
    }


def _in_browser(path: Path) -> dict[str, Any]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        opened = [_opened(chromium.new_page(), path) for _ in range(ROUNDS)]
        page = chromium.new_page(viewport={"width": 1300, "height": 900})
        thread = _MainThread(page)
        faults: list[str] = []
        requests: list[str] = []
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: requests.append(request.url))
        page.goto(path.as_uri())
        page.click("[data-view=records]")
        typed, busy = [], []
        for word in TYPED * ROUNDS:
            before = thread.seconds()
            typed.append(page.evaluate(_FILTER, word))
            busy.append(1e3 * (thread.seconds() - before))
        views = {
            name: _view(page, name)
            for name in page.evaluate("[...document.querySelectorAll('#views button')].map((tab) => tab.dataset.view)")
        }
        version = chromium.version
        chromium.close()
    return {
        "chromium": version,
        "open_seconds_median": round(statistics.median(clock for clock, _ in opened), 2),
        "open_seconds_worst": round(max(clock for clock, _ in opened), 2),
        "open_main_thread_seconds_median": round(statistics.median(busy for _, busy in opened), 2),
        "filter_ms_median": round(statistics.median(typed)),
        "filter_ms_worst": round(max(typed)),
        "filter_main_thread_ms_median": round(statistics.median(busy)),
        "filter_main_thread_ms_worst": round(max(busy)),
        "view_ms": views,
        "console_messages": len(faults),
        "requests_but_the_file": len(requests) - 1,
    }


class _MainThread:
    """The time that the main thread of a page was busy, whatever other processes did."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def seconds(self) -> float:
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        return float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))


def _opened(page: Page, path: Path) -> tuple[float, float]:
    """Seconds until the summary is drawn, by the clock and of the main thread."""
    thread = _MainThread(page)
    start = time.perf_counter()
    page.goto(path.as_uri())
    page.wait_for_selector(".summary li")
    page.evaluate("new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)))")
    took = time.perf_counter() - start, thread.seconds()
    page.close()
    return took


def _view(page: Page, name: str) -> int:
    script = """async (name) => {
      const start = performance.now();
      document.querySelector(`[data-view=${name}]`).click();
      await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
      return performance.now() - start;
    }"""
    took: float = page.evaluate(script, name)
    return round(took)


if __name__ == "__main__":
    main()
