"""How a run goes, in a line: rate, calls in flight and the limit on them, failures, tokens, money, time left."""

from decimal import Decimal

from extract.limits.balancer import AnyGate
from extract.pipeline import Outcome
from schemas import Duplicate, Failure, Usage


class Gauge:
    """Counts what comes in; the time is a number that the caller tells."""

    def __init__(self, gate: AnyGate, now: float) -> None:
        self._gate = gate
        self._started = now
        self._known = 0
        self._done = 0
        self._duplicates = 0
        self._failed = 0
        self._usage = Usage()
        self._cost = Decimal()

    def known(self) -> None:
        """An article was done before."""
        self._known += 1

    def add(self, result: Outcome | Failure | Duplicate) -> None:
        """An article is done, or failed, or repeats an earlier one."""
        self._done += 1
        if isinstance(result, Duplicate):
            self._duplicates += 1
            return
        if isinstance(result, Failure):
            self._failed += 1
            return
        made = result.extraction.provenance
        self._usage += made.usage
        self._cost += Decimal(made.cost or 0)

    def line(self, now: float, total: int) -> str:
        """`4.1 articles/s · 12 of 16 calls in flight · 3 failed · 1,200,000 tokens · 0.3100 USD · 2:05:00 left`.

        Duplicates are told before the failures.
        """
        rate = self._done / max(now - self._started, 0.001)
        left = total - self._known - self._done
        tokens = self._usage.tokens_in + self._usage.tokens_out
        parts = [
            f"{rate:.1f} articles/s" if rate >= 1 else f"{rate * 60:.1f} articles/min",
            f"{self._gate.in_flight} of {self._gate.limit} calls in flight",
            *([f"{self._duplicates:,} duplicate{'s' * (self._duplicates != 1)}"] if self._duplicates else []),
            *([f"{self._failed:,} failed"] if self._failed else []),
            f"{tokens:,} tokens",
            *([f"{self._cost:.4f} USD"] if self._cost else []),
            *([f"{_clock(left / rate)} left"] if rate and left > 0 else []),
        ]
        return " · ".join(parts)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"
