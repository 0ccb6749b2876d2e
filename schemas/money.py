"""Amounts of money and quantities of goods."""

from pydantic import Field

from schemas.base import Frozen
from schemas.text import Span
from schemas.vocab import Bound, CurrencyBasis

Decimal = Field(pattern=r"^\d+(\.\d+)?$")


class Money(Frozen):
    """An amount of money."""

    amount: str = Decimal
    """Decimal string in full units: "$920 million" is `920000000`."""
    currency: str = Field(pattern=r"^[A-Z]{3}$")
    """ISO 4217 alphabetic code."""
    currency_basis: CurrencyBasis
    bound: Bound = Bound.EXACT
    amount_max: str | None = Field(default=None, pattern=r"^\d+(\.\d+)?$")
    """Upper end of a range, in full units. None unless `bound` is `range`."""
    span: Span


class Quantity(Frozen):
    """A quantity in the words of the text ("18 jets")."""

    text: str
    span: Span
