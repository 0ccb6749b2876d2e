"""Finds a strip of white space that runs through the words of many lines, too narrow to be seen in a single line.

A space is at the same place in all of a dozen lines only if two columns meet there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.read.layout.geometry import Line, Piece, typical_size

_MIN_LINES = 12
_WIDTH = 0.3
"""Width of a strip, in font sizes, at least."""
_NARROWEST = 9
"""Width of a column, in font sizes, at least."""


@dataclass(frozen=True)
class Strip:
    """A strip through lines of words."""

    at: float
    first: int
    last: int
    """Numbers of the first and last lines that it runs through."""

    def split(self, lines: Sequence[Line]) -> Iterator[tuple[Piece, ...]]:
        """Yield the pieces of its lines on the left, and those on the right."""
        through = lines[self.first : self.last + 1]
        for side in (True, False):
            parts = (tuple(word for word in line.words if (word.left < self.at) is side) for line in through)
            yield tuple(Piece(words) for words in parts if words)


def find_strip(lines: Sequence[Line]) -> Strip | None:
    """Return the strip of most lines, which runs through all between its first and its last; None if there is none."""
    if len(lines) < _MIN_LINES:
        return None
    size = typical_size(lines)
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    places = _covered(lines, _WIDTH * size)
    inside = [(count, at) for at, count in places if left + _NARROWEST * size < at < right - _NARROWEST * size]
    if not inside or max(inside)[0] < _MIN_LINES:
        return None
    at = max(inside)[1]
    through = [number for number, line in enumerate(lines) if _runs_through(line, at)]
    first, last = through[0], through[-1]
    return Strip(at, first, last) if len(through) == last - first + 1 else None


def _covered(lines: Sequence[Line], width: float) -> Iterator[tuple[float, int]]:
    """Yield places, each with the number of lines that have a space there."""
    edges = sorted(edge for line in lines for start, end in _spaces(line, width) for edge in ((start, 1), (end, -1)))
    count = 0
    for place, (edge, step) in enumerate(edges):
        count += step
        following = edges[place + 1][0] if place + 1 < len(edges) else edge
        yield (edge + following) / 2, count


def _spaces(line: Line, width: float) -> Iterator[tuple[float, float]]:
    for word, following in pairwise(line.words):
        if following.left - word.right >= width:
            yield word.right, following.left


def _runs_through(line: Line, at: float) -> bool:
    """Whether no word of a line is at a place, and words are on both sides of it."""
    before = any(word.right <= at for word in line.words)
    after = any(word.left >= at for word in line.words)
    return before and after and not any(word.left < at < word.right for word in line.words)
