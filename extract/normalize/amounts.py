"""Read amounts of money from their words: every reading that the words allow, the usual one first.

In: the words of an amount, the language of the text, and the text before and after them. Out: amounts in full units
with currency and bound, or the reason for none. A word after a number that may be a scale but is not known
("$3 gazillion") gives no reading, never the bare number.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from extract.normalize.amount_tokens import Kind, Token, tokens
from extract.normalize.currencies import Currency, is_usual
from extract.normalize.lexicon import aligned
from extract.normalize.locales import locale_of
from extract.normalize.number_phrases import NumberPhrase, number_at
from extract.normalize.numbers import Part
from schemas import Bound, CurrencyBasis

_CONTEXT = 40
"""Characters before and after the words that are looked at."""
_BOUNDS = {Kind.AT_LEAST: Bound.AT_LEAST, Kind.AT_MOST: Bound.AT_MOST, Kind.APPROX: Bound.APPROX}
_CODE = 3
"""Letters of a code of ISO 4217."""
_COMPLETE = 5
"""Digits of a number that has no scale after it: "$25,000 found in a car"."""
_LONG = 6
"""Digits and marks of a number that is no year and no rank."""
_SHARES = (["quarter", "of"], ["third", "of"], ["quarters", "of"], ["thirds", "of"], ["half", "of"])
"""Words before an amount of which a share is meant."""
_WEIGHTS = frozenset({"pound", "pounds"})
_OF_A_SUM = frozenset({"über"})
"""Words that bound an amount, but not after a noun ("ein Vertrag über 2 Millionen Euro")."""


class UnreadAmount(StrEnum):
    """Why words give no amount."""

    NO_NUMBER = "no_number"
    UNKNOWN_SCALE = "unknown_scale"
    IRREGULAR_NUMBER = "irregular_number"


@dataclass(frozen=True)
class Amount:
    """One reading of an amount of money."""

    amount: str
    """Decimal string in full units."""
    currency: str | None
    """ISO 4217 code; None where the words name no currency."""
    basis: CurrencyBasis
    bound: Bound = Bound.EXACT
    amount_max: str | None = None
    yearly: bool = False
    """True of what is paid each year or month: no contract value."""


@dataclass(frozen=True)
class Amounts:
    """The readings of an amount's words; without any, why, and the word that is not known."""

    readings: tuple[Amount, ...]
    unread: UnreadAmount | None = None
    unknown: str | None = None


@dataclass(frozen=True)
class _Found:
    """An amount among the tokens: its values, and the currencies around them."""

    first: int
    last: int
    low: NumberPhrase
    high: NumberPhrase | None
    currency: Currency | None


@dataclass(frozen=True)
class FoundAmount:
    """An amount with its currency in a text; the offsets leave out the words that bound it."""

    start: int
    end: int
    amounts: Amounts


def find_amounts(text: str, language: str | None) -> tuple[FoundAmount, ...]:
    """Return the amounts of a sentence in order: those that name a currency. "The Cup 2022" is none, nor "won 3 of 5".

    A noun of a currency stands after its number; a code before a number counts if it is no usual word ("TOP 10").
    """
    language = language if locale_of(language) else None
    form, places = aligned(text)
    words = tokens(form, language)
    found = _Reader(words, language).found_amounts()
    return tuple(
        FoundAmount(places[words[first].start][0], places[words[last - 1].end - 1][1], amounts)
        for first, last, amounts in found
    )


def read_amount(words: str, language: str | None, before: str = "", after: str = "") -> Amounts:
    """Return the readings of the words of an amount; the text around them may complete or bound them.

    "more than" before the words is their bound; a scale or a currency right after them belongs to them ("5" of
    "5 million euros").
    """
    language = language if locale_of(language) else None
    reader = _Reader(tokens(words, language), language)
    reader.complete(tokens(before[-_CONTEXT:], language), tokens(after[:_CONTEXT], language))
    return reader.read()


