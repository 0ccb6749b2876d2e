"""JSON Lines: one article a row. A bad row is a failure that names its line; it never stops the rows after it."""

import json
from collections.abc import Iterator
from io import BufferedIOBase
from pathlib import Path

from extract.read.article import article
from extract.read.decode import MAX_BYTES, Unfit, clean, shown, stem
from extract.read.metadata import metadata
from schemas import Article, FailureCode


def rows(file: BufferedIOBase) -> Iterator[tuple[int, bytes]]:
    """The rows that are not blank, with their line numbers from 1. Of one that is too large, only the beginning."""
    number = 0
    while line := file.readline(MAX_BYTES + 1):
        number += 1
        rest = line
        while len(rest) > MAX_BYTES and not rest.endswith(b"\n"):
            rest = file.readline(MAX_BYTES + 1)
        if line.strip():
            yield number, line


def row_article(line: bytes, number: int, path: Path) -> Article:
    """The article of a row. Its name, where the row has no id, is `<stem>:<line>`. Raises Unfit."""
    if len(line) > MAX_BYTES:
        raise Unfit(FailureCode.TOO_LARGE, f"line {number} has more than {MAX_BYTES:,} bytes; split it")
    try:
        row = json.loads(line.decode("utf-8-sig"))
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise ValueError("it is no object with a field 'text'")
        given = metadata(row)
    except (ValueError, RecursionError) as error:
        why = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error) or "it is nested too deeply"
        raise Unfit(FailureCode.BAD_ROW, f"line {number} is no article: {why}; mend that line") from error
    return article(clean(row["text"]), given, f"{stem(path)}:{number}", shown(path))
