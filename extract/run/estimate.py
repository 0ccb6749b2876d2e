"""What a run will take, before it begins: calls, tokens and money, from the first few of its articles."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from extract.ask.method import Method
from extract.document.segment import split
from extract.model.price import Price
from schemas import Article

SAMPLE = 20
"""Articles that are looked at."""
CHARACTERS = 4
"""Of English in a token, more or less."""
TOKENS_OUT = 250
"""Of an answer, more or less."""


@dataclass(frozen=True)
class Estimate:
    """A guess, good to a factor of two or so; the ceiling that holds is the budget."""

    calls: int
    tokens_in: int
    tokens_out: int
    price: Price | None

    @property
    def work(self) -> str:
        """Calls and tokens, in a line."""
        return f"about {self.calls:,} calls, {self.tokens_in:,} tokens in and {self.tokens_out:,} out"

    @property
    def told(self) -> str:
        """With what it costs, in a line."""
        if self.price is None:
            return f"{self.work}; the price of this model is not known"
        cost = self.price.at_most(self.tokens_in, self.tokens_out).quantize(Decimal("0.0001"))
        return f"{self.work}: {cost} USD ({self.price.model} in {self.price.table}), before retries and caching"


def estimate(sample: Sequence[Article], total: int, method: Method, price: Price | None) -> Estimate:
    """What `total` articles take that are like those of the sample."""
    calls = characters = 0
    for article in sample:
        for question in method.questions(split(article.text)):
            calls += 1
            characters += sum(len(message["content"]) for message in question.render().messages)
    share = total / max(1, len(sample))
    return Estimate(
        round(calls * share), round(characters * share / CHARACTERS), round(calls * share * TOKENS_OUT), price
    )
