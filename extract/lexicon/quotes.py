"""Quotation marks: which words of a sentence are somebody's own. In: a sentence. Out: offsets, or yes and no."""

import re
from functools import lru_cache

_MARK = re.compile(r"[\"“”„«»]")


@lru_cache(maxsize=1024)
def quoted(sentence: str) -> tuple[tuple[int, int], ...]:
    """Offsets of what stands in double quotation marks; a mark that is never closed opens up to the sentence's end."""
    spans, begin = [], None
    for mark in _MARK.finditer(sentence):
        closing = mark.group() in "”»" or (mark.group() == '"' and begin is not None)
        if closing:
            spans.append((0 if begin is None else begin, mark.end()))
            begin = None
        elif begin is None:
            begin = mark.start()
    return (*spans, (begin, len(sentence))) if begin is not None else tuple(spans)


def is_quoted(sentence: str, position: int) -> bool:
    """True if the word at this offset stands in quotation marks."""
    return any(start <= position < end for start, end in quoted(sentence))
