"""Files as users give them, and what reading makes of them."""

import json
from collections.abc import Mapping
from pathlib import Path

from extract.read import read
from schemas import Article, Failure, FailureCode

BODY = "Oslo and Lima signed a pact on fish.\nIt will last a year."


def saved(folder: Path, data: bytes, name: str = "news.txt") -> Path:
    """Save bytes as a file; return its path."""
    path = folder / name
    folder.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def rows(folder: Path, *objects: Mapping[str, object]) -> Path:
    """Save objects as rows of JSON Lines; return the path."""
    return saved(folder, "\n".join(map(json.dumps, objects)).encode(), "news.jsonl")


def only(path: Path) -> Article:
    """Read the only article of a path."""
    (item,) = read(path)
    assert isinstance(item, Article), item
    return item


def only_failure(path: Path) -> Failure:
    """Read the only failure of a path."""
    (item,) = read(path)
    assert isinstance(item, Failure), item
    return item


def codes(path: Path) -> list[FailureCode | None]:
    return [item.error if isinstance(item, Failure) else None for item in read(path)]
