"""Linking many articles on one core: time, memory, what one article more takes, and links.json."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

from benchmarks.collection.records import read_views, vary
from extract.link.views import ArticleView
from extract.run.collection.database import COLLECTION, open_database, transaction
from extract.run.collection.link_index import LinkIndex
from extract.run.collection.links_file import write_links

ONE_BY_ONE = 30
"""Articles that are added one at a time at the end."""
_VERSION = "1"


@dataclass(frozen=True)
class Scale:
    """What linking took."""

    articles: int
    agreements: int
    statements: int
    actors: int
    deals: int
    events: int
    seconds: float
    """Processor time of linking all, without that of making the variations."""
    one_more: float
    """Median processor seconds of one article more."""
    one_more_at_most: float
    links_file_seconds: float
    database_megabytes: float
    peak_megabytes: float


def measure(run: Path, articles: int) -> Scale:
    """Link so many variations of the articles of a run."""
    views = read_views(run)
    print(f"{len(views):,} articles with records", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / COLLECTION
        with open_database(file) as database:
            making = _Making(vary(views))

            def add(*added: ArticleView) -> None:
                with transaction(database):
                    LinkIndex(database).update([(view, _VERSION) for view in added])

            def add_all() -> None:
                with transaction(database):
                    LinkIndex(database).update((view, _VERSION) for view in islice(making, articles))

            def count(sql: str) -> int:
                return int(database.execute(f"SELECT count(*) FROM {sql}").fetchone()[0])

            seconds = _timed(add_all) - making.seconds
            print(f"{articles:,} articles in {seconds:.0f} s", flush=True)
            each = [_timed(lambda view=view: add(view)) for view in islice(making, ONE_BY_ONE)]  # type: ignore[misc]
            return Scale(
                articles=articles,
                agreements=count("records WHERE kind = 'deal'"),
                statements=count("records WHERE kind = 'event'"),
                actors=count("reports"),
                deals=count("clusters WHERE kind = 'deal'"),
                events=count("clusters WHERE kind = 'event'"),
                seconds=round(seconds, 1),
                one_more=round(statistics.median(each), 3),
                one_more_at_most=round(max(each), 3),
                links_file_seconds=round(_timed(lambda: write_links(database, Path(folder) / "links.json")), 1),
                database_megabytes=round(file.stat().st_size / 1e6, 1),
                peak_megabytes=round(getrusage(RUSAGE_SELF).ru_maxrss / 1e3, 1),
            )


class _Making:
    """Articles with the processor time that it took to make them."""

    def __init__(self, articles: Iterator[ArticleView]) -> None:
        self._articles = articles
        self.seconds = 0.0

    def __iter__(self) -> Iterator[ArticleView]:
        return self

    def __next__(self) -> ArticleView:
        started = time.process_time()
        article = next(self._articles)
        self.seconds += time.process_time() - started
        return article


def _timed(action: Callable[[], None]) -> float:
    started = time.process_time()
    action()
    return time.process_time() - started
