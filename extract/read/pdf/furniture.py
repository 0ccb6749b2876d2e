"""Removes from the pages of a document what is not its text: running heads and feet, page and line numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extract.read.layout.geometry import Line, Piece, make_lines

_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|página|pagina|p\.|стр\.)\s*)?(?:\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:/|of|de|von|из)\s*\d{1,4})?\W*",
    re.I,
)
_PRINTED = re.compile(
    r"(?:file|https?)://\S+(?:\s+\d+/\d+)?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}:\d{2}(?:\s?[AP]M)?(?:\s.{1,200})?",
    re.I,
)
"""What browsers print above and below a page: the time of printing, the title, the address."""
_EDGE_LINES = 3
"""Lines at the top and at the bottom of a page that may be running heads and feet."""
_MIN_PAGES = 3
_MIN_SHARE = 1 / 3
"""Pages, and share of the pages, with the same line at an edge, at least; heads of left and right pages differ."""
_MIN_LINE_NUMBERS = 5


def drop_furniture(pages: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """Return the pieces of the pages without running heads and feet, page numbers and line numbers."""
    edges = [_edge_lines(page) for page in pages]
    seen = Counter(key for lines in edges for key in {_key(line) for line in lines})
    least = max(_MIN_PAGES, len(pages) * _MIN_SHARE)
    running = {key for key, times in seen.items() if times >= least}
    if len(pages) == 2:
        running = {_key(line) for line in edges[0] if any(_is_same(line, other) for other in edges[1])}
    return [
        _without_line_numbers(_without(page, [*_furniture(lines, running)]))
        for page, lines in zip(pages, edges, strict=True)
    ]


def _edge_lines(page: Sequence[Piece]) -> list[Line]:
    lines = make_lines(page)
    return lines if len(lines) <= 2 * _EDGE_LINES else lines[:_EDGE_LINES] + lines[-_EDGE_LINES:]


def _furniture(lines: Sequence[Line], running: set[str]) -> Iterator[Line]:
    """Yield the lines at the edges of a page that repeat, from the outside, and page numbers outside of the text."""
    half = (len(lines) + 1) // 2
    for side in (lines[:half], lines[half:][::-1]):
        outside = len(lines) > 1
        for line in side:
            if _key(line) in running or (outside and _is_marginal(line.text)):
                yield line
            else:
                outside = False


def _is_same(line: Line, other: Line) -> bool:
    """Whether two lines of two pages are the same at the same place."""
    return _key(line) == _key(other) and max(abs(line.base - other.base), abs(line.size - other.size)) < 2


def _is_marginal(text: str) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(text) or _PRINTED.fullmatch(text))


def _key(line: Line) -> str:
    """A line as it is compared: without its numbers."""
    return re.sub(r"\d+", "#", line.text.lower())


def _without(page: Sequence[Piece], lines: Sequence[Line]) -> list[Piece]:
    left_out = {id(word) for line in lines for word in line.words}
    return [piece for piece in page if not any(id(word) in left_out for word in piece.words)]


def _without_line_numbers(page: Sequence[Piece]) -> list[Piece]:
    """The pieces without a column of numbers that count the lines."""
    numbers = [piece for piece in page if piece.text.isdecimal() and len(piece.text) <= 4]
    for edge in {round(piece.left) for piece in numbers}:
        column = sorted((n for n in numbers if min(abs(n.left - edge), abs(n.right - edge)) < 12), key=lambda n: n.base)
        steps = Counter(int(below.text) - int(above.text) for above, below in pairwise(column))
        step, times = steps.most_common(1)[0] if steps else (0, 0)
        if step in (1, 5, 10) and times >= max(_MIN_LINE_NUMBERS, 0.8 * (len(column) - 1)):
            counted = {id(piece) for piece in column}
            return [piece for piece in page if id(piece) not in counted]
    return list(page)
