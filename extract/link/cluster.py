"""Put records together that are one: the strongest pairs first, unless something bars them.

In: records, in any order. Out: clusters, the same whatever the order. Pairs are looked for by keys, so that the time
grows with the number of records that have something in common, and not with the square of all.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Generic, Protocol, TypeVar

from extract.link.signals import Comparison

Ref = tuple[str, ...]
"""What identifies a record among all of its kind."""


class Linkable(Protocol):
    """A record that can be put together with others."""

    @property
    def ref(self) -> Ref:
        """Return the id of the record."""

    @property
    def order(self) -> tuple[int | str, ...]:
        """Return its place in a canonical order of all records, by their content."""


R = TypeVar("R", bound=Linkable)


@dataclass(frozen=True)
class Kind(Generic[R]):
    """How records of a kind are found and compared."""

    keys: Callable[[R], Collection[str]]
    probes: Callable[[R], Collection[str]]
    """Keys of records that may be the same. If a record probes a key of another, the other probes one of its keys."""
    differ: Callable[[R, R], bool]
    """Whether two records are two at first sight; a quick check before `compare`."""
    compare: Callable[[R, R], Comparison]
    conflict: Callable[[R, R], bool]
    """Whether two records cannot be one, even if both are one with a third."""
    place: Callable[[R], str] = lambda record: ""
    """Sorts records so that most candidates of a record are near it. Links do not depend on it."""
    clear: float = 0.0
    """Strength below which a pair counts only if the record is like no other cluster."""


@dataclass(frozen=True)
class Pins:
    """Pairs that a person has decided, each as its two refs in order."""

    one: frozenset[tuple[Ref, Ref]] = frozenset()
    two: frozenset[tuple[Ref, Ref]] = frozenset()

    def keys(self, ref: Ref) -> frozenset[str]:
        """Return further keys of a record, so that it finds the records that it was put together with."""
        return frozenset(f"pin {pair!r}" for pair in self.one if ref in pair)


@dataclass
class Component(Generic[R]):
    """Records that joining pairs connect, and these pairs with their strength."""

    records: dict[Ref, R] = field(default_factory=dict)
    edges: dict[tuple[Ref, Ref], float] = field(default_factory=dict)


PINNED = 1_000.0
"""Strength of a pair that a person has decided."""


def find_component(
    start: R, candidates: Callable[[R], Iterable[R]], kind: Kind[R], pins: Pins | None = None
) -> Component[R]:
    """Return the component of a record.

    `candidates` gives the other records with a key that a record probes, except those that it was asked for before:
    a pair is compared once.
    """
    pins = pins or Pins()
    found, queue = Component({start.ref: start}), [start]
    while queue:
        record = queue.pop()
        for other in candidates(record):
            strength = _strength(record, other, kind, pins)
            if strength is not None:
                found.edges[pair_of(record.ref, other.ref)] = strength
                if other.ref not in found.records:
                    found.records[other.ref] = other
                    queue.append(other)
    return found


def in_order(one: R, other: R) -> tuple[R, R]:
    """Return two records, the earlier one first.

    In this order they are compared: a spelling that is like two words of the other record makes a difference.
    """
    return (one, other) if one.order <= other.order else (other, one)


def pair_of(one: Ref, other: Ref) -> tuple[Ref, Ref]:
    """Return two refs in order."""
    return (one, other) if one <= other else (other, one)


def _strength(one: R, other: R, kind: Kind[R], pins: Pins) -> float | None:
    if pins.one or pins.two:
        pair = pair_of(one.ref, other.ref)
        if pair in pins.one:
            return PINNED
        if pair in pins.two:
            return None
    if kind.differ(one, other):
        return None
    comparison = kind.compare(*in_order(one, other))
    return comparison.strength if comparison.joins else None


def cluster(component: Component[R], kind: Kind[R], pins: Pins | None = None) -> list[list[R]]:
    """Return the clusters of a component: merge along the strongest pairs first, unless two records are in conflict."""
    if len(component.records) == 1:
        return [list(component.records.values())]
    return _Clustering(component, kind, pins or Pins()).merge()


class _Clustering(Generic[R]):
    """Clusters by number. What is known of two clusters is kept when they take in others."""

    def __init__(self, component: Component[R], kind: Kind[R], pins: Pins) -> None:
        self._kind, self._pins = kind, pins
        self._edges = component.edges
        self._order = {ref: record.order for ref, record in component.records.items()}
        self._of = {ref: number for number, ref in enumerate(component.records)}
        self._clusters = {number: [record] for number, record in enumerate(component.records.values())}
        self._alike: dict[int, dict[int, float]] = {number: {} for number in self._clusters}
        """The strongest pair with each neighbour."""
        self._conflicts: dict[int, dict[int, bool]] = {number: {} for number in self._clusters}
        for (one, other), strength in component.edges.items():
            self._alike[self._of[one]][self._of[other]] = strength
            self._alike[self._of[other]][self._of[one]] = strength

    def merge(self) -> list[list[R]]:
        for (one, other), strength in self._ranked():
            left, right = self._of[one], self._of[other]
            if left == right or self._in_conflict(left, right) or self._is_ambiguous(left, right, strength):
                continue
            self._join(left, right)
        return sorted(
            (sorted(records, key=lambda record: record.order) for records in self._clusters.values()),
            key=lambda records: records[0].order,
        )

    def _ranked(self) -> list[tuple[tuple[Ref, Ref], float]]:
        """The pairs, the strongest first; of two equally strong ones that of the earlier records."""
        order = self._order
        return sorted(self._edges.items(), key=lambda edge: (-edge[1], *sorted((order[edge[0][0]], order[edge[0][1]]))))

    def _join(self, left: int, right: int) -> None:
        """Make one cluster of two, under the number of the left one."""
        self._join_alike(left, right)
        self._join_conflicts(left, right)
        records = self._clusters.pop(right)
        self._of.update({record.ref: left for record in records})
        self._clusters[left] += records

    def _join_alike(self, left: int, right: int) -> None:
        for other, strength in self._alike.pop(right).items():
            del self._alike[other][right]
            if other != left:
                strongest = max(strength, self._alike[left].get(other, strength))
                self._alike[left][other] = self._alike[other][left] = strongest

    def _join_conflicts(self, left: int, right: int) -> None:
        """Keep with which others both are known to be in conflict. What a person has decided may excuse some of it."""
        known = (self._conflicts[left].keys() | self._conflicts[right].keys()) - {left, right}
        found = {} if self._pins.one else {other: self._conflicts_with_either(other, left, right) for other in known}
        for other in known:
            self._conflicts[other].pop(left, None)
            self._conflicts[other].pop(right, None)
        del self._conflicts[right]
        self._conflicts[left] = found
        for other, is_conflict in found.items():
            self._conflicts[other][left] = is_conflict

    def _conflicts_with_either(self, other: int, left: int, right: int) -> bool:
        return self._in_conflict(left, other) or self._in_conflict(right, other)

    def _in_conflict(self, left: int, right: int) -> bool:
        found = self._conflicts[left].get(right)
        if found is None:
            found = self._find_conflict(self._clusters[left], self._clusters[right])
            self._conflicts[left][right] = self._conflicts[right][left] = found
        return found

    def _find_conflict(self, left: Sequence[R], right: Sequence[R]) -> bool:
        return any(
            self._conflict(one, other) and not self._is_excused(one, left, other, right)
            for one, other in product(left, right)
        )

    def _conflict(self, one: R, other: R) -> bool:
        pair = pair_of(one.ref, other.ref)
        if pair in self._pins.one:
            return False
        return pair in self._pins.two or self._kind.conflict(*in_order(one, other))

    def _is_excused(self, one: R, left: Sequence[R], other: R, right: Sequence[R]) -> bool:
        """Whether one of two records was put by a person together with a record that the other fits."""
        if not self._pins.one or pair_of(one.ref, other.ref) in self._pins.two:
            return False
        for record, cluster, opposite in ((one, left, other), (other, right, one)):
            for partner in cluster:
                is_pinned = pair_of(record.ref, partner.ref) in self._pins.one
                if is_pinned and not self._conflict(partner, opposite):
                    return True
        return False

    def _is_ambiguous(self, left: int, right: int, strength: float) -> bool:
        """Whether a weak pair could as well be made with another cluster, which is in conflict with this one."""
        if strength >= self._kind.clear:
            return False
        return self._has_rival(left, right, strength) or self._has_rival(right, left, strength)

    def _has_rival(self, one: int, chosen: int, strength: float) -> bool:
        """Whether a cluster is as much like another one that it could join, but which conflicts with the chosen one."""
        rivals = [other for other, alike in self._alike[one].items() if alike >= strength and other != chosen]
        return any(self._in_conflict(rival, chosen) and not self._in_conflict(rival, one) for rival in rivals)


class KeyIndex(Generic[R]):
    """Records by their keys, in memory."""

    def __init__(self, records: Iterable[R], kind: Kind[R], pins: Pins) -> None:
        self._kind, self._pins = kind, pins
        self._by_key: dict[str, list[R]] = {}
        self._asked: set[Ref] = set()
        for record in records:
            for key in (*kind.keys(record), *pins.keys(record.ref)):
                self._by_key.setdefault(key, []).append(record)

    def was_asked(self, record: R) -> bool:
        """Return whether the candidates of a record were asked for."""
        return record.ref in self._asked

    def candidates(self, record: R) -> Iterator[R]:
        """Yield the records that may be the same, each once, except those that were asked for before."""
        self._asked.add(record.ref)
        seen: set[Ref] = set()
        for key in (*self._kind.probes(record), *self._pins.keys(record.ref)):
            for other in self._by_key.get(key, ()):
                if other.ref not in seen and other.ref not in self._asked:
                    seen.add(other.ref)
                    yield other


def cluster_all(records: Sequence[R], kind: Kind[R], pins: Pins | None = None) -> list[list[R]]:
    """Return the clusters of records that fit in memory, in canonical order."""
    pins = pins or Pins()
    index, clusters = KeyIndex(records, kind, pins), []
    for record in records:
        if not index.was_asked(record):
            clusters += cluster(find_component(record, index.candidates, kind, pins), kind, pins)
    return sorted(clusters, key=lambda found: found[0].order)
