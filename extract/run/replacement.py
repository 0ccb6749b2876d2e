"""Refuse a run that would replace results which its input or its method does not give again."""

import json
from collections.abc import Sequence
from pathlib import Path

from extract.ask.method import Method
from extract.errors import StoreError
from extract.run.inputs import read_inputs
from extract.settings.settings import Settings
from extract.store import RunDirectory

NAMED = 3
"""Articles that an error names."""


def refuse_replacement(directory: RunDirectory, method: Method, inputs: Sequence[Path], settings: Settings) -> None:
    """Raise StoreError if the directory holds results of another method, or of articles that the inputs lack.

    The inputs are read for it only if they are not those of the earlier run, or are limited.
    """
    ledger = directory.ledger
    refuse_other_method(directory, method, "choose another folder with --out, or replace them with --replace")
    if not ledger.count_done():
        return
    if ledger.read_note("inputs") == inputs_note(inputs) and settings.limit is None:
        return
    given = {item.source_id for item in read_inputs(inputs, settings)}
    lost = [source_id for source_id in ledger.read_done() if source_id not in given]
    if lost:
        names = ", ".join(lost[:NAMED]) + (", ..." if len(lost) > NAMED else "")
        raise StoreError(
            f"{directory.path} holds the results of {len(lost):,} articles that this input lacks ({names}); add them to"
            " the input, choose another folder with --out, or replace them with --replace"
        )


def refuse_other_method(directory: RunDirectory, method: Method, advice: str) -> None:
    """Raise StoreError, with advice, if the directory holds results of another method."""
    done = directory.ledger.count_done()
    if done and directory.ledger.read_note("method") != method.id:
        raise StoreError(
            f"{directory.path} holds the results of {done:,} articles by another method (model, plan, prompt, settings"
            f" or version); {advice}"
        )


def inputs_note(inputs: Sequence[Path]) -> str:
    """Return the inputs as the ledger notes them: absolute paths, as JSON."""
    return json.dumps([str(path.resolve()) for path in inputs])
