"""How far a run is, from its ledger alone: while it goes, after it was killed, and when it is through."""

import json
from dataclasses import dataclass
from pathlib import Path

from extract.errors import StoreError
from extract.store import Batches, Ledger, Spent, Sums
from extract.store.ledger import LEDGER


@dataclass(frozen=True)
class Status:
    """A run so far."""

    run: str
    total: int
    """Articles of the input."""
    sums: Sums
    spent: Spent
    in_flight: int
    """Calls under way, if the run goes; calls that are lost, if it was killed."""
    batches: int
    """Batches at the server whose answers are not taken yet."""


def status(folder: Path) -> Status:
    """The state of a run directory. Raises StoreError if it is none."""
    with Ledger.view(folder / LEDGER) as ledger:
        run, total = ledger.meta("run"), ledger.meta("total")
        if run is None or total is None:
            raise StoreError(f"{folder} holds no run yet; run again to begin it")
        batches = sum(batch.sent for batch in Batches(ledger).under_way())
        return Status(run, int(total), ledger.sums(), ledger.spent(), ledger.lost(), batches)


def recorded(folder: Path) -> tuple[list[Path], dict[str, str]]:
    """The inputs of a run, and the settings that decide its results, as flags. Raises StoreError if there is none."""
    with Ledger.view(folder / LEDGER) as ledger:
        inputs, settings = ledger.meta("inputs"), ledger.meta("settings")
    if inputs is None or settings is None:
        raise StoreError(f"{folder} holds no run yet; run again to begin it")
    return [Path(one) for one in json.loads(inputs)], json.loads(settings)


def as_json(one: Status) -> dict[str, object]:
    """For scripts."""
    counts = one.sums.counts.model_dump() | {"articles": one.total}
    waiting = one.total - one.sums.counts.articles
    spent = one.spent.usage.model_dump() | {"http": one.spent.http, "cost": one.spent.cost and str(one.spent.cost)}
    return {"run": one.run, **counts, "waiting": waiting, "lost": one.in_flight, "batches": one.batches, "spent": spent}
