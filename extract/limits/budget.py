"""A ceiling on money that holds: the most that a call can cost is reserved before it is sent, and settled after it."""

from decimal import Decimal


class Budget:
    """A budget in US dollars; spending of earlier runs counts."""

    def __init__(self, ceiling: Decimal, spent: Decimal) -> None:
        self.ceiling = ceiling
        self.spent = spent
        self._reserved = Decimal()

    def allows(self, cost: Decimal) -> bool:
        """Whether the budget covers a call of this cost and all calls in flight."""
        return self.spent + self._reserved + cost <= self.ceiling

    def reserve(self, cost: Decimal) -> None:
        self._reserved += cost

    def settle(self, reserved: Decimal, cost: Decimal | None) -> None:
        """Replace a reservation by the cost of the call; None if it is not known, and then the reservation counts."""
        self._reserved -= reserved
        self.spent += reserved if cost is None else cost
