"""Unwraps plain text by evidence, whatever its width, and reads columns that are set side by side in it.

A run of lines without a blank one is wrapped if enough of its lines go on in the next, which begins in lower case, and
if the first word of the next line would not have fitted. Lines that are paragraphs by themselves, headlines and lists
are left alone. A text that is not wrapped is returned as it is.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from extract.document.heading import dateline_end, is_byline
from extract.read.layout.columns import read_columns
from extract.read.layout.geometry import Word, make_pieces
from extract.read.layout.hyphens import Vocabulary, join_lines
from extract.read.layout.paragraphs import BULLET, CLOSED

_WIDEST = 160
"""Characters in a line of a wrapped text, at most."""
_NARROWEST = 12
_ENOUGH = 0.3
"""Share of the lines of a run that go on in lower case, at least; in German every third word begins with a capital."""
_FULL = 0.6
"""Share of the lines of a run that are full, at least."""
_RAGGED = 0.2
"""Part of the width that a full line may lack: letters of a page had different widths before it became plain text."""
_OPEN = 0.75
"""Share of the lines of a run that do not end a sentence, at least, where few go on in lower case."""
_SURE = 4
"""Lines that are all as long as their width allows, at least, which is hardly by chance."""
_GAP = re.compile(r"\S {3,}(?=\S)")
_LONG = 45
"""Characters of a line, at least, that goes on in the next for no other reason than that it is wrapped."""
_OVERHANG = 10
"""Characters by which a line of a run may be longer than the width of the text."""
_ITEM = re.compile(r"\(?(?:[a-z]|[ivx]{1,4})[.)]\s")
_PLACE = re.compile(r"[A-ZÀ-ÝА-Я][A-ZÀ-ÝА-Я .'’-]{2,30}(?:,|\s[-–—(/])")
"""The beginning of a dateline."""
_CLOSING = frozenset("，。、；：！？）」』】》”’")
"""Marks that no paragraph begins with."""
_BROKEN = re.compile(r"[^\W\d_]{2}[-\u2010\u00ad\u00ac]$")
_MIN_GAPS = 4
"""Lines with a wide gap, at least, for columns to be looked for."""
_SAME = 0.6
"""Share of these lines, at least, whose gaps are at the same place."""
_MOST_WIDE = 400
"""Characters of a line in which gaps are looked for."""
_MOST_LINES = 3_000
"""Lines of a text, at most, for columns to be looked for."""
_MIN_SPACED, _SPACED = 6, 0.6
"""Lines of a text with blank lines between all of them, and share of these that have the least gap, at least."""
_LINE_HEIGHT, _CHARACTER = 1.2, 0.5
"""Distance of lines and width of a character on a page of plain text, in font sizes."""


def unwrap(text: str) -> str:
    """Return the text with the lines of wrapped paragraphs joined, and columns one after the other."""
    if "\n" not in text.strip("\n"):
        return text
    lines = _single_spaced(_read_side_by_side(text.split("\n")))
    runs = [list(run) for _, run in groupby(lines, key=lambda line: bool(line.strip()))]
    usual = _wrapped_at(runs)
    vocabulary = Vocabulary(lines)
    return "\n".join(line for run in runs for line in _unwrap_run(run, _wrapped_at([run]) or usual, vocabulary))


def _single_spaced(lines: list[str]) -> list[str]:
    """The lines of a wrapped text without the blank lines between all of them; larger gaps become one blank line."""
    filled = [number for number, line in enumerate(lines) if line.strip()]
    steps = Counter(below - above for above, below in pairwise(filled))
    least = min(steps, default=1)
    if least == 1 or len(filled) < _MIN_SPACED or steps[least] < _SPACED * len(filled):
        return lines
    close = [lines[filled[0]]]
    for above, below in pairwise(filled):
        close += [lines[below]] if below - above == least else ["", lines[below]]
    runs = [list(run) for _, run in groupby(close, key=lambda line: bool(line.strip()))]
    return close if _wrapped_at(runs) else lines


def _wrapped_at(runs: Sequence[Sequence[str]]) -> int | None:
    """The width at which runs of lines are wrapped; None if they are not."""
    pairs = [_Pair(*pair) for run in runs if run[0].strip() for pair in pairwise(run)]
    if len(pairs) < 2:
        return None
    width = max(len(pair.line.rstrip()) for pair in pairs)
    if not _NARROWEST <= width <= _WIDEST:
        return None
    soft = sum(pair.goes_on for pair in pairs)
    full = sum(pair.is_full(width) for pair in pairs)
    open_lines = sum(not pair.is_closed for pair in pairs)
    if full < _FULL * len(pairs):
        return None
    in_lower_case = soft >= max(1, _ENOUGH * len(pairs))
    return width if in_lower_case or (open_lines >= _OPEN * len(pairs) and _is_set(pairs, width)) else None


def _is_set(pairs: Sequence["_Pair"], width: int) -> bool:
    """Whether lines without capitals, or all of them within a letter or two, are as long as their width allows."""
    caseless = sum(pair.is_caseless for pair in pairs)
    words = sum(pair.line.rstrip()[-1:].isalpha() for pair in pairs)
    quite_full = len(pairs) >= _SURE and all(pair.is_quite_full(width) for pair in pairs)
    return (caseless > len(pairs) / 2 and len(pairs) > 2) or (quite_full and words > len(pairs) / 2)


@dataclass(frozen=True)
class _Pair:
    """A line and the next one."""

    line: str
    following: str

    @property
    def is_closed(self) -> bool:
        """Whether the line ends a sentence."""
        return CLOSED.search(self.line.rstrip()) is not None

    @property
    def is_caseless(self) -> bool:
        """Whether the next line begins with a letter that has no capital form."""
        first = self.following.strip()[:1]
        return first.isalpha() and first.lower() == first.upper()

    @property
    def goes_on(self) -> bool:
        """Whether the next line continues the sentence in lower case."""
        following = self.following.strip()
        return following[:1].islower() and not self.is_closed and not _ITEM.match(following)

    @property
    def breaks_word(self) -> bool:
        """Whether a hyphen breaks a word at the end of the line."""
        return _BROKEN.search(self.line.rstrip()[-4:]) is not None and self.following.strip()[:1].islower()

    def is_full(self, width: int) -> bool:
        """Whether the first word of the next line would not have fitted into the width."""
        return len(self.line.rstrip()) + 1 + len(self.following.split(maxsplit=1)[0]) > (1 - _RAGGED) * width

    def is_quite_full(self, width: int) -> bool:
        """Whether it would not have fitted if all letters were equally wide, within a letter or two."""
        return len(self.line.rstrip()) + 1 + len(self.following.split(maxsplit=1)[0]) > width - 2

    @property
    def hangs(self) -> bool:
        """Whether the next line is indented to the text of the item of a list that this line begins."""
        found = BULLET.match(self.line.lstrip())
        return found is not None and _indent(self.following) == _indent(self.line) + found.end()

    @property
    def is_long(self) -> bool:
        """Whether the line is so long that it goes on in lower case only because it is wrapped."""
        return _LONG <= len(self.line.rstrip()) <= _WIDEST and self.goes_on

    def joins(self, width: int, listed: bool) -> bool:
        """Whether the two lines are of one paragraph of a wrapped text; `listed` says whether their run is a list."""
        following = self.following.strip()
        if listed and BULLET.match(following):
            return False
        if following[0] in _CLOSING:
            return True
        if is_byline(self.line) or is_byline(following) or dateline_end(following) or _PLACE.match(following):
            return False
        if _indent(self.following) > _indent(self.line) + 1:
            return False
        if self.is_closed:
            return self.is_quite_full(width)
        return self.goes_on or self.is_full(width)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _unwrap_run(run: Sequence[str], width: int | None, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield the paragraphs of a run of lines."""
    if width is not None and max(len(line.rstrip()) for line in run) > width + _OVERHANG:
        width = None
    listed = sum(1 for line in run if BULLET.match(line.strip())) > 1
    lines = [run[0]]
    for line, following in pairwise(run):
        pair = _Pair(line, following)
        if pair.is_long or pair.hangs or (pair.joins(width, listed) if width else pair.breaks_word):
            lines[-1] = lines[-1].rstrip()
            lines.append(following.strip())
        else:
            yield join_lines(lines, vocabulary)
            lines = [following]
    yield join_lines(lines, vocabulary)


