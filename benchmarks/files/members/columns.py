"""PDF pages in columns: in any order of drawing, with narrow gutters, headlines, pictures, and words that lines break."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from benchmarks.files.made import Placed, draw_pdf
from benchmarks.files.members.member import Expected, Member
from benchmarks.files.members.texts import NEWS

_HEADLINE, *_PARAGRAPHS = NEWS["en"]
_WIDTHS = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        (56, 56, 50, 56, 56, 28, 56, 56, 22, 22, 50, 22, 83, 56, 56, 56, 56, 33, 50, 28, 56, 50, 72, 50, 50, 50),
        strict=True,
    )
) | {
    "M": 83,
    "W": 94,
    "J": 50,
    "I": 28,
    "L": 56,
    "T": 61,
    "F": 61,
    "O": 78,
    "G": 78,
    "Q": 78,
    " ": 28,
    ".": 28,
    ",": 28,
}
"""Widths of the characters of Helvetica, in hundredths of their size; the other capitals have 67, digits and $ 56."""
_LEFT, _TOP, _WIDTH = 40.0, 780.0, 520.0


@dataclass(frozen=True)
class _Layout:
    """How a page is set."""

    columns: int
    gutter: float
    """Width of the gutters, in font sizes."""
    order: str = "columns"
    justified: bool = False
    size: float = 9.0
    indent: float = 0.0
    hyphens: bool = False
    headline: bool = True
    pages: int = 1


def members() -> Iterator[Member]:
    """Yield the files."""
    for columns in (1, 2, 3, 4):
        for gutter in (0.7, 1.0, 1.5, 2.5):
            for order in ("columns", "rows"):
                layout = _Layout(columns, gutter, order, justified=gutter < 2)
                yield _made(f"{columns}-{gutter}-{order}", layout)
    base = _Layout(2, 1.5)
    yield _made("words-at-random-rows", replace(base, order="words"))
    yield _made("indents", replace(base, indent=12, justified=True))
    yield _made("hyphens-2", replace(base, hyphens=True, justified=True))
    yield _made("hyphens-3-rows", replace(base, columns=3, hyphens=True, order="rows"))
    yield _made("no-headline", replace(base, headline=False))
    yield _made("pages", replace(base, headline=False, pages=3))
    yield _made("pages-rows", replace(base, headline=False, pages=4, columns=3, order="rows"))
    yield _made("large", replace(base, size=12))
    yield _made("small", replace(base, size=7, columns=4))


def _made(name: str, layout: _Layout) -> Member:
    chance = random.Random(name)
    pages, expected = [], []
    for _ in range(layout.pages):
        placed, texts = _page(layout, chance)
        pages.append(placed)
        expected += texts
    return Member(f"{name}.pdf", draw_pdf(pages), [Expected("\n".join(expected))])


def _page(layout: _Layout, chance: random.Random) -> tuple[list[Placed], list[str]]:
    placed: list[Placed] = []
    texts: list[str] = []
    top = _TOP
    if layout.headline:
        placed.append(Placed(_LEFT, top, _HEADLINE, 18))
        texts.append(_HEADLINE)
        top -= 36
    gutter = layout.gutter * layout.size
    width = (_WIDTH - gutter * (layout.columns - 1)) / layout.columns
    for number in range(layout.columns):
        y = top
        for paragraph in chance.sample(_PARAGRAPHS, 3):
            lines = _lines(paragraph, width, layout)
            for place, words in enumerate(lines):
                x = _LEFT + number * (width + gutter) + (layout.indent if place == 0 else 0)
                last = place == len(lines) - 1
                placed += _set(words, (x, y), width - (layout.indent if place == 0 else 0), layout, last)
                y -= 1.2 * layout.size
            y -= 0 if layout.indent else 0.8 * layout.size
            texts.append(paragraph)
    if layout.order != "columns":
        placed.sort(key=lambda one: (-one.y, one.x))
    return placed, texts


def _lines(paragraph: str, width: float, layout: _Layout) -> list[list[str]]:
    lines: list[list[str]] = [[]]
    for word in paragraph.split():
        room = width - (layout.indent if len(lines) == 1 else 0) - _extent([*lines[-1], ""], layout.size)
        if _extent([word], layout.size) <= room or not lines[-1]:
            lines[-1].append(word)
        elif layout.hyphens and word.isalpha() and len(word) > 6 and _extent([word[:3] + "-"], layout.size) <= room:
            lines[-1].append(f"{word[:3]}-")
            lines.append([word[3:]])
        else:
            lines.append([word])
    return lines


def _extent(words: Sequence[str], size: float) -> float:
    return sum(_WIDTHS.get(one, 67 if one.isupper() else 56) for one in " ".join(words)) * size / 100


def _set(
    words: Sequence[str], place: tuple[float, float], width: float, layout: _Layout, last: bool
) -> Iterator[Placed]:
    x, y = place
    if not layout.justified and layout.order != "words":
        yield Placed(x, y, " ".join(words), layout.size)
        return
    spare = (width - sum(_extent([word], layout.size) for word in words)) / max(1, len(words) - 1)
    space = spare if layout.justified and not last else 0.28 * layout.size
    for word in words:
        yield Placed(round(x, 2), y, word, layout.size)
        x += _extent([word], layout.size) + space
