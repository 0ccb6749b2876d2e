"""Find the abbreviations that a text gives its organisations in brackets: "the Mali Association of Nurses (MAN)"."""

import re
from collections.abc import Iterable, Iterator

from extract.entities.cast import NamedAt

_IN_BRACKETS = re.compile(r"\s?\([\"“”']?([A-Z][\w&‑-]{1,11})[\"“”']?[);,]")
_WORDS_BEFORE = 40
"""Characters before a name in which an adjective may stand that belongs to it: "Malian"."""


def find_abbreviations(text: str, places: Iterable[NamedAt]) -> Iterator[tuple[str, str]]:
    """Yield each abbreviation with the key of the actor at one of these places: "MAN".

    It begins like a word of the name: not "(AFP)" after "the Mali Association of Nurses".
    """
    for place in places:
        found = _IN_BRACKETS.match(text, place.end)
        words = re.findall(r"\w+", text[max(0, place.start - _WORDS_BEFORE) : place.end])
        named = len(re.findall(r"\w+", text[place.start : place.end]))
        short = found is not None and found[1][1:] != found[1][1:].lower()
        if found and short and any(word[0] == found[1][0] for word in words[-named - 2 :]):
            yield found[1], place.key
