"""Reads gold: articles with the records that a careful human coder makes, from a JSON Lines file."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.errors import InputError
from schemas import Article

_KINDS = ("actors", "agreements", "statements")
_LETTERS = {"agreements": "g", "statements": "s"}
"""Letters of the ids of records that have none."""


@dataclass(frozen=True)
class GoldArticle:
    """An article with its correct records."""

    article: Article
    records: dict[str, Any]
    """The row: `actors`, `agreements` and `statements` as lists of objects."""


def read_gold(path: Path) -> Iterator[GoldArticle]:
    """Yield the articles of a gold file in order. Raises InputError that names the line of a row that is no gold."""
    from extract.read import read  # it needs Babel, which an installation for reading runs does not have

    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read ({error}); give a JSONL of articles with their records") from error
    lines = text.split("\n")  # not splitlines: strings in JSON may contain other line breaks
    rows = [(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    for (number, line), article in zip(rows, read(path), strict=True):
        if not isinstance(article, Article):
            raise InputError(f"{path} line {number}: {article.message}")
        yield GoldArticle(article, _records(line, path, number))


def _records(line: str, path: Path, number: int) -> dict[str, Any]:
    row = json.loads(line)
    missing = [kind for kind in _KINDS if not isinstance(row.get(kind), list)]
    if missing:
        raise InputError(f"{path} line {number} is no gold article: it has no list of {' and none of '.join(missing)}")
    for kind, letter in _LETTERS.items():
        row[kind] = [{"id": f"{letter}{at}"} | record for at, record in enumerate(row[kind], start=1)]
    return {kind: row[kind] for kind in _KINDS}
