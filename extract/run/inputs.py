"""The inputs of a run: all of them, in order, as far as the settings allow."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from extract.read import Found, Survey, read, survey
from extract.settings.settings import Settings
from schemas import Article, Failure


def read_inputs(
    inputs: Sequence[Path], settings: Settings, leave_out: Callable[[Found], None] = lambda found: None
) -> Iterator[Article | Failure]:
    """Yield the items of the inputs, up to the limit; `leave_out` gets what is left out. Raises InputError."""
    items = chain.from_iterable(read(path, settings.intake, leave_out) for path in inputs)
    return islice(items, settings.limit)


def survey_inputs(inputs: Sequence[Path], settings: Settings) -> Survey:
    """Count the items of the inputs, whatever the limit. Raises InputError."""
    total = Survey()
    for path in inputs:
        counted = survey(path, settings.intake)
        total.items += counted.items
        total.forms.update(counted.forms)
    return total
