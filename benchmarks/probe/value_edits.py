"""Edits of values: an amount of money is multiplied, a date is moved.

In: an article. Out: a case for each amount and date of its agreements that can be edited, and the skipped ones.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from benchmarks.probe.case import Base, Case, Skipped, shown
from benchmarks.probe.facts import Lens, amount
from benchmarks.probe.rewrite import Replacement, Rewriting
from extract.normalize.amounts import FoundAmount, find_amounts
from extract.normalize.dates import find_dates
from schemas import EventDate, Money, Span

FACTOR = 3
"""By how much amounts are multiplied."""
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEK = timedelta(days=6)


def multiply_amount(base: Base) -> Iterator[Case | Skipped]:
    """Every mention of an agreement's amount, multiplied."""
    text = base.article.text
    for value in dict.fromkeys(deal.value for deal in base.found.agreements if deal.value):
        same = [one for one in find_amounts(text, "en") if _is_of(one, value)]
        numbers = (match for one in same for match in _NUMBER.finditer(text, one.start, one.end))
        rewriting = Rewriting(Replacement(*number.span(), _times(number[0])) for number in numbers)
        lens = Lens(words=rewriting.words, value=_multiplied(rewriting))
        yield Case(rewriting.article(base.article), *shown(base.article, rewriting), (lens,))


def _is_of(found: FoundAmount, value: Money) -> bool:
    return any((one.amount, one.currency) == (value.amount, value.currency) for one in found.amounts.readings[:1])


def move_date(base: Base) -> Iterator[Case | Skipped]:
    """A date a year later where its words tell the year, a day earlier where they tell the day of the week.

    All places of the article that tell the same date are moved with it.
    """
    found = find_dates(base.article.text, base.article.published)
    told = [when for deal in base.found.agreements for when in deal.dates]
    for when in {one.edtf: one for one in reversed(told)}.values():
        same = [base.article.span(one.start, one.end) for one in found if one.edtf == when.edtf] or [when.span]
        moves = [_next_year(span, when.edtf) or _day_before(span, when.edtf, base.article.published) for span in same]
        clean = {move for move in moves if move}
        if len(clean) < len(same) or len({edtf for _, edtf in clean}) != 1:
            yield Skipped(when.span.text, f"{when.span.text!r} cannot be moved by a word of its own")
            continue
        rewriting = Rewriting(replacement for replacement, _ in clean)
        lens = Lens(words=rewriting.words, date=_moves(when.edtf, next(edtf for _, edtf in clean)))
        yield Case(rewriting.article(base.article), *shown(base.article, rewriting), (lens,))


def _times(number: str) -> str:
    """The number multiplied, with thousands parted if they were, or if it grew beyond three digits."""
    product = Decimal(number.replace(",", "")) * FACTOR
    return f"{product:,}"


def _multiplied(rewriting: Rewriting) -> Callable[[Money], str]:
    """Multiplies the amounts whose words are edited."""
    return lambda found: amount(found, FACTOR if rewriting.touches(found.span) else 1)


def _moves(edtf: str, later: str) -> Callable[[EventDate], str]:
    """Moves this date and no other."""
    return lambda found: later if found.edtf == edtf else found.edtf


def _next_year(span: Span, edtf: str) -> tuple[Replacement, str] | None:
    """The year in the words, a year later; None where they tell none, or two, or a leap day."""
    told = list(_YEAR.finditer(span.text))
    if len(told) != 1 or edtf.count(told[0][0]) != 1 or edtf.endswith("02-29"):
        return None
    later = str(int(told[0][0]) + 1)
    start = span.start + told[0].start()
    return Replacement(start, start + len(later), later), edtf.replace(told[0][0], later)


def _day_before(span: Span, edtf: str, published: str | None) -> tuple[Replacement, str] | None:
    """The day of the week before; None where that day would be read as one of another week."""
    if span.text not in _DAYS or not published or len(published) != 10 or len(edtf) != 10:
        return None
    day, today = date.fromisoformat(edtf), date.fromisoformat(published)
    if day in (today, today - _WEEK):
        return None
    words = _DAYS[_DAYS.index(span.text) - 1]
    return Replacement(span.start, span.end, words), (day - timedelta(days=1)).isoformat()
