"""A comparison as lines for the terminal and as JSON, readable without colour."""

from dataclasses import asdict
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from extract.output.compare.differences import Change, Comparison, Difference
from extract.output.show import plain

_SIGNS = {Change.ADDED: ("+", "green"), Change.LOST: ("-", "red"), Change.CHANGED: ("~", "yellow")}


def render(found: Comparison) -> RenderableType:
    """Every difference by article, each with its quote, and at the end the sum."""
    out = Text()
    article = None
    for one in found.differences:
        if one.article != article:
            article = one.article
            out.append(f"{plain(article)}\n", style="bold")
        out.append_text(_told(one))
    for which, names in (
        ("only in the first run", found.only_first),
        ("only in the second run", found.only_second),
        ("coded by one run, a duplicate in the other", found.copied),
    ):
        if names:
            out.append(f"{which}: {plain(', '.join(names))}\n")
    sums = ", ".join(f"{found.count(change):,} {change}" for change in Change)
    return out.append(f"facts: {found.same:,} the same, {sums}")


def as_json(found: Comparison) -> dict[str, Any]:
    """The comparison as data."""
    counts = {change.value: found.count(change) for change in Change}
    return {"same": found.same, **counts} | {
        "differences": [asdict(one) for one in found.differences],
        "only_first": list(found.only_first),
        "only_second": list(found.only_second),
        "copied": list(found.copied),
    }


def _told(one: Difference) -> Text:
    sign, style = _SIGNS[one.change]
    out = Text(f"  {sign} {one.kind}: {plain(one.fact)}\n", style=style)
    for name, (was, now) in one.fields.items():
        out.append(f"      {name}: {plain(was) or 'none'} -> {plain(now) or 'none'}\n", style="default")
    return out.append(f"      “{plain(one.quote)}”\n", style="dim default")