def _has_strip(lines: Sequence[str]) -> bool:
    """Whether most lines with a wide gap have one at the same place."""
    gaps = [found for line in lines if (found := [match.span() for match in _GAP.finditer(line[:_MOST_WIDE])])]
    places = Counter(place for line in gaps for start, end in line for place in range(start + 1, end))
    return len(gaps) >= _MIN_GAPS and max(places.values()) >= _SAME * len(gaps)


def _read_side_by_side(lines: list[str]) -> list[str]:
    """The lines, with columns that are side by side one after the other."""
    if len(lines) > _MOST_LINES or not _has_strip(lines):
        return lines
    words = [
        Word(match.group(), _CHARACTER * match.start(), _CHARACTER * match.end(), _LINE_HEIGHT * number, 1.0)
        for number, line in enumerate(lines)
        for match in re.finditer(r"\S+", line)
    ]
    page = read_columns(make_pieces(words))
    if len(page.blocks) < 2:
        return lines
    out: list[str] = []
    for block in page.blocks:
        edge = min(line.left for line in block.lines)
        last = block.lines[0].base
        for line in block.lines:
            blank = round((line.base - last) / _LINE_HEIGHT) - 1
            out += [""] * blank + [" " * round((line.left - edge) / _CHARACTER) + line.text]
            last = line.base
        out.append("")
    return out[:-1]
