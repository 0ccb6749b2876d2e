"""What the steps of a run by batches share: the tables of batches, the folder of files, the budget, the reporter."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from extract.limits.budget import Budget
from extract.model.endpoint import Endpoint
from extract.model.negotiation import Negotiation
from extract.model.price import Price
from extract.store.batches import BatchTable
from extract.telemetry.progress import ProgressReporter


@dataclass(frozen=True)
class BatchContext:
    """The same for all batches of a run."""

    batches: BatchTable
    folder: Path
    """Folder of the files of requests and answers."""
    endpoint: Endpoint
    negotiation: Negotiation
    price: Price | None
    """Price of tokens in a batch."""
    budget: Budget | None
    reporter: ProgressReporter
    poll: float
    """Seconds between two looks at a batch."""
    requests: int
    """Requests in one file, at most."""

    def max_cost(self, line: bytes) -> Decimal:
        """Return the US dollars that a request can cost at most: each of its tokens has at least one byte."""
        return self.price.at_most(len(line), self.endpoint.max_tokens) if self.price else Decimal()

    def requests_path(self, number: int) -> Path:
        """Return the path of a batch's requests."""
        return self.folder / f"{number:04}.requests.jsonl"

    def answers_path(self, number: int, part: int) -> Path:
        """Return the path of one of the files that a batch returned: its answers, or its errors."""
        return self.folder / f"{number:04}.answers-{part + 1}.jsonl"
