"""Find articles that say nothing but what another says: near-identical texts, and rewrites that credit the other."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TypeVar
from zlib import crc32

from extract.link.credits import ArticleOrigin, find_credits, read_origin
from extract.link.deal_signals import compare_deals
from extract.link.deals import DealRecord
from extract.link.event_signals import compare_events
from extract.link.events import EventRecord
from extract.link.signals import Comparison
from extract.link.views import ArticleView

R = TypeVar("R")
COPY_DAYS = 7
"""Days between two publications beyond which the same words report another event."""
SAME_TEXT = 0.8
"""Share of an article's word sequences that the other has too, if it is a copy."""
SAME_WORDS = 0.45
"""Share of a rewrite's words that the credited article has too."""
MIN_SHARE = 0.3
"""Least length of a copy, as a share of the original; less is an excerpt."""
_WORD = re.compile(r"[^\W_]+")
_SHINGLE = 5
_MIN_SHINGLES = 25
_KEYS = 6
"""Word sequences by which copies are found."""
_SAMPLE = 128
"""Hashes that are kept of a text."""
_MIN_WORD = 4


@dataclass(frozen=True)
class Sample:
    """The least hashes of the sequences or words of a text: an even sample of them."""

    hashes: frozenset[int]
    total: int
    """Number of all hashes of the text."""

    def share(self, other: "Sample") -> float:
        """Return about which share of these the other text has too, 0 to 1."""
        tops = (max(sample.hashes) for sample in (self, other) if sample.total > len(sample.hashes))
        top = min(tops, default=1 << 32)
        mine = {one for one in self.hashes if one <= top}
        return len(mine & other.hashes) / len(mine) if mine else 0.0


