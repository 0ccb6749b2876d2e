"""The state of a run, read from its ledger alone: while it runs, after it was killed, and when it is finished."""

import json
from dataclasses import dataclass
from pathlib import Path

from extract.errors import StoreError
from extract.store import BatchTable, Ledger, RunTotals, Spending
from extract.store.ledger import LEDGER


@dataclass(frozen=True)
class RunStatus:
    """A run so far."""

    run: str
    total: int
    """Articles of the input."""
    sums: RunTotals
    spent: Spending
    in_flight: int
    """Calls under way while the run goes on; lost calls if it was killed."""
    batches: int
    """Batches at the server whose answers are not yet fetched."""

    @property
    def unfinished(self) -> int:
        """Articles that failed, or that were not yet processed."""
        counts = self.sums.counts
        return counts.failed + max(0, self.total - counts.articles)


def read_status(folder: Path) -> RunStatus:
    """Read the state of a run directory. Raises StoreError if there is none."""
    with Ledger.open_read_only(folder / LEDGER) as ledger:
        run, total = ledger.read_note("run"), ledger.read_note("total")
        if run is None or total is None:
            raise _no_run(folder)
        batches = BatchTable(ledger).count_sent()
        return RunStatus(run, int(total), ledger.sum_results(), ledger.sum_attempts(), ledger.count_lost(), batches)


def read_inputs(folder: Path) -> tuple[list[Path], dict[str, str]]:
    """Read the inputs of a run and, as flags, the settings that decide its results. Raises StoreError."""
    with Ledger.open_read_only(folder / LEDGER) as ledger:
        inputs, flags = ledger.read_note("inputs"), ledger.read_note("settings")
    if inputs is None or flags is None:
        raise _no_run(folder)
    return [Path(path) for path in json.loads(inputs)], json.loads(flags)


def _no_run(folder: Path) -> StoreError:
    return StoreError(f"{folder} holds no run yet; run again to begin it")


def to_json(status: RunStatus) -> dict[str, object]:
    """Return the status as plain values, for scripts."""
    counts = status.sums.counts.model_dump() | {"articles": status.total}
    waiting = status.total - status.sums.counts.articles
    cost = status.spent.cost
    spent = status.spent.usage.model_dump() | {"http": status.spent.http, "cost": cost and str(cost)}
    return {
        "run": status.run,
        **counts,
        "waiting": waiting,
        "lost": status.in_flight,
        "batches": status.batches,
        "spent": spent,
    }
