"""Find dates among tokens, with one grammar for all languages.

Each rule looks at one place and gives what begins there; of several, the longest counts.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from extract.normalize.date_parts import YEARS, Match
from extract.normalize.date_steps import RelativeDates
from extract.normalize.date_tokens import Does
from extract.normalize.date_values import Day, Days, Decade, Found, Numeric, Period, Season
from extract.normalize.locales import day_comes_first

_YEAR_FIRST = frozenset({"hu", "lt", "lv", "eu", "mn", "ja", "zh", "ko"})
_AFTER_DECADE = frozenset({"s", "'s", "er", "х", "年代", "대"})
_BEFORE_DECADE = frozenset({"años", "années", "anni", "anos"})


class Grammar(RelativeDates):
    """Finds the dates among the tokens of a text in a language."""

    def find(self, first: int, last: int) -> list[Found]:
        """Return the dates that begin in this range of tokens, none overlapping another."""
        found, at = [], first
        while at < last:
            one = self.at(at)
            if one:
                found.append(one)
            at = one.last if one else at + 1
        return found

    def at(self, at: int) -> Found | None:
        """Return the longest date that begins at a token."""
        dates = [found for rule in self._rules() if (found := rule(at))]
        if not dates:
            return None
        value, end = max(dates, key=lambda one: one[1])
        return Found(at, end, value)

    def _rules(self) -> tuple[Callable[[int], Match], ...]:
        return (
            self._numeric, self._signed, self._days, self._day_month, self._month_day, self._month, self._year_month,
            self._weekday, self._season, self._period, self._decade, self._years, self._year, self.unit_step, self._ago,
            self._within, self._day_sign,
        )  # fmt: skip

    def _numeric(self, at: int) -> Match:
        """A date in numbers."""
        word = self.word(at)
        days = tuple(_days_of(word.text, self._language)) if word.numeric else ()
        return (Numeric(days), at + 1) if days else None

    def _signed(self, at: int) -> Match:
        """A date with signs after its numbers: "令和7年3月12日", "2025년 3월", "来年3月"."""
        year, end = self._signed_year(at)
        month, after_month = self._before_sign(end, Does.MONTH_SIGN)
        if month is None or month > 12:
            return (year, end) if end > at and year.year else None
        day, after_day = self._before_sign(after_month, Does.DAY_SIGN)
        return Day(year.year, month, day, year.year_step), (after_day if day else after_month)

    def _signed_year(self, at: int) -> tuple[Day, int]:
        step = self.word(at).sense(Does.YEAR, step=True)
        if step:
            return Day(year_step=step.value), self.skip(at + 1)
        era = self.word(at).value(Does.ERA)
        number = self.word(at + (era is not None)).number
        after = at + (era is not None) + 1
        if number is None or not self.word(after).does(Does.YEAR_SIGN, Does.FISCAL_SIGN):
            return Day(), at
        year = era + number if era is not None else number
        return (Day(year), self.skip(after + 1)) if year in YEARS else (Day(), at)

    def _before_sign(self, at: int, sign: Does) -> tuple[int | None, int]:
        number = self.word(at).number
        return (number, self.skip(at + 2)) if number and self.word(at + 1).does(sign) else (None, at)

    def _day_sign(self, at: int) -> Match:
        """A day of the month with its sign: "9日", "来月5日"."""
        step = self.word(at).sense(Does.MONTH, step=True)
        day, end = self._before_sign(self.skip(at + 1) if step else at, Does.DAY_SIGN)
        if day is None or day > 31:
            return None
        return Day(day=day, month_step=step.value if step else None), end

    def _days(self, at: int) -> Match:
        """Two days of a month: "3 to 5 March 2025", "November 4-5, 2003"."""
        month = self.month_at(at)
        first = self.day_number(month[1] if month else at)
        joint = self._joint(first[1]) if first else None
        second = self.day_number(joint[1]) if joint else None
        if not (first and joint and second):
            return None
        month = (month[0], second[1]) if month else self.month_at(self.skip(second[1]))
        if not month:
            return None
        day, end = self.with_year(Day(month=month[0], day=second[0]), month[1])
        return Days(replace(day, day=first[0]), day, joint[0]), end

    def _joint(self, at: int) -> tuple[bool, int] | None:
        """What joins two days, and whether it makes a range of them."""
        word = self.word(at)
        if word.does(Does.TO) or (word.text and word.text in "-~"):
            return True, self.skip(at + 1)
        return (False, self.skip(at + 1)) if word.does(Does.AND) else None

    def _day_month(self, at: int) -> Match:
        day = self.day_number(at)
        month = self.month_at(self.skip(day[1])) if day else None
        return self.with_year(Day(month=month[0], day=day[0]), month[1]) if day and month else None

    def _month_day(self, at: int) -> Match:
        month = self.month_at(at)
        day = self.day_number(month[1]) if month and self.word(month[1]).number else None
        return self.with_year(Day(month=month[0], day=day[0]), day[1]) if month and day else None

    def _month(self, at: int) -> Match:
        """A month with its year, or the last or next of that name."""
        turn, start = self.word(at).value(Does.TURN), at
        if turn is not None:
            start = self.skip(at + 1)
            start = self.skip(start + 1) if self.word(start).does(Does.MONTH) else start
        month = self.month_at(start)
        if month is None or (self._language == "en" and not self.word(start).text[0].isupper()):
            return None
        if turn is not None:
            return Day(month=month[0], turn=turn), month[1]
        return self.with_year(Day(month=month[0]), month[1])

    def _year_month(self, at: int) -> Match:
        """A date whose year comes first: "2024. február 12."."""
        year = self.year_number(at) if self._language in _YEAR_FIRST else None
        month = self.month_at(self.skip(at + 1)) if year else None
        if not (year and month):
            return None
        day = self.day_number(month[1])
        return (Day(year, month[0], day[0]), day[1]) if day else (Day(year, month[0]), month[1])

    def _weekday(self, at: int) -> Match:
        """A day of the week; where its date follows, the date."""
        weekday = self.word(at).value(Does.WEEKDAY)
        if weekday is not None:
            end = self.skip(at + 1)
            date = self._day_month(end) or self._month_day(end) or self._numeric(end) or self._signed(end)
            if date and isinstance(date[0], Day):
                return replace(date[0], weekday=weekday), date[1]
            if date:
                return date
        return self._weekday_alone(at)

    def _season(self, at: int) -> Match:
        turn = self.word(at).value(Does.TURN)
        start = self.skip(at + 1) if turn is not None else at
        season = self.word(start).value(Does.SEASON)
        if season is not None:
            year = self.year_after(start + 1)
            return (Season(season, year[0]), year[1]) if year else (Season(season, Day(turn=turn)), start + 1)
        first, end = self._leading_year(at)
        season = self.word(end).value(Does.SEASON) if first else None
        return (Season(season, first), end + 1) if first and season is not None else None

    def _leading_year(self, at: int) -> tuple[Day | None, int]:
        """A year before its season or quarter."""
        signed, end = self._signed_year(at)
        if end > at:
            return signed, end
        number = self.year_number(at)
        return (Day(number), self.skip(at + 1)) if number else (None, at)

    def _period(self, at: int) -> Match:
        """A quarter or half of a year: "the second quarter of 2026", "Q2 2026", "2026年上半年"."""
        year, start = self._leading_year(at)
        found = self._part_of_year(start)
        if not found:
            return None
        (first, last), end = found
        after = None if year else self.year_after(end)
        return Period(first, last, year or (after[0] if after else Day())), after[1] if after else end

    def _part_of_year(self, at: int) -> tuple[tuple[int, int], int] | None:
        """The months of a quarter or half by its rank before or after its name."""
        for rank, named, end in ((at, self.skip(at + 1), self.skip(at + 1) + 1), (at + 1, at, at + 2)):
            number, word = self._rank(rank), self.word(named)
            if number and number <= 4 and word.does(Does.QUARTER):
                return (3 * number - 2, 3 * number), end
            if number and number <= 2 and word.does(Does.HALF):
                return (6 * number - 5, 6 * number), end
        return None

    def _rank(self, at: int) -> int | None:
        word = self.word(at)
        return word.value(Does.ORDINAL) or (word.number if len(word.text) == 1 else None)

    def _decade(self, at: int) -> Match:
        number = self.year_number(at)
        if number is None or number % 10:
            return None
        end = at + 1 + (self.word(at + 1).text == "-")
        if self.word(end).text in _AFTER_DECADE:
            return Decade(number // 10), end + 1
        return (Decade(number // 10), at + 1) if self.word(at - 1).text.lower() in _BEFORE_DECADE else None

    def _years(self, at: int) -> Match:
        """Two years of which the second is short: "2024/25"."""
        first, second = self.year_number(at), self.word(at + 2)
        if first is None or self.word(at + 1).text not in ("/", "-") or len(second.text) != 2 or not second.number:
            return None
        last = first - first % 100 + second.number
        return (Days(Day(first), Day(last), joined=True), at + 3) if last > first else None

    def _year(self, at: int) -> Match:
        number = self.year_number(at)
        return (Day(number), at + 1) if number else None


def _days_of(numeric: str, language: str | None) -> Iterator[Day]:
    """The days that a date in numbers may be: year first, else day and month in the order of the language."""
    first, second, third = (int(part) for part in numeric.replace("/", ".").replace("-", ".").rstrip(".").split("."))
    if first in YEARS:
        yield Day(first, second, third)
        return
    years = [third] if third in YEARS else [2000 + third, 1900 + third] if third < 100 else []
    for year in years:
        for day_first in day_comes_first(language):
            day, month = (first, second) if day_first else (second, first)
            if 1 <= month <= 12 and 1 <= day <= 31:
                yield Day(year, month, day)
