"""Read numbers in words and digits: every value that they allow in the number forms of a language.

In: the digits of one number, or the tokens of a phrase ("2.5 lakh crore", "三億五千万", "un milliard et demi").
Out: values. "1.500" is 1500 in German; in English it may be 1.5 or 1500, and both are given.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from itertools import product

from extract.normalize.lexicon import comparable
from extract.normalize.locales import compact_scales, decimal_mark
from extract.normalize.tables import read_language_rows, split_forms

DIGITS = re.compile(r"\d{1,3}(?:[ ']\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)*")
_GROUPED = re.compile(r"\d{1,3}(?P<mark>[.,' ])\d{3}(?:(?P=mark)\d{3})*|\d{1,2}(?:,\d{2})+,\d{3}")
_DECIMAL = re.compile(r"\d+[.,]\d+")
_TWO_MARKS = re.compile(r"(?P<whole>\d[\d.,' ]*)(?P<mark>[.,])(?P<part>\d+)")
_BOTH_FORMS = frozenset({"es", "ar"})
"""Languages that write decimals with a comma in some states and with a stop in others (Spain, Mexico)."""


class Part(StrEnum):
    """What a word does in a number."""

    NUMBER = "number"
    SCALE = "scale"
    ADDED = "added"
    """A share of the scale before it: "and a half"."""


@dataclass(frozen=True)
class Numeral:
    """A part of a number, with the values that it may have."""

    part: Part
    values: tuple[Decimal, ...]
    alone: bool = False
    """True of a scale that counts as one without a number before it ("миллиард", "مليون")."""


def read_digits(digits: str, language: str | None) -> tuple[Decimal, ...]:
    """Return the values of a number in digits, the language's usual one first; empty if its groups are irregular."""
    if digits.isdigit():
        return (Decimal(digits),)
    mixed = _TWO_MARKS.fullmatch(digits)
    if mixed and len(set(re.findall(r"\D", digits))) == 2:
        whole = _whole(mixed["whole"])
        return (whole + Decimal(f"0.{mixed['part']}"),) if whole is not None else ()
    grouped = _whole(digits) if _GROUPED.fullmatch(digits) else None
    decimal = Decimal(digits.replace(",", ".")) if _DECIMAL.fullmatch(digits) else None
    if grouped is None or decimal is None or digits.startswith("0"):
        found = decimal if grouped is None or digits.startswith("0") else grouped
        return (found,) if found is not None else ()
    if decimal_mark(language) in digits:
        return decimal, grouped
    return (grouped, decimal) if language is None or language in _BOTH_FORMS else (grouped,)


def _whole(digits: str) -> Decimal | None:
    """The number of digits in groups: thousands everywhere, lakhs and crores with commas."""
    if digits.isdigit():
        return Decimal(digits)
    return Decimal(re.sub(r"\D", "", digits)) if _GROUPED.fullmatch(digits) else None


@cache
def numerals(language: str | None) -> tuple[tuple[str, Numeral], ...]:
    """Return the number words and scale words of a language."""
    return tuple(_numerals(language))


def _numerals(language: str | None) -> Iterator[tuple[str, Numeral]]:
    scales: dict[str, list[Decimal]] = {}
    alone = set()
    for multiplier, forms in read_language_rows("scales.tsv", 3, language):
        for form in split_forms(forms):
            key = comparable(form.removeprefix("=")).lower()
            scales.setdefault(key, []).append(Decimal(multiplier))
            if form.startswith("="):
                alone.add(key)
    for form, multiplied in compact_scales(language):
        scales.setdefault(comparable(form).lower(), []).insert(0, Decimal(multiplied))
    for form, values in scales.items():
        yield form, Numeral(Part.SCALE, tuple(dict.fromkeys(values)), form.split()[0] in alone)
    for number, forms in read_language_rows("number_words.tsv", 3, language):
        part = Part.ADDED if number.startswith("+") else Part.NUMBER
        for form in split_forms(forms):
            yield form, Numeral(part, (Decimal(number),))


def values_of(parts: Sequence[Numeral], language: str | None) -> tuple[Decimal, ...]:
    """Return the values of a phrase, one for every choice among the values of its parts."""
    small = 10_000 if language in ("ja", "zh", "ko") else 1_000
    found = (
        _value([(part.part, value) for part, value in zip(parts, chosen, strict=True)], small)
        for chosen in product(*(part.values for part in parts))
    )
    return tuple(dict.fromkeys(found))


def _value(parts: Sequence[tuple[Part, Decimal]], small: int) -> Decimal:
    """The value of a phrase: scales below `small` count within a group ("三千五百万"), greater ones close it."""
    total = group = section = number = Decimal(0)
    counted = False
    scale = Decimal(1)
    for part, value in parts:
        if part is Part.NUMBER:
            number, counted = number + value, True
        elif part is Part.ADDED and counted:  # "two and a half billion"
            number += value
        elif part is Part.ADDED:
            group += value * scale
        elif value < small:
            section, number, counted = section + (number or 1) * value, Decimal(0), True
        else:
            if counted:
                total, group = total + group, (section + number) * value
            else:
                group = (group or 1) * value
            section = number = Decimal(0)
            counted, scale = False, value
    return total + group + section + number
