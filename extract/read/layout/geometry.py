"""Boxes on a page: words, pieces of lines, and lines. Coordinates grow to the right and downwards.

A page of plain text is a page too: a character is half as wide as its line is high.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import NamedTuple

_LEAST_GAP, _MOST_GAP = 0.55, 0.8
"""White space between two words of a line, in font sizes, that may be the gutter between two columns, at least."""
_WIDER = 2.0
"""The same in usual spaces: those of justified lines are wide themselves."""


class Word(NamedTuple):
    """A word, or a run of characters without a space."""

    text: str
    left: float
    right: float
    base: float
    """The line that its letters stand on."""
    size: float
    """Size of its font."""
    bold: bool = False

    @property
    def top(self) -> float:
        """Return the upper edge of its capitals."""
        return self.base - 0.7 * self.size


@dataclass(frozen=True)
class Piece:
    """Words in a row without a wide gap: a line of a column, or a part of one."""

    words: tuple[Word, ...]

    @cached_property
    def left(self) -> float:
        """Return the left edge."""
        return min(word.left for word in self.words)

    @cached_property
    def right(self) -> float:
        """Return the right edge."""
        return max(word.right for word in self.words)

    @cached_property
    def size(self) -> float:
        """Return the size of most of its letters."""
        return self._most(lambda word: word.size)

    @cached_property
    def base(self) -> float:
        """Return the line that most of its letters stand on."""
        return self._most(lambda word: word.base)

    def _most(self, value: Callable[[Word], float]) -> float:
        letters: dict[float, int] = {}
        for word in self.words:
            letters[value(word)] = letters.get(value(word), 0) + len(word.text)
        return max(letters, key=letters.__getitem__)

    @cached_property
    def top(self) -> float:
        """Return the upper edge."""
        return min(word.top for word in self.words)

    @property
    def bold(self) -> bool:
        """Return whether all words are bold."""
        return all(word.bold for word in self.words)

    @property
    def text(self) -> str:
        """Return the words with spaces between them."""
        return " ".join(word.text for word in self.words)

    @property
    def width(self) -> float:
        """Return the distance of the edges."""
        return self.right - self.left


Line = Piece
"""All words of a line of a column."""


def make_pieces(words: Sequence[Word]) -> list[Piece]:
    """Group words that follow each other on a line; a wide gap, or a step back, begins a new piece."""
    pieces: list[list[Word]] = []
    most = min(max(_WIDER * _usual_space(pairwise(words)), _LEAST_GAP), _MOST_GAP)
    for word in words:
        if pieces and _follows(pieces[-1][-1], word, most):
            pieces[-1].append(word)
        else:
            pieces.append([word])
    return [Piece(tuple(piece)) for piece in pieces]


def usual_space(pieces: Iterable[Piece]) -> float:
    """Return the usual width of the spaces inside pieces, in font sizes."""
    return _usual_space(pair for piece in pieces for pair in pairwise(piece.words))


def _usual_space(pairs: Iterable[tuple[Word, Word]]) -> float:
    spaces = [
        (following.left - word.right) / word.size
        for word, following in pairs
        if word.base == following.base and 0 < following.left - word.right < 2 * word.size
    ]
    return median(spaces) if spaces else _MOST_GAP


def _follows(word: Word, following: Word, most: float) -> bool:
    size = max(word.size, following.size)
    gap = following.left - word.right
    near = -0.5 * size < gap < most * min(word.size, following.size)
    return near and abs(word.base - following.base) < 0.5 * size


def make_lines(pieces: Iterable[Piece]) -> list[Line]:
    """Group the pieces of one column into its lines, from the top."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.base, piece.left)):
        same = next((line for line in lines[-3:] if _is_same_line(line[0], piece)), None)
        if same is not None:
            same.append(piece)
        else:
            lines.append([piece])
    return [_join(line) for line in lines]


def _is_same_line(line: Piece, piece: Piece) -> bool:
    """Whether a piece overlaps a line vertically by half of the smaller one."""
    overlap = min(line.base, piece.base) - max(line.top, piece.top)
    return overlap > 0.5 * min(line.base - line.top, piece.base - piece.top)


def _join(line: Sequence[Piece]) -> Line:
    pieces = sorted(line, key=lambda piece: piece.left)
    return Piece(tuple(word for piece in pieces for word in piece.words))


def typical_size(pieces: Sequence[Piece]) -> float:
    """Return the size in which most letters are set; 1 if there are none."""
    sizes = [piece.size for piece in pieces for _ in range(1 + len(piece.text) // 10)]
    return median(sizes) if sizes else 1.0
