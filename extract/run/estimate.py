"""Estimate the calls, tokens and cost of a run before it begins, from the first few of its articles."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from extract.ask.method import Method
from extract.document.segment import segment
from extract.model.price import Price
from schemas import Article, Usage

SAMPLE = 20
"""Articles that the estimate is made from."""


@dataclass(frozen=True)
class Estimate:
    """Right within a factor of two or so; only a budget is a hard limit."""

    articles: int
    calls: int
    tokens_in: int
    tokens_same: int
    """Those of `tokens_in` with which calls begin alike, and which many providers cache."""
    tokens_out: int
    price: Price | None

    @property
    def volume(self) -> str:
        """Calls and tokens in one line."""
        same = f"{self.tokens_same:,} of them the same in each call"
        return f"about {self.calls:,} calls, {self.tokens_in:,} tokens in ({same}) and {self.tokens_out:,} out"

    @property
    def summary(self) -> str:
        """Calls, tokens, and the cost of the run and of 1,000 articles, in one line."""
        if self.price is None:
            tokens = f"{self._each(self.tokens_in):,.0f} tokens in and {self._each(self.tokens_out):,.0f} out"
            return f"{self.volume}; the price of this model is not known; 1,000 articles take {tokens}"
        most, least = self.price.at_most(self.tokens_in, self.tokens_out), self._with_cache(self.price)
        each = f"{self._each(most):.4f} USD for 1,000 articles, {self._each(least):.4f} USD if the server caches"
        return f"{self.volume}: {most:.4f} USD, {each} ({self.price.model} in {self.price.table}), before retries"

    def _with_cache(self, price: Price) -> Decimal:
        return price.of(Usage(tokens_in=self.tokens_in, tokens_cached=self.tokens_same, tokens_out=self.tokens_out))

    def _each(self, amount: Decimal | int) -> Decimal:
        """The same amount for 1,000 articles."""
        return Decimal(amount) * 1000 / max(1, self.articles)


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
        tokens_same=round(sum(one.tokens_same for one in expected) * factor),
        tokens_out=round(sum(one.tokens_out for one in expected) * factor),
        price=price,
    )
