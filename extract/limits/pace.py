"""Calls and tokens a minute: a slot in the sliding window is reserved before a call and settled after it.

Pure: the time comes in as a number, and what goes out is how long to wait. A bucket that refills would let twice the
limit through within one minute of a server's clock; a window does not.
"""

from collections import deque
from dataclasses import dataclass

WINDOW = 61.0
"""Seconds: a minute, and one more for what a request takes on its way to the server's clock."""


@dataclass
class Reservation:
    """One call in the window."""

    at: float
    tokens: int


class Pace:
    """Limits on calls and tokens a minute; None is no limit."""

    def __init__(self, rpm: int | None, tpm: int | None) -> None:
        self._rpm = rpm
        self._tpm = tpm
        self._window: deque[Reservation] = deque()
        self._tokens = 0

    def wait(self, now: float, tokens: int) -> float:
        """Seconds until a call of at most this many tokens may go; 0 if it may now."""
        self._forget(now)
        calls, waits = len(self._window), 0.0
        if self._rpm is not None and calls >= self._rpm:
            waits = self._window[calls - self._rpm].at + WINDOW - now
        if self._tpm is None:
            return waits
        over = self._tokens + self._clamped(tokens) - self._tpm
        for slot in self._window:
            if over <= 0:
                break
            over -= slot.tokens
            waits = max(waits, slot.at + WINDOW - now)
        return waits

    def reserve(self, now: float, tokens: int) -> Reservation:
        """Add a call to the window."""
        slot = Reservation(now, self._clamped(tokens))
        self._window.append(slot)
        self._tokens += slot.tokens
        return slot

    def settle(self, slot: Reservation, tokens: int) -> None:
        """Puts the tokens that a call really took in the slot of the reserved ones."""
        if self._window and slot.at >= self._window[0].at:
            self._tokens += tokens - slot.tokens
            slot.tokens = tokens

    def _clamped(self, tokens: int) -> int:
        """A call that could take more than all has all, or it would wait for ever."""
        return tokens if self._tpm is None else min(tokens, self._tpm)

    def _forget(self, now: float) -> None:
        while self._window and self._window[0].at + WINDOW <= now:
            self._tokens -= self._window.popleft().tokens
