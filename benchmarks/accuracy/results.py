"""A measurement: what it was made with, and a row for each article and way. Written whole after each row, read again.

Rows hold counts, never quotients, so that any selection of them adds up to its own figures.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.accuracy.ways import Take
from extract.atomic_write import replace_file
from extract.evaluate import Scores
from extract.evaluate.score import Rate, Share
from schemas import Usage


@dataclass(frozen=True)
class Row:
    """One article by one way."""

    article: str
    way: str
    rates: dict[str, dict[str, int]]
    """By kind of record: how many were right, wrong and missed."""
    fields: dict[str, dict[str, int]]
    """By field: how many were right, of how many in matched records."""
    ungrounded: int
    lost: int
    usage: dict[str, int]
    seconds: float
    error: str | None


@dataclass
class Results:
    """All rows, and what is needed to read them."""

    made: dict[str, Any]
    """Date, machine, model, gold, limits and versions."""
    rows: list[Row] = field(default_factory=list)

    def has(self, article: str, way: str) -> bool:
        """Whether this was measured."""
        return any((row.article, row.way) == (article, way) for row in self.rows)

    def save(self, path: Path) -> None:
        """Replaces the file whole. Raises StoreError."""
        told = {**self.made, "rows": [asdict(row) for row in self.rows]}
        replace_file(path, (json.dumps(told, indent=1, ensure_ascii=False) + "\n").encode())

    @classmethod
    def read(cls, path: Path) -> "Results":
        """The measurement of a file. Raises OSError or ValueError."""
        told = json.loads(path.read_text(encoding="utf-8"))
        rows = [Row(**row) for row in told.pop("rows")]
        return cls(told, rows)


@dataclass(frozen=True)
class Summary:
    """What the rows of one way come to."""

    way: str
    rates: dict[str, Rate]
    fields: dict[str, Share]
    ungrounded: int
    lost: int
    failed: int
    usage: Usage
    """Median tokens an article."""
    seconds: float
    """Median an article."""


def row(article: str, way: str, take: Take, scores: Scores) -> Row:
    """The row of a take and its scores."""
    rates = {kind: asdict(rate) for kind, rate in scores.rates.items()}
    fields = {name: asdict(share) for name, share in scores.fields.items()}
    return Row(
        article=article,
        way=way,
        rates=rates,
        fields=fields,
        ungrounded=take.ungrounded,
        lost=take.lost,
        usage=take.usage.model_dump(),
        seconds=round(take.seconds, 2),
        error=take.error,
    )


def comparable(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The rows by way, of those articles only that every way was given."""
    rows = list(rows)
    ways = dict.fromkeys(one.way for one in rows)
    done = {one.article for one in rows}
    for way in ways:
        done &= {one.article for one in rows if one.way == way}
    return {way: [one for one in rows if one.way == way and one.article in done] for way in ways}


def summary(way: str, rows: list[Row]) -> Summary:
    """The figures of a way, micro-averaged over its articles, of which there must be at least one."""
    usage = {name: round(median(one.usage[name] for one in rows)) for name in Usage.model_fields}
    return Summary(
        way=way,
        rates={kind: Rate(**_sum(one.rates[kind] for one in rows)) for kind in rows[0].rates},
        fields={name: Share(**_sum(one.fields[name] for one in rows)) for name in rows[0].fields},
        ungrounded=sum(one.ungrounded for one in rows),
        lost=sum(one.lost for one in rows),
        failed=sum(one.error is not None for one in rows),
        usage=Usage(**usage),
        seconds=median(one.seconds for one in rows),
    )


def _sum(counts: Iterable[dict[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for one in counts:
        for name, number in one.items():
            total[name] = total.get(name, 0) + number
    return total
