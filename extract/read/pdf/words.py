"""Reads the words of a PDF page with their places, by PDFium.

Text that is turned against most of the page (a stamp, a watermark) and small raised numbers (the marks of footnotes)
are left out.
"""

import ctypes
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median
from typing import Any, NamedTuple

from extract.read.layout.geometry import Word
from extract.read.pdf.drop_caps import join_drop_caps
from extract.read.typography import runs_leftwards

_BOLD = 600
_RAISED = 0.2
"""Distance of a footnote mark from the base line, in font sizes."""
_SMALLER = 0.85
"""Size of a footnote mark, in sizes of the word before it, at most."""
_WORD_GAP, _WIDE_GAP = 0.15, 0.3
"""White space that separates words, in font sizes, where the page has no space; the second in letter-spaced lines."""
_NEIGHBOURS = 6
"""Letters before and after a gap that show whether its line is letter-spaced."""
_SPACING = 0.05
"""White space between the letters of such a line, in font sizes, at least."""
_ASKEW = 0.06
"""Quarters of a circle by which a line may be turned, for instance on a scan."""
_LEVEL = 0.02
"""Difference of two characters of a line in height and place, at most, in heights."""
_NOWHERE = (math.inf, math.inf)
_SPACES = frozenset((9, 10, 13, 32, 0xA0))
_LINE_END_HYPHEN = "\x02"
MAX_CHARACTERS = 200_000
"""Characters of a page, at most; a newspaper page has about 20,000."""


