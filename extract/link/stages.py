"""Read from one record which stages of an agreement it tells, and when: its status, and the dates of earlier stages."""

from collections.abc import Iterator
from dataclasses import dataclass

from extract.link.days import Days, read_days
from extract.link.views import AgreementView, DateView
from schemas import DateRole, Status

_STAGE_OF_DATE = {
    DateRole.SIGNATURE: Status.SIGNED,
    DateRole.ORDER: Status.SIGNED,
    DateRole.ADOPTION: Status.ADOPTED,
    DateRole.RATIFICATION: Status.RATIFIED,
    DateRole.ENTRY_INTO_FORCE: Status.IN_FORCE,
    DateRole.TERMINATION: Status.TERMINATED,
}
"""The stage that is reached on a date with this role."""
_DATE_OF_STAGE = {
    Status.SIGNED: (DateRole.SIGNATURE, DateRole.ORDER, DateRole.EVENT),
    Status.ADOPTED: (DateRole.ADOPTION, DateRole.EVENT),
    Status.RATIFIED: (DateRole.RATIFICATION, DateRole.EVENT),
    Status.IN_FORCE: (DateRole.ENTRY_INTO_FORCE, DateRole.EVENT),
    Status.TERMINATED: (DateRole.TERMINATION, DateRole.EVENT),
    Status.RENEWED: (DateRole.EVENT, DateRole.SIGNATURE),
    Status.AMENDED: (DateRole.EVENT, DateRole.SIGNATURE),
    Status.IN_IMPLEMENTATION: (DateRole.EVENT, DateRole.DELIVERY, DateRole.PROJECT_LAUNCH),
    Status.COMPLETED: (DateRole.EVENT, DateRole.DELIVERY),
}
"""Roles of the date on which a status was reached, the best first; of other statuses the date of an event."""


@dataclass(frozen=True)
class ToldStage:
    """A stage that a record tells."""

    status: Status
    edtf: str | None
    """When, as the article tells it; None if it does not."""
    days: Days | None
    is_own: bool
    """True of the status of the record, False of an earlier stage that one of its dates tells."""


def read_stages(agreement: AgreementView, published: Days | None) -> tuple[ToldStage, ...]:
    """Return the stages that a record tells, its own status first. A date that lies ahead is a plan, and no stage."""
    return tuple(_stages(agreement, published))


def _stages(agreement: AgreementView, published: Days | None) -> Iterator[ToldStage]:
    past = [date for date in agreement.dates if not _is_ahead(date, published)]
    if agreement.status is not Status.UNKNOWN:
        own = _own_date(agreement.status, past)
        yield ToldStage(agreement.status, own.edtf if own else None, read_days(own.edtf) if own else None, is_own=True)
    for date in past:
        status = _STAGE_OF_DATE.get(date.role)
        if status and status is not agreement.status:
            yield ToldStage(status, date.edtf, read_days(date.edtf), is_own=False)


def _own_date(status: Status, past: list[DateView]) -> DateView | None:
    for role in _DATE_OF_STAGE.get(status, (DateRole.EVENT,)):
        dates = [date for date in past if date.role is role]
        if dates:
            return max(dates, key=lambda date: (read_days(date.edtf) or Days(0, 0), date.edtf))
    return None


def _is_ahead(date: DateView, published: Days | None) -> bool:
    days = read_days(date.edtf)
    if days is None:
        return date.edtf.startswith("..")
    return published is not None and days.first > published.last
