"""Reads the publication date of a row, a page, a message or an export, in the ways that programs write it.

Beside the usual notations these are seconds, milliseconds, microseconds and nanoseconds since 1970, the day numbers of
spreadsheets, `3-Mar-26`, `20260303T101500Z`, `March 3, 2026 Tuesday`, and the words of any language whose months are
known. The day is the one that is written; numbers since 1970 give the day in UTC. Nothing is guessed: a date that may
mean two days gives only its year, and what is no date gives none. Either has a problem that says so.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import cache, lru_cache

from extract.document.publication_date import parse_publication_date
from extract.normalize.date_readings import read_date
from extract.normalize.locales import day_comes_first, month_names
from schemas import DateRelation


class DateOrder(StrEnum):
    """The order of day and month in a date of numbers."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


@dataclass(frozen=True)
class ReadDate:
    """A date in EDTF, as precise as it is known, and why it is not more precise."""

    edtf: str | None
    problem: str | None = None


_TIME = re.compile(
    r"(?:\bat\s++|\bum\s++|[T,|]\s*+|(?<=\d{4}):|\s)\d{1,2}(?:[:h]\d{2}(?:[:.]\d{2}(?:[.,]\d{1,9})?)?|(?=\s*+(?:[ap]\.?m\b|uhr\b)))"
    r"(?:\s*+(?:[ap]\.?m\.?|uhr|hrs?\b))?(?:\s*+(?:\(?[A-Z]{1,5}\)?|[+-]\d{2}:?\d{2})(?![a-z])){0,2}",
    re.I,
)
_DOTTED_TIME = re.compile(
    r"\s\d{1,2}\.\d{2}(?:\.\d{2}(?:\.\d{1,9})?\s[ap]m\b(?:\s[+-]\d{2}:\d{2})?|\s(?:gmt|utc|[bcew]e?s?t)\b)", re.I
)
"""Times of Oracle, and of British newspapers."""
_WEEKDAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?", re.I)
_COMPACT = re.compile(
    r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:[T _-]?(?:[01]\d|2[0-3])(?:[0-5]\d){0,2}(?:\.\d+)?"
    r"(?:Z|[+-]\d{2}:?\d{2})?)?"
)
_NUMERIC = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})\.?")
_SPACED = re.compile(r"[\d /.-]+")
_MARKED = (
    re.compile(r"(?P<y>[12]\d{3})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일号]"),
    re.compile(r"(?:ngày )?(?P<d>\d{1,2}) tháng (?P<m>\d{1,2}),? (?:năm )?(?P<y>[12]\d{3})", re.I),
    re.compile(r"datetime\.date(?:time)?\((?P<y>\d{4}), ?(?P<m>\d{1,2}), ?(?P<d>\d{1,2})\b.*\)", re.S),
)
"""Dates that say which of their numbers is which."""
_NAME = r"(?P<m>[^\W\d_]{3,12})\.?"
_NAMED = (
    re.compile(rf"(?P<d>\d{{1,2}})[- /.]{_NAME}[-, /.']{{1,2}}(?P<y>\d{{2}}|[12]\d{{3}})"),
    re.compile(rf"{_NAME}[-/.](?P<d>\d{{1,2}})[-/.](?P<y>[12]\d{{3}})"),
    re.compile(rf"(?P<y>[12]\d{{3}})[-, /.]{{1,2}}{_NAME}[- /.](?P<d>\d{{1,2}})"),
)
"""Dates with the name of a month between marks, or with its year first."""
_ORDINAL = re.compile(r"([12]\d{3})-([0-3]\d{2})")
_WEEK = re.compile(r"([12]\d{3})-?W(\d{2})-?([1-7])")
"""Days of ISO 8601 by the number in their year, and by the week."""
_SINCE_1970 = re.compile(r"(?:/Date\()?(\d{9,10}|\d{12,13}|\d{15,16}|\d{18,19})(?:\.\d*)?(?:[+-]\d{4})?(?:\)/)?")
_FLOAT = re.compile(r"\d(?:\.\d+)?e\+?\d{1,2}", re.I)
_DAY_NUMBER = re.compile(r"([34]\d{4}|5[0-4]\d{3})(?:\.\d+)?")
_SPREADSHEET = date(1899, 12, 30)
"""Day 0 of spreadsheets, for days after February 1900."""
_FIRST, _LAST = date(1990, 1, 1), date(2099, 12, 31)
"""Days that a number since 1970 may mean."""
_CENTURY_TURNS = 69
"""Two digits of a year below this mean 20.., as in POSIX's strptime."""
_LANGUAGES = (
    "en es fr de pt it nl pl cs sk sl hr sr bs mk bg ru uk be ro hu el tr az kk uz sq sv da nb fi is et lv lt ca gl eu"
    " id ms vi th fil sw af ar fa he ur hi bn ta ja zh ko"
).split()
"""Languages whose names of months are looked up if those of the article do not fit."""
_LONGEST = 100
"""Characters of a date, at most."""
_NULLS = frozenset(" - -- n.d. n/a na nan nat nil none null undefined unknown \\n".split(" "))
"""What programs and people write for no date."""
_ZERO = re.compile(r"0000-00-00(?:[T ][0:.]+Z?)?")
"""What databases write for no date."""


