"""Explain a deal, an event or an actor: which signals joined its records, and which kept others apart."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from extract.errors import ConfigError
from extract.link.cluster import Linkable, Pins, in_order, pair_of
from extract.link.decisions import pin_records
from extract.link.signals import Comparison, Signal
from extract.run.collection.linking import read_decisions
from extract.run.collection.record_table import RecordTable, open_tables

R = TypeVar("R", bound=Linkable)
NEAR = 5
"""Records that were kept apart, at most."""


@dataclass(frozen=True)
class Pair:
    """Two records and their signals."""

    one: tuple[str, ...]
    other: tuple[str, ...]
    comparison: Comparison
    reason: str
    """Why they are one, or why they are two."""


@dataclass(frozen=True)
class LinkExplanation:
    """How a cluster came about."""

    id: str
    joined: tuple[Pair, ...]
    """For each record but the first, the strongest pair with an earlier one."""
    kept_apart: tuple[Pair, ...]
    """The records outside that are most alike, the most alike first."""


def explain_cluster(database: sqlite3.Connection, name: str) -> LinkExplanation:
    """Explain the cluster with an id like `deal/3f2a91c0de`. Raises ConfigError if there is none."""
    kind, _, short = name.partition("/")
    sql = "SELECT id, name FROM clusters WHERE kind = ? AND name LIKE ? || '%'"
    found = database.execute(sql, (kind, short)).fetchall() if short else []
    if len(found) != 1:
        which = "no" if not found else f"{len(found):,}"
        raise ConfigError(f"the collection has {which} {name}; `communique deals COLLECTION --json` lists the ids")
    tables: dict[str, RecordTable[Any]] = {table.name: table for table in open_tables(database)}
    decisions = read_decisions(database)
    pins = pin_records(decisions) if kind != "actor" else Pins()
    return _Explaining(database, tables[kind], pins).explain(f"{kind}/{found[0]['name']}", found[0]["id"])


class _Explaining(Generic[R]):
    def __init__(self, database: sqlite3.Connection, table: RecordTable[R], pins: Pins) -> None:
        self._database, self._table, self._pins = database, table, pins

    def explain(self, name: str, cluster: int) -> LinkExplanation:
        sql = "SELECT id FROM records WHERE cluster = ?"
        records = [self._table.get(number) for (number,) in self._database.execute(sql, (cluster,)).fetchall()]
        records.sort(key=lambda record: record.order)
        joined = [self._join(record, records[:at]) for at, record in enumerate(records) if at]
        return LinkExplanation(name, tuple(joined), tuple(self._apart(records)))

    def _join(self, record: R, earlier: Sequence[R]) -> Pair:
        """The strongest pair of a record with an earlier one."""
        pairs = [(other, self._compare(other, record)) for other in earlier]
        other, comparison = max(
            pairs, key=lambda pair: (self._is_pinned(record, pair[0]), pair[1].joins, pair[1].strength)
        )
        if self._is_pinned(record, other):
            reason = "a person put them together"
        else:
            reason = "the signals are enough" if comparison.joins else "both are one with a later record"
        return Pair(other.ref, record.ref, comparison, reason)

    def _apart(self, records: Sequence[R]) -> list[Pair]:
        inside = {record.ref for record in records}
        found: dict[tuple[str, ...], Pair] = {}
        for record in records:
            for _, other in self._table.candidates(record, self._pins):
                if other.ref in inside:
                    continue
                comparison = self._compare(record, other)
                pair = Pair(record.ref, other.ref, comparison, self._reason(record, other, comparison, records))
                if other.ref not in found or _likeness(pair) > _likeness(found[other.ref]):
                    found[other.ref] = pair
        return sorted(found.values(), key=lambda pair: (-_likeness(pair), pair.other))[:NEAR]

    def _compare(self, one: R, other: R) -> Comparison:
        """The signals as clustering finds them, their words in the order of these two records."""
        first, last = in_order(one, other)
        comparison = self._table.kind.compare(first, last)
        if first is one:
            return comparison
        turned = tuple(signal._replace(one=signal.other, other=signal.one) for signal in comparison.signals)
        return Comparison(turned, comparison.joins)

    def _reason(self, record: R, other: R, comparison: Comparison, records: Sequence[R]) -> str:
        if pair_of(record.ref, other.ref) in self._pins.two:
            return "a person took them apart"
        if comparison.barred:
            return f"barred by: {', '.join(signal.name for signal in comparison.signals if signal.bars)}"
        if not comparison.joins:
            return "the signals are not enough"
        rivals = [one.ref for one in records if self._table.kind.conflict(*in_order(one, other))]
        if rivals:
            return f"it is barred by another record: {' '.join(rivals[0][:2])}"
        return "it fits another cluster as well or better"

    def _is_pinned(self, one: R, other: R) -> bool:
        return pair_of(one.ref, other.ref) in self._pins.one


def _likeness(pair: Pair) -> float:
    return sum(signal.weight for signal in pair.comparison.signals if not signal.bars)


def explanation_as_json(found: LinkExplanation) -> dict[str, object]:
    """Return an explanation as plain values."""
    return {
        "id": found.id,
        "joined": list(map(_pair_as_json, found.joined)),
        "kept_apart": list(map(_pair_as_json, found.kept_apart)),
    }


def _pair_as_json(pair: Pair) -> dict[str, object]:
    signals = [
        {"signal": signal.name, "weight": signal.weight, "bars": signal.bars, "compared": signal.words}
        for signal in pair.comparison.signals
    ]
    return {
        "one": list(pair.one),
        "other": list(pair.other),
        "strength": pair.comparison.strength,
        "reason": pair.reason,
        "signals": signals,
    }


def explanation_lines(found: LinkExplanation) -> Iterator[str]:
    """Yield an explanation as lines of text."""
    yield found.id
    for title, pairs in (("joined", found.joined), ("kept apart", found.kept_apart)):
        yield f"\n{title}" if pairs else f"\nnothing was {title}"
        for pair in pairs:
            yield f"  {_ref(pair.one)} and {_ref(pair.other)}: {pair.reason} ({pair.comparison.strength:+.1f})"
            yield from (f"    {_signal(signal)}" for signal in pair.comparison.signals)


def _ref(ref: tuple[str, ...]) -> str:
    """A record as `article/g1`; of the form of an actor what tells it from others."""
    return "/".join(ref) if len(ref) == 2 else " · ".join(part for part in ref[:7] if part)


def _signal(signal: Signal) -> str:
    mark = "bars" if signal.bars else f"{signal.weight:+.1f}"
    return f"{signal.name:<12}{mark:>5}  {signal.words}"
