"""A ceiling on money that holds: the most that a call can cost is reserved before it is sent, and settled after it."""

from decimal import Decimal


class Budget:
    """So many US dollars for a run; what earlier runs spent counts."""

    def __init__(self, ceiling: Decimal, spent: Decimal) -> None:
        self.ceiling = ceiling
        self.spent = spent
        self._reserved = Decimal()

    def allows(self, cost: Decimal) -> bool:
        """Whether a call that costs at most so much may be sent, whatever those in flight will cost."""
        return self.spent + self._reserved + cost <= self.ceiling

    def reserve(self, cost: Decimal) -> None:
        self._reserved += cost

    def settle(self, reserved: Decimal, cost: Decimal | None) -> None:
        """What the call really cost; None if nobody knows, and then it counts as all that was reserved."""
        self._reserved -= reserved
        self.spent += reserved if cost is None else cost
