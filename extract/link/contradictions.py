"""Find records of one deal or event that cannot both be true: another value, count, date, status or party, made or not.

A later stage contradicts no earlier one; a rounded value, or one in another currency, contradicts no exact one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from extract.entities.states import find_states
from extract.language.stages import AHEAD
from extract.link.days import Days
from extract.link.deals import MADE, DealRecord
from extract.link.events import EventRecord, is_denial
from extract.link.life import ONCE, RANK, Life
from extract.link.matter import overlap, shared, weigh
from schemas import Act, Status

STATUS_DAYS = 30
"""Days after the report of a making within which a report of mere talks contradicts it."""
PLAN_DAYS = 7
"""Days after which what was made may have another value than what was planned."""
DENIAL_DAYS = 45
"""Days after such a report within which a denial is one of it."""
_EXACT = frozenset({Status.INITIALLED, Status.SIGNED, Status.RATIFIED, Status.IN_FORCE, Status.REJECTED})
"""Statuses of which only one is reached on a day by one act."""
_CHANGES = frozenset({Status.AMENDED, Status.RENEWED})
"""Statuses after which value and quantity may be others."""


class About(StrEnum):
    """What two records contradict each other in."""

    VALUE = "value"
    QUANTITY = "quantity"
    DATE = "date"
    STATUS = "status"
    PARTY = "party"
    MADE_OR_NOT = "made_or_not"


@dataclass(frozen=True, order=True)
class Contradiction:
    """Two records, each as article and id, that cannot both be true."""

    left: tuple[str, str]
    right: tuple[str, str]
    about: About
    note: str


@dataclass(frozen=True)
class _Told:
    """A record, and the days of its status: told there, or by those that tell the same stage."""

    deal: DealRecord
    days: Days | None


def contradict_deals(deals: Sequence[DealRecord], life: Life) -> Iterator[Contradiction]:
    """Yield the contradictions among the records of one deal."""
    stages = {(member, stage.status): stage.days for stage in life.stages for member in stage.told_by}
    told = [_Told(deal, stages.get((deal.ref, deal.status))) for deal in deals]
    changes = [stage.days or stage.first_reported for stage in life.stages if stage.status in _CHANGES]
    for one, other in combinations(told, 2):
        for about, note in _between(one.deal, other.deal, changes):
            yield Contradiction(one.deal.ref, other.deal.ref, about, note)
        if note := _statuses_differ(one, other) or _statuses_differ(other, one):
            yield Contradiction(one.deal.ref, other.deal.ref, About.STATUS, note)


def _between(one: DealRecord, other: DealRecord, changes: Sequence[Days | None]) -> Iterator[tuple[About, str]]:
    is_changed = _is_changed_between(one, other, changes)
    if not (is_changed or _was_planned(one, other)) and (note := _worths_differ(one, other)):
        yield About.VALUE, note
    if not is_changed and _counts_differ(one, other):
        yield About.QUANTITY, f"{one.count:f} against {other.count:f}"
    if note := _dates_differ(one, other):
        yield About.DATE, note
    if _parties_differ(one, other):
        yield About.PARTY, f"{', '.join(one.parties)} against {', '.join(other.parties)}"


def _is_changed_between(one: DealRecord, other: DealRecord, changes: Sequence[Days | None]) -> bool:
    """Whether the agreement was amended or renewed between the two reports, so that each may give its own value."""
    if one.published is None or other.published is None:
        return False
    first, last = sorted((one.published, other.published))
    return any(change and first.last < change.last and change.first <= last.last for change in changes)


def _was_planned(one: DealRecord, other: DealRecord) -> bool:
    """Whether one report is of a plan, and the other of what came of it later."""
    is_plan = (one.status in AHEAD) != (other.status in AHEAD)
    return bool(is_plan and one.published and other.published and one.published.distance(other.published) > PLAN_DAYS)


def _worths_differ(one: DealRecord, other: DealRecord) -> str:
    if one.worth and other.worth and one.worth.agrees(other.worth) is False:
        return f"{one.worth.amount:,f} against {other.worth.amount:,f} {one.worth.currency}"
    return ""


def _counts_differ(one: DealRecord, other: DealRecord) -> bool:
    if one.count is None or other.count is None or one.count == other.count:
        return False
    return bool(shared(one.things, other.things)) or not one.things or not other.things


def _dates_differ(one: DealRecord, other: DealRecord) -> str:
    """A note if both tell another day of a stage that is reached once."""
    for stage in one.stages:
        for same in other.stages:
            is_same = stage.status is same.status and stage.status in ONCE
            if is_same and stage.days and same.days and not stage.days.overlaps(same.days):
                return f"{stage.status} {stage.edtf} against {same.edtf}"
    return ""


def _statuses_differ(one: _Told, later: _Told) -> str:
    """A note if the second report, of the same day or later, tells a stage that the first leaves no room for."""
    statuses = one.deal.status, later.deal.status
    if statuses[0] is statuses[1] or Status.UNKNOWN in statuses:
        return ""
    note = f"{statuses[0]} against {statuses[1]}"
    if _EXACT.issuperset(statuses) and one.days and one.days == later.days and one.days.length == 1:
        return note
    if statuses[1] not in AHEAD or statuses[0] not in (MADE | _EXACT) - {Status.AGREED, Status.REJECTED}:
        return ""
    made = one.days or one.deal.made
    now = later.days or (None if later.deal.historical else later.deal.published)
    return note if made and now and 0 < now.first - made.first <= STATUS_DAYS and now.last >= made.last else ""


def _parties_differ(one: DealRecord, other: DealRecord) -> bool:
    """Whether both tell the parties of one stage, at least two each, and not the same."""
    if one.status is not other.status or one.status is Status.RATIFIED or min(len(one.parties), len(other.parties)) < 2:
        return False
    states = {**dict(one.stand_ins), **dict(other.stand_ins)}
    sides = [{states.get(side, side) for side in deal.parties} for deal in (one, other)]
    return sides[0] != sides[1] and min(map(len, sides)) > 1


def contradict_events(events: Sequence[EventRecord]) -> Iterator[Contradiction]:
    """Yield the contradictions among the records of one event."""
    for one, other in combinations(events, 2):
        if one.negated != other.negated:
            yield Contradiction(one.ref, other.ref, About.MADE_OR_NOT, f"{one.act} against not {other.act}")
        counts = len(one.speakers), len(other.speakers)
        if min(counts) > 1 and counts[0] != counts[1]:
            note = f"{counts[0]} against {counts[1]} speakers"
            yield Contradiction(one.ref, other.ref, About.PARTY, note)


def contradict_denial(reports: Sequence[EventRecord], deals: Iterable[DealRecord]) -> Iterator[Contradiction]:
    """Yield the contradictions between the reports of one denial and the records that the deal was made.

    A report that leaves out what was denied contradicts the deal too, if another report of the denial tells it.
    """
    denials = [report for report in reports if is_denial(report)]
    for deal in deals:
        if any(_denies(denial, deal) for denial in denials):
            for report in reports:
                if report.source_id != deal.source_id and report.act is Act.DENY and _is_answer(report, deal):
                    yield Contradiction(deal.ref, report.ref, About.MADE_OR_NOT, f"{deal.status} against a denial")


def _denies(denial: EventRecord, deal: DealRecord) -> bool:
    sides = {speaker.side for speaker in denial.speakers}
    is_made = deal.own and RANK[deal.own.status] >= RANK[Status.AGREED]
    return bool(is_made and sides & set(deal.parties) and _is_about(denial, deal) and _is_answer(denial, deal))


def denied_keys(denial: EventRecord) -> frozenset[str]:
    """Return keys of the deals that a denial may be about."""
    sides = {speaker.side for speaker in denial.speakers if speaker.side}
    counts = ("one", "several")
    stems = {*denial.context, *denial.matter}
    return frozenset(f"{count}:{side}|{stem}" for count in counts for side in sides for stem in stems)


def _is_about(denial: EventRecord, deal: DealRecord) -> bool:
    """Whether a denial tells half of the matter, or names another party and shares half of its own matter."""
    told = weigh(set(deal.matter) & {*denial.context, *denial.matter})
    if told >= 1 and told >= weigh(deal.matter) / 2:
        return True
    named = {state.iso3 for state in find_states(denial.words)} - {speaker.side for speaker in denial.speakers}
    return bool(named & set(deal.parties)) and overlap(denial.matter, deal.matter) >= 0.5


def _is_answer(denial: EventRecord, deal: DealRecord) -> bool:
    if deal.status not in MADE or not denial.published or not deal.made:
        return False
    return 0 <= denial.published.last - deal.made.first <= DENIAL_DAYS
