"""Read dates that the grammar does not know with dateparser, to the period that it found and no further.

By itself dateparser makes a day of "March 2026"; here that is 2026-03. What it takes from the day of its run or of
publication counts only where publication is known.
"""

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

_FORMS = {"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d"}
_BASES = date(2001, 2, 3), date(2012, 9, 28)
"""Two days that share neither year, month nor day: what both give alike comes from the words."""


def parsed(words: str, language: str, published: date | None) -> Iterator[tuple[str, bool]]:
    """Yield EDTF dates of the words, the past before the coming one, and whether they rest on publication."""
    alone = {_read(words, language, base, "past") for base in _BASES}
    if len(alone) == 1 and None not in alone:
        yield from ((edtf, False) for edtf in alone if edtf)
    elif published:
        for side in ("past", "future"):
            edtf = _read(words, language, published, side)
            if edtf:
                yield edtf, True


def _read(words: str, language: str, base: date, side: str) -> str | None:
    parser = _parser(language, base, side)
    found = parser.get_date_data(words) if parser else None
    form = _FORMS.get(found.period) if found and found.date_obj else None
    return found.date_obj.strftime(form) if found and form else None


@cache
def _parser(language: str, base: date, side: str) -> "DateDataParser | None":
    """None for a language that dateparser does not have."""
    from dateparser.date import DateDataParser

    settings = {"RELATIVE_BASE": datetime(base.year, base.month, base.day), "PREFER_DATES_FROM": side}
    try:
        return DateDataParser(languages=[language], settings=settings)
    except ValueError:
        return None
