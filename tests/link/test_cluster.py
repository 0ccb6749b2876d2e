"""Clustering: the same clusters in any order, conflicts, ambiguous records, decisions of people."""

import random
from dataclasses import dataclass

from extract.link.cluster import Kind, Pins, cluster_all
from extract.link.signals import Comparison, Signal


@dataclass(frozen=True)
class Dot:
    """A record at a place on a line: near ones are alike, and those of different colours are in conflict."""

    name: str
    place: float
    colour: str = ""

    @property
    def ref(self) -> tuple[str, ...]:
        return (self.name,)

    @property
    def order(self) -> tuple[int | str, ...]:
        return (self.name,)


def differ_in_colour(one: Dot, other: Dot) -> bool:
    return bool(one.colour and other.colour and one.colour != other.colour)


def compare(one: Dot, other: Dot) -> Comparison:
    strength = 2 - abs(one.place - other.place)
    joins = strength >= 1 and not differ_in_colour(one, other)
    return Comparison((Signal("place", strength, one.place, other.place),), joins)


def keys(dot: Dot) -> frozenset[str]:
    return frozenset({f"{int(dot.place)}", f"{int(dot.place) + 1}"})


def clusters(dots: list[Dot], pins: Pins | None = None, clear: float = 0.0) -> list[str]:
    """Return the names of each cluster as one word."""
    kind = Kind(keys, keys, lambda one, other: False, compare, differ_in_colour, clear=clear)
    found = {
        tuple("".join(dot.name for dot in cluster) for cluster in cluster_all(order, kind, pins))
        for order in (random.Random(seed).sample(dots, len(dots)) for seed in range(20))
    }
    assert len(found) == 1, "the order of the records changes the clusters"
    return list(found.pop())


def test_records_that_are_joined_over_others_are_one() -> None:
    assert clusters([Dot("a", 0), Dot("b", 0.8), Dot("c", 1.6), Dot("d", 9)]) == ["abc", "d"]


def test_the_strongest_pair_is_joined_first_and_a_conflict_keeps_the_rest_apart() -> None:
    assert clusters([Dot("a", 0, "red"), Dot("b", 0.2), Dot("c", 1, "blue")]) == ["ab", "c"]
    assert clusters([Dot("a", 0, "red"), Dot("b", 0.8), Dot("c", 1, "blue")]) == ["a", "bc"]


def test_a_weak_pair_is_not_joined_if_the_record_is_as_much_like_a_rival() -> None:
    dots = [Dot("a", 0, "red"), Dot("b", 0.5), Dot("c", 1, "blue")]
    assert clusters(dots, clear=1.9) == ["a", "b", "c"]
    assert clusters(dots, clear=1.0) == ["ab", "c"]


def test_many_random_records_have_the_same_clusters_in_any_order() -> None:
    chance = random.Random(3)
    dots = [Dot(f"{n:02} ", chance.uniform(0, 12), chance.choice(["", "", "red", "blue"])) for n in range(40)]
    assert len(clusters(dots, clear=1.5)) > 3


def test_a_pair_that_is_one_in_one_direction_alone_is_compared_from_the_earlier_record_in_any_order() -> None:
    def compare_upward(one: Dot, other: Dot) -> Comparison:
        return Comparison((Signal("place", 2, one.place, other.place),), joins=one.place < other.place)

    kind = Kind(keys, keys, lambda one, other: False, compare_upward, lambda one, other: one.place > other.place)
    for dots, expected in (([Dot("a", 0), Dot("b", 0.5)], 1), ([Dot("a", 0.5), Dot("b", 0)], 2)):
        assert [len(cluster_all(order, kind)) for order in (dots, dots[::-1])] == [expected, expected]


def test_records_that_a_person_put_together_are_one_whatever_speaks_against_it() -> None:
    dots = [Dot("a", 0, "red"), Dot("b", 7, "blue")]
    assert clusters(dots, Pins(one=frozenset({(("a",), ("b",))}))) == ["ab"]


def test_records_that_a_person_took_apart_are_two_even_over_a_third() -> None:
    dots = [Dot("a", 0), Dot("b", 0.4), Dot("c", 0.9)]
    assert clusters(dots) == ["abc"]
    assert clusters(dots, Pins(two=frozenset({(("a",), ("c",))}))) == ["ab", "c"]


def test_a_rival_that_cannot_take_a_record_in_keeps_no_weak_pair_apart() -> None:
    dots = [Dot("a", 1, "blue"), Dot("b", 1.6, "blue"), Dot("c", 0.4, "red"), Dot("d", 0.5)]
    assert clusters(dots, clear=1.9) == ["ab", "cd"]


def test_a_record_joins_what_a_person_put_together_if_it_fits_a_part_of_it() -> None:
    dots = [Dot("a", 0, "red"), Dot("b", 7, "blue"), Dot("c", 6.5, "blue"), Dot("d", 7.5, "red")]
    assert clusters(dots, Pins(one=frozenset({(("a",), ("b",))}))) == ["abc", "d"]
