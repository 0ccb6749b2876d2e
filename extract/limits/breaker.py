"""A circuit breaker: after failures in a row calls stop for a while, and then one goes ahead as a probe.

Pure: the time comes in as a number.
"""

FAILURES = 20
"""Failures in a row, over all calls, that open it."""
FIRST_FAILURES = 6
"""The same for a server that has answered no call yet."""
FIRST_REST = 5.0
"""Seconds; doubled each time that the call which goes ahead fails as well."""
PROBES = 4
"""Failed probes after which the endpoint counts as down."""


class Breaker:
    """Closed while calls may pass."""

    def __init__(self) -> None:
        self._answered = False
        self._failures = 0
        self._failed_probes = 0
        self._rests_until = float("-inf")

    @property
    def down(self) -> bool:
        """Whether the endpoint counts as down for good."""
        return self._failed_probes >= PROBES

    @property
    def failing(self) -> bool:
        """Whether the last thing that was heard is a failure."""
        return self._failures > 0

    @property
    def probing(self) -> bool:
        """Whether no more than one call may be in flight."""
        return self._failures >= self._most

    def wait(self, now: float) -> float:
        """Seconds until a call may pass."""
        return max(0.0, self._rests_until - now)

    @property
    def _most(self) -> int:
        return FAILURES if self._answered else FIRST_FAILURES

    def succeeded(self) -> None:
        """A call was answered."""
        self._answered = True
        self._failures = self._failed_probes = 0

    def trip(self, now: float) -> None:
        """Open it at once: no server answers at all."""
        self._failures = max(self._failures, self._most - 1)
        self.failed(now)

    def failed(self, now: float) -> None:
        """A call failed by the server's fault. Calls in flight when the breaker opened do not count again."""
        if self.wait(now):
            return
        self._failed_probes += self.probing
        self._failures += 1
        if self.probing:
            self._rests_until = now + FIRST_REST * 2.0**self._failed_probes
