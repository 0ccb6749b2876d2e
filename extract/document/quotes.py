"""Quotation marks: which words of a text are somebody's own. In: a text. Out: offsets of its quotes."""

import re

_BLOCK = re.compile(r"(?:[^\n]+(?:\n(?![^\S\n]*\n))?)+")
_MARK = re.compile(r"[\"“”„«»]")
_BEFORE_OPENING = re.compile(r"[\s(\[—–-]")


def quotes(text: str) -> tuple[tuple[int, int], ...]:
    """Offsets of what stands in double quotation marks, in order, marks included; a quote may hold several sentences.

    No quote goes on beyond its paragraph. One that is never closed ends where the next one opens, or with the
    paragraph; one that was never opened begins with it.
    """
    return tuple(
        (block.start() + start, block.start() + end)
        for block in _BLOCK.finditer(text)
        for start, end in _quotes_of(block.group())
    )


def _quotes_of(block: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    begin = None
    for mark in _MARK.finditer(block):
        if _opens(block, mark.start()):
            if begin is not None:
                spans.append((begin, mark.start()))
            begin = mark.start()
        elif begin is not None or not spans:
            spans.append((begin or 0, mark.end()))
            begin = None
    return spans if begin is None else [*spans, (begin, len(block))]


def _opens(block: str, at: int) -> bool:
    """True of a mark that opens a quote: one of that shape, or a straight one that words follow at once."""
    if block[at] in "“„«":
        return True
    before, after = block[at - 1 : at], block[at + 1 : at + 2]
    return block[at] == '"' and (not before or bool(_BEFORE_OPENING.match(before))) and bool(after.strip())
