"""Estimate the calls, tokens and cost of a run before it begins, from the first few of its articles."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from extract.ask.method import Method
from extract.document.segment import segment
from extract.model.price import Price
from schemas import Article

SAMPLE = 20
"""Articles that the estimate is made from."""


@dataclass(frozen=True)
class Estimate:
    """Right within a factor of two or so; only a budget is a hard limit."""

    articles: int
    calls: int
    tokens_in: int
    tokens_out: int
    price: Price | None

    @property
    def volume(self) -> str:
        """Calls and tokens in one line."""
        return f"about {self.calls:,} calls, {self.tokens_in:,} tokens in and {self.tokens_out:,} out"

    @property
    def summary(self) -> str:
        """Calls, tokens and cost in one line."""
        if self.price is None:
            return f"{self.volume}; the price of this model is not known"
        cost = self.price.at_most(self.tokens_in, self.tokens_out)
        each = f"{_rounded(cost * 1000 / max(1, self.articles))} USD for 1,000 articles"
        source = f"{self.price.model} in {self.price.table}"
        return f"{self.volume}: {_rounded(cost)} USD, {each} ({source}), before retries and caching"


def _rounded(cost: Decimal) -> Decimal:
    return cost.quantize(Decimal("0.0001"))


def estimate(sample: Sequence[Article], total: int, method: Method, price: Price | None) -> Estimate:
    """Estimate what `total` articles like those of the sample take."""
    expected = [
        method.plan.expect(question)
        for article in sample
        for question in method.questions(article, segment(article.text))
    ]
    factor = total / max(1, len(sample))
    return Estimate(
        articles=total,
        calls=round(sum(one.calls for one in expected) * factor),
        tokens_in=round(sum(one.tokens_in for one in expected) * factor),
        tokens_out=round(sum(one.tokens_out for one in expected) * factor),
        price=price,
    )
