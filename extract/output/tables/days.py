"""EDTF dates as days, and the rule for the day of an event."""

from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from extract.normalize.date_range import date_range
from schemas import Agreement, DateRelation, DateRole, EventDate, Status


class DateBasis(StrEnum):
    """Where the date of an event comes from."""

    TOLD = "told"
    """The text gives it."""
    PUBLISHED = "published"
    """The text gives none; it is the publication date of the article."""


class EventDays(NamedTuple):
    """The first and last day on which an event may have happened; both are None if nothing gives a date."""

    earliest: date | None
    latest: date | None
    basis: DateBasis | None


_NO_DAYS = EventDays(None, None, None)
_SIGNED = (DateRole.SIGNATURE, DateRole.ADOPTION, DateRole.EVENT)
_ENDED = (DateRole.TERMINATION, DateRole.EVENT)
_ROLES = {
    **dict.fromkeys((Status.SIGNED, Status.INITIALLED, Status.AGREED, Status.AMENDED, Status.RENEWED), _SIGNED),
    Status.ADOPTED: (DateRole.ADOPTION, DateRole.SIGNATURE, DateRole.EVENT),
    Status.RATIFIED: (DateRole.RATIFICATION, DateRole.EVENT),
    Status.IN_FORCE: (DateRole.ENTRY_INTO_FORCE, DateRole.EVENT),
    Status.IN_IMPLEMENTATION: (DateRole.PROJECT_LAUNCH, DateRole.EVENT),
    Status.COMPLETED: (DateRole.DELIVERY, DateRole.EVENT),
    **dict.fromkeys((Status.SUSPENDED, Status.WITHDRAWN, Status.TERMINATED), _ENDED),
    Status.UNKNOWN: _SIGNED,
}
"""The roles of dates on which an agreement came to its status, the best first; other statuses have `event` alone."""
_EXACT = frozenset({DateRelation.ON, DateRelation.BETWEEN})


@lru_cache(maxsize=65_536)
def days(edtf: str | None) -> tuple[date | None, date | None]:
    """The first and last day that an EDTF date allows. An end is None if it is open, or no day of the calendar."""
    if edtf is None:
        return None, None
    first, last = date_range(edtf)
    return _day(first), _day(last)


def time_of(text: str | None) -> datetime | None:
    """An ISO 8601 time in UTC, without a zone; None if it is none."""
    try:
        time = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return time.astimezone(UTC).replace(tzinfo=None) if time and time.tzinfo else time


def agreement_days(agreement: Agreement, published: str | None) -> EventDays:
    """When an agreement came to its status: the date that the text gives for it, else the publication date.

    Background has no date if the text gives none, because the article came later.
    """
    told = _told(agreement)
    if told:
        return EventDays(*days(told.edtf), DateBasis.TOLD)
    return _NO_DAYS if agreement.historical else published_days(published)


def published_days(published: str | None) -> EventDays:
    """The days of an event that is dated by the publication of its article."""
    first, last = days(published)
    return EventDays(first, last, DateBasis.PUBLISHED) if first or last else _NO_DAYS


def one_day(event: EventDays, published: str | None) -> date | None:
    """One day for formats that need one.

    The day itself if it is exact; else the publication date if it is one of the days, else the first of them.
    """
    day = days(published)[0]
    first, last = event.earliest, event.latest
    if day and (first is None or first <= day) and (last is None or day <= last) and first != last and event.basis:
        return day
    return first or last


def _told(agreement: Agreement) -> EventDate | None:
    """The date at which the agreement came to its status."""
    for role in _ROLES.get(agreement.status, (DateRole.EVENT,)):
        for told in agreement.dates:
            if told.role is role and told.relation in _EXACT and any(days(told.edtf)):
                return told
    return None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