def read_publication_date(written: str, language: str | None = None, order: DateOrder | None = None) -> ReadDate:
    """Return the date; `order` is that of the column, and `language` that of the article."""
    words = " ".join(_ascii_digits(written[: _LONGEST + 1]).split())
    if words.lower() in _NULLS or _ZERO.fullmatch(words):
        return ReadDate(None)
    if len(written) > _LONGEST:
        return ReadDate(None, _not_read(written))
    if plain := _read_number(words):
        return ReadDate(plain)
    bare = _without_time(words)
    if marked := next((match for form in _MARKED if (match := form.fullmatch(words) or form.fullmatch(bare))), None):
        edtf = _edtf(int(marked["y"]), int(marked["m"]), int(marked["d"]))
        return ReadDate(edtf, None if edtf else _not_read(written))
    if numeric := _NUMERIC.fullmatch(bare):
        return _read_numeric(numeric, written, order or _order_of(language))
    found = _read_named(bare) or parse_publication_date(bare) or _read_words(bare, language)
    return ReadDate(found, None if found else _not_read(written))


def is_ambiguous(written: str) -> bool:
    """Return whether a date of numbers does not say by itself which of them is the month."""
    found = _match_numeric(written)
    if found is None or found[2] == ".":
        return False
    return int(found[1]) != int(found[3]) and max(int(found[1]), int(found[3])) <= 12


def find_order(dates: Iterable[str]) -> DateOrder | None:
    """Return the order of day and month that the dates of a column show; None if none does, or if they disagree."""
    shown = {order for written in dates if (order := _shown_order(written))}
    return shown.pop() if len(shown) == 1 else None


def _shown_order(written: str) -> DateOrder | None:
    found = _match_numeric(written)
    if found is None or found[2] == ".":
        return None
    first, second = int(found[1]), int(found[3])
    if first > 12 >= second:
        return DateOrder.DAY_FIRST
    return DateOrder.MONTH_FIRST if second > 12 >= first else None


def _match_numeric(written: str) -> re.Match[str] | None:
    return _NUMERIC.fullmatch(_without_time(" ".join(_ascii_digits(written[:_LONGEST]).split())))


def _ascii_digits(words: str) -> str:
    """The words with the digits of any script as ASCII digits."""
    return "".join(str(unicodedata.digit(one)) if one > "\x7f" and one.isdecimal() else one for one in words)


def _without_time(words: str) -> str:
    """The words of a date without its time, its time zone and an English day of the week."""
    bare = _WEEKDAY.sub(" ", _TIME.sub(" ", _DOTTED_TIME.sub(" ", words)))
    bare = " ".join(bare.split()).strip(" ,;.") or words
    return re.sub(r" ?([/.-]) ?", r"\1", bare) if _SPACED.fullmatch(bare) else bare


