"""Collections of the fixture articles, whose answers are recorded, and of the fixture stories."""

import asyncio
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from extract.evaluate.gold import read_gold
from extract.evaluate.gold_view import view_gold
from extract.link.decisions import Decision
from extract.link.views import ArticleView
from extract.run.collection.addition import FinishedAddition, add_articles
from extract.run.collection.database import COLLECTION, open_database, transaction
from extract.run.collection.link_index import LinkIndex
from extract.run.collection.links_file import write_links
from extract.settings.settings import Settings, load_settings
from extract.telemetry.progress import SilentReporter

FIXTURES = Path(__file__).parents[2] / "fixtures"
ARTICLES = sorted((FIXTURES / "articles").glob("*.txt"))
EXPORTS = ("extractions.jsonl", "rejected.jsonl", "duplicates.jsonl", "failures.jsonl", "links.json")


def replayed(cassettes: Path = FIXTURES / "cassettes", **changed: object) -> Settings:
    """Settings that answer all calls from cassettes."""
    flags = {"replay": str(cassettes), "plan": "choices", "model": "qwen2.5-coder-1.5b", "workers": "0"}
    return load_settings(flags | {name: str(value) for name, value in changed.items()}, {}, Path("/nowhere"))


def add(
    inputs: Sequence[Path], folder: Path, settings: Settings | None = None, *, replace: bool = False
) -> FinishedAddition:
    """Add files to a collection, in this process."""
    return asyncio.run(add_articles(inputs, folder, settings or replayed(), SilentReporter(), replace=replace))


def exports(folder: Path) -> dict[str, bytes]:
    """The files of a collection that do not depend on the time."""
    return {name: (folder / name).read_bytes() for name in EXPORTS}


def links(folder: Path) -> dict[str, Any]:
    """The links of a collection."""
    found: dict[str, Any] = json.loads((folder / "links.json").read_text(encoding="utf-8"))
    return found


def story_views() -> list[ArticleView]:
    """The articles of the fixture stories with their gold records."""
    return [view_gold(entry) for entry in read_gold(FIXTURES / "stories.jsonl")]


@contextmanager
def linked_stories(folder: Path, views: Iterable[ArticleView] | None = None) -> Iterator[sqlite3.Connection]:
    """A database with the links of the fixture stories, or of these articles."""
    with open_database(folder / COLLECTION) as database:
        with transaction(database):
            LinkIndex(database).update([(view, "1") for view in (story_views() if views is None else views)])
        yield database


def read_links(database: sqlite3.Connection, folder: Path) -> dict[str, Any]:
    """The links of a database, by way of links.json."""
    write_links(database, folder / "links.json")
    return links(folder)


def split_decision(one: str, other: str) -> Decision:
    """The decision that two records like `article/g1` are two."""
    left, right = (tuple(record.rsplit("/", 1)) for record in (one, other))
    return Decision((left[0], left[1]), (right[0], right[1]), is_one=False)
