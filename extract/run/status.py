"""The state of a run, read from its ledger alone: while it runs, after it was killed, and when it is finished."""

import json
from dataclasses import dataclass
from pathlib import Path

from extract.errors import StoreError
from extract.store import Batches, Ledger, Spent, Sums
from extract.store.ledger import LEDGER


@dataclass(frozen=True)
class RunStatus:
    """A run so far."""

    run: str
    total: int
    """Articles of the input."""
    sums: Sums
    spent: Spent
    in_flight: int
    """Calls under way while the run goes on; lost calls if it was killed."""
    batches: int
    """Batches at the server whose answers are not yet fetched."""


def read_status(folder: Path) -> RunStatus:
    """Read the state of a run directory. Raises StoreError if there is none."""
    with Ledger.view(folder / LEDGER) as ledger:
        run, total = ledger.meta("run"), ledger.meta("total")
        if run is None or total is None:
            raise _no_run(folder)
        batches = sum(batch.sent for batch in Batches(ledger).under_way())
        return RunStatus(run, int(total), ledger.sums(), ledger.spent(), ledger.lost(), batches)


def read_inputs(folder: Path) -> tuple[list[Path], dict[str, str]]:
    """Read the inputs of a run and, as flags, the settings that decide its results. Raises StoreError."""
    with Ledger.view(folder / LEDGER) as ledger:
        inputs, flags = ledger.meta("inputs"), ledger.meta("settings")
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
