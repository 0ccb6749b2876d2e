"""What tokens cost: the price of a model from the kept tables of genai-prices, which are part of that package.

No network is used. A price that is not in the tables is None, never a guess.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from importlib.metadata import version
from typing import Any

from schemas import Usage

_PROBE = Usage(tokens_in=1_000, tokens_out=1_000)
_HALF = Decimal("0.5")
"""What OpenAI takes for a request in a batch. See: https://platform.openai.com/docs/guides/batch"""


@dataclass(frozen=True)
class Price:
    """The price of one model, in US dollars."""

    model: str
    """The model of the table that it is the price of."""
    table: str
    """Where it comes from."""
    _provider: str | None
    _url: str | None
    _processing: str | None = None
    """The way of asking whose price it is, as the table names it; None for ordinary calls."""
    _share: Decimal = Decimal(1)
    """Of what the table says."""

    def of(self, usage: Usage) -> Decimal:
        """What these tokens cost; calls whose server told no tokens cost nothing here, and are counted as unknown."""
        return self._share * Decimal(_calculated(usage, self).total_price)

    def at_most(self, tokens_in: int, tokens_out: int) -> Decimal:
        """The cost of a call with these tokens, none of them cached."""
        return self.of(Usage(tokens_in=tokens_in, tokens_out=tokens_out))


def price_of(model: str, base_url: str | None) -> Price | None:
    """The price of a model at OpenAI (no URL), or at another server; None if the tables do not have it."""
    provider = "openai" if base_url is None else None
    price = Price(model, f"genai-prices {version('genai-prices')}", provider, base_url)
    try:
        price.of(_PROBE)
    except LookupError:
        return None
    return price


def batch_price_of(model: str, base_url: str | None) -> Price | None:
    """The price of a model for requests in a batch; None if the tables do not have the model.

    It is the table's where that has one; else OpenAI's is taken as half, and that of any other server as the whole, and
    `table` says so.
    """
    price = price_of(model, base_url)
    if price is None:
        return None
    listed = replace(price, table=f"{price.table}, in a batch", _processing="batch")
    if listed.of(_PROBE) < price.of(_PROBE):
        return listed
    if price._provider == "openai":
        told = f"{price.table}, halved: assumed of a batch at OpenAI, since the table does not say"
        return replace(price, table=told, _share=_HALF)
    return replace(price, table=f"{price.table}, which knows no lower price for a batch")


def _calculated(usage: Usage, price: Price) -> Any:
    from genai_prices import Usage as Tokens  # its tables take long to load, and an embedded model has no price
    from genai_prices import calc_price

    tokens = Tokens(input_tokens=usage.tokens_in, cache_read_tokens=usage.tokens_cached, output_tokens=usage.tokens_out)
    context = {"processing": price._processing} if price._processing else None
    if price._url is not None:
        return calc_price(tokens, price.model, provider_api_url=price._url, price_context=context)
    return calc_price(tokens, price.model, provider_id=price._provider, price_context=context)
