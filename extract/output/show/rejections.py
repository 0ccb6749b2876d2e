"""Renders rejected drafts and fields, grouped by gate and reason, with what the model wrote."""

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from extract.output.show.formatting import format_code
from extract.output.show.layout import columns
from extract.output.show.terminal_text import terminal_safe
from schemas import Gate, Rejected

SHOWN = 5
"""Rejections shown for each reason; the others are counted."""


def render_rejections(rows: Sequence[Rejected]) -> RenderableType:
    """The rejections by gate and reason, in the order in which the reasons first occur."""
    groups: dict[tuple[Gate, str], list[Rejected]] = {}
    for row in rows:
        groups.setdefault((row.gate, row.reason), []).append(row)
    parts: list[RenderableType] = []
    for (gate, reason), members in groups.items():
        times = f" ×{len(members)}" if len(members) > 1 else ""
        parts.append(Text.assemble((format_code(terminal_safe(reason)) + times, "red"), (f"  {gate}", "dim")))
        parts += [_render_rejection(row) for row in members[:SHOWN]]
        if len(members) > SHOWN:
            parts.append(Text(f"  and {len(members) - SHOWN} more in rejected.jsonl", style="dim"))
    return Group(*parts)


def _render_rejection(row: Rejected) -> RenderableType:
    """`agreement, parties only: the text does not hold 'the Union'`, and the draft on the next line."""
    scope = f"{row.kind}, {row.field} only" if row.field else str(row.kind)
    draft = columns(len("model"))
    draft.add_row("model", Text(format_draft(row.draft), style="dim"))
    message = Text(f"{scope}: {terminal_safe(row.message)}")
    return Padding(Group(message, Padding(draft, (0, 0, 0, 2))), (0, 0, 0, 2))


def format_draft(draft: Mapping[str, object]) -> str:
    """A draft on one line, without its empty fields."""
    parts = []
    for name, value in draft.items():
        text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else value
        if text not in ("", None):
            parts.append(f"{format_code(name)} {text}")
    return terminal_safe(" · ".join(parts))
