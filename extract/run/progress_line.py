"""The progress of a run in one line: rate, calls in flight, failures, tokens, cost, time left."""

from decimal import Decimal

from extract.limits.balancer import AnyGate
from extract.pipeline import Outcome
from schemas import Duplicate, Failure, Usage


class ProgressLine:
    """Counts results. The caller passes the time, in seconds, of any clock that does not go back."""

    def __init__(self, gate: AnyGate, now: float) -> None:
        self._gate = gate
        self._started = now
        self._reused = 0
        self._done = 0
        self._duplicates = 0
        self._failed = 0
        self._usage = Usage()
        self._cost = Decimal()

    def add_reused(self) -> None:
        """Count an article that an earlier run finished."""
        self._reused += 1

    def add(self, result: Outcome | Failure | Duplicate) -> None:
        """Count a result of this run."""
        self._done += 1
        if isinstance(result, Duplicate):
            self._duplicates += 1
            return
        if isinstance(result, Failure):
            self._failed += 1
            return
        provenance = result.extraction.provenance
        self._usage += provenance.usage
        self._cost += Decimal(provenance.cost or 0)

    def format(self, now: float, total: int) -> str:
        """Return a line like `4.1 articles/s · 12 of 16 calls in flight · 3 failed · 1,200,000 tokens · 2:05:00 left`.

        Duplicates, failures, cost and time left appear only where there are any.
        """
        rate = self._done / max(now - self._started, 0.001)
        left = total - self._reused - self._done
        tokens = self._usage.tokens_in + self._usage.tokens_out
        parts = [
            f"{rate:.1f} articles/s" if rate >= 1 else f"{rate * 60:.1f} articles/min",
            f"{self._gate.in_flight} of {self._gate.limit} calls in flight",
            *([f"{self._duplicates:,} duplicate{'s' * (self._duplicates != 1)}"] if self._duplicates else []),
            *([f"{self._failed:,} failed"] if self._failed else []),
            f"{tokens:,} tokens",
            *([f"{self._cost:.4f} USD"] if self._cost else []),
            *([f"{_format_duration(left / rate)} left"] if rate and left > 0 else []),
        ]
        return " · ".join(parts)


def _format_duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"
