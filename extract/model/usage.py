"""What the HTTP calls that one question takes add up to: re-asks and repetitions included."""

from dataclasses import dataclass, field

from extract.model.completion import Completion
from extract.model.price import Price
from schemas import Usage


@dataclass
class CallUsage:
    """What the HTTP calls of one `ask` added up to."""

    usage: Usage = field(default_factory=Usage)
    seconds: float = 0.0
    created: int = 0
    said: list[str] = field(default_factory=list)
    """The model's own texts, in order."""
    attempts: int = 0
    """HTTP calls made, failed ones included."""
    place: int = 0
    """The one that was asked last."""

    def add(self, completion: Completion, seconds: float) -> None:
        self.usage += usage_of(completion)
        self.seconds += seconds
        self.created = max(self.created, completion.created or 0)
        if completion.choices:
            self.said.append(completion.content)

    def facts(self, price: Price | None) -> dict[str, str | int | None]:
        """What a log may tell of it; the cost in US dollars, where the price is known."""
        return {
            "attempts": self.attempts,
            "tokens_in": self.usage.tokens_in,
            "tokens_out": self.usage.tokens_out,
            "tokens_cached": self.usage.tokens_cached,
            "cost": str(price.of(self.usage)) if price else None,
        }


def usage_of(completion: Completion) -> Usage:
    """What one answer took, as far as the server tells."""
    told = completion.usage
    details = told.prompt_tokens_details if told else None
    return Usage(
        calls=1,
        tokens_in=(told.prompt_tokens or 0) if told else 0,
        tokens_out=(told.completion_tokens or 0) if told else 0,
        tokens_cached=(details.cached_tokens or 0) if details else 0,
        unknown=0 if told else 1,
    )
