"""Joins the large first letter of an article, which is as high as several lines, to the rest of its word."""

from collections.abc import Sequence
from statistics import median

from extract.read.layout.geometry import Word

_LARGE = 1.7
"""Size of such a letter, in sizes of the text, at least."""
_NEAR = 1.0
"""Distance of its word, in sizes of the text, at most."""
_MOST = 50
"""Such letters of a page, at most."""
_WORDS = frozenset("aioyeàé")
"""Letters that are words themselves in English, French, Spanish, Portuguese, or Italian."""
_MARKS = "\"'“”„«‘’.,;:!?()"


def join_drop_caps(words: Sequence[Word]) -> list[Word]:
    """Return the words with each large first letter in the word beside its top; a letter that is a word stays one."""
    if not words:
        return []
    usual = median(word.size for word in words)
    caps = [word for word in words if word.size > _LARGE * usual and _is_letter(word)]
    found = {id(cap): _find_rest(cap, words) for cap in caps[:_MOST]}
    rests = {id(rest): cap for cap in caps if (rest := found.get(id(cap)))}
    known = {word.text.lower().strip(_MARKS) for word in words} if rests else set()
    kept = (word for word in words if not found.get(id(word)))
    return [_join(rests[id(word)], word, known) if id(word) in rests else word for word in kept]


def _is_letter(word: Word) -> bool:
    letter = word.text.strip(_MARKS)
    return len(letter) == 1 and letter.isupper()


def _find_rest(cap: Word, words: Sequence[Word]) -> Word | None:
    """The word to the right of the top of a large letter, which is lower than its line; None if there is none."""
    return min((word for word in words if _is_beside(cap, word)), key=lambda word: word.base, default=None)


def _is_beside(cap: Word, word: Word) -> bool:
    gap, size = word.left - cap.right, word.size
    near = -0.5 * size < gap < _NEAR * size and cap.size > _LARGE * size
    return near and cap.top - 0.2 * cap.size < word.top < cap.top + 0.5 * cap.size and word.base < cap.base - 0.6 * size


def _join(cap: Word, following: Word, known: set[str]) -> Word:
    letter, rest = cap.text.lower().strip(_MARKS), following.text.lower().strip(_MARKS)
    is_word = letter in _WORDS and rest in known and letter + rest not in known
    return following._replace(text=f"{cap.text}{' ' if is_word else ''}{following.text}")
