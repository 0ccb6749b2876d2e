"""Confidence intervals of F1: articles are drawn again and again with replacement, and counted anew."""

import random
from collections.abc import Sequence

from extract.evaluate.score import Rate

DRAWS = 2_000
_SEED = 7


def interval(by_article: Sequence[Rate], share: float = 0.95) -> tuple[float, float]:
    """Return the bounds between which F1 lies in this share of the draws; the same for the same rates."""
    chance = random.Random(_SEED)
    scores = sorted(_f1(chance.choices(by_article, k=len(by_article))) for _ in range(DRAWS)) if by_article else [0.0]
    cut = round((1 - share) / 2 * (len(scores) - 1))
    return scores[cut], scores[len(scores) - 1 - cut]


def _f1(rates: Sequence[Rate]) -> float:
    right, wrong, missed = (sum(getattr(rate, name) for rate in rates) for name in ("right", "wrong", "missed"))
    return Rate(right, wrong, missed).f1