def _read_number(words: str) -> str | None:
    """The day of a number: a compact date, a time since 1970, or the day number of a spreadsheet."""
    if compact := _COMPACT.fullmatch(words):
        return _edtf(int(compact[1]), int(compact[2]), int(compact[3]))
    if ordinal := _ORDINAL.fullmatch(words):
        return _within_bounds(date(int(ordinal[1]), 1, 1) + timedelta(days=int(ordinal[2]) - 1))
    if week := _WEEK.fullmatch(words):
        return _edtf_of_week(int(week[1]), int(week[2]), int(week[3]))
    if _FLOAT.fullmatch(words):
        words = f"{float(words):.0f}"
    if since := _SINCE_1970.fullmatch(words):
        seconds = int(since[1]) / 1_000 ** ((len(since[1]) - 9) // 3)
        return _within_bounds(datetime.fromtimestamp(seconds, UTC).date())
    if number := _DAY_NUMBER.fullmatch(words):
        return _within_bounds(_SPREADSHEET + timedelta(days=int(number[1])))
    return None


def _edtf_of_week(year: int, week: int, day: int) -> str | None:
    try:
        return _within_bounds(date.fromisocalendar(year, week, day))
    except ValueError:
        return None


def _within_bounds(day: date) -> str | None:
    return day.isoformat() if _FIRST <= day <= _LAST else None


def _read_numeric(found: re.Match[str], written: str, order: DateOrder | None) -> ReadDate:
    """A date of three numbers. With points the day comes first in every country."""
    first, second, year = int(found[1]), int(found[3]), _full_year(found[4])
    order = DateOrder.DAY_FIRST if found[2] == "." else _shown_order(found.group()) or order
    if order is None and first != second and max(first, second) <= 12:
        problem = f"the date {written!r} does not say which number is the month: only its year is used"
        return ReadDate(str(year), problem + "; give the date as YYYY-MM-DD")
    day, month = (second, first) if order is DateOrder.MONTH_FIRST else (first, second)
    edtf = _edtf(year, month, day)
    return ReadDate(edtf, None if edtf else _not_read(written))


def _order_of(language: str | None) -> DateOrder | None:
    """The order of day and month in a language that has only one; None for English."""
    orders = day_comes_first(language)
    return None if len(orders) > 1 else DateOrder.DAY_FIRST if orders[0] else DateOrder.MONTH_FIRST


def _read_named(words: str) -> str | None:
    """`3-Mar-26`, with the month in any language."""
    found = next((match for form in _NAMED if (match := form.fullmatch(words))), None)
    months = _months_named(found["m"]) if found else frozenset()
    return _edtf(_full_year(found["y"]), next(iter(months)), int(found["d"])) if found and len(months) == 1 else None


def _full_year(digits: str) -> int:
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < _CENTURY_TURNS else 1900)


def _edtf(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


@lru_cache(maxsize=4_096)
def _read_words(words: str, language: str | None) -> str | None:
    """The date that the words are in the language of the article, else in all languages that know their month."""
    if own := _read_in(words, language or "en"):
        return own
    candidates = (other for other in _languages_of(words) if other != language)
    found = {edtf for other in candidates if (edtf := _read_in(words, other))}
    return found.pop() if len(found) == 1 else None


def _read_in(words: str, language: str) -> str | None:
    """The only date that the words are in a language, if it uses all their numbers."""
    readings = read_date(words, language).readings
    found = {one.edtf for one in readings if one.relation is DateRelation.ON and one.anchor is None}
    edtf = found.pop() if len(found) == 1 else ""
    numbers = len(re.findall(r"\d+", words))
    is_day = re.fullmatch(r"\d{4}-\d\d-\d\d", edtf) and numbers in (2, 3)
    return edtf if is_day or (re.fullmatch(r"\d{4}(?:-\d\d)?", edtf) and numbers == 1) else None


def _languages_of(words: str) -> Iterator[str]:
    """Yield the languages that have a month of this name."""
    seen = {language for word in re.findall(r"[^\W\d_]{2,}", words.lower()) for language in _months().get(word, {})}
    return (language for language in _LANGUAGES if language in seen)


def _months_named(name: str) -> frozenset[int]:
    """The months that the name means, in English if it is English, else in any language."""
    languages = _months().get(name.lower().rstrip("."), {})
    return frozenset([languages["en"]] if "en" in languages else languages.values())


@cache
def _months() -> dict[str, dict[str, int]]:
    """The names of months, each with the languages that use it and its number there."""
    found: dict[str, dict[str, int]] = {"sept": {"en": 9}}
    for language in _LANGUAGES:
        for name, number in month_names(language):
            found.setdefault(name.lower().rstrip("."), {})[language] = number
    return found


def _not_read(written: str) -> str:
    shown = written if len(written) <= _LONGEST else written[: _LONGEST - 1] + "…"
    return f"the date {shown!r} is not read, so that 'on Tuesday' has no date; give it as YYYY-MM-DD"
