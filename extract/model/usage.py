"""Token usage of one question: the sum over its HTTP calls, re-asks and repetitions included."""

from dataclasses import dataclass, field

from extract.model.completion import Completion
from extract.model.contract import BeforeSending
from extract.model.price import Price
from schemas import Usage


@dataclass
class CallUsage:
    """What the HTTP calls of one `ask` added up to."""

    before_sending: BeforeSending | None = None
    usage: Usage = field(default_factory=Usage)
    seconds: float = 0.0
    created: int = 0
    said: list[str] = field(default_factory=list)
    """The model's own texts, in order."""
    generated: int = 0
    """Answers that the model made, those included that its server did not let out."""
    attempts: int = 0
    """HTTP calls made, failed ones included."""
    server: int = 0
    """Index of the server that was asked last."""

    async def begin(self) -> None:
        """Counts a call that is about to be sent. Raises what the caller's function raises before the first."""
        if self.before_sending and not self.attempts:
            await self.before_sending()
        self.attempts += 1

    def add(self, completion: Completion, seconds: float) -> None:
        """Adds an answered call."""
        self.usage += usage_of(completion)
        self.seconds += seconds
        self.created = max(self.created, completion.created)
        self.said.append(completion.said)
        self.generated += 1

    def facts(self, price: Price | None) -> dict[str, str | int | None]:
        """Figures for a log; the cost in US dollars, where the price is known."""
        return {
            "attempts": self.attempts,
            "tokens_in": self.usage.tokens_in,
            "tokens_out": self.usage.tokens_out,
            "tokens_cached": self.usage.tokens_cached,
            "cost": str(price.of(self.usage)) if price else None,
        }


def usage_of(completion: Completion) -> Usage:
    """Usage of one answer; it counts as unknown if the server tells none."""
    tokens = completion.tokens
    if tokens is None:
        return Usage(calls=1, unknown=1)
    return Usage(calls=1, tokens_in=tokens.prompt, tokens_out=tokens.completion, tokens_cached=tokens.cached)
