"""Find numbers among the tokens of a phrase: where one begins and ends, and its values.

A scale word alone is no number ("billions of dollars"), unless its language says so ("миллиард рублей").
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from extract.normalize.amount_tokens import Kind, Token, tokens
from extract.normalize.numbers import Numeral, Part, values_of

_VAGUE = frozenset("数數几幾若수")
"""Characters before a scale that leave its number open ("数十億")."""


@dataclass(frozen=True)
class NumberPhrase:
    """A number with its scale; tokens `first` to `last`, end exclusive."""

    first: int
    last: int
    parts: tuple[Token, ...]

    @property
    def scaled(self) -> bool:
        """Return whether a scale word belongs to the number."""
        return any(token.part is Part.SCALE for token in self.parts)

    @property
    def scales(self) -> tuple[Numeral, ...]:
        """Return the scale words of the number."""
        return tuple(token.numeral for token in self.parts if token.numeral and token.part is Part.SCALE)

    def values(self, language: str | None, scales: Sequence[Numeral] = ()) -> tuple[Decimal, ...]:
        """Return the values of the number, with further scales after its own."""
        return values_of([*(token.numeral for token in self.parts if token.numeral), *scales], language)


def number_at(words: Sequence[Token], at: int) -> NumberPhrase | None:
    """Return the number that begins at a token."""
    parts: list[Token] = []
    first = last = at
    while at < len(words):
        if _counts(words, parts, at):
            parts.append(words[at])
            last = at + 1
        elif not _joins(words, parts, at):
            break
        at += 1
    return NumberPhrase(first, last, tuple(parts)) if parts else None


def read_counts(words: str, language: str | None) -> tuple[Decimal, ...]:
    """Return the numbers in the words of a quantity ("24 вертолёта": 24), without designations like "F-16"."""
    found: list[Decimal] = []
    at, phrase = 0, tokens(words, language)
    while at < len(phrase):
        number = None if _is_designation(phrase, at) else number_at(phrase, at)
        found.extend(number.values(language) if number else ())
        at = number.last if number else at + 1
    return tuple(dict.fromkeys(found))


def _is_designation(words: Sequence[Token], at: int) -> bool:
    before = words[max(0, at - 2) : at]
    letters = before[:-1] if before and before[-1].text == "-" else []
    return bool(letters and letters[0].text.isascii() and letters[0].text.isalpha() and not letters[0].numeral)


def _counts(words: Sequence[Token], parts: Sequence[Token], at: int) -> bool:
    """Whether a numeral belongs to the number so far; articles and scales without a number do not begin one."""
    token = words[at]
    if token.numeral is None:
        return False
    if token.part is Part.ADDED:
        return bool(parts)
    if token.part is Part.SCALE:
        return bool(parts) or (token.numeral.alone and not _is_vague(words, at))
    if token.numeral.values == (Decimal(1),) and not token.text.isdigit():
        return not parts and any(one.part is Part.SCALE for one in words[at + 1 : at + 2])
    in_digits = token.text[0].isdigit() or bool(parts and parts[-1].text[0].isdigit())
    return not parts or parts[-1].part is Part.SCALE or not in_digits


def _is_vague(words: Sequence[Token], at: int) -> bool:
    while at > 0 and words[at - 1].part is Part.SCALE:
        at -= 1
    return at > 0 and words[at - 1].text in _VAGUE


def _joins(words: Sequence[Token], parts: Sequence[Token], at: int) -> bool:
    """Whether the token joins two parts of a number: "400-million", "half-billion", "two hundred and fifty"."""
    coming = words[at + 1] if at + 1 < len(words) else None
    if not parts or coming is None or coming.numeral is None:
        return False
    in_words = not coming.text[0].isdigit() and not parts[-1].text[0].isdigit()
    if words[at].text == "-":
        return coming.part is Part.SCALE or in_words
    return Kind.AND in words[at].kinds and in_words and coming.part is Part.NUMBER and _is_open(parts[-1], coming)


def _is_open(last: Token, coming: Token) -> bool:
    """Whether a number word is less than what it may be added to: "hundred and fifty", "treinta y cinco"."""
    assert last.numeral and coming.numeral
    part, value = last.numeral.values[0], coming.numeral.values[0]
    return part == 100 or (part % 10 == 0 and 20 <= part < 100 and 0 < value < 10)
