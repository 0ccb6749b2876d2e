"""What speaks for and against two records being one, signal by signal, and the sum."""

from typing import NamedTuple


class Signal(NamedTuple):
    """One thing that two records agree or differ in."""

    name: str
    weight: float
    """Positive if it speaks for one, negative if it speaks for two."""
    one: object
    """What was compared: of the first record, and of the second."""
    other: object
    bars: bool = False
    """True if the records cannot be one, whatever else agrees."""

    @property
    def words(self) -> str:
        """Return what was compared, for people."""
        return f"{_words(self.one)} | {_words(self.other)}"


class Comparison(NamedTuple):
    """All signals of a pair."""

    signals: tuple[Signal, ...]
    joins: bool
    """Whether the pair alone is reason enough to take both for one."""

    @property
    def strength(self) -> float:
        """Return the sum of the weights."""
        return sum(signal.weight for signal in self.signals)

    @property
    def barred(self) -> bool:
        """Return whether a signal bars the pair."""
        return any(signal.bars for signal in self.signals)


def _words(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, tuple) else str(value)
