"""Compare short phrases in any script: by their words, or by pairs of characters in scripts without spaces."""

import re

_WORD = re.compile(r"[^\W\d_]{3,}")
_LONG = 4
"""Letters of a word that is hardly ever an article, a conjunction or a preposition."""
_SHARE = 0.75


def alike(one: str, other: str) -> float:
    """Return the share of the shorter phrase that the longer one holds too; 0 if either is empty."""
    parts = _parts(one), _parts(other)
    shorter = min(map(len, parts))
    return len(parts[0] & parts[1]) / shorter if shorter else 0.0


def is_same_matter(one: str, other: str) -> bool:
    """Return whether the longer phrase has nearly all words of the shorter one, and all of its long words.

    A single other word is another matter: "the raid on the harbour", "the raid on the airport".
    """
    if alike(one, other) < _SHARE:
        return False
    found = _long_words(one), _long_words(other)
    return found[0] <= found[1] or found[1] <= found[0]


def _long_words(phrase: str) -> set[str]:
    """The long words of a phrase; none in a script without spaces."""
    return {part for part in _parts(phrase) if len(part) >= _LONG}


def _parts(phrase: str) -> set[str]:
    folded = phrase.casefold()
    words = set(_WORD.findall(folded))
    if len(words) > 1 or folded.isascii():
        return words
    characters = "".join(filter(str.isalnum, folded))
    return {characters[at : at + 2] for at in range(len(characters) - 1)}
