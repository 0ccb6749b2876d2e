"""Split the words of a date into tokens: numbers, months, days of the week, and the small words of time of a language.

Months and days of the week come from CLDR, all other words from `data/date_words.tsv`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from extract.normalize.lexicon import Lexicon, comparable, end_of_word
from extract.normalize.locales import month_names, weekday_names
from extract.normalize.numbers import Part, numerals
from extract.normalize.scripts import is_spaced
from extract.normalize.tables import read_language_rows, split_forms

_NUMERIC = re.compile(r"(?<!\d)(?:\d{1,4}([./-])\d{1,2}\1\d{1,4}|\d{4}\. ?\d{1,2}\. ?\d{1,2}\.?)(?!\d)")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_IDEOGRAPHS = re.compile("(?<![〇零一二三四五六七八九十元])[〇零一二三四五六七八九十元]{1,5}(?=[年月日号號])")
_DIGITS = dict(zip("〇零一二三四五六七八九元", [0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1], strict=True))


class Does(StrEnum):
    """What a word does in a date; the names of `data/date_words.tsv`."""

    BY = "by"
    BEFORE = "before"
    SINCE = "since"
    AFTER = "after"
    FROM_OR_ON = "from_or_on"
    BETWEEN = "between"
    POST_BY = "post_by"
    POST_BEFORE = "post_before"
    POST_SINCE = "post_since"
    POST_AFTER = "post_after"
    POST_BETWEEN = "post_between"
    TO = "to"
    AND = "and"
    OF = "of"
    END = "end"
    LATE_OR_END = "late_or_end"
    EARLY = "early"
    MID = "mid"
    LATE = "late"
    POST_END = "post_end"
    POST_EARLY = "post_early"
    POST_MID = "post_mid"
    POST_LATE = "post_late"
    SEASON = "season"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    QUARTER = "quarter"
    HALF = "half"
    ORDINAL = "ordinal"
    TURN = "turn"
    AGO = "ago"
    WITHIN = "within"
    AGO_DAY = "ago_day"
    AGO_WEEK = "ago_week"
    AGO_MONTH = "ago_month"
    AGO_YEAR = "ago_year"
    WITHIN_DAY = "within_day"
    WITHIN_MONTH = "within_month"
    WITHIN_YEAR = "within_year"
    YEAR_SIGN = "year_sign"
    FISCAL_SIGN = "fiscal_sign"
    MONTH_SIGN = "month_sign"
    MONTH_SIGN_BEFORE = "month_sign_before"
    DAY_SIGN = "day_sign"
    ERA = "era"
    MONTH_NAME = "month_name"
    WEEKDAY = "weekday"
    COUNT = "count"
    """A number in words."""
    OTHER = "other"
    AHEAD = "ahead"


@dataclass(frozen=True)
class Sense:
    """One thing that a form may do, with its number or unit."""

    does: Does
    value: int | None = None
    unit: str | None = None
    step: bool = False
    """True of units that count from publication: the value is how many of them after it ("last month": -1)."""


@dataclass(frozen=True)
class Word:
    """A token of a date's words."""

    text: str
    senses: tuple[Sense, ...] = ()
    number: int | None = None
    numeric: bool = False
    """True of a date in numbers ("12.02.2024")."""

    def sense(self, does: Does, step: bool | None = None) -> Sense | None:
        """Return the sense of this sort, if the form has it."""
        return next((one for one in self.senses if one.does is does and step in (None, one.step)), None)

    def value(self, does: Does) -> int | None:
        """Return the number of its sense of this sort."""
        sense = self.sense(does, step=False)
        return sense.value if sense else None

    def does(self, *any_of: Does) -> bool:
        """Return whether the form may do one of these."""
        return any(one.does in any_of for one in self.senses)


def words_of(text: str, language: str) -> list[Word]:
    """Return the tokens of a text, the longest form of the tables at each place."""
    text = comparable(text)
    if language in ("ja", "zh"):
        text = _IDEOGRAPHS.sub(lambda match: str(_number_of(match.group())), text)
    found: list[Word] = []
    at = 0
    while at < len(text):
        word, at = _word(text, at, language, found[-1] if found else Word(""))
        if word:
            found.append(word)
    return found


@cache
def has_relations(language: str) -> bool:
    """Return whether the words that relate dates are known for the language."""
    return any(
        Does(sense.partition(":")[0]) is Does.BY or sense == "post_by"
        for sense, _ in read_language_rows("date_words.tsv", 3, language)
    )


def _word(text: str, at: int, language: str, before: Word) -> tuple[Word | None, int]:
    if text[at] == " ":
        return None, at + 1
    numeric = _NUMERIC.match(text, at)
    if numeric:
        return Word(numeric.group(), numeric=True), numeric.end()
    known = _lexicon(language).match(text, at)
    if known and _is_sign(text, at, before):
        known = _lexicon(language).match(text[: at + 1], at)
    number = _NUMBER.match(text, at)
    if number and not (known and known[0] > number.end()):
        digits = number.group()
        return Word(digits, number=int(digits) if digits.isdigit() else None), number.end()
    if known and number:
        return Word(text[at : known[0]], known[1], number=int(number.group())), known[0]
    if known:
        return Word(text[at : known[0]], known[1]), known[0]
    end = max(at + 1, end_of_word(text, at) if is_spaced(text[at]) else 0)
    return Word(text[at:end]), end


def _is_sign(text: str, at: int, before: Word) -> bool:
    """Whether a sign after a number begins no longer word: "2028年末" is the end of 2028, "5年前" five years ago."""
    if before.number is None or not text[at - 1].isdigit() or text.startswith("年度", at):
        return False
    return (text[at] in "年년" and len(before.text) == 4) or text.startswith(("月末", "月底", "月初"), at)


def _number_of(ideographs: str) -> int:
    """The number that is written with ideographs, by place ("二〇二五") or with tens ("二十五")."""
    if "十" not in ideographs:
        return int("".join(str(_DIGITS[one]) for one in ideographs))
    tens, _, ones = ideographs.partition("十")
    return 10 * (_DIGITS[tens[-1]] if tens else 1) + (_DIGITS[ones[0]] if ones and ones[0] in _DIGITS else 0)


@cache
def _lexicon(language: str) -> Lexicon[Sense]:
    return Lexicon(_forms(language))


def _forms(language: str) -> Iterator[tuple[str, Sense]]:
    for name, number in month_names(language):
        if not name[0].isdigit():
            yield name, Sense(Does.MONTH_NAME, number)
    for name, number in weekday_names(language):
        yield name, Sense(Does.WEEKDAY, number)
    for sense, forms in read_language_rows("date_words.tsv", 3, language):
        for form in split_forms(forms):
            yield form, _sense(sense)
    for form, numeral in numerals(language):
        if numeral.part is Part.NUMBER and numeral.values[0] == int(numeral.values[0]) and not form.isdigit():
            yield form, Sense(Does.COUNT, int(numeral.values[0]))


def _sense(written: str) -> Sense:
    """The sense of a row: "by", "season:21", "month:9" (September), "month:+1" (next month), "end:year"."""
    does, _, value = written.partition(":")
    if not value:
        return Sense(Does(does))
    if value.isalpha():
        return Sense(Does(does), unit=value)
    if value[0] in "+-" and does != "turn":
        return Sense(Does(does), int(value), step=True)
    return Sense(Does.MONTH_NAME if does == "month" else Does(does), int(value))
