"""Layout of terminal output: columns, labelled rows, and a limit on the width."""

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.segment import Segment
from rich.table import Table

from extract.output.show.terminal_text import terminal_safe

LABEL_WIDTH = 9
MAX_WIDTH = 110
"""Widths in terminal columns."""


class Page:
    """Stacks renderables, limits their width, and removes spaces at the ends of lines."""

    def __init__(self, *parts: RenderableType) -> None:
        self._parts = Group(*parts)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        narrowed = options.update(width=min(options.max_width, MAX_WIDTH))
        for line in console.render_lines(self._parts, narrowed, pad=False):
            while line and not line[-1].text.strip():
                line.pop()
            if line:
                line[-1] = Segment(line[-1].text.rstrip(), line[-1].style)
            # the last line of defence for text that no caller has made safe
            yield from (Segment(terminal_safe(part.text), part.style) for part in line)
            yield Segment.line()


def columns(width: int, *, more: int = 1) -> Table:
    """A grid with one narrow dim column, and `more` columns whose text wraps."""
    table = Table.grid(padding=(0, 1))
    table.add_column(style="dim", min_width=width, no_wrap=True)
    for _ in range(more):
        table.add_column(overflow="fold")
    return table


def labelled(rows: Iterable[tuple[str, RenderableType]]) -> Table:
    """A grid of values with their labels on the left."""
    table = columns(LABEL_WIDTH)
    for label, value in rows:
        table.add_row(label, value)
    return table
