"""Finds the quotes of a text: the words in double quotation marks."""

import re

_BLOCK = re.compile(r"(?:[^\n]+(?:\n(?![^\S\n]*\n))?)+")
_MARK = re.compile(r"[\"“”„«»]")
_BEFORE_OPENING = re.compile(r"[\s(\[—–-]")


def find_quotes(text: str) -> tuple[tuple[int, int], ...]:
    """Return the offsets of the quotes in order, quotation marks included; a quote may have several sentences.

    A quote ends with its paragraph at the latest. A quote without a closing mark ends where the next one opens, one
    without an opening mark begins with the paragraph.
    """
    return tuple(
        (block.start() + start, block.start() + end)
        for block in _BLOCK.finditer(text)
        for start, end in _quotes_in(block.group())
    )


def _quotes_in(block: str) -> list[tuple[int, int]]:
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
    """True of an opening mark, and of a straight mark right before a word."""
    if block[at] in "“„«":
        return True
    before, after = block[at - 1 : at], block[at + 1 : at + 2]
    return block[at] == '"' and (not before or bool(_BEFORE_OPENING.match(before))) and bool(after.strip())
