"""Adaptive concurrency: finds how many calls at a time a server lets pass, from nothing but its answers.

Slow start doubles the limit each round until the first 429; from then on one cut an episode, and one more a clean
round. Server errors are neutral: they say nothing of a limit. Pure: the time comes in as a number.
"""

START = 16
"""Calls at a time to begin with."""
CUT = 0.8
EPISODE = 5.0
"""Seconds; all 429s within them, and within the time that the server asks to wait, are one episode."""
USED = 0.8
"""Share of the limit that must be in use before a success is proof that more would pass."""


class Adaptive:
    """The limit on calls at a time, between 1 and a ceiling."""

    def __init__(self, ceiling: int, start: int = START) -> None:
        self.ceiling = ceiling
        self._limit = float(min(start, ceiling))
        self._slow_start = True
        self._episode_ends = float("-inf")

    @property
    def limit(self) -> int:
        return int(self._limit)

    def succeeded(self, now: float, in_use: int) -> None:
        """A call was answered while this many slots, its own included, were in use; within an episode this proves
        nothing."""
        if now >= self._episode_ends and in_use >= USED * self.limit:
            grown = self._limit + (1.0 if self._slow_start else 1.0 / self.limit)
            self._limit = min(float(self.ceiling), grown)

    def throttled(self, now: float, retry_after: float | None) -> None:
        """The server said that there were too many calls, and how many seconds to wait, if it did."""
        lasts = retry_after or 0.0
        if now >= self._episode_ends:
            self._limit = max(1.0, float(int(self._limit * CUT)))
            lasts = max(lasts, EPISODE)
        self._slow_start = False
        self._episode_ends = max(self._episode_ends, now + lasts)
