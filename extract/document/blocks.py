"""Splits a text into blocks: its lines, with the lines of a hard-wrapped paragraph joined.

Many agencies put one paragraph on each line without blank lines, so a line break ends a block, unless
1. the text is wrapped (its lines are at most 100 characters long, and some continue in lower case) and the first word
   of the next line would not have fitted on the line; or
2. the line is 45 to 100 characters long, ends without punctuation, and the next begins in lower case.
A blank line and a bullet always begin a new block.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

_LINE = re.compile(r"[^\n\u2028\u2029]+")
_BULLET = re.compile(r"[•●▪◦‣*+]\s|[-–—]\s|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]\s|#{1,6}\s")
_CLOSED = re.compile(r"[.!?…:;][\"”’'»)\]]*$")
_WIDEST = 100
_NARROWEST = 45
"""Characters in a line of a wrapped paragraph, at most and at least."""


@dataclass(frozen=True)
class Block:
    """A block: `text[start:end] == block.text`, in code points, without white space around it."""

    start: int
    end: int
    text: str
    after_gap: bool
    """True if a blank line or the beginning of the text precedes it."""


def split_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text in order; only white space is between them."""
    lines = _lines(text)
    width = _width(lines)
    out: list[Block] = []
    last: Block | None = None
    for line in lines:
        if last is not None and _continues(last, line, width):
            start = out.pop().start
            out.append(Block(start, line.end, "", False))
        else:
            out.append(line)
        last = line
    gaps = {line.start for line in lines if line.after_gap}
    return tuple(Block(b.start, b.end, text[b.start : b.end], b.start in gaps) for b in out)


def _lines(text: str) -> list[Block]:
    lines: list[Block] = []
    for match in _LINE.finditer(text):
        words = match.group().strip()
        if words:
            start = match.start() + match.group().index(words)
            gap = not lines or len(re.findall(r"[\n\u2028\u2029]", text[lines[-1].end : start])) > 1
            lines.append(Block(start, start + len(words), words, gap))
    return lines


def _width(lines: list[Block]) -> int:
    """The number of characters at which the text is wrapped; 0 if it is not."""
    pairs = [(a, b) for a, b in pairwise(lines) if not b.after_gap]
    width = max((len(line.text) for pair in pairs for line in pair), default=0)
    soft = sum(1 for a, b in pairs if _continues_in_lower_case(a, b))
    return width if _NARROWEST <= width <= _WIDEST and soft else 0


def _continues(line: Block, following: Block, width: int) -> bool:
    if following.after_gap or _BULLET.match(following.text):
        return False
    full = bool(width) and len(line.text) + 1 + len(following.text.split(maxsplit=1)[0]) > width
    return full or _continues_in_lower_case(line, following)


def _continues_in_lower_case(line: Block, following: Block) -> bool:
    fits = _NARROWEST <= len(line.text) <= _WIDEST
    return fits and following.text[0].islower() and not _CLOSED.search(line.text) and not _BULLET.match(following.text)
