"""Values of dates before they are resolved against publication: days, periods and counts, as values of their own."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Day:
    """A year, month or day; what the words leave out is None. A step is a year or month relative to publication."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    year_step: int | None = None
    """Years from that of publication ("December last year": -1)."""
    month_step: int | None = None
    turn: int | None = None
    """-1 for the last of that name, +1 for the next ("last November")."""
    weekday: int | None = None
    """The day of the week that the words give with the date, Monday as 0; it decides the year where they give none."""

    @property
    def is_whole(self) -> bool:
        """Return whether the words give the year."""
        return self.year is not None or self.year_step is not None or self.month_step is not None

    def with_rest_of(self, other: "Day") -> "Day":
        """Return this day with the month and year of the other where it has none: "3" of "3 to 5 March 2025"."""
        day = self
        if day.month is None and day.day is not None and not day.month_step:
            day = replace(day, month=other.month, month_step=other.month_step)
        if not day.is_whole:
            day = replace(day, year=other.year, year_step=other.year_step, month_step=other.month_step)
        return day


@dataclass(frozen=True)
class Numeric:
    """A date in numbers of which day and month may be exchanged."""

    days: tuple[Day, ...]


@dataclass(frozen=True)
class Period:
    """Months of a year, the first and the last: a quarter or a half."""

    first: int
    last: int
    of: Day


@dataclass(frozen=True)
class Season:
    """A season by its EDTF number, 21 (spring) to 24."""

    number: int
    of: Day


@dataclass(frozen=True)
class Decade:
    """Ten years by their first three digits."""

    digits: int


@dataclass(frozen=True)
class Weekday:
    """A day of the week, Monday as 0; a week step where the words give the week."""

    number: int
    turn: int | None = None
    week_step: int | None = None


@dataclass(frozen=True)
class Step:
    """Units from publication: days, weeks, months or years; `within` for a term that ends there."""

    unit: str
    count: int
    within: bool = False
    others: tuple[int, ...] = ()
    """Other counts that the same word may mean (Hindi "कल" is yesterday and tomorrow)."""


@dataclass(frozen=True)
class Days:
    """Two days of one month: a range ("3 to 5 March"), or two dates ("3 and 5 March")."""

    start: Day
    end: Day
    joined: bool


Value = Day | Days | Numeric | Period | Season | Decade | Weekday | Step


@dataclass(frozen=True)
class Found:
    """A value and the range of its tokens, end exclusive."""

    first: int
    last: int
    value: Value
