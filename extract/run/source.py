"""Where the articles of a run come from, and at which position of the ledger each result belongs."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Protocol

from extract.dedup.filter import mark_duplicates
from extract.read import Found
from extract.run.inputs import read_inputs
from extract.run.run_pass import InputItem
from extract.settings.settings import Settings
from schemas import Article, Failure

Placed = tuple[int, InputItem]
"""A position, and what is there."""


class Source(Protocol):
    """The articles of a run."""

    @property
    def total(self) -> int:
        """Return their number; an estimate."""

    @property
    def is_whole(self) -> bool:
        """Return whether the results of all other positions are to be forgotten."""

    @property
    def left_out(self) -> int:
        """Return how many articles the last pass left out."""

    def read(self) -> Iterator[Article | Failure]:
        """Read the articles from their beginning, copies included."""

    def items(self) -> AbstractContextManager[Iterator[Placed]]:
        """Open a pass over the articles, with a duplicate in place of each copy that is not to be coded."""

    def order(self) -> Iterator[int] | None:
        """Return the positions in the order of the exports; None if that is the order of the positions."""


class InputSource:
    """The articles of files, folders and patterns."""

    def __init__(self, inputs: Sequence[Path], settings: Settings, total: int) -> None:
        self.total = total
        self.is_whole = True
        self.left_out = 0
        self._inputs = inputs
        self._settings = settings

    def read(self) -> Iterator[Article | Failure]:
        """Read the inputs from their beginning."""
        self.left_out = 0
        return read_inputs(self._inputs, self._settings, self._leave_out)

    @contextmanager
    def items(self) -> Iterator[Iterator[Placed]]:
        """Open a pass over the inputs."""
        items = self.read()
        skips = self._settings.duplicates == "skip"
        with mark_duplicates(items) if skips else nullcontext(items) as marked:
            yield enumerate(marked)

    def order(self) -> None:
        """Return None: exports are in the order of the input."""

    def _leave_out(self, found: Found) -> None:
        self.left_out += 1
