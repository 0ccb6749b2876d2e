"""Finds the columns of a page by evidence, and reads them in order.

A gutter is a vertical strip that no line crosses over several lines, to the right of which many lines begin at the same
place, and that has prose on both sides: lines of several words which fill the width of their column. What crosses the
strip above and below it is read before and after the two columns, each of which may have columns itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice, pairwise
from statistics import fmean, median

from extract.read.layout.geometry import Line, Piece, make_lines, typical_size, usual_space
from extract.read.layout.strips import find_strip

_MIN_LINES = 3
"""Lines that begin at the same place, and that each side has, at least."""
_MANY_LINES = 6
"""Lines on both sides, at least, of a gutter that may be narrow."""
_TALL = 0.25
"""Height of a gutter, in heights of the page, at least, for it to be expected elsewhere on the page too."""
_GUTTER, _SHORT_GUTTER = 0.6, 0.9
"""Width of a gutter, and of one between fewer lines, in font sizes, at least."""
_NARROW, _WIDER = 0.35, 1.25
"""Width of a space before a word that begins where other pieces begin, in font sizes and in usual spaces, at least."""
_LARGER = 1.15
"""Size of a headline, in sizes of the text, whose spaces are wider."""
_HEADLINE, _PARTED = 1.1, 2.5
"""Size of a headline, and gap that it leaves in the column beside it, in sizes of the text, at least."""
_LEVEL = 1.5
"""Distance of the first lines below it in both columns, at most."""
_ALIGNED = 0.4
"""Distance within which two edges are at the same place, in font sizes."""
_MIN_WORDS = 2.2
"""Words in a line of prose, on average, at least."""
_FILLED, _HALF_FILLED = 0.58, 0.4
"""Share of the width of its column that the usual line of prose fills; between the two, it may be a table."""
_ALONE = 5
"""Lines of prose that are a column even if no prose is beside them, at least."""
_NARROWEST = 10
"""Width of what is beside such a column, in font sizes, at least."""
_MAX_DEPTH = 40
"""Gutters inside columns of gutters, at most."""
_MAX_CUTS = 100
"""Gutters of a page, at most; a page of a newspaper has about 20."""
_MAX_HEADLINES = 50
"""Headlines of a column that are examined."""
_MAX_CANDIDATES = 40
"""Places of a region that are examined, those at which most pieces begin first."""
_ALIKE = 1.0
"""Distance within which two gutters of a page are one."""


@dataclass(frozen=True)
class Block:
    """Lines of one column, from the top."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Page:
    """The blocks of a page in the order of reading."""

    blocks: tuple[Block, ...]
    unsure: bool
    """Whether it has gaps that may be a gutter and were not read as one."""


@dataclass(frozen=True)
class _Gutter:
    at: float
    top: float
    bottom: float
    left: tuple[Piece, ...]
    right: tuple[Piece, ...]
    sure: bool


def read_columns(pieces: Sequence[Piece]) -> Page:
    """Return the blocks of a page."""
    bases = [piece.base for piece in pieces]
    reader = _Reader(usual_space(pieces), max(bases, default=0.0) - min(bases, default=0.0))
    blocks = tuple(reader.read(tuple(pieces), 0))
    return Page(blocks, reader.unsure)


