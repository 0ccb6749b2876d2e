"""Resolve values of dates to EDTF: with the day of publication where the words need it, else left open or not at all.

No precision is invented: a month stays a month, a day without a year is `XXXX-12-02` where publication is not known.
Where the words allow a day before and one after publication, both are given.
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from extract.normalize.date_values import Day, Decade, Numeric, Period, Season, Step, Value, Weekday

_LAST_MONTH_OF = {21: 5, 22: 8, 23: 11, 24: 12}
"""The month in which each season ends, by its EDTF number; northern, as the press writes."""


@dataclass(frozen=True)
class Resolved:
    """One date; its ends differ for a longer time that has no EDTF form of its own (a quarter, a week)."""

    lower: str
    upper: str
    anchored: bool = False
    """Whether it rests on the day of publication."""

    @property
    def edtf(self) -> str:
        """Return the date, an interval where its ends differ."""
        return self.lower if self.lower == self.upper else f"{self.lower}/{self.upper}"


def resolve(value: Value, published: date | None, ahead: bool) -> list[Resolved]:
    """Return the dates that a value may be, the past one first, or the coming one if the sentence looks ahead."""
    return list(dict.fromkeys(_resolved(value, published, ahead)))


def _resolved(value: Value, published: date | None, ahead: bool) -> Iterator[Resolved]:
    match value:
        case Numeric(days):
            yield from (one for day in days for one in _of_day(day, published, ahead))
        case Day():
            yield from _of_day(value, published, ahead)
        case Period():
            for year, anchored in _years(value.of, value.last, published, ahead):
                yield Resolved(f"{year}-{value.first:02d}", f"{year}-{value.last:02d}", anchored)
        case Season():
            for year, anchored in _years(value.of, _LAST_MONTH_OF[value.number], published, ahead):
                yield _single(f"{year}-{value.number}", anchored)
        case Decade():
            yield _single(f"{value.digits}X", False)
        case Weekday() if published:
            yield from (_single(day.isoformat(), True) for day in _weekdays(value, published, ahead))
        case Step() if published:
            yield from (one for count in (value.count, *value.others) for one in _of_step(value.unit, count, published))


def _single(edtf: str, anchored: bool) -> Resolved:
    return Resolved(edtf, edtf, anchored)


def _of_day(day: Day, published: date | None, ahead: bool) -> Iterator[Resolved]:
    if day.year is not None:
        yield from (_single(edtf, False) for edtf in _written(day.year, day.month, day.day))
    elif published and day.month_step is not None:
        year, month = _months_on(published, day.month_step)
        yield from (_single(edtf, True) for edtf in _written(year, month, day.day))
    elif published and day.year_step is not None:
        yield from (_single(edtf, True) for edtf in _written(published.year + day.year_step, day.month, day.day))
    elif published:
        yield from (_single(edtf, True) for edtf in _nearest(day, published, ahead))
    elif day.month and day.turn is None and _exists(2024, day.month, day.day or 1):
        yield _single(f"XXXX-{day.month:02d}" + (f"-{day.day:02d}" if day.day else ""), False)


def _written(year: int, month: int | None, day: int | None) -> Iterator[str]:
    """The EDTF of a date, if there is such a day."""
    if month is None:
        yield f"{year:04d}"
    elif _exists(year, month, day or 1):
        yield f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def _nearest(day: Day, published: date, ahead: bool) -> list[str]:
    """The dates of that name around publication: the last one and the coming one."""
    if day.month is None and day.day is None:
        return []
    months = [_months_on(published, step) for step in range(-96, 97)]
    named = [one for year, month in months if day.month in (None, month) for one in _written(year, month, day.day)]
    if day.weekday is not None and day.day is not None:
        named = [one for one in named if date.fromisoformat(one).weekday() == day.weekday] or named
    here = published.isoformat()[: len(named[0])] if named else ""
    past, coming = [one for one in named if one <= here], [one for one in named if one >= here]
    if day.turn == 0:
        return [one for one in named if one[:4] == here[:4]]
    if day.turn is not None:
        strictly = [one for one in (past if day.turn < 0 else coming) if one != here]
        return strictly[-1:] if day.turn < 0 else strictly[:1]
    return [*coming[:1], *past[-1:]] if ahead else [*past[-1:], *coming[:1]]


def _years(of: Day, last_month: int, published: date | None, ahead: bool) -> Iterator[tuple[int, bool]]:
    """The years of a season or quarter."""
    if of.year is not None:
        yield of.year, False
    elif published and of.year_step is not None:
        yield published.year + of.year_step, True
    elif published:
        over = published.month > last_month
        past, coming = published.year - (not over), published.year + over
        if of.turn == 0:
            yield published.year, True
        elif of.turn is not None:
            yield (past if of.turn < 0 else coming), True
        else:
            yield from ((year, True) for year in ((coming, past) if ahead else (past, coming)))


def _weekdays(value: Weekday, published: date, ahead: bool) -> list[date]:
    """The day of that name before publication, that day included, and the one after it."""
    if value.week_step is not None:
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=value.week_step)
        return [monday + timedelta(days=value.number)]
    past = published - timedelta(days=(published.weekday() - value.number) % 7)
    coming = past if past == published else past + timedelta(days=7)
    week = timedelta(days=7)
    if value.turn is not None and value.turn < 0:
        last = past - week if past == published else past
        return [last, last - week]
    if value.turn is not None and value.turn > 0:
        return [coming + week] if coming == published else [coming, coming + week]
    return [coming, past] if ahead or value.turn == 0 else [past, coming]


def _of_step(unit: str, count: int, published: date) -> Iterator[Resolved]:
    if unit == "day":
        yield _single((published + timedelta(days=count)).isoformat(), True)
    elif unit == "week":
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=count)
        sunday = monday + timedelta(days=6)
        yield Resolved(monday.isoformat(), sunday.isoformat(), True)
        for month in dict.fromkeys((monday.isoformat()[:7], sunday.isoformat()[:7])):
            yield _single(month, True)
    elif unit == "month":
        year, month_number = _months_on(published, count)
        yield _single(f"{year}-{month_number:02d}", True)
    else:
        yield _single(str(published.year + count), True)


def _months_on(published: date, count: int) -> tuple[int, int]:
    months = published.year * 12 + published.month - 1 + count
    return months // 12, months % 12 + 1
