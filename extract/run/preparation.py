"""What a run and an addition to a collection do before their articles are processed."""

import json
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from extract.ask.method import Method
from extract.errors import InputError
from extract.run.inputs import survey_inputs
from extract.run.manifest import to_flags
from extract.run.replacement import inputs_note
from extract.settings.settings import Settings
from extract.store import Ledger
from extract.telemetry.progress import ProgressReporter
from extract.telemetry.tracing import SpanKind, has_listeners, start_span
from schemas import RunManifest


def survey_articles(inputs: Sequence[Path], settings: Settings, reporter: ProgressReporter) -> int:
    """Count the items of the inputs, and report the exports among them. Raises InputError if there are none."""
    counted = survey_inputs(inputs, settings)
    if not counted.items:
        raise InputError(
            f"there is no article in {', '.join(map(str, inputs))}: it is empty, or --include and --exclude leave"
            " nothing of it; give another input, or change these"
        )
    for form, articles in counted.forms.items():
        reporter.info(f"{form}: {articles:,} article{'' if articles == 1 else 's'}")
    return min(counted.items, settings.limit or counted.items)


def warn_of_earlier_run(ledger: Ledger, method: Method, reporter: ProgressReporter) -> None:
    """Warn of an earlier run by another method, and of calls that were lost."""
    if ledger.read_note("method") not in (None, method.id):
        reporter.warn(
            f"{ledger.path.parent} held a run by another method; this one ({method.id}) keeps only the answers to the"
            " same questions"
        )
    warn_of_lost_calls(ledger, reporter)


def warn_of_lost_calls(ledger: Ledger, reporter: ProgressReporter) -> None:
    """Warn of calls whose answers never came because a run was killed."""
    if lost := ledger.count_lost():
        reporter.warn(
            f"{lost} calls were in flight when this run was killed; they may have been paid, and are repeated"
        )


def run_notes(inputs: Sequence[Path], total: int, settings: Settings, begun: RunManifest) -> dict[str, str]:
    """Return what `status`, `retry` and the readers of an unfinished run need to know of it."""
    return {
        "inputs": inputs_note(inputs),
        "settings": json.dumps(to_flags(settings)),
        "total": str(total),
        "manifest": begun.model_dump_json(),
    }


def choose_run_id(ledger: Ledger, method: Method, started: datetime) -> str:
    """Return the id of the run that is resumed, or a new one, which sorts by time: `20250909T143015Z-3f9a2c`."""
    if ledger.read_note("method") == method.id and (resumed := ledger.read_note("run")):
        return resumed
    return f"{started:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"


@contextmanager
def run_span(run: str, method: Method, total: int, ledger: Ledger) -> Iterator[None]:
    """Open a span around the run, and add its counts, tokens and cost at the end."""
    with start_span(
        SpanKind.RUN, run=run, method=method.id, model=method.model, plan=method.plan.name, articles=total
    ) as run_span:
        try:
            yield
        finally:
            if has_listeners():
                counts, spent = ledger.sum_results().counts, ledger.sum_attempts()
                run_span.set(
                    **counts.model_dump(include={"extracted", "empty", "duplicate", "failed", "records", "rejected"}),
                    **spent.usage.model_dump(include={"calls", "tokens_in", "tokens_out", "tokens_cached"}),
                    cost=None if spent.cost is None else str(spent.cost),
                )
