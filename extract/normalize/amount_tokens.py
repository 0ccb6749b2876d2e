"""Split the words of an amount into tokens: numbers, scales, currencies, and small words that bound and join."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from extract.normalize.currencies import Currency, abbreviations, names
from extract.normalize.lexicon import Lexicon, comparable, end_of_word
from extract.normalize.numbers import DIGITS, Numeral, Part, numerals, read_digits
from extract.normalize.scripts import is_spaced
from extract.normalize.tables import read_language_rows, split_forms
from schemas import CurrencyBasis


class Kind(StrEnum):
    """What a word around an amount does; the names of `data/amount_words.tsv`."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    APPROX = "approx"
    TO = "to"
    AND = "and"
    OF = "of"
    YEARLY = "yearly"
    BETWEEN = "between"
    PLAIN = "plain"
    """A word that is no scale: a number before it is complete."""


@dataclass(frozen=True)
class Token:
    """A form with all that it may do."""

    text: str
    kinds: tuple[Kind, ...] = ()
    numeral: Numeral | None = None
    currency: Currency | None = None
    start: int = 0
    end: int = 0
    """Offsets in the `comparable` form of the words."""

    @property
    def part(self) -> Part | None:
        """What the form does in a number."""
        return self.numeral.part if self.numeral else None

    @property
    def known(self) -> bool:
        """Whether the form is in a table, or a mark."""
        return bool(self.kinds or self.numeral or self.currency) or not self.text.isalpha()


_Meaning = Kind | Numeral | Currency


def tokens(words: str, language: str | None) -> list[Token]:
    """Return the words as tokens, the longest form of the tables at each place."""
    text, found, at = comparable(words), [], 0
    lexicon = _lexicon(language)
    while at < len(text):
        number = DIGITS.match(text, at)
        known = lexicon.match(text, at)
        if text[at] == " ":
            at += 1
        elif number:
            values = read_digits(number.group(), language)
            found.append(Token(number.group(), (), Numeral(Part.NUMBER, values), None, at, number.end()))
            at = number.end()
        elif known:
            one = _token(text[at : known[0]], known[1], begins=not found or not found[-1].numeral)
            found.append(replace(one, start=at, end=known[0]))
            at = known[0]
        else:
            end = max(at + 1, end_of_word(text, at) if is_spaced(text[at]) else 0)
            found.append(Token(text[at:end], start=at, end=end))
            at = end
    return found


@cache
def _lexicon(language: str | None) -> Lexicon[_Meaning]:
    return Lexicon(_forms(language), abbreviations(language))


def _forms(language: str | None) -> Iterator[tuple[str, _Meaning]]:
    yield from numerals(language)
    yield from names(language)
    for kind, forms in read_language_rows("amount_words.tsv", 3, language):
        for form in split_forms(forms):
            yield form, Kind(kind)


def _token(text: str, meanings: tuple[_Meaning, ...], begins: bool) -> Token:
    """A token of a form; where it begins a number, a form that is a number and a scale is the number (Arabic duals)."""
    kinds = tuple(meaning for meaning in meanings if isinstance(meaning, Kind))
    numerals = sorted(
        (meaning for meaning in meanings if isinstance(meaning, Numeral)),
        key=lambda numeral: (numeral.part is Part.NUMBER) is not begins,
    )
    found = [meaning for meaning in meanings if isinstance(meaning, Currency)]
    return Token(text, kinds, numerals[0] if numerals else None, _joined(found))


def _joined(found: list[Currency]) -> Currency | None:
    """One currency of the meanings of a form: a name in full outweighs a noun, else all are open."""
    explicit = [currency for currency in found if currency.basis is CurrencyBasis.EXPLICIT]
    codes = dict.fromkeys(code for currency in explicit or found for code in currency.codes)
    return Currency(tuple(codes), (explicit or found)[0].basis) if codes else None
