"""The values that a ledger stores and returns."""

from dataclasses import dataclass
from decimal import Decimal

from schemas import ArticleExtraction, Counts, Duplicate, Failure, Rejected, Usage


@dataclass(frozen=True)
class StoredAnswer:
    """The answer to one request."""

    request: str
    """`hash_request` of the request."""
    reply: str
    """The validated reply, as JSON."""
    usage: Usage
    seconds: float
    created: int
    """Unix time of the answer, from the server."""
    cost: Decimal | None = None
    """US dollars; None if the price is not known."""


@dataclass(frozen=True)
class Spending:
    """What calls took, whether they succeeded or not."""

    usage: Usage
    http: int
    """HTTP calls made, failed ones included."""
    cost: Decimal | None = None
    """US dollars; None if no price is known."""


@dataclass(frozen=True)
class ArticleResult:
    """The result of one article: an extraction with its rejected drafts, a failure, or a duplicate."""

    counts: Counts
    usage: Usage
    cost: str | None = None
    extraction: ArticleExtraction | None = None
    rejected: tuple[Rejected, ...] = ()
    failure: Failure | None = None
    duplicate: Duplicate | None = None


@dataclass(frozen=True)
class RunTotals:
    """The sums over the articles that are done or failed so far."""

    counts: Counts
    usage: Usage
    """Of the answers that the results are based on."""
    cost: Decimal | None
    """US dollars; None if no price is known."""
