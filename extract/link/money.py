"""Compare values of agreements: rounded and bounded amounts agree with exact ones, other currencies say nothing."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extract.link.views import MoneyView
from schemas import Bound

_APPROXIMATION = Decimal("0.10")
"""Share by which an amount with "about" or "nearly" may differ."""
_BOUND = Decimal("0.25")
"""Share by which an amount with "more than" or "up to" may differ, on that side."""
_ROUNDING = Decimal("0.025")
"""Share by which a rounded amount may differ from an exact one."""


@dataclass(frozen=True)
class Worth:
    """An amount of one currency, with the amounts that it may stand for."""

    amount: Decimal
    low: Decimal
    high: Decimal
    currency: str

    def __str__(self) -> str:
        """Return the amount for people."""
        return f"{self.amount:,f} {self.currency}"

    def agrees(self, other: "Worth") -> bool | None:
        """Return whether both may be one amount; None of different currencies."""
        if self.currency != other.currency:
            return None
        if self.low <= other.high and other.low <= self.high:
            return True
        return abs(self.amount - other.amount) <= _ROUNDING * max(self.amount, other.amount)

    def marks(self, base: float) -> Iterator[str]:
        """Yield marks of which two amounts share one if they differ by less than the square root of `base`."""
        place = math.log(max(float(self.amount), 1.0), base)
        yield f"{self.currency} {math.floor(place)}+0"
        yield f"{self.currency} {math.floor(place + 0.5)}+1"


def read_worth(money: MoneyView) -> Worth:
    """Return the amounts that a value may stand for."""
    amount, top = money.amount, money.amount_max or money.amount
    low, high = {
        Bound.EXACT: (amount, amount),
        Bound.APPROX: (amount * (1 - _APPROXIMATION), amount * (1 + _APPROXIMATION)),
        Bound.AT_LEAST: (amount, amount * (1 + _BOUND)),
        Bound.AT_MOST: (amount * (1 - _BOUND), amount),
        Bound.RANGE: (amount, top),
    }[money.bound]
    return Worth(amount, low, high, money.currency)