class _Reader:
    """Reads the columns of one page."""

    def __init__(self, space: float, height: float) -> None:
        self._space = space
        """Width of a usual space of the page, in font sizes."""
        self._tall = _TALL * height
        self._known: list[float] = []
        """Gutters found so far: columns that are shorter than `_MIN_LINES` are told apart at them."""
        self._cuts = 0
        self.unsure = False

    def read(self, pieces: tuple[Piece, ...], depth: int) -> Iterator[Block]:
        """Yield the blocks of a region in order."""
        if not pieces:
            return
        gutter = self._best_gutter(pieces) if depth < _MAX_DEPTH and self._cuts < _MAX_CUTS else None
        if gutter is None:
            yield from self._read_lines(make_lines(pieces), depth)
            return
        self._cuts += 1
        if gutter.bottom - gutter.top >= self._tall and not self._is_known(gutter.at, _ALIKE):
            self._known.append(gutter.at)
        inside = {id(word) for piece in (*gutter.left, *gutter.right) for word in piece.words}
        rest = [piece for piece in pieces if id(piece.words[0]) not in inside]
        yield from self.read(tuple(piece for piece in rest if piece.base < gutter.bottom), depth + 1)
        for column in (gutter.left, gutter.right):
            yield from self.read(column, depth + 1)
        yield from self.read(tuple(piece for piece in rest if piece.base >= gutter.bottom), depth + 1)

    def _read_lines(self, lines: Sequence[Line], depth: int) -> Iterator[Block]:
        """Yield the block of lines; two columns if a strip too narrow for a gutter runs through many of them."""
        strip = find_strip(lines) if depth < _MAX_DEPTH and self._cuts < _MAX_CUTS else None
        left, right = map(tuple, strip.split(lines)) if strip else ((), ())
        if strip is None or not _are_columns(left, right, strip.at):
            yield Block(tuple(lines))
            return
        self._cuts += 1
        above, below = lines[: strip.first], lines[strip.last + 1 :]
        if above:
            yield Block(tuple(above))
        for side in (left, right):
            yield from self.read(side, depth + 1)
        if below:
            yield Block(tuple(below))

    def _best_gutter(self, pieces: tuple[Piece, ...]) -> _Gutter | None:
        size, ordered = typical_size(pieces), sorted(pieces, key=lambda piece: piece.base)
        found = [gutter for at in self._candidates(pieces, size) for gutter in self._gutters_at(at, ordered, size)]
        sure = [gutter for gutter in found if gutter.sure]
        if found and not sure:
            self.unsure = True
        return max(sure, key=_extent, default=None)

    def _candidates(self, pieces: tuple[Piece, ...], size: float) -> list[float]:
        """Places at which a column may begin: several pieces begin there."""
        edges = sorted(piece.left for piece in pieces)
        outer = edges[0] + 2 * size
        places = [places for places in _clusters(edges, _ALIGNED * size) if places[0] > outer]
        known = [place for place in places if len(place) >= _MIN_LINES or self._is_known(place[0], size)]
        return [place[0] for place in sorted(known, key=len, reverse=True)[:_MAX_CANDIDATES]]

    def _is_known(self, at: float, size: float) -> bool:
        return any(abs(at - known) < size for known in self._known)

    def _gutters_at(self, at: float, pieces: Sequence[Piece], size: float) -> Iterator[_Gutter]:
        """Yield the strips left of a place that nothing crosses, with prose on both sides; pieces are in order."""
        place = at - 0.05 * size
        parts = (part for piece in pieces for part in self._split_at(piece, place, at, size))
        for crosses, band in groupby(parts, key=lambda piece: piece.left < place < piece.right):
            inside = () if crosses else tuple(band)
            left = tuple(piece for piece in inside if piece.right <= place)
            right = tuple(piece for piece in inside if piece.left >= place)
            if left and right and (gutter := self._check(at, size, left, right)):
                yield gutter

    def _check(self, at: float, size: float, left: tuple[Piece, ...], right: tuple[Piece, ...]) -> _Gutter | None:
        least = 1 if self._is_known(at, size) else _MIN_LINES
        left, right = _above_headline(*_side_by_side(left, right, size), size)
        if not left or not right:
            return None
        sides = make_lines(left), make_lines(right)
        lines = min(map(len, sides))
        width = _GUTTER if lines >= _MANY_LINES else _SHORT_GUTTER
        if lines < least or not _has_gap(at, sides[0], width * size):
            return None
        sure = self._is_known(at, size) or _are_columns(*sides, at - size)
        if sure is None:
            return None
        bases = [piece.base for piece in (*left, *right)]
        return _Gutter(at, min(bases), max(bases) + 0.01, left, right, sure)

    def _split_at(self, piece: Piece, place: float, at: float, size: float) -> tuple[Piece, ...]:
        """A piece that crosses a place as two, if one of its words begins just there after a wide space."""
        if not piece.left < place < piece.right or piece.size > _LARGER * size:
            return (piece,)
        least = max(_NARROW, _WIDER * self._space) * size
        for number, (word, following) in enumerate(pairwise(piece.words), start=1):
            begins = abs(following.left - at) < _ALIGNED * size
            if begins and word.right <= place and following.left - word.right > least:
                return Piece(piece.words[:number]), Piece(piece.words[number:])
        return (piece,)


