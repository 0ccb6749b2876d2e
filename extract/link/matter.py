"""Compare what two records are about: the words of their subjects that say something, in any grammatical form."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

import snowballstemmer
from rapidfuzz import fuzz

from extract.entities.states import find_states
from extract.normalize.characters import plain
from extract.normalize.scripts import is_spaced
from extract.normalize.tables import read_rows, split_forms

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "fa": "persian", "fi": "finnish", "fr": "french", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "nl": "dutch",
    "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sr": "serbian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip
"""Snowball's algorithm for a language; words of other languages stay as they are."""
_COMPOUND = re.compile(r"(?<=[^\W\d_]{3})-(?=[^\W\d_]{4})")
"""The hyphen between two words of their own: "fire-fighting", but neither "re-export" nor "KT-70"."""
_POSSESSIVE = re.compile(r"['’]s\b")
_BEGINNING = 3
"""Letters that two spellings of one stem have in common at their beginning."""
_MIN_PREFIX = 5
"""Letters of a stem that another one may continue by up to four ("partner", "partnership")."""
ALIKE = 88.0
"""Similarity of two stems (rapidfuzz, 0 to 100) from which on they are one."""
GENERIC_WEIGHT = 0.5
"""Weight of a word that many matters share ("security"), beside 1 of others."""

Matter = tuple[str, ...]
"""Stems, each once and sorted."""


@lru_cache(maxsize=65536)
def read_matter(words: str, language: str | None = "en", *, of_statement: bool = False) -> Matter:
    """Return the stems of the words that say something; states and the nouns of agreements are left out.

    Talks are a stage of an agreement, but may be what a statement is about.
    """
    return tuple(sorted(set(_stems(words, language or "en", of_statement=of_statement))))


def weigh(stems: Collection[str]) -> float:
    """Return the weight of stems, each of which occurs once: how much they say."""
    generic = len(_forms("generic").intersection(stems))
    return len(stems) - generic + GENERIC_WEIGHT * generic


@lru_cache(maxsize=16384)
def shared(one: Matter, other: Matter) -> Matter:
    """Return the stems of the first that the second has, also in a similar spelling."""
    there, own = _by_beginning(other), set(one)
    return tuple(
        stem
        for stem in one
        if (near := there.get(stem[:_BEGINNING]))
        and (stem in near or any(_is_alike(stem, each) for each in near if each not in own))
    )


def most_shared(one: Matter, other: Matter) -> int:
    """Return how many stems the first shares with the second at most: those with a beginning that the second has."""
    return sum(map(_by_beginning(other).__contains__, _beginnings(one)))


@lru_cache(maxsize=16384)
def _by_beginning(matter: Matter) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for beginning, stem in zip(_beginnings(matter), matter, strict=True):
        found.setdefault(beginning, []).append(stem)
    return found


@lru_cache(maxsize=16384)
def _beginnings(matter: Matter) -> tuple[str, ...]:
    return tuple(stem[:_BEGINNING] for stem in matter)


@lru_cache(maxsize=65536)
def overlap(one: Matter, other: Matter) -> float:
    """Return the share, 0 to 1, of the shorter matter that both have in common, by weight."""
    least = min(weigh(one), weigh(other))
    return min(1.0, weigh(shared(one, other)) / least) if least else 0.0


def _is_alike(one: str, other: str) -> bool:
    """Whether two stems with the same beginning are one word."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= _MIN_PREFIX and longer.startswith(shorter) and len(longer) - len(shorter) < _MIN_PREFIX:
        return True
    return len(shorter) >= _MIN_PREFIX and fuzz.ratio(one, other) >= ALIKE


def _stems(words: str, language: str, *, of_statement: bool) -> Iterator[str]:
    kept = _POSSESSIVE.sub("", plain(_without_states(words)))
    for word in _WORD.findall(_COMPOUND.sub(" ", kept) if "-" in kept else kept):
        yield from _read_word(word, language, of_statement)


@lru_cache(maxsize=65536)
def _read_word(word: str, language: str, of_statement: bool) -> tuple[str, ...]:
    """The stem of a word, if it says something; of scripts without spaces the pairs of characters."""
    folded = word.casefold()
    if not is_spaced(folded[0]) and not folded.isascii():
        return tuple(folded[at : at + 2] for at in range(max(1, len(folded) - 1)))
    stem = _stem(folded, language)
    is_silent = stem in _forms("silent") or (not of_statement and stem in _forms("stage"))
    return () if folded.isdigit() or is_silent or len(stem) <= 1 else (_classes().get(stem, stem),)


def _without_states(words: str) -> str:
    """The words with a gap for each state: the parties tell which states they are."""
    for mention in reversed(find_states(words)):
        words = f"{words[: mention.start]} {words[mention.end :]}"
    return words


@lru_cache(maxsize=65536)
def _stem(word: str, language: str = "en") -> str:
    if language not in _STEMMERS:
        return word
    found: str = _stemmer(language).stemWord(word)
    return found


@cache
def _stemmer(language: str) -> Any:
    return snowballstemmer.stemmer(_STEMMERS[language])


@cache
def _forms(kind: str) -> frozenset[str]:
    rows = read_rows("extract.link.data", "matter_words.tsv", 2)
    return frozenset(_stem(form) for name, forms in rows if name == kind for form in split_forms(forms))


@cache
def _classes() -> dict[str, str]:
    """Words for one thing, by stem; the first of a row stands for all."""
    rows = read_rows("extract.link.data", "matter_words.tsv", 2)
    found = [[_stem(form) for form in split_forms(forms)] for name, forms in rows if name == "same"]
    return {form: forms[0] for forms in found for form in forms}
