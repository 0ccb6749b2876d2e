"""How certain a record is, by the doubts that speak against it."""

from collections.abc import Iterable

from schemas import Certainty, Doubt

CONTRADICTED = "second_reading"
"""Code of the doubt of a second reading that does not give the value of the record."""


_DECIDING = frozenset({None, "status", "parties", "act", "speakers", "recipients"})
"""Fields without which a record is another one; a doubted date or value leaves it what it is."""


def certainty_of(doubts: Iterable[Doubt]) -> Certainty:
    """Return high if no doubt of a deciding field is left, low if a second reading contradicts one.

    A doubt of the whole record stays: a second reading finds that the words say it, not whether every coder would code
    it.
    """
    deciding = [doubt for doubt in doubts if doubt.field in _DECIDING]
    left = {doubt.code for doubt in deciding if not doubt.resolved}
    if CONTRADICTED in left:
        return Certainty.LOW
    return Certainty.MEDIUM if left or any(doubt.field is None for doubt in deciding) else Certainty.HIGH