class _Reader:
    """Reads the tokens of an amount's words from left to right."""

    def __init__(self, words: list[Token], language: str | None) -> None:
        self._tokens = words
        self._language = language
        self._before: list[Token] = []
        self._after: list[Token] = []

    def complete(self, before: list[Token], after: list[Token]) -> None:
        """Takes from around the words the scale and the currency that belong to them."""
        named = any(token.currency for token in self._tokens)
        while after and self._tokens and self._belongs(after, named):
            named = named or bool(after[0].currency)
            self._tokens = [*self._tokens, after.pop(0)]
        if not named and before and before[-1].currency and self._tokens[:1] and self._tokens[0].numeral:
            self._tokens = [before.pop(), *self._tokens]
        self._before, self._after = before, after

    def _belongs(self, after: list[Token], named: bool) -> bool:
        """Whether the next token goes on with the number or its currency."""
        last, coming = self._tokens[-1], after[0]
        if not last.numeral and not (last.text == "-" or Kind.OF in last.kinds):
            return False
        if coming.part is Part.SCALE or coming.part is Part.ADDED or (coming.currency and not named):
            return True
        joins = coming.text == "-" or Kind.OF in coming.kinds
        return bool(joins and len(after) > 1 and (after[1].part is Part.SCALE or (after[1].currency and not named)))

    def read(self) -> Amounts:
        """The readings of all amounts of the words; numbers without a currency count only where none has one."""
        found = tuple(self._found())
        named = tuple(one for one in found if one.currency)
        found = named or found
        readings = dict.fromkeys(reading for one in found for reading in self._readings(one))
        if readings:
            return Amounts(tuple(readings))
        return self._unread(found)

    def found_amounts(self) -> Iterator[tuple[int, int, Amounts]]:
        """Yield the first and the last token, exclusive, of each amount that names its currency, with its readings."""
        for one in self._found():
            if one.currency and not self._is_word(one):
                readings = tuple(dict.fromkeys(self._readings(one)))
                amounts = Amounts(readings) if readings else self._unread((one,))
                coming = [token.text for token in self._tokens[one.last : one.last + 1]]
                yield one.first, one.last + (coming == [amounts.unknown]), amounts

    def _is_word(self, found: _Found) -> bool:
        """Whether what stands at a number is more likely a word than a currency: "won 3", "COP 28", "2 pounds of"."""
        token, last, after = self._tokens[found.first], self._tokens[found.last - 1], self._tokens[found.last :]
        if last.text.lower() in _WEIGHTS and after and after[0].text == "of":
            return True
        if not token.currency or not token.text.isalpha() or token.text.lower() == token.text:
            return bool(token.currency and token.text.isalpha())
        small = not found.low.scaled and len(found.low.parts[-1].text) < _LONG
        return small and len(token.text) == _CODE and not is_usual(token.text)

    def _unread(self, found: Sequence[_Found]) -> Amounts:
        for one in found:
            unknown = self._unknown(one)
            if unknown:
                return Amounts((), UnreadAmount.UNKNOWN_SCALE, unknown)
        irregular = next((token.text for token in self._tokens if token.numeral and not token.numeral.values), None)
        return Amounts((), UnreadAmount.IRREGULAR_NUMBER if irregular else UnreadAmount.NO_NUMBER, irregular)

    def _found(self) -> Iterator[_Found]:
        at = 0
        while at < len(self._tokens):
            found = self._amount(at)
            if found:
                yield found
            at = found.last if found else at + 1

    def _amount(self, at: int) -> _Found | None:
        """The amount that begins at a token: currency, number, and the other end of a range."""
        currency, begin = self._tokens[at].currency, at
        if currency:
            at += 1
        low = number_at(self._tokens, at)
        if low is None:
            return None
        currency = currency or low.parts[-1].currency
        end, currency = self._currency_after(low, currency)
        high = self._high(end) if self._is_joined(end, begin, low, currency) else None
        if high:
            end, currency = self._currency_after(high, currency)
        return _Found(begin, end, low, high, currency)

    def _currency_after(self, value: NumberPhrase, currency: Currency | None) -> tuple[int, Currency | None]:
        """The currency after a number, and where the amount ends; up to two words may separate it from a scale."""
        if not (value.scaled or currency) and self._is_noun_after_one(value.last):
            return value.last + 2, self._tokens[value.last + 1].currency
        reach = 3 if value.scaled else 0
        for at in range(value.last, min(len(self._tokens), value.last + reach + 2)):
            token = self._tokens[at]
            if at > value.last and token.currency and any(one.numeral for one in self._tokens[at + 1 : at + 2]):
                break  # the currency of another number: "half of $4 million"
            if token.currency and (not currency or at <= value.last + 1):
                explicit = currency is None or token.currency.basis is CurrencyBasis.EXPLICIT
                return at + 1, token.currency if explicit else currency
            joins = Kind.OF in token.kinds or token.text == "-"
            if currency or not (joins or (reach and not token.known)):
                break
        return value.last, currency

    def _is_noun_after_one(self, at: int) -> bool:
        """Whether an unknown word parts a number from its currency: "6 zillion dollars", not "5 parties won"."""
        unknown, noun = [*self._tokens[at : at + 2], None, None][:2]
        return bool(unknown and noun and not unknown.known and noun.currency and noun.text.endswith("s"))

    def _is_joined(self, at: int, begin: int, low: NumberPhrase, currency: Currency | None) -> bool:
        """Whether the token joins the ends of a range; "and" does only between two numbers of one currency."""
        kinds = self._tokens[at].kinds if at < len(self._tokens) else ()
        if Kind.AND not in kinds:
            return Kind.TO in kinds
        around = [*self._before[-3:], *self._tokens[:begin]]
        return not (low.scaled and currency) or any(Kind.BETWEEN in token.kinds for token in around)

    def _high(self, at: int) -> NumberPhrase | None:
        at += 1
        if at < len(self._tokens) and self._tokens[at].currency:
            at += 1
        return number_at(self._tokens, at) if at < len(self._tokens) else None

    def _unknown(self, found: _Found) -> str | None:
        """A word right after the bare number of an amount that may be a scale; words before it that mean a share."""
        value = found.high or found.low
        before = [token.text for token in [*self._before, *self._tokens[: found.first]][-2:]]
        if [word.lower() for word in before] in _SHARES:
            return " ".join(before)
        if sum(map(str.isdigit, value.parts[-1].text)) >= _COMPLETE:
            return None
        if value.scaled or value.last >= len(self._tokens):
            return self._unknown_after(value) if not value.scaled else None
        token = self._tokens[value.last]
        return None if token.known else token.text

    def _unknown_after(self, value: NumberPhrase) -> str | None:
        coming = self._after[0] if self._after else None
        return coming.text if coming and not coming.known else None

    def _readings(self, found: _Found) -> Iterator[Amount]:
        if any(token.currency for token in self._tokens) and self._unknown(found):
            return
        if self._is_percent(found):
            return
        currency = found.currency or Currency((), CurrencyBasis.INFERRED)
        bound, yearly = self._bound(found), self._is_yearly(found)
        for low, high in self._ends(found):
            for code in currency.codes or (None,):
                yield Amount(
                    _plain(low),
                    code,
                    currency.basis,
                    Bound.RANGE if high else bound,
                    _plain(high) if high else None,
                    yearly,
                )

    def _ends(self, found: _Found) -> Iterator[tuple[Decimal, Decimal | None]]:
        """The values of an amount, with the upper ends of a range; a scale after the second counts for both."""
        lows = found.low.values(self._language)
        if not found.high:
            yield from ((low, None) for low in lows)
            return
        shared = () if found.low.scaled else found.high.scales
        for high in found.high.values(self._language):
            for low in (*found.low.values(self._language, shared), *lows):
                if low < high:
                    yield low, high
                    break
            else:
                yield from ((low, None) for low in lows)

    def _bound(self, found: _Found) -> Bound:
        around = [*reversed([*self._before, *self._tokens[: found.first]])]
        near = [token for token in around if not self._is_article(token)][:2]
        if len(near) > 1 and near[0].text in _OF_A_SUM and near[1].text[0].isupper():
            return Bound.EXACT
        after = [*self._tokens[found.last :], *self._after][:1]
        for token in (*near[:1], *after):
            for kind in token.kinds:
                if kind in _BOUNDS:
                    return _BOUNDS[kind]
        return Bound.EXACT

    def _is_article(self, token: Token) -> bool:
        return Kind.OF in token.kinds or (token.part is Part.NUMBER and not token.text.isdigit())

    def _is_yearly(self, found: _Found) -> bool:
        around = [
            *self._tokens[: found.first][-2:],
            *self._before[-2:],
            *[*self._tokens[found.last :], *self._after][:2],
        ]
        return any(Kind.YEARLY in token.kinds for token in around)

    def _is_percent(self, found: _Found) -> bool:
        coming = [*self._tokens[found.low.last :], *self._after][:1]
        return bool(coming and coming[0].text in "%‰")


def _plain(amount: Decimal) -> str:
    """Without exponent, and without a fraction that says nothing."""
    return f"{amount.normalize():f}"
