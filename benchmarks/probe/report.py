"""What came of the probes, in figures and words. In: a row per case. Out: a table for people, a tree for JSON."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Came(StrEnum):
    """What came of a case."""

    BEHAVES = "behaves"
    MISBEHAVES = "misbehaves"
    FAILED = "failed"
    """The model gave no answer that could be used; counted against the share."""
    SKIPPED = "skipped"
    """The edit could not be made cleanly; no part of the share."""


@dataclass(frozen=True)
class Row:
    """One case."""

    suite: str
    """`edits` or `codebook`."""
    edit: str
    article: str
    came: Came
    before: str
    after: str = ""
    told: tuple[str, ...] = ()
    """How the output differs from what was expected, or why the case was skipped or failed."""
    changes: tuple[str, ...] = ()
    """The kinds of these differences."""


@dataclass(frozen=True)
class Share:
    """How many cases behave."""

    cases: int
    behaves: int
    skipped: int
    share: float | None
    """Of the cases that were asked; None if there is none."""


def share(rows: Iterable[Row]) -> Share:
    """The share of rows that behave, to three digits."""
    came = [row.came for row in rows]
    cases, behaves = len(came) - came.count(Came.SKIPPED), came.count(Came.BEHAVES)
    return Share(cases, behaves, came.count(Came.SKIPPED), round(behaves / cases, 3) if cases else None)


def shares(rows: Sequence[Row]) -> dict[str, Share]:
    """The share of each edit, and of each suite in all, in the order of the rows."""
    out = {}
    for suite in dict.fromkeys(row.suite for row in rows):
        own = [row for row in rows if row.suite == suite]
        for edit in dict.fromkeys(row.edit for row in own):
            out[edit] = share(row for row in own if row.edit == edit)
        out[f"all {suite}"] = share(own)
    return out


def table(rows: Sequence[Row]) -> str:
    """Every misbehaving case, then the shares."""
    told = [_case(row) for row in rows if row.came in (Came.MISBEHAVES, Came.FAILED)]
    head = f"{'':18}{'cases':>7}{'behave':>8}{'share':>8}{'skipped':>9}"
    lines = [_line(name, one) for name, one in shares(rows).items()]
    return "\n\n".join([*told, "\n".join([head, *lines])])


def tree(rows: Sequence[Row]) -> dict[str, Any]:
    """The shares, and every case that did not behave, for JSON. It holds no words of the articles."""
    bad = [row for row in rows if row.came in (Came.MISBEHAVES, Came.FAILED)]
    kinds = Counter(kind for row in bad for kind in set(row.changes))
    return {
        "shares": {name: asdict(one) for name, one in shares(rows).items()},
        "cases_by_change": dict(sorted(kinds.items(), key=lambda one: (-one[1], one[0]))),
        "misbehaving": [
            {"edit": row.edit, "article": row.article, "came": row.came, "changes": sorted(row.changes)} for row in bad
        ],
    }


def _line(name: str, one: Share) -> str:
    part = "-" if one.share is None else f"{one.share:.2f}"
    return f"{name:18}{one.cases:7}{one.behaves:8}{part:>8}{one.skipped:9}"


def _case(row: Row) -> str:
    return "\n".join([f"{row.edit}, {row.article} ({row.came})", f"  - {row.before}", f"  + {row.after}", *_told(row)])


def _told(row: Row) -> list[str]:
    return [f"    {line}" for line in row.told]
