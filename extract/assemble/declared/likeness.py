"""Compare short phrases in any script: by their words, or by pairs of characters in scripts without spaces."""

import re

_WORD = re.compile(r"[^\W\d_]{3,}")


def alike(one: str, other: str) -> float:
    """Return the share of the shorter phrase that the longer one holds too; 0 if either is empty."""
    parts = _parts(one), _parts(other)
    shorter = min(map(len, parts))
    return len(parts[0] & parts[1]) / shorter if shorter else 0.0


def _parts(phrase: str) -> set[str]:
    folded = phrase.casefold()
    words = set(_WORD.findall(folded))
    if len(words) > 1 or folded.isascii():
        return words
    characters = "".join(filter(str.isalnum, folded))
    return {characters[at : at + 2] for at in range(len(characters) - 1)}
