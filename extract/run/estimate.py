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
CHARACTERS_PER_TOKEN = 4
"""For English text, roughly."""
TOKENS_PER_ANSWER = 250
"""Roughly."""


@dataclass(frozen=True)
class Estimate:
    """Right within a factor of two or so; only a budget is a hard limit."""

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
        cost = self.price.at_most(self.tokens_in, self.tokens_out).quantize(Decimal("0.0001"))
        return f"{self.volume}: {cost} USD ({self.price.model} in {self.price.table}), before retries and caching"


def estimate(sample: Sequence[Article], total: int, method: Method, price: Price | None) -> Estimate:
    """Estimate what `total` articles like those of the sample take."""
    calls = characters = 0
    for article in sample:
        for question in method.questions(segment(article.text)):
            calls += 1
            characters += sum(len(message["content"]) for message in question.render().messages)
    factor = total / max(1, len(sample))
    return Estimate(
        calls=round(calls * factor),
        tokens_in=round(characters * factor / CHARACTERS_PER_TOKEN),
        tokens_out=round(calls * factor * TOKENS_PER_ANSWER),
        price=price,
    )
