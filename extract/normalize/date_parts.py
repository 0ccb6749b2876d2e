"""Read the parts of a date among tokens: years, months, days of the month, and units that count from publication."""

from collections.abc import Sequence

from extract.normalize.date_tokens import Does, Word
from extract.normalize.date_values import Day, Step, Value

Words = Sequence[Word]
Match = tuple[Value, int] | None
"""A value and the place after its tokens; None where no date begins."""
YEARS = range(1500, 2200)
UNITS = {Does.DAY: "day", Does.WEEK: "week", Does.MONTH: "month", Does.YEAR: "year"}
_LONG_UNITS = {Does.WEEK: "week", Does.MONTH: "month", Does.YEAR: "year"}
_BUDDHIST = range(2400, 2700)
_BUDDHIST_YEARS = 543
_ORDINAL_MARKS = frozenset({".", "st", "nd", "rd", "th", "er", "º", "°", "-го"})
_JOINTS = frozenset({",", "."})
_MOST_SKIPPED = 3
"""Small words that may separate the parts of a date ("de", "of the")."""


class Parts:
    """Reads parts of dates at places of a text's tokens."""

    def __init__(self, words: Words, language: str) -> None:
        self._words = words
        self._language = language

    def word(self, at: int) -> Word:
        """Return the token at a place, an empty one beyond the end."""
        return self._words[at] if 0 <= at < len(self._words) else Word("")

    def skip(self, at: int) -> int:
        """Return the place after small words and punctuation."""
        end = at
        while end - at < _MOST_SKIPPED and (self.word(end).does(Does.OF) or self.word(end).text in _JOINTS):
            end += 1
        return end

    def year_number(self, at: int) -> int | None:
        """Return a year in digits; in Thai texts also one of the Buddhist era."""
        number = self.word(at).number
        if number is None:
            return None
        if number in YEARS:
            return number if len(self.word(at).text) == 4 else None
        return number - _BUDDHIST_YEARS if self._language == "th" and number in _BUDDHIST else None

    def year_after(self, at: int) -> tuple[Day, int] | None:
        """Return the year after a month or day: a number, "of last year", or only "last" or "next"."""
        start = self.skip(at)
        for place in range(at, start + 1):
            year = self.year_number(place)
            if year:
                return Day(year=year), place + 1
            step = self.unit_step(place)
            if step and step[0].unit == "year":
                return Day(year_step=step[0].count), step[1]
        turn = self.word(start).value(Does.TURN)
        return (Day(turn=turn), start + 1) if turn is not None else None

    def with_year(self, day: Day, end: int) -> tuple[Day, int]:
        """Return a day with the year after it, if there is one."""
        found = self.year_after(end)
        if not found:
            return day, end
        year, last = found
        return Day(year.year, day.month, day.day, year.year_step, turn=year.turn), last

    def month_at(self, at: int) -> tuple[int, int] | None:
        """Return a month by name; two names of one month are one ("فبراير/شباط")."""
        month = self.word(at).value(Does.MONTH_NAME)
        if month is None:
            number = self.word(at + 1).number if self.word(at).does(Does.MONTH_SIGN_BEFORE) else None
            return (number, at + 2) if number and number <= 12 else None
        if self.word(at + 1).text == "/" and self.word(at + 2).value(Does.MONTH_NAME) == month:
            return month, at + 3
        has_stop = self.word(at + 1).text == "." and len(self.word(at).text) < 5
        return month, at + 1 + has_stop

    def day_number(self, at: int) -> tuple[int, int] | None:
        """Return a day of the month and the place after its ordinal mark."""
        word = self.word(at)
        if word.number and word.number <= 31 and sum(map(str.isdigit, word.text)) <= 2:
            end = at + 1
            while self.word(end).text in _ORDINAL_MARKS:
                end += 1
            return word.number, end
        return (1, at + 1) if word.value(Does.ORDINAL) == 1 else None

    def unit_step(self, at: int) -> tuple[Step, int] | None:
        """Return units counted from publication: "yesterday", "last month", "mes pasado", "先月"."""
        word = self.word(at)
        for does, unit in UNITS.items():
            steps = [one.value for one in word.senses if one.does is does and one.step and one.value is not None]
            if steps:
                return Step(unit, steps[0], others=tuple(steps[1:])), at + 1
        turn, after = word.value(Does.TURN), self.word(at + 1).value(Does.TURN)
        for place in range(at + 1, self.skip(at + 1) + 1) if turn is not None else ():
            turned = self._unit(place)
            if turned:
                return Step(turned, turn or 0), place + 1
        own = self._unit(at)
        return (Step(own, after), at + 2) if own and after is not None else None

    def this_unit(self, at: int) -> Match:
        """Return this year, month or week by its bare unit, which is a date only after "the end of" and its like."""
        for place in range(at, self.skip(at) + 1):
            step = self.unit_step(place)
            if step:
                return step
            unit = self._unit(place)
            if unit:
                return Step(unit, 0), place + 1
        return None

    def _unit(self, at: int) -> str | None:
        """A week, month or year; in the plural they make no date ("the coming months")."""
        for does, unit in _LONG_UNITS.items():
            sense = self.word(at).sense(does, step=False)
            if sense and sense.unit != "plural":
                return unit
        return None
