"""What the steps of a run by batches share: the books, the folder of the files, the money, and who is told."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from extract.limits.budget import Budget
from extract.model.endpoint import Endpoint
from extract.model.price import Price
from extract.store.batches import Batches
from extract.telemetry.progress import Watcher


@dataclass(frozen=True)
class Context:
    """One run's."""

    batches: Batches
    folder: Path
    """Of the files of requests and answers."""
    endpoint: Endpoint
    price: Price | None
    """What a token costs in a batch."""
    budget: Budget | None
    watcher: Watcher
    poll: float
    """Seconds between two looks at a batch."""
    requests: int
    """Requests in one file, at most."""

    def most(self, line: bytes) -> Decimal:
        """US dollars that a request can cost at most: a token of it has at least a byte."""
        return self.price.at_most(len(line), self.endpoint.max_tokens) if self.price else Decimal()

    def requests_of(self, number: int) -> Path:
        """The file of requests of a batch."""
        return self.folder / f"{number:04}.requests.jsonl"

    def answers_of(self, number: int, part: int) -> Path:
        """A file that came back of a batch: what was answered, or what failed."""
        return self.folder / f"{number:04}.answers-{part + 1}.jsonl"
