"""Renders a comparison for the terminal and as JSON."""

from dataclasses import asdict
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from extract.output.compare.differences import Change, Comparison, Difference
from extract.output.show import terminal_safe

_SIGNS = {Change.ADDED: ("+", "green"), Change.LOST: ("-", "red"), Change.CHANGED: ("~", "yellow")}


def render(comparison: Comparison) -> RenderableType:
    """Every difference with its quote, by article, and a last line with the counts."""
    out = Text()
    article = None
    for difference in comparison.differences:
        if difference.article != article:
            article = difference.article
            out.append(f"{terminal_safe(article)}\n", style="bold")
        out.append_text(_render_difference(difference))
    for label, articles in (
        ("only in the first run", comparison.only_first),
        ("only in the second run", comparison.only_second),
        ("extracted by one run, a duplicate in the other", comparison.copied),
    ):
        if articles:
            out.append(f"{label}: {terminal_safe(', '.join(articles))}\n")
    counts = ", ".join(f"{comparison.count(change):,} {change}" for change in Change)
    return out.append(f"facts: {comparison.same:,} the same, {counts}")


def as_json(comparison: Comparison) -> dict[str, Any]:
    """The comparison as JSON-compatible data."""
    counts = {change.value: comparison.count(change) for change in Change}
    return {"same": comparison.same, **counts} | {
        "differences": [asdict(difference) for difference in comparison.differences],
        "only_first": list(comparison.only_first),
        "only_second": list(comparison.only_second),
        "copied": list(comparison.copied),
    }


def _render_difference(difference: Difference) -> Text:
    sign, style = _SIGNS[difference.change]
    out = Text(f"  {sign} {difference.kind}: {terminal_safe(difference.fact)}\n", style=style)
    for name, (was, now) in difference.fields.items():
        values = f"{terminal_safe(was) or 'none'} -> {terminal_safe(now) or 'none'}"
        out.append(f"      {name}: {values}\n", style="default")
    return out.append(f"      “{terminal_safe(difference.quote)}”\n", style="dim default")
