"""Parses publication dates in the usual notations. Nothing is guessed."""

import datetime
import re

_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<y>[12]\d{3})"
_MONTH = rf"(?P<m>{MONTH})"
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)?"
_TIME = r"(?:[T\s,]+(?:at\s+)?\d{1,2}[:.]\d{2}.{0,40})?"
_FORMS = tuple(
    re.compile(rf"{_WEEKDAY}{form}{_TIME}", re.I)
    for form in (
        rf"{_YEAR}-(?P<m>\d{{2}})-(?P<d>\d{{2}})",
        rf"{_YEAR}([/.])(?P<m>\d{{1,2}})\2(?P<d>\d{{1,2}})",
        rf"{_YEAR}(?P<m>\d{{2}})(?P<d>\d{{2}})",
        rf"{_MONTH}\s*{_DAY},?\s+{_YEAR}",
        rf"{_DAY}[\s-]+(?:of\s+)?{_MONTH}[\s,-]+{_YEAR}",
        rf"{_MONTH},?\s+{_YEAR}",
        rf"{_YEAR}-(?P<m>\d{{2}})",
        rf"{_YEAR}",
    )
)
_HAS_YEAR = re.compile(r"[12]\d{3}")
_NUMERIC = re.compile(rf"(\d{{1,2}})([/.-])(\d{{1,2}})\2([12]\d{{3}}){_TIME}")


def parse_publication_date(written: str) -> str | None:
    """Return a date as `YYYY-MM-DD`, `YYYY-MM` or `YYYY` (EDTF), as precise as it is written; None if it is no date.

    The date of a time with an offset is the one written. `3/4/2024` does not say which number is the month, so only
    its year is returned.
    """
    written = written.strip()
    if not _HAS_YEAR.search(written):
        return None
    for form in _FORMS:
        match = form.fullmatch(written)
        if match:
            found = match.groupdict()
            return _edtf(found["y"], found.get("m"), found.get("d"))
    numeric = _NUMERIC.fullmatch(written)
    return _numeric(int(numeric[1]), int(numeric[3]), numeric[4]) if numeric else None


def _numeric(first: int, second: int, year: str) -> str | None:
    if first <= 12 and second <= 12 and first != second:
        return year
    day, month = max(first, second), min(first, second)
    return _edtf(year, str(month), str(day))


def _edtf(year: str, month: str | None, day: str | None) -> str | None:
    if month is None:
        return year
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) // 3 + 1
    try:
        date = datetime.date(int(year), number, int(day or 1))
    except ValueError:
        return None
    return date.isoformat() if day else f"{date:%Y-%m}"
