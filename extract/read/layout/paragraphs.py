"""Joins the lines of columns to paragraphs, across the ends of columns and pages."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from extract.read.layout.columns import Block
from extract.read.layout.geometry import Line
from extract.read.layout.hyphens import Vocabulary, join_lines

BULLET = re.compile(r"[•●▪◦‣*]\s|[-–—]\s(?=\S)|\(?(?:\d{1,3}|[a-z]|[ivxIVX]{1,5})[.)]\s|#{1,6}\s")
"""What an item of a list begins with."""
CLOSED = re.compile(r"[.!?…:;。！？؟।][\"”’'»)\]*\d]*$")
"""The end of a line that ends a sentence, with closing marks and footnote marks."""
_INDENT = 0.7
_LEADING = 1.35
"""Distance of two lines, in usual distances, that separates paragraphs."""
_GROUP_GAP = 3.0
"""Distance of two lines, in font sizes, beyond which they belong to different parts of a page."""
_SIZES_DIFFER = 0.12
_FIGURE = 25
"""Labels of a figure, at most, that may interrupt a paragraph."""
_LABEL = 60
"""Characters of such a label, at most."""
_HEADING = 1.15
"""Size of a heading, in sizes of the text."""


@dataclass(frozen=True)
class Paragraph:
    """The lines of a paragraph, or of its part in one column."""

    lines: tuple[Line, ...]
    is_heading: bool = False
    begins_column: bool = False
    breaks_off: bool = False
    """Whether it fills the last line of its column."""

    @property
    def first(self) -> str:
        """Return its first line."""
        return self.lines[0].text

    @property
    def last(self) -> str:
        """Return its last line."""
        return self.lines[-1].text


def find_paragraphs(block: Block, size: float) -> Iterator[Paragraph]:
    """Yield the paragraphs of a block; `size` is the usual size of the text."""
    groups = _split_groups(block.lines)
    for place, group in enumerate(groups):
        frame = _Frame.of(group)
        parts: list[list[Line]] = []
        for line in group:
            if parts and not frame.separates(parts[-1][-1], line, size):
                parts[-1].append(line)
            else:
                parts.append([line])
        for number, lines in enumerate(parts):
            begins = number == 0 and place == 0
            ends = number == len(parts) - 1 and place == len(groups) - 1 and frame.is_filled_by(lines[-1])
            yield Paragraph(tuple(lines), _is_heading(lines, size), begins, ends)


def _split_groups(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of a block in groups that have edges of their own: one below the other, without a wide gap."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _is_below(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _is_below(line: Line, following: Line) -> bool:
    overlap = min(line.right, following.right) - max(line.left, following.left)
    near = following.base - line.base < _GROUP_GAP * max(line.size, following.size)
    return near and overlap > 0.3 * min(line.width, following.width)


def _is_heading(lines: Sequence[Line], size: float) -> bool:
    large = lines[0].size > _HEADING * size
    return large or (all(line.bold for line in lines) and len(lines) <= 3 and not CLOSED.search(lines[-1].text))


@dataclass(frozen=True)
class _Frame:
    """The edges of a column, and the usual distance of its lines."""

    left: float
    right: float
    leading: float
    hanging: bool
    """Whether the lines of a paragraph are indented except its first one."""

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "_Frame":
        lefts = sorted(line.left for line in lines)
        rights = sorted(line.right for line in lines)
        gaps = [following.base - line.base for line, following in pairwise(lines)]
        left, size = lefts[0], lines[0].size
        indented = sum(value > left + _INDENT * size for value in lefts)
        return cls(left, rights[-1 - len(rights) // 20], median(gaps) if gaps else 0.0, indented > 0.55 * len(lefts))

    def is_filled_by(self, line: Line) -> bool:
        """Whether a line reaches nearly to the right edge."""
        return line.right > self.right - 0.15 * (self.right - self.left)

    def separates(self, line: Line, following: Line, size: float) -> bool:
        """Whether a paragraph ends between two lines."""
        if _differs(line, following) or following.base - line.base > _LEADING * max(self.leading, line.size):
            return True
        if line.size > _HEADING * size:
            return False
        if BULLET.match(following.text):
            return True
        return self._is_indented(line, following) or self._is_short(line, following)

    def _is_indented(self, line: Line, following: Line) -> bool:
        if self.hanging:
            return following.left < line.left - _INDENT * line.size or (
                following.left < self.left + _INDENT * line.size and line.left < self.left + _INDENT * line.size
            )
        return following.left > max(self.left, line.left) + _INDENT * line.size

    def _is_short(self, line: Line, following: Line) -> bool:
        """Whether the first word of the next line would have fitted on this line, which may end the paragraph."""
        first = following.words[0]
        fits = line.right + 0.3 * line.size + (first.right - first.left) < self.right - 0.5 * line.size
        return fits and (bool(CLOSED.search(line.text)) or not first.text[:1].islower())


def _differs(line: Line, following: Line) -> bool:
    """Whether two lines are set differently: in another size, or one of them in bold.

    A line that goes on in lower case may differ somewhat: sizes of recognised text are rough.
    """
    goes_on = following.text[:1].islower() and not CLOSED.search(line.text)
    if goes_on:
        return abs(line.size - following.size) > 3 * _SIZES_DIFFER * line.size
    return abs(line.size - following.size) > _SIZES_DIFFER * line.size or line.bold is not following.bold


def join_paragraphs(paragraphs: Sequence[Paragraph]) -> list[str]:
    """Return the texts of paragraphs; one that breaks off at the end of a column goes on in the next of its kind."""
    vocabulary = Vocabulary([line.text for one in paragraphs for line in one.lines])
    texts: list[str] = []
    last: list[Paragraph] = []
    for paragraph in paragraphs:
        text = join_lines([line.text for line in paragraph.lines], vocabulary)
        place = _find_start(texts, last, paragraph)
        if place is None:
            texts.append(text)
            last.append(paragraph)
        else:
            texts[place] = join_lines((texts[place], text), vocabulary)
            last[place] = paragraph
    return texts


def _find_start(texts: Sequence[str], last: Sequence[Paragraph], paragraph: Paragraph) -> int | None:
    """The paragraph that this one continues: the last one, or one before the few words of a figure; None if none.

    `last` has the last part of each paragraph so far.
    """
    if paragraph.is_heading or BULLET.match(paragraph.first):
        return None
    for place in range(len(texts) - 1, max(-1, len(texts) - 1 - _FIGURE), -1):
        text, is_last = texts[place], place == len(texts) - 1
        if _goes_on(text, last[place], paragraph, is_last) and (is_last or len(text) > _LABEL):
            return place
        if len(text) > _LABEL or CLOSED.search(text[-_LABEL:]):
            return None
    return None


def _goes_on(text: str, part: Paragraph, paragraph: Paragraph, is_last: bool) -> bool:
    """Whether a paragraph continues one that ended with its column."""
    size = paragraph.lines[0].size
    if part.is_heading or CLOSED.search(text[-_LABEL:]) or abs(part.lines[-1].size - size) > _SIZES_DIFFER * size:
        return False
    if paragraph.first[:1].islower() or (text[-1:] == "-" and text[-2:-1].isalpha()):
        return True
    at_edges = is_last and part.breaks_off and paragraph.begins_column
    return at_edges and len(text) > _LABEL and text[-1:].islower()
