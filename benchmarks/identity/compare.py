"""Compares what two runs wrote, and tells where they first differ."""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import Any

_OWN = ("started", "finished", "seconds", "base_url", "base_urls", "spent")
"""What a manifest tells of its own run and of no other: the clock, the port of the server, and what was spent on the
articles that failed. When one question of an article fails it, it is chance how many others are under way."""
_NOTHING = object()


def differing_rows(old: Path, new: Path) -> str | None:
    """Where two files of rows differ in a byte; None if they do not."""
    if old.read_bytes() == new.read_bytes():
        return None
    before, after = _by_article(old), _by_article(new)
    changed = [name for name in before | after if before.get(name) != after.get(name)]
    if not changed:
        return "the same rows in another order"
    rows = zip_longest(before.get(changed[0], ()), after.get(changed[0], ()), fillvalue="")
    pairs = [pair for pair in rows if pair[0] != pair[1]]
    return f"{len(changed):,} of {len(before | after):,} articles, first {changed[0]}: {_first_in(pairs)}"


def differing_manifests(old: Path, new: Path) -> str | None:
    """Where two manifests differ in more than the times and the server of their runs; None if they do not."""
    before, after = (
        {name: value for name, value in json.loads(path.read_bytes()).items() if name not in _OWN}
        for path in (old, new)
    )
    return next(_differences("", before, after), None)


def differing_questions(old: Mapping[bytes, str], new: Mapping[bytes, str], failed: Iterable[str]) -> str | None:
    """Where requests differ, given by their hashes, that are not about one of these texts, whose articles failed."""
    texts = [" ".join(text.split()) for text in failed]
    either = {**old, **new}
    apart = [either[key] for key in either if (key in old) is not (key in new)]
    others = [asked for asked in apart if not any(" ".join(asked.split()) in text for text in texts)]
    return f"{len(others):,} were made by one of them only, first {_told(others[0])}" if others else None


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a file."""
    for line in _lines(path):
        yield json.loads(line)


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8", newline="\n") as lines:
        yield from lines


def _by_article(path: Path) -> dict[str, list[str]]:
    """The rows of each article, in order."""
    found: dict[str, list[str]] = {}
    for line in _lines(path):
        row = json.loads(line)
        article = row["article"] if isinstance(row.get("article"), dict) else row
        found.setdefault(article["source_id"], []).append(line)
    return found


def _first_in(pairs: Iterable[tuple[str, str]]) -> str:
    """The first field that differs in the rows of an article."""
    for old, new in pairs:
        before, after = (json.loads(row) if row else _NOTHING for row in (old, new))
        if told := next(_differences("", before, after), None):
            return told
    return "the same values, spelled otherwise"


def _differences(where: str, old: Any, new: Any) -> Iterator[str]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for name in {**old, **new}:
            yield from _differences(f"{where}.{name}", old.get(name, _NOTHING), new.get(name, _NOTHING))
    elif isinstance(old, list) and isinstance(new, list):
        for at, (one, other) in enumerate(zip_longest(old, new, fillvalue=_NOTHING)):
            yield from _differences(f"{where}[{at}]", one, other)
    elif old != new or type(old) is not type(new):
        yield f"{where.removeprefix('.') or 'a row'} was {_told(old)}, is {_told(new)}"


def _told(value: Any) -> str:
    if value is _NOTHING:
        return "nothing"
    words = json.dumps(value, ensure_ascii=False)
    return words if len(words) <= 100 else f"{words[:100]}…"
