"""What tokens cost: the price of a model from the kept tables of genai-prices, which are part of that package.

Nothing is asked of a network. A price that the tables do not have is None, never a guess.
"""

from dataclasses import dataclass
from decimal import Decimal
from importlib.metadata import version
from typing import Any

from schemas import Usage


@dataclass(frozen=True)
class Price:
    """The price of one model, in US dollars."""

    model: str
    """The model of the table that it is the price of."""
    table: str
    """Where it comes from."""
    _provider: str | None
    _url: str | None

    def of(self, usage: Usage) -> Decimal:
        """What these tokens cost; calls whose server told no tokens cost nothing here, and are counted as unknown."""
        return Decimal(_calculated(usage, self.model, self._provider, self._url).total_price)

    def at_most(self, tokens_in: int, tokens_out: int) -> Decimal:
        """What a call costs that has so many tokens, none of them cached."""
        return self.of(Usage(tokens_in=tokens_in, tokens_out=tokens_out))


def price_of(model: str, base_url: str | None) -> Price | None:
    """The price of a model at OpenAI (no URL), or at another server; None if the tables do not have it."""
    provider = "openai" if base_url is None else None
    try:
        _calculated(Usage(tokens_in=1_000, tokens_out=1_000), model, provider, base_url)
    except LookupError:
        return None
    return Price(model, f"genai-prices {version('genai-prices')}", provider, base_url)


def _calculated(usage: Usage, model: str, provider: str | None, url: str | None) -> Any:
    from genai_prices import Usage as Tokens  # its tables take long to load, and an embedded model has no price
    from genai_prices import calc_price

    tokens = Tokens(input_tokens=usage.tokens_in, cache_read_tokens=usage.tokens_cached, output_tokens=usage.tokens_out)
    if url is not None:
        return calc_price(tokens, model, provider_api_url=url)
    return calc_price(tokens, model, provider_id=provider)
