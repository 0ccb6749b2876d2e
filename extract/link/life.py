"""The life of an agreement: its stages in order, its current status, and steps that no agreement takes.

In: the stages that the records of one agreement tell. Out: a timeline. The statuses are states of a machine: an
agreement goes up the ladder from a proposal to completion, may skip rungs, and may be amended, renewed, suspended or
ended; it does not go back up from its end.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.language.stages import AHEAD, STAGES
from extract.link.days import Days
from extract.link.stages import ToldStage
from schemas import Status

_OFF_LADDER = (
    Status.AMENDED,
    Status.RENEWED,
    Status.SUSPENDED,
    Status.REJECTED,
    Status.WITHDRAWN,
    Status.TERMINATED,
)
"""Statuses beside the ladder."""
LADDER = tuple(one for one in STAGES if one not in (Status.UNKNOWN, *_OFF_LADDER))
"""The rungs from a proposal to the end of an agreement that is carried out."""
RANK = {status: rank for rank, status in enumerate((*LADDER, *_OFF_LADDER))}
LASTING = AHEAD | {Status.IN_IMPLEMENTATION, Status.AGREED}
"""Statuses that last: told again, on another day, they are no other stage."""
ONCE = frozenset(
    {Status.INITIALLED, Status.ADOPTED, Status.SIGNED, Status.IN_FORCE, Status.COMPLETED, Status.TERMINATED}
)
"""Statuses that an agreement reaches once, so that two days of it contradict each other."""
_NEWS = AHEAD.union(_OFF_LADDER)
"""Statuses that hold when they are reported, if no day is told; others may have been reached long before."""
REPEAT_DAYS = 31
"""Days between two dates of another status from which on they are two stages and no contradiction."""
_ENDED = frozenset({Status.COMPLETED, Status.TERMINATED, Status.REJECTED})
_AFTER_END = {
    Status.COMPLETED: frozenset({Status.TERMINATED, Status.RENEWED}),
    Status.TERMINATED: frozenset({Status.RENEWED, Status.PROPOSED, Status.UNDER_NEGOTIATION}),
    Status.REJECTED: frozenset({*AHEAD, Status.AMENDED, Status.AGREED}),
}
"""What may follow the end of an agreement."""

Member = tuple[str, str]
"""A record: id of its article, and its id there."""


@dataclass(frozen=True)
class Telling:
    """A stage as one record tells it."""

    member: Member
    stage: ToldStage
    published: Days | None


@dataclass(frozen=True)
class Stage:
    """A stage of an agreement, with the records that tell it."""

    status: Status
    edtf: str | None
    days: Days | None
    told_by: tuple[Member, ...]
    disputed: bool
    """True if other records tell another day of the same stage."""
    first_reported: Days | None


@dataclass(frozen=True)
class Life:
    """The stages of an agreement in their order."""

    stages: tuple[Stage, ...]
    current: Status
    impossible: tuple[tuple[Status, Status], ...]
    """Steps from one stage to the next that no agreement takes."""


def build_life(tellings: Iterable[Telling]) -> Life:
    """Return the life of an agreement; the order of the tellings does not matter."""
    by_status: defaultdict[Status, list[Telling]] = defaultdict(list)
    for telling in sorted(tellings, key=lambda one: (one.member, one.stage.edtf or "")):
        by_status[telling.stage.status].append(telling)
    groups = [group for status in sorted(by_status) for group in _group(status, by_status[status])]
    ordered = _order(groups)
    stages = tuple(_stage(group, groups) for group in ordered)
    impossible = tuple((a.status, b.status) for a, b in pairwise(stages) if not may_follow(a.status, b.status))
    return Life(stages, stages[-1].status if stages else Status.UNKNOWN, impossible)


def may_follow(before: Status, after: Status) -> bool:
    """Return whether an agreement may go from one stage to another."""
    if before is after or before not in _ENDED:
        return before is after or not (before in LADDER and after in LADDER and RANK[after] < RANK[before])
    return after in _AFTER_END[before]


@dataclass
class _Group:
    """Tellings of one stage that agree on its date."""

    status: Status
    days: Days | None
    edtf: str | None
    tellings: list[Telling]

    @property
    def reported(self) -> Days | None:
        """When the stage was first reported."""
        return min((one.published for one in self.tellings if one.published), default=None)

    @property
    def range(self) -> tuple[int, int]:
        """The days between which the stage was reached, or held, as far as that is known."""
        if self.days:
            return self.days.first, self.days.last
        reported = self.reported
        if reported is None:
            return 0, _NEVER
        return (reported.first if self.status in _NEWS else 0), reported.last


_NEVER = 10**7


def _group(status: Status, tellings: Sequence[Telling]) -> list[_Group]:
    """Put tellings together that agree: exact dates first, then vague ones and undated ones that fit one group only."""
    groups: list[_Group] = []
    dated = [one for one in tellings if one.stage.days]
    for telling in sorted(dated, key=lambda one: (one.stage.days.length if one.stage.days else 0, one.stage.days)):
        days = telling.stage.days
        fitting = [group for group in groups if days and group.days and days.overlaps(group.days)]
        if len(fitting) == 1:
            fitting[0].tellings.append(telling)
        else:
            groups.append(_Group(status, days, telling.stage.edtf, [telling]))
    if status in LASTING and groups:
        first = min(groups, key=lambda group: group.range)
        groups = [_Group(status, first.days, first.edtf, [one for group in groups for one in group.tellings])]
    undated = [one for one in tellings if not one.stage.days]
    if undated and len(groups) == 1:
        groups[0].tellings.extend(undated)
    elif undated:
        groups.append(_Group(status, None, None, undated))
    return groups


def _order(groups: list[_Group]) -> list[_Group]:
    """Sort by time where the times differ for sure, else by the order in which agreements reach the stages."""
    left = sorted(groups, key=lambda group: (RANK[group.status], group.range[::-1], group.edtf or ""))
    ordered = []
    while left:
        first = next(
            (one for one in left if not any(other.range[1] < one.range[0] for other in left if other is not one)),
            left[0],
        )
        left.remove(first)
        ordered.append(first)
    return ordered


def _stage(group: _Group, groups: Sequence[_Group]) -> Stage:
    others = [
        other for other in groups
        if other is not group and other.status is group.status and other.days and _is_exact(other)
    ]  # fmt: skip
    disputed = _is_exact(group) and any(_contradicts(group, other) for other in others)
    told_by = tuple(sorted({one.member for one in group.tellings}))
    return Stage(group.status, group.edtf, group.days, told_by, disputed, group.reported)


def _is_exact(group: _Group) -> bool:
    return group.days is not None and group.days.length == 1


def _contradicts(one: _Group, other: _Group) -> bool:
    gap = one.days.distance(other.days) if one.days and other.days else 0
    return gap > 0 and (one.status in ONCE or gap <= REPEAT_DAYS)