@dataclass(frozen=True)
class ArticleSketch:
    """What the text of an article is compared by."""

    origin: ArticleOrigin
    sequences: Sample
    """Of five words each."""
    words: Sample
    """The longer ones."""
    numbers: frozenset[str]
    credits: frozenset[str]
    """Names that it credits."""

    @property
    def source_id(self) -> str:
        """Return the id of the article."""
        return self.origin.source_id

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Return the keys of the text, of which a copy has one."""
        return tuple(f"text {one}" for one in sorted(self.sequences.hashes)[:_KEYS])

    @property
    def order(self) -> tuple[int, int, str]:
        """Return the place among articles of one text: the earliest, then the longest, comes first."""
        published = self.origin.published
        return published.first if published else 0, -self.sequences.total, self.source_id


@dataclass(frozen=True)
class ReportedRecords:
    """The records of an article."""

    deals: tuple[DealRecord, ...]
    events: tuple[EventRecord, ...]


Load = Callable[[str], ReportedRecords]
"""Returns the records of an article by its id."""


def read_sketch(article: ArticleView) -> ArticleSketch:
    """Return what the text of an article is compared by."""
    words = _WORD.findall(article.text.casefold())
    return ArticleSketch(
        origin=read_origin(article),
        sequences=_sample(_sequences([word.encode() for word in words])),
        words=_sample(word.encode() for word in set(words) if len(word) >= _MIN_WORD),
        numbers=frozenset(word for word in words if word.isdigit()),
        credits=find_credits(article.text),
    )


def _sequences(words: Sequence[bytes]) -> list[bytes]:
    """The sequences of words with one space between them, cut out of all words; of a short text all its words."""
    joined = b" ".join(words)
    starts = list(accumulate((len(word) + 1 for word in words), initial=0))
    ends = starts[_SHINGLE:] or starts[-1:]
    return [joined[start : end - 1] for start, end in zip(starts, ends, strict=False)]


def _sample(parts: Iterable[bytes]) -> Sample:
    hashes = sorted(set(map(crc32, parts)))
    return Sample(frozenset(hashes[:_SAMPLE]), len(hashes))


def keys(sketch: ArticleSketch) -> frozenset[str]:
    """Return the keys under which an article is found: sequences of its text, its outlet, and what it credits."""
    undated = [] if sketch.origin.published else [f"undated {text}" for text in sketch.texts]
    return frozenset(
        {*sketch.texts, *undated, *_dated([*sketch.texts, *_outlets(sketch), *_credited(sketch)], sketch, 0)}
    )


def original_probes(sketch: ArticleSketch) -> frozenset[str]:
    """Return the keys of articles of which this one may be a copy."""
    outlets = [f"outlet {name}" for name in _named(sketch)]
    return frozenset({*_text_probes(sketch), *_dated(outlets, sketch, -COPY_DAYS, 0)})


def copy_probes(sketch: ArticleSketch) -> frozenset[str]:
    """Return the keys of articles that may be copies of this one."""
    crediting = [f"credit {name}" for name in sketch.origin.forms]
    return frozenset({*_text_probes(sketch), *_dated(crediting, sketch, 0, COPY_DAYS)})


def _text_probes(sketch: ArticleSketch) -> Iterable[str]:
    """Keys of the same text within a week before and after; without a date, of any time."""
    if sketch.origin.published is None:
        return sketch.texts
    return [*_dated(sketch.texts, sketch, -COPY_DAYS, 0, COPY_DAYS), *(f"undated {text}" for text in sketch.texts)]


def _outlets(sketch: ArticleSketch) -> list[str]:
    return [f"outlet {name}" for name in sketch.origin.forms]


def _credited(sketch: ArticleSketch) -> list[str]:
    return [f"credit {name}" for name in _named(sketch)]


def _dated(names: Iterable[str], sketch: ArticleSketch, *shifts: int) -> list[str]:
    """Keys with the weeks of the publication, shifted by days; none without a date."""
    published = sketch.origin.published
    weeks = {(published.first + shift) // (COPY_DAYS + 1) for shift in shifts} if published else ()
    return [f"{name}|{week}" for name in names for week in weeks]


def _named(sketch: ArticleSketch) -> frozenset[str]:
    return (sketch.credits | sketch.origin.wires) - sketch.origin.forms


def find_original(article: ArticleSketch, candidates: Iterable[ArticleSketch], load: Load) -> str | None:
    """Return the first of the articles of which this one is a copy; None if it is a copy of none."""
    for other in sorted(candidates, key=lambda one: one.order):
        if is_copy(article, other, load):
            return other.source_id
    return None


def is_copy(article: ArticleSketch, other: ArticleSketch, load: Load) -> bool:
    """Return whether an article says nothing but what another says."""
    if article.source_id == other.source_id or not _precedes(other, article) or _are_far_apart(article, other):
        return False
    if _is_same_text(article, other):
        return True
    if not _credits(article, other) or article.words.share(other.words) < SAME_WORDS:
        return False
    return not _has_own_record(load(article.source_id), load(other.source_id))


def _has_own_record(article: ReportedRecords, other: ReportedRecords) -> bool:
    """Whether an article has a record that the other does not report; mere background does not count."""
    news = (deal for deal in article.deals if not deal.historical)
    return any(not _is_among(deal, other.deals, compare_deals) for deal in news) or any(
        not _is_among(event, other.events, compare_events) for event in article.events
    )


def _is_among(record: R, others: Sequence[R], compare: Callable[[R, R], Comparison]) -> bool:
    return any(compare(record, other).joins for other in others)


def find_root(copy: str, originals: Mapping[str, str]) -> str:
    """Return the original of a copy that is itself no copy."""
    seen = {copy}
    while copy in originals and originals[copy] not in seen:
        copy = originals[copy]
        seen.add(copy)
    return copy


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
    return article.origin.outlet != other.origin.outlet and bool(_named(article) & other.origin.forms)


def _are_far_apart(article: ArticleSketch, other: ArticleSketch) -> bool:
    one, two = article.origin.published, other.origin.published
    return bool(one and two and one.distance(two) > COPY_DAYS)


def _is_same_text(article: ArticleSketch, other: ArticleSketch) -> bool:
    if article.sequences.total < max(_MIN_SHINGLES, MIN_SHARE * other.sequences.total):
        return False
    return article.numbers <= other.numbers and article.sequences.share(other.sequences) >= SAME_TEXT
