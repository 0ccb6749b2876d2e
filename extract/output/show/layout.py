"""The common shapes of what is shown: labelled values, columns, and lines without blanks at their ends."""

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.segment import Segment
from rich.table import Table

from extract.output.show.plain import plain

LABEL = 9
"""Columns that a label takes."""

WIDTH = 110
"""Columns that are used at most."""


class Trimmed:
    """Renderables below each other, no wider than one likes to read, without the blanks that tables leave behind."""

    def __init__(self, *parts: RenderableType) -> None:
        self._parts = Group(*parts)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        narrowed = options.update(width=min(options.max_width, WIDTH))
        for line in console.render_lines(self._parts, narrowed, pad=False):
            while line and not line[-1].text.strip():
                line.pop()
            if line:
                line[-1] = Segment(line[-1].text.rstrip(), line[-1].style)
            # whatever was not made plain before, is so here at the latest
            yield from (Segment(plain(part.text), part.style) for part in line)
            yield Segment.line()


def columns(width: int, *, more: int = 1) -> Table:
    """A grid of one narrow dim column and others that fold."""
    table = Table.grid(padding=(0, 1))
    table.add_column(style="dim", min_width=width, no_wrap=True)
    for _ in range(more):
        table.add_column(overflow="fold")
    return table


def labelled(rows: Iterable[tuple[str, RenderableType]]) -> Table:
    """Values below each other with their labels at the side."""
    table = columns(LABEL)
    for label, told in rows:
        table.add_row(label, told)
    return table
