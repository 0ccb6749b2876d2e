"""What makes an article a copy of an earlier one: it says nothing of its own.

In: an article, and an earlier one that has all of its sentences. Out: a verdict. Nothing is stored or looked up here.
Sentences are compared as wholes, because a word more or less makes another story: the notices of two years share nearly
all of their words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from unicodedata import category, normalize

from extract.document.heading import dateline_end
from extract.document.segment import Role, split
from schemas import Article, Duplicate, DuplicateKind

KEPT = 0.5
"""The least share of the first article that a copy has; one that has less is a piece of it, not a copy."""
SHORTEST = 250
"""Letters of body, some fifty words, below which only an exact copy is one: a line may well be said of two events."""
DAYS = 7
"""Days between two publications beyond which the same words tell of another event, or of another "Monday"."""


@dataclass(frozen=True)
class Fingerprint:
    """What is compared of an article: hashes of 64 bits, signed."""

    whole: int
    """Of all its letters, whatever their case."""
    sentences: Mapping[int, int]
    """The letters of each sentence of the body by its hash, datelines, headline, bylines and credits left out.

    There are none of a text that is too short to be compared by them.
    """

    @property
    def letters(self) -> int:
        """Length of these sentences."""
        return sum(self.sentences.values())


@dataclass(frozen=True)
class First:
    """An article that was no copy, as far as later ones are compared with it."""

    number: int
    article: str
    source_id: str
    published: str | None
    whole: int
    letters: int


def fingerprint(article: Article) -> Fingerprint:
    """The fingerprint of an article."""
    sentences: dict[int, int] = {}
    for sentence in split(article.text):
        letters = _letters(sentence.text[dateline_end(sentence.text) :]) if sentence.role is Role.BODY else ""
        if letters:
            sentences[_hash(letters)] = len(letters)
    long = sum(sentences.values()) >= SHORTEST
    return Fingerprint(_hash(_letters(article.text)), sentences if long else {})


def verdict(article: Article, made: Fingerprint, first: First) -> Duplicate | None:
    """The article as a duplicate of the first, which has all of its sentences; None if it is none all the same."""
    exact = made.whole == first.whole
    similarity = 1.0 if exact else made.letters / first.letters
    if similarity < KEPT or _apart(article.published, first.published):
        return None
    return Duplicate(
        article=article.id,
        source_id=article.source_id,
        path=article.path,
        url=article.url,
        source=article.source,
        title=article.title,
        published=article.published,
        duplicate_of=first.article,
        duplicate_of_source_id=first.source_id,
        kind=DuplicateKind.EXACT if exact else DuplicateKind.NEAR,
        similarity=round(similarity, 3),
    )


def _apart(one: str | None, other: str | None) -> bool:
    """True if both were published on a known day, and these are too far from each other."""
    days = [date.fromisoformat(day) for day in (one, other) if day and _is_day(day)]
    return len(days) == 2 and abs((days[0] - days[1]).days) > DAYS


def _is_day(edtf: str) -> bool:
    return len(edtf) == len("2024-11-26") and edtf.replace("-", "").isdigit()


class _Kept(dict[int, str]):
    """Characters by code, and nothing for those that tell nothing: white space and punctuation."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        kept = char if category(char)[0] in "LMN" or category(char) in ("Sc", "Sm", "So") or char in "%.," else ""
        return self.setdefault(code, kept)


_KEPT = _Kept()
_POINTS = re.compile(r"(?<!\d)[.,]|[.,](?!\d)")
"""Those that are in no figure: 1.5 and 15 are two."""


def _letters(text: str) -> str:
    """Letters, figures and signs like $ and %, and nothing between them: words may be broken at the end of a line."""
    return _POINTS.sub("", normalize("NFKC", text).casefold()).translate(_KEPT)


def _hash(letters: str) -> int:
    return int.from_bytes(blake2b(letters.encode(), digest_size=8).digest(), signed=True)