class Glyph(NamedTuple):
    """A character at its place, with the page turned so that most of its text is upright."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool


@dataclass(frozen=True)
class PageWords:
    """The words of a page in the order in which they are drawn."""

    words: tuple[Word, ...]
    undecoded: int
    """Characters of which the font does not say what they are."""
    mirrored: bool = False
    """Whether left and right are exchanged, because the script runs leftwards: -x takes the place of x."""


class TooManyCharacters(Exception):
    """A page has more than `MAX_CHARACTERS`."""


def read_words(page: Any) -> PageWords:
    """Return the words of a page of pypdfium2. Raises TooManyCharacters."""
    from pypdfium2 import raw

    text_page = raw.FPDFText_LoadPage(page.raw)
    try:
        count = max(0, raw.FPDFText_CountChars(text_page))
        if count > MAX_CHARACTERS:
            raise TooManyCharacters
        reader = _Reader(raw, text_page)
        reader.read(count)
        glyphs = reader.upright()
        if runs_leftwards(glyph.text for glyph in glyphs if glyph):
            return PageWords(tuple(_make_leftward_words(glyphs)), reader.undecoded, mirrored=True)
        words = join_drop_caps(list(_without_marks(_make_words(glyphs))))
        return PageWords(tuple(words), reader.undecoded)
    finally:
        raw.FPDFText_ClosePage(text_page)


class _Reader:
    """Reads the characters of one page.

    Size, weight and angle of a character are those of the one before it in a word, if both are equally high on the same
    line: asking PDFium for each would take most of the time.
    """

    def __init__(self, raw: Any, text_page: Any) -> None:
        self._raw, self._page = raw, text_page
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._box, self._matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self._line: list[Glyph | None] = []
        self._glyphs: dict[int, list[Glyph | None]] = {0: self._line}
        self._quarter, self._size, self._bold = 0, 1.0, False
        self._place = _NOWHERE
        self.undecoded = 0

    def read(self, count: int) -> None:
        """Read all characters; None stands for white space."""
        get_unicode, page = self._raw.FPDFText_GetUnicode, self._page
        for index in range(count):
            code = get_unicode(page, index)
            if code in _SPACES:
                self._line.append(None)
                self._place = _NOWHERE
            elif code in (0, 0xFFFD) or 0xE000 <= code <= 0xF8FF:
                self.undecoded += 1
            else:
                self._add(index, code)

    def upright(self) -> list[Glyph | None]:
        """Return the characters of the direction in which most text runs."""
        return max(self._glyphs.values(), key=len, default=[])

    def _add(self, index: int, code: int) -> None:
        box = self._box
        self._raw.FPDFText_GetLooseCharBox(self._page, index, box)
        bottom, height = box.bottom, box.top - box.bottom
        slack = _LEVEL * height
        if abs(bottom - self._place[0]) > slack or abs(height - self._place[1]) > slack or self._quarter:
            if not self._look(index, height):
                return
            self._place = (bottom, height)
        left, right, base = _turned(box, self._x.value, self._y.value, self._quarter)
        self._line.append(Glyph(chr(code), left, right, base, self._size, self._bold))

    def _look(self, index: int, height: float) -> bool:
        """Read size, weight and direction of a character; False if it is turned askew."""
        raw, page, matrix = self._raw, self._page, self._matrix
        raw.FPDFText_GetCharOrigin(page, index, self._x, self._y)
        turns = raw.FPDFText_GetCharAngle(page, index) / (math.pi / 2)
        if abs(turns - round(turns)) > _ASKEW:
            return False
        raw.FPDFText_GetMatrix(page, index, matrix)
        size = raw.FPDFText_GetFontSize(page, index) * math.hypot(matrix.c, matrix.d)
        self._quarter, self._size = round(turns) % 4, size or abs(height) or 1.0
        self._line = self._glyphs.setdefault(self._quarter, [])
        self._bold = raw.FPDFText_GetFontWeight(page, index) >= _BOLD
        return True


def _turned(box: Any, x: float, y: float, quarter: int) -> tuple[float, float, float]:
    """The left, right and base of a character on a page turned by quarters of a circle, downwards."""
    if quarter == 1:
        return -box.top, -box.bottom, -x
    if quarter == 2:
        return -box.right, -box.left, y
    if quarter == 3:
        return box.bottom, box.top, x
    return box.left, box.right, -y


def _make_words(glyphs: Sequence[Glyph | None], gap: float = _WORD_GAP) -> Iterator[Word]:
    run: list[Glyph] = []
    for place, glyph in enumerate(glyphs):
        if (
            glyph is not None
            and run
            and not _follows(run[-1], glyph, gap)
            and not _is_spaced_out(glyphs, place, run[-1])
        ):
            yield _word(run)
            run = []
        if glyph is not None:
            if not (run and _is_mark(run, glyph)):
                run.append(glyph)
        elif run:
            yield _word(run)
            run = []
    if run:
        yield _word(run)


def _is_spaced_out(glyphs: Sequence[Glyph | None], place: int, last: Glyph) -> bool:
    """Whether the gap before a letter is one between the letters of a letter-spaced line."""
    glyph = glyphs[place]
    if glyph is None or not _follows(last, glyph, _WIDE_GAP):
        return False
    around = glyphs[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS]
    gaps = [(b.left - a.right) / a.size for a, b in pairwise(around) if a and b and a.base == b.base]
    spacing = median(gaps) if len(gaps) >= 3 else 0.0
    return spacing > _SPACING and (glyph.left - last.right) / last.size < spacing + _WORD_GAP


def _make_leftward_words(glyphs: Sequence[Glyph | None]) -> Iterator[Word]:
    """Yield the words of a page whose script runs leftwards, mirrored.

    Some files draw such letters from the left and others from the right, so that only their places count.
    """
    line: list[tuple[Glyph, int]] = []
    number = 0
    for glyph in glyphs:
        number += 1
        if glyph is None:
            continue
        if line and abs(glyph.base - line[-1][0].base) > 0.5 * max(glyph.size, line[-1][0].size):
            yield from _leftward_line(line)
            line = []
        line.append((glyph._replace(left=-glyph.right, right=-glyph.left), number))
    yield from _leftward_line(line)


def _leftward_line(line: list[tuple[Glyph, int]]) -> Iterator[Word]:
    """Yield the words of a line; each character has its number on the page.

    Between two characters that are drawn one after the other without a space, only a wide gap separates words.
    """
    placed = sorted(line, key=lambda one: one[0].left)
    spaced: list[Glyph | None] = [glyph for glyph, _ in placed[:1]]
    for (last, before), (glyph, number) in pairwise(placed):
        apart = abs(number - before) != 1 and glyph.left - last.right > _WORD_GAP * last.size
        spaced += [None, glyph] if apart else [glyph]
    words = list(_make_words(spaced, _WIDE_GAP))
    for rightwards, run in groupby(words, key=lambda word: not runs_leftwards((word.text,))):
        found = list(run)
        texts = [word.text[::-1] for word in reversed(found)] if rightwards else [word.text for word in found]
        yield from (word._replace(text=text) for word, text in zip(found, texts, strict=True))


def _follows(glyph: Glyph, following: Glyph, most: float = _WORD_GAP) -> bool:
    size = max(glyph.size, following.size)
    gap = following.left - glyph.right
    of_ligature = abs(following.left - glyph.left) < 0.01 * size
    return (of_ligature or -0.6 * size < gap < most * size) and abs(glyph.base - following.base) < 0.6 * size


def _is_mark(word: list[Glyph], glyph: Glyph) -> bool:
    """Whether a character is the mark of a footnote: small, raised, and no letter, after a word."""
    last = word[-1]
    raised = last.base - glyph.base > _RAISED * last.size and glyph.size < _SMALLER * last.size
    return raised and not glyph.text.isalpha() and not last.text.isdigit()


def _without_marks(words: Iterable[Word]) -> Iterator[Word]:
    """Yield the words except the marks of footnotes that a gap separates from theirs."""
    last: Word | None = None
    for word in words:
        if last is None or not _is_separate_mark(last, word):
            yield word
            last = word


def _is_separate_mark(word: Word, mark: Word) -> bool:
    raised = _RAISED * word.size < word.base - mark.base < word.size and mark.size < _SMALLER * word.size
    near = -0.1 * word.size < mark.left - word.right < word.size
    return raised and near and not any(map(str.isalpha, mark.text)) and not word.text[-1].isdigit()


def _word(run: list[Glyph]) -> Word:
    largest = max(run, key=lambda glyph: glyph.size)
    text = "".join(glyph.text for glyph in run).replace(_LINE_END_HYPHEN, "-")
    left, right = min(glyph.left for glyph in run), max(glyph.right for glyph in run)
    return Word(text, left, right, largest.base, largest.size, all(glyph.bold for glyph in run))
