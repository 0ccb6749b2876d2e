"""Finds names in a text where they are whole words: neither a letter, a digit nor a hyphen is right before or after.

The names are looked up by their first word, so that the time grows with the text and not with the number of names.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

_BEGINNING = re.compile(r"(?<![\w-])(?:\w+|[^\w\s])")
_FIRST_WORD = re.compile(r"\w+|[^\w\s]")
_END = re.compile(r"(?![\w-])")


def find_whole_names(names: Iterable[str], text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each place where names are in the text, in order, with these names, the longest first."""
    by_word: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names, key=len, reverse=True):
        found = _FIRST_WORD.match(name)
        by_word[found.group() if found else ""].append(name)
    for beginning in _BEGINNING.finditer(text) if by_word else ():
        start = beginning.start()
        candidates = by_word.get(beginning.group(), ())
        here = [name for name in candidates if text.startswith(name, start) and _END.match(text, start + len(name))]
        if here:
            yield start, here
