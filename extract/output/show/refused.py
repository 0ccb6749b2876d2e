"""What the gates refused, by reason, each with the model's own words. Refusals go in, one renderable comes out."""

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from extract.output.show.layout import columns
from extract.output.show.plain import plain
from extract.output.show.values import words
from schemas import Gate, Rejected

SHOWN = 5
"""Refusals of one reason that are told; the rest is counted."""


def refused(rows: Sequence[Rejected]) -> RenderableType:
    """The refusals by gate and reason, in the order of their first one."""
    groups: dict[tuple[Gate, str], list[Rejected]] = {}
    for row in rows:
        groups.setdefault((row.gate, row.reason), []).append(row)
    out: list[RenderableType] = []
    for (gate, reason), members in groups.items():
        times = f" ×{len(members)}" if len(members) > 1 else ""
        out.append(Text.assemble((words(plain(reason)) + times, "red"), (f"  {gate}", "dim")))
        out += [_row(row) for row in members[:SHOWN]]
        if len(members) > SHOWN:
            out.append(Text(f"  and {len(members) - SHOWN} more in rejected.jsonl", style="dim"))
    return Group(*out)


def _row(row: Rejected) -> RenderableType:
    """`agreement, parties only: the text does not hold 'the Union'`, and below it what the model had said."""
    what = f"{row.kind}, {row.field} only" if row.field else str(row.kind)
    said = columns(len("model"))
    said.add_row("model", Text(model_words(row.draft), style="dim"))
    return Padding(Group(Text(f"{what}: {plain(row.message)}"), Padding(said, (0, 0, 0, 2))), (0, 0, 0, 2))


def model_words(draft: Mapping[str, object]) -> str:
    """A draft as the model gave it, on one line, what is empty left out."""
    parts = []
    for name, value in draft.items():
        told = ", ".join(map(str, value)) if isinstance(value, list | tuple) else value
        if told not in ("", None):
            parts.append(f"{words(name)} {told}")
    return plain(" · ".join(parts))