def _are_columns(left: Sequence[Line], right: Sequence[Line], at: float) -> bool | None:
    """Whether the lines on both sides of a gap are columns; False if they may be, None if they are not.

    Prose that fills its width is a column, whatever is beside it, unless that is as narrow as numbers of items.
    """
    filled = _filled(left, at), _filled(right, max(line.right for line in right))
    prose = [share if _is_prose(side) else 0.0 for side, share in zip((left, right), filled, strict=True)]
    if min(prose) >= _FILLED:
        return True
    sides = zip(prose, (left, right), (right, left), strict=True)
    if any(share >= _FILLED and len(side) >= _ALONE and _is_wide(other) for share, side, other in sides):
        return True
    return False if min(prose) >= _HALF_FILLED else None


def _is_wide(lines: Sequence[Line]) -> bool:
    width = max(line.right for line in lines) - min(line.left for line in lines)
    return width >= _NARROWEST * median(line.size for line in lines)


def _side_by_side(
    left: tuple[Piece, ...], right: tuple[Piece, ...], size: float
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The pieces of both sides without those that are above or below the whole other side by a gap."""
    return _beside(left, right, size), _beside(right, left, size)


def _beside(side: tuple[Piece, ...], other: tuple[Piece, ...], size: float) -> tuple[Piece, ...]:
    """The pieces of a side without a heading that a gap separates from it, above the whole other side."""
    first = min(piece.top for piece in other)
    lines = sorted(side, key=lambda piece: piece.base)
    start = 0
    for number, (line, following) in enumerate(pairwise(lines), start=1):
        if line.base < first and following.top - line.base > 1.2 * size:
            start = number
    return tuple(lines[start:])


def _above_headline(
    left: tuple[Piece, ...], right: tuple[Piece, ...], size: float
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The pieces of both sides above the first headline on the left that parts the right side too."""
    lines, others = make_lines(left), [line.base for line in make_lines(right)]
    inner = range(1, len(lines) - 1)
    headlines = (number for number in inner if _is_headline(lines, number, size))
    for number in islice(headlines, _MAX_HEADLINES):
        top = lines[number].top
        if _parts(lines[number], lines[number + 1], others, size):
            return tuple(p for p in left if p.base < top), tuple(p for p in right if p.base < top)
    return left, right


def _parts(headline: Line, below: Line, others: Sequence[float], size: float) -> bool:
    """Whether lines with these bases have a gap beside a headline, and begin again level with the text below it."""
    above = max((base for base in others if base < headline.top), default=None)
    again = min((base for base in others if base > headline.top), default=None)
    if above is None or again is None or again - above < _PARTED * size:
        return False
    return again > headline.base + 0.5 * size and abs(again - below.base) < _LEVEL * size


def _is_headline(lines: Sequence[Line], number: int, size: float) -> bool:
    """Whether a line of a column is set larger than the text, or in bold, with more space above it than lines have."""
    above, line, below = lines[number - 1], lines[number], lines[number + 1]
    stands_out = line.size > _HEADLINE * size or (line.bold and not above.bold and not below.bold)
    return stands_out and line.base - above.base > 1.3 * size


def _clusters(values: Sequence[float], distance: float) -> Iterator[list[float]]:
    """Yield runs of sorted values that are close to the first of their run."""
    run: list[float] = []
    for value in values:
        if run and value - run[0] > distance:
            yield run
            run = []
        run.append(value)
    if run:
        yield run


def _has_gap(at: float, left: Sequence[Line], width: float) -> bool:
    """Whether nearly all lines left of a gutter end so far before it."""
    gaps = sorted(at - line.right for line in left)
    return gaps[len(gaps) // 10] > width


def _is_prose(lines: Sequence[Line]) -> bool:
    """Whether lines have several words, of letters."""
    text = "".join(line.text for line in lines)
    letters = sum(map(str.isalpha, text))
    words = fmean(len(line.words) for line in lines)
    spaced = words >= _MIN_WORDS or median(len(line.text) for line in lines) >= 12  # scripts without spaces
    return spaced and letters >= 0.6 * len(text)


def _filled(lines: Sequence[Line], right: float) -> float:
    """The share of the width of a column that its usual line fills."""
    left = min(line.left for line in lines)
    edge = sorted(line.right for line in lines)[-1 - len(lines) // 10]
    return median(line.width for line in lines) / max(1e-6, min(right, edge) - left)


def _extent(gutter: _Gutter) -> float:
    """How much of the page a gutter explains."""
    return (gutter.bottom - gutter.top) * min(len(gutter.left), len(gutter.right))
