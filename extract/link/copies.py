"""Find articles that say nothing but what another says: near-identical texts, and rewrites that credit the other."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from zlib import crc32

from extract.link.credits import ArticleOrigin, find_credits, read_origin
from extract.link.views import ArticleView

COPY_DAYS = 7
"""Days between two publications beyond which the same words report another event."""
SAME_TEXT = 0.8
"""Share of an article's word sequences that the other has too, if it is a copy."""
SAME_WORDS = 0.6
"""Share of a rewrite's words that the credited article has too."""
MIN_SHARE = 0.3
"""Least length of a copy, as a share of the original; less is an excerpt."""
_SHINGLE = 5
_MIN_SHINGLES = 25
_KEYS = 8
"""Word sequences by which copies are found."""
_MIN_WORD = 4


@dataclass(frozen=True)
class ArticleSketch:
    """What an article is compared by, without its text."""

    origin: ArticleOrigin
    shingles: frozenset[int]
    """Hashes of its sequences of five words."""
    words: frozenset[int]
    """Hashes of its longer words."""
    numbers: frozenset[str]
    credits: frozenset[str]
    """Names that it credits."""

    @property
    def source_id(self) -> str:
        """Return the id of the article."""
        return self.origin.source_id

    @property
    def order(self) -> tuple[int, int, str]:
        """Return the place among articles of one text: the earliest, then the longest, comes first."""
        published = self.origin.published
        return published.first if published else 0, -len(self.shingles), self.source_id


def read_sketch(article: ArticleView) -> ArticleSketch:
    """Return what an article is compared by."""
    words = re.findall(r"[^\W_]+", article.text.casefold())
    sequences = {" ".join(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1))}
    return ArticleSketch(
        origin=read_origin(article),
        shingles=frozenset(crc32(sequence.encode()) for sequence in sequences),
        words=frozenset(crc32(word.encode()) for word in words if len(word) >= _MIN_WORD),
        numbers=frozenset(word for word in words if word.isdigit()),
        credits=find_credits(article.text),
    )


def keys(sketch: ArticleSketch) -> frozenset[str]:
    """Return the keys of which two near-identical texts share at least one."""
    return frozenset(f"text {shingle}" for shingle in sorted(sketch.shingles)[:_KEYS])


def is_copy(article: ArticleSketch, other: ArticleSketch, *, has_own: Callable[[str, str], bool]) -> bool:
    """Return whether an article says nothing but what another says.

    `has_own` tells of two articles whether the first has a record that the second does not report.
    """
    if not _precedes(other, article) or _are_far_apart(article, other):
        return False
    if _is_same_text(article, other):
        return True
    if not _credits(article, other) or _share(article.words, other.words) < SAME_WORDS:
        return False
    return not has_own(article.source_id, other.source_id)


def find_originals(
    articles: Iterable[ArticleSketch],
    candidates: Callable[[ArticleSketch], Collection[ArticleSketch]],
    has_own: Callable[[str, str], bool],
) -> dict[str, str]:
    """Return the original of each copy, which is itself no copy."""
    found: dict[str, str] = {}
    for article in articles:
        others = [other for other in candidates(article) if is_copy(article, other, has_own=has_own)]
        if others:
            found[article.source_id] = min(others, key=lambda other: other.order).source_id
    return {copy: _root(copy, found) for copy in found}


def _root(copy: str, originals: Mapping[str, str]) -> str:
    seen = {copy}
    while originals[copy] in originals and originals[copy] not in seen:
        copy = originals[copy]
        seen.add(copy)
    return originals[copy]


def _precedes(one: ArticleSketch, other: ArticleSketch) -> bool:
    """Whether the first came before the second; on one day, whether the second credits it, or else is shorter."""
    days = one.origin.published, other.origin.published
    if days[0] and days[1] and days[0] != days[1]:
        return days[0] < days[1]
    if _credits(one, other) != _credits(other, one):
        return _credits(other, one)
    return one.order < other.order


def _credits(article: ArticleSketch, other: ArticleSketch) -> bool:
    """Whether an article credits the outlet of another, which is not its own."""
    named = article.credits | article.origin.wires
    return article.origin.outlet != other.origin.outlet and bool(named & other.origin.forms)


def _are_far_apart(article: ArticleSketch, other: ArticleSketch) -> bool:
    one, two = article.origin.published, other.origin.published
    return bool(one and two and one.distance(two) > COPY_DAYS)


def _is_same_text(article: ArticleSketch, other: ArticleSketch) -> bool:
    if len(article.shingles) < max(_MIN_SHINGLES, MIN_SHARE * len(other.shingles)):
        return False
    return _share(article.shingles, other.shingles) >= SAME_TEXT and article.numbers <= other.numbers


def _share(part: frozenset[int], whole: frozenset[int]) -> float:
    return len(part & whole) / len(part) if part else 0.0
