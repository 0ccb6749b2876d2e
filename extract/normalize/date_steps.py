"""Read dates that count from publication: days of the week, "two years ago", "within six months"."""

from collections.abc import Sequence

from extract.normalize.date_parts import UNITS, Match, Parts
from extract.normalize.date_tokens import Does
from extract.normalize.date_values import Step, Weekday

_MOST = 100
"""Greatest count of units; more is no term that an article counts from its day."""
_TENS = 20
"""The first number that a smaller one may follow: "seventy-five", "soixante-quinze"."""
_SHORT_DAYS = {day: number for number, days in enumerate("一 二 三 四 五 六 日天".split()) for day in days}
"""What Chinese writes of a day of the week after its week ("上周五")."""
_AGO_SIGNS = Does.AGO_DAY, Does.AGO_WEEK, Does.AGO_MONTH, Does.AGO_YEAR
_WITHIN_SIGNS = Does.WITHIN_DAY, Does.WITHIN_MONTH, Does.WITHIN_YEAR


class RelativeDates(Parts):
    """Reads dates that need the day of publication."""

    def _weekday_alone(self, at: int) -> Match:
        """A day of the week, with the week that it belongs to, or whether the last or next is meant."""
        turn, week = self.word(at).value(Does.TURN), self.unit_step(at)
        step = week[0].count if week and week[0].unit == "week" else None
        start = self.skip(week[1]) if week and step is not None else self.skip(at + 1) if turn is not None else at
        number = self.word(start).value(Does.WEEKDAY)
        if number is None and step is not None and self.word(start).text in _SHORT_DAYS:
            number = _SHORT_DAYS[self.word(start).text]
        if number is None:
            return None
        later = self.unit_step(self.skip(start + 1))
        if later and later[0].unit == "week":
            return Weekday(number, week_step=later[0].count), later[1]
        after = self.word(start + 1).value(Does.TURN)
        if turn is None and after is not None:
            return Weekday(number, after, step), start + 2
        return Weekday(number, turn, step), start + 1

    def _ago(self, at: int) -> Match:
        """Units before publication: "two years ago", "hace dos años", "3日前"."""
        leads = self.word(at).does(Does.AGO)
        counted = self._count(self.skip(at + 1) if leads else at)
        if not counted:
            return self._before_signs(at, _AGO_SIGNS, past=True)
        unit, count, end = counted
        if leads:
            return Step(unit, -count), end
        return (Step(unit, -count), end + 1) if self.word(end).does(Does.AGO) else None

    def _within(self, at: int) -> Match:
        """A term that counts from publication: "within six months", "6か月以内"."""
        counted = self._count(at + 1) if self.word(at).does(Does.WITHIN) else None
        if not counted:
            return self._before_signs(at, _WITHIN_SIGNS, past=False)
        unit, count, end = counted
        return None if self.word(end).does(Does.AGO) else (Step(unit, count, within=True), end)

    def _number(self, at: int) -> tuple[int, int] | None:
        """A number in digits or words, and the place after it; tens and ones may be joined ("seventy-five")."""
        if self.word(at).number is None and self._continues(at):
            return None
        count, end = self._part(at), at + 1
        ones = self._after_joint(end)
        more = self._part(ones) if count and self.word(ones).number is None else None
        if count and more and _is_tens(count) and more < _TENS:
            count, end = count + more, ones + 1
        return (count, end) if count and count <= _MOST else None

    def _part(self, at: int) -> int | None:
        word = self.word(at)
        return word.number if word.number is not None else word.value(Does.COUNT)

    def _continues(self, at: int) -> bool:
        """Whether a number word goes on with the tens before it."""
        before = at - 1 - (self.word(at - 1).text == "-" or self.word(at - 1).does(Does.AND))
        return _is_tens(self.word(before).value(Does.COUNT) or 0)

    def _after_joint(self, at: int) -> int:
        return at + (self.word(at).text == "-" or self.word(at).does(Does.AND))

    def _count(self, at: int) -> tuple[str, int, int] | None:
        counted = self._number(at)
        for does, unit in UNITS.items():
            if counted and self.word(counted[1]).sense(does, step=False):
                return unit, counted[0], counted[1] + 1
        return None

    def _before_signs(self, at: int, signs: Sequence[Does], past: bool) -> Match:
        """A count before a sign that is unit and direction in one."""
        counted = self._number(at)
        for sign in signs:
            if counted and self.word(counted[1]).does(sign):
                unit = sign.partition("_")[2]
                return Step(unit, -counted[0] if past else counted[0], within=not past), counted[1] + 1
        return None


def _is_tens(count: int) -> bool:
    return count >= _TENS and count % 10 == 0
