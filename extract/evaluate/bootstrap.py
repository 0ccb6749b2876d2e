"""Confidence intervals: articles are drawn again and again with replacement, and their counts are added up anew."""

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

from extract.evaluate.score import Rate, Share

DRAWS = 2_000
_SEED = 7
_LEVEL = 0.95
Interval = tuple[float, float]
_Counts = TypeVar("_Counts")


def f1_interval(by_article: Sequence[Rate]) -> Interval:
    """Return the bounds between which F1 lies in 95 % of the draws; the same for the same rates."""
    return _interval(by_article, _f1)


def share_interval(by_article: Sequence[Share]) -> Interval:
    """Return the bounds between which the share lies in 95 % of the draws, those without any record left out."""
    return _interval(by_article, _share)


def _interval(by_article: Sequence[_Counts], figure: Callable[[Sequence[_Counts]], float | None]) -> Interval:
    chance = random.Random(_SEED)
    draws = (chance.choices(by_article, k=len(by_article)) for _ in range(DRAWS if by_article else 0))
    figures = sorted(found for draw in draws if (found := figure(draw)) is not None) or [0.0]
    cut = round((1 - _LEVEL) / 2 * (len(figures) - 1))
    return figures[cut], figures[len(figures) - 1 - cut]


def _f1(rates: Sequence[Rate]) -> float:
    right, wrong, missed = (sum(getattr(rate, name) for rate in rates) for name in ("right", "wrong", "missed"))
    return Rate(right, wrong, missed).f1


def _share(shares: Sequence[Share]) -> float | None:
    return Share(sum(one.right for one in shares), sum(one.of for one in shares)).share
