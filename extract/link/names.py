"""Compare names of persons across articles: shorter forms, other spellings of the same letters, surnames alone.

Likeness alone joins nobody: `extract.link.actors` asks for country and office as well.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

_PARTICLES = frozenset("al el ul bin ibn bint abu de da do dos das del della di van von der den la le y e".split())
_LETTERS = str.maketrans(
    {"č": "ch", "ć": "ch", "š": "sh", "ś": "sh", "ž": "zh", "ź": "zh", "ø": "o", "ł": "l", "đ": "d", "ð": "d",
     "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "’": "", "'": "", "ʼ": "", "`": "", ".": ""}
)  # fmt: skip
_SPELLINGS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^ye", "e"),
        (r"(?:i?ou|i?ow|[iy]?ev|ov|eff|off)$", "ov"),
        (r"tsch|tch|tsh|cz", "ch"),
        (r"kh", "h"),
        (r"sch|sz|sj", "sh"),
        (r"ph", "f"),
        (r"[iy]j$|[iy]{2,}|(?<=[^aeiou])y", "i"),
        (r"(?<=[aeou])(?:[iy]|j(?![aeiou]))", "i"),
        (r"a[iy]|e[iy]", "e"),
        (r"oo|ou", "u"),
        (r"ee", "i"),
        (r"ck|q|c(?=[aouklrt]|$)", "k"),
        (r"c(?=[eiy])", "s"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"z(?!h)", "s"),
        (r"(?<=[kgtdb])h", ""),
        (r"(?<=[aeioun])h$", ""),
        (r"(.)\1+", r"\1"),
    )
)
"""What the press writes differently for one sound, in romanised names and in those of other alphabets' languages."""
_ARTICLE = re.compile(r"^al(?=[^aeiou]\w{4})")
"""The Arabic article that is written together with a surname: "Aldoseri"."""
_VOWELS = re.compile(r"[aeiouy]")
_INITIALS = {"c": "cks", "p": "pf", "q": "k", "w": "v", "x": "k", "y": "yie", "z": "zs"}
"""Letters with which the sounds of a name begin that has this initial, if not with the letter itself alone."""
MIN_CONSONANTS = 3
"""Consonants from which on a name is taken for another spelling of one with the same consonants."""
MIN_LETTERS = 6
"""Letters from which on a name may differ by a consonant, or by two vowels."""


class NameMatch(IntEnum):
    """How far two names may be those of one person; the greater, the more speaks for it."""

    DIFFERENT = 0
    SURNAME = 1
    """One of them is a single name, which the other has."""
    ALIKE = 2
    """Each part is another spelling of the other's."""
    CONTAINED = 3
    """One has all parts of the other, which has at least two."""
    SAME = 4


@dataclass(frozen=True)
class PersonName:
    """A name by its sounds, without particles."""

    parts: tuple[str, ...]

    @property
    def is_single(self) -> bool:
        """Whether there is only a surname, or another single name."""
        return len(self.parts) == 1


@lru_cache(maxsize=65536)
def read_name(name: str) -> PersonName:
    """Read the name of a person; order and spelling of its parts count for nothing."""
    words = [re.sub(r"^(?:al|el|ad|as|ar|an|at|az|ul)-", "", word) for word in name.casefold().split()]
    words[1:] = [_ARTICLE.sub("", word) for word in words[1:]]
    folded = [_fold_part(word.replace("-", "")) for word in words]
    kept = [word for word in folded if word and word not in _PARTICLES] or [word for word in folded if word]
    return PersonName(tuple(kept))


@lru_cache(maxsize=262144)
def compare_names(one: PersonName, other: PersonName) -> NameMatch:
    """Return how far two names may be those of one person."""
    shorter, longer = sorted((one.parts, other.parts), key=len)
    if not shorter:
        return NameMatch.DIFFERENT
    if _are_same(shorter, longer):
        return NameMatch.SURNAME if len(longer) == 1 else NameMatch.SAME
    if one.is_single or other.is_single:
        return NameMatch.SURNAME if shorter[0] in longer else NameMatch.DIFFERENT
    if set(shorter) < set(longer) or _are_initials(shorter, longer):
        return NameMatch.CONTAINED
    return NameMatch.ALIKE if _are_alike(shorter, longer) else NameMatch.DIFFERENT


@lru_cache(maxsize=262144)
def compare_written(one: str, other: str) -> NameMatch:
    """Return how far two names, as they are written, may be those of one person."""
    return compare_names(read_name(one), read_name(other))


def consonants(part: str) -> str:
    """Return the consonants of a part of a name, by which spellings of one name are found."""
    return _VOWELS.sub("", part) or part


def _fold_part(word: str) -> str:
    """The sounds of a part of a name; of an initial the letter."""
    letter = word.removesuffix(".")
    return letter if len(letter) == 1 else _fold(word)


def _fold(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    sound = "".join(letter for letter in plain if letter.isalnum())
    for pattern, replacement in _SPELLINGS:
        sound = pattern.sub(replacement, sound)
    return sound


def _are_same(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    """Whether the parts are the same in any order; "Ji Hoon", "Ji-hoon" and "Jihoon" are."""
    if sorted(shorter) == sorted(longer) or "".join(shorter) == "".join(longer):
        return True
    joined = ((*longer[:at], longer[at] + longer[at + 1], *longer[at + 2 :]) for at in range(len(longer) - 1))
    return len(shorter) + 1 == len(longer) and any(sorted(shorter) == sorted(parts) for parts in joined)


def _are_initials(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    """Whether "J Smith" stands for "John Smith"."""
    if len(shorter) != len(longer) or shorter[-1] != longer[-1]:
        return False
    pairs = list(zip(shorter[:-1], longer[:-1], strict=True))
    return all(a == b or (1 in (len(a), len(b)) and first_letters(a) & first_letters(b)) for a, b in pairs)


def first_letters(part: str) -> frozenset[str]:
    """Return the letters with which the sounds of a part of a name may begin: several of an initial."""
    return frozenset(_INITIALS.get(part, part) if len(part) == 1 else part[0])


def _are_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return len(one) == len(other) and all(
        is_spelling(a, b) for a, b in zip(sorted(one, key=consonants), sorted(other, key=consonants), strict=True)
    )


def is_spelling(one: str, other: str) -> bool:
    """Whether two parts of names may be spellings of one; a last "a" more or less is another name."""
    if one == other:
        return True
    if one[0] != other[0] or one.endswith("a") != other.endswith("a"):
        return False
    is_long = min(len(one), len(other)) >= MIN_LETTERS
    distance = Levenshtein.distance(one, other, score_cutoff=2)
    if consonants(one) == consonants(other) and len(consonants(one)) >= MIN_CONSONANTS:
        return distance <= 1 + is_long
    return is_long and distance <= 1
