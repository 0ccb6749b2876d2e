"""A row of any of the tidy tables."""

from typing import NamedTuple


class TableRow(NamedTuple):
    """A row, with the name of its table."""

    table: str
    row: tuple[object, ...]
