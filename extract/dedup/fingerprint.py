"""Decide whether an article is a copy of an earlier one: whether it says nothing of its own.

In: an article, and an earlier one that has all of its sentences. Out: a duplicate, or None. Nothing is stored or looked
up here. Sentences are compared as wholes, because one word more or less makes another story: the notices of two years
share nearly all of their words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from unicodedata import category, normalize

from extract.document.heading import dateline_end
from extract.document.segment import Role, segment
from schemas import Article, Duplicate, DuplicateKind

MIN_SHARE = 0.5
"""Least share of the earlier article that a copy has; an article with less is an excerpt."""
MIN_LETTERS = 250
"""Letters of body, about fifty words, below which only an exact copy counts: one line may fit two events."""
MAX_DAYS = 7
"""Days between two publications beyond which the same words report another event, or another "Monday"."""


@dataclass(frozen=True)
class Fingerprint:
    """Signed 64-bit hashes of the text of an article."""

    whole: int
    """Hash of all its letters, case-folded."""
    sentences: Mapping[int, int]
    """Number of letters of each sentence of the body, by its hash; without datelines, headline, bylines and credits.

    Empty if the body is too short to be compared by sentences.
    """

    @property
    def letters(self) -> int:
        """Length of these sentences."""
        return sum(self.sentences.values())


@dataclass(frozen=True)
class IndexedArticle:
    """An article that is no copy, with what later articles are compared with."""

    number: int
    article: str
    source_id: str
    published: str | None
    whole: int
    letters: int


def make_fingerprint(article: Article) -> Fingerprint:
    """Compute the fingerprint of an article."""
    sentences: dict[int, int] = {}
    for sentence in segment(article.text):
        letters = _normalize(sentence.text[dateline_end(sentence.text) :]) if sentence.role is Role.BODY else ""
        if letters:
            sentences[_hash(letters)] = len(letters)
    long_enough = sum(sentences.values()) >= MIN_LETTERS
    return Fingerprint(_hash(_normalize(article.text)), sentences if long_enough else {})


def compare(article: Article, fingerprint: Fingerprint, earlier: IndexedArticle) -> Duplicate | None:
    """Return the article as a duplicate of an earlier one that has all of its sentences.

    None if the article has too small a part of it, or was published too long before or after.
    """
    exact = fingerprint.whole == earlier.whole
    similarity = 1.0 if exact else fingerprint.letters / earlier.letters
    if similarity < MIN_SHARE or _are_far_apart(article.published, earlier.published):
        return None
    return Duplicate(
        article=article.id,
        source_id=article.source_id,
        path=article.path,
        url=article.url,
        source=article.source,
        title=article.title,
        published=article.published,
        duplicate_of=earlier.article,
        duplicate_of_source_id=earlier.source_id,
        kind=DuplicateKind.EXACT if exact else DuplicateKind.NEAR,
        similarity=round(similarity, 3),
    )


def _are_far_apart(one: str | None, other: str | None) -> bool:
    """Return True if both were published on a known day, more than MAX_DAYS apart."""
    days = [date.fromisoformat(day) for day in (one, other) if day and _is_day(day)]
    return len(days) == 2 and abs((days[0] - days[1]).days) > MAX_DAYS


def _is_day(edtf: str) -> bool:
    return len(edtf) == len("2024-11-26") and edtf.replace("-", "").isdigit()


class _SignificantCharacters(dict[int, str | None]):
    """A translation table that drops white space and punctuation; None is faster than an empty string."""

    def __missing__(self, code: int) -> str | None:
        char = chr(code)
        kept = char if category(char)[0] in "LMN" or category(char) in ("Sc", "Sm", "So") or char in "%.," else None
        return self.setdefault(code, kept)


_SIGNIFICANT = _SignificantCharacters()
_POINTS_OUTSIDE_NUMBERS = re.compile(r"[.,](?:(?!\d)|(?<!\d[.,]))")
"""Points and commas, except within a number: 1.5 and 15 differ."""


def _normalize(text: str) -> str:
    """Keep letters, digits and signs like $ and %, case-folded, without gaps: a line may break within a word."""
    return _POINTS_OUTSIDE_NUMBERS.sub("", normalize("NFKC", text).casefold()).translate(_SIGNIFICANT)


def _hash(letters: str) -> int:
    return int.from_bytes(blake2b(letters.encode(), digest_size=8).digest(), signed=True)
