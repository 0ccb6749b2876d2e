"""Tells the text of a page from what is beside it: captions are left out, footnotes go to the end of the document."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.read.layout.paragraphs import Paragraph

_LABEL = re.compile(
    r"(?:figures?|fig\.|tables?|tab\.|abbildung|abb\.|tabelle|foto|photo|grafik|graphic|map|chart|figura|tabla|tableau|"
    r"рис\.|таблица|图|表|図)\s*[\dIVX]{1,4}[a-z]?\s*[.:—–-]",
    re.I,
)
_CREDIT = re.compile(r"(?:photo|foto|image|picture|bild)(?:graph)?s?(?:\s*(?:credits?|by|courtesy of))?\s*[:/©]", re.I)
_LONGEST_CREDIT = 200
_SMALL = 0.93
"""Size of captions and footnotes, in sizes of the text, at most."""
_MOST_LINES = 6
"""Lines of a caption below a picture, at most."""


@dataclass(frozen=True)
class Picture:
    """The box of a picture on a page."""

    left: float
    top: float
    right: float
    bottom: float


def is_caption(paragraph: Paragraph, size: float, pictures: Sequence[Picture]) -> bool:
    """Whether a paragraph describes a picture or a table: by its label, or in small letters below a picture."""
    if _LABEL.match(paragraph.first) and paragraph.lines[0].size <= 1.05 * size:
        return True
    if _CREDIT.match(paragraph.first) and sum(len(line.text) for line in paragraph.lines) <= _LONGEST_CREDIT:
        return True
    small = paragraph.lines[0].size <= _SMALL * size and len(paragraph.lines) <= _MOST_LINES
    return small and any(_is_below(paragraph, picture) for picture in pictures)


def _is_below(paragraph: Paragraph, picture: Picture) -> bool:
    line = paragraph.lines[0]
    overlap = min(line.right, picture.right) - max(line.left, picture.left)
    return -0.5 * line.size < line.top - picture.bottom < 1.5 * line.size and overlap > 0.6 * line.width


def split_notes(paragraphs: Sequence[Paragraph], size: float, middle: float) -> tuple[list[Paragraph], list[Paragraph]]:
    """Split the small print from the end of a column, where there is text above it; return text and small print.

    Only what is below the middle of the page may be small print.
    """
    end = len(paragraphs)
    while end and paragraphs[end - 1].lines[0].size <= _SMALL * size and paragraphs[end - 1].lines[0].base > middle:
        end -= 1
    if not any(len(paragraph.lines) > 1 and not paragraph.is_heading for paragraph in paragraphs[:end]):
        return list(paragraphs), []
    return list(paragraphs[:end]), list(paragraphs[end:])
