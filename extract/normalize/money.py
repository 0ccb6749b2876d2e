"""Finds the amounts of money in an English text, with currency and bounds, in full units: "$1.2 million" is 1200000.

A number without a currency is no amount, and one whose words allow several amounts ("€1.500") or have a scale that no
table knows is left out. Currencies are codes of ISO 4217. A bare "$" is read as US dollars, and the basis of the
currency says so.
"""

from dataclasses import dataclass

from extract.normalize.amounts import AmountSpan, find_amounts
from schemas import Bound, CurrencyBasis


@dataclass(frozen=True)
class FoundMoney:
    """An amount of money; the offsets include number and currency, and not the words that bound it."""

    start: int
    end: int
    amount: str
    """In full units of the currency, as a decimal string."""
    currency: str
    basis: CurrencyBasis
    bound: Bound
    amount_max: str | None
    yearly: bool
    """True of an amount per year."""


def find_money(text: str) -> list[FoundMoney]:
    """Return the amounts of a text in order, none overlapping another."""
    return [money for span in find_amounts(text, "en") if (money := _money(span))]


def _money(span: AmountSpan) -> FoundMoney | None:
    readings = span.amounts.readings
    if not readings or len({one.amount for one in readings}) > 1:
        return None
    usual = readings[0]
    assert usual.currency
    return FoundMoney(
        start=span.start,
        end=span.end,
        amount=usual.amount,
        currency=usual.currency,
        basis=usual.basis,
        bound=usual.bound,
        amount_max=usual.amount_max,
        yearly=usual.yearly,
    )
