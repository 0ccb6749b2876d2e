"""The first and last day that an EDTF date allows."""

import calendar
import re

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_DECADE = re.compile(r"(\d{3})X")
_WINTER = 24


def date_range(edtf: str) -> tuple[str | None, str | None]:
    """First and last day (`YYYY-MM-DD`) of a date or an interval.

    An end is None if the interval is open there, or if the date has no year. A season covers its whole year, because
    its months differ between the hemispheres; winter extends to the end of February of the next year.
    """
    first, slash, last = edtf.partition("/")
    if slash:
        return _day(first, last=False), _day(last, last=True)
    return _day(edtf, last=False), _day(edtf, last=True)


def _day(date: str, *, last: bool) -> str | None:
    if decade := _DECADE.fullmatch(date):
        return f"{decade[1]}9-12-31" if last else f"{decade[1]}0-01-01"
    parts = _DATE.fullmatch(date)
    if parts is None:
        return None
    year, month, day = int(parts[1]), int(parts[2] or 0), int(parts[3] or 0)
    if day:
        return date
    if month > 12:
        return _season_end(year, month) if last else f"{year:04}-01-01"
    if month:
        return f"{year:04}-{month:02}-{calendar.monthrange(year, month)[1] if last else 1:02}"
    return f"{year:04}-12-31" if last else f"{year:04}-01-01"


def _season_end(year: int, season: int) -> str:
    if season == _WINTER:
        return f"{year + 1:04}-02-{calendar.monthrange(year + 1, 2)[1]}"
    return f"{year:04}-12-31"
