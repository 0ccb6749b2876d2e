"""Days as numbers, and the first and last day that an EDTF date allows."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from extract.normalize.date_range import date_range


@dataclass(frozen=True, order=True)
class Days:
    """A range of days, both ends included, as proleptic Gregorian ordinals."""

    first: int
    last: int

    def overlaps(self, other: "Days") -> bool:
        """Return whether both have a day in common."""
        return self.first <= other.last and other.first <= self.last

    def contains(self, other: "Days") -> bool:
        """Return whether all days of the other are in this range."""
        return self.first <= other.first and other.last <= self.last

    def distance(self, other: "Days") -> int:
        """Return the days between both; 0 if they overlap."""
        return max(0, other.first - self.last, self.first - other.last)

    def __str__(self) -> str:
        """Return the days for people: `2024-11-18`, or first and last."""
        first, last = date.fromordinal(self.first).isoformat(), date.fromordinal(self.last).isoformat()
        return first if first == last else f"{first}/{last}"

    @property
    def first_year(self) -> int:
        """Return the year of the first day."""
        return date.fromordinal(self.first).year

    @property
    def last_year(self) -> int:
        """Return the year of the last day."""
        return date.fromordinal(self.last).year

    @property
    def length(self) -> int:
        """Return the number of days."""
        return self.last - self.first + 1


@lru_cache(maxsize=65536)
def read_days(edtf: str | None) -> Days | None:
    """Return the days of an EDTF date; None if it has no year or is open at an end."""
    first, last = date_range(edtf) if edtf else (None, None)
    if first is None or last is None:
        return None
    try:
        return Days(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal())
    except ValueError:  # a day that no calendar has, like 2023-02-30
        return None
