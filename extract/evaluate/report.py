"""Renders scores as tables for the terminal, readable without colour, and as JSON."""

from collections.abc import Sequence
from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from extract.assemble.outcome import Outcome
from extract.evaluate.score import Scores
from extract.evaluate.trace import trace_record


def render_scores(scores: Scores) -> RenderableType:
    """Return precision, recall and F1 by kind, shares by field, ungrounded spans, time and tokens."""
    rates = Table(box=box.SIMPLE_HEAD, title=f"{scores.articles} articles", title_justify="left")
    rates.add_column("records")
    for name in ("F1", "precision", "recall", "right", "wrong", "missed"):
        rates.add_column(name, justify="right")
    for kind, rate in scores.rates.items():
        figures = (f"{value:.3f}" for value in (rate.f1, rate.precision, rate.recall))
        rates.add_row(kind, *figures, *map(str, (rate.right, rate.wrong, rate.missed)))
    fields = Table(box=box.SIMPLE_HEAD)
    for name in ("among matched records", "right", "of"):
        fields.add_column(name, justify="left" if name.startswith("among") else "right")
    for name, share in scores.fields.items():
        fields.add_row(name, "-" if share.share is None else f"{share.share:.3f}", str(share.of))
    return Group(rates, fields, Text(_costs(scores)))


def as_json(scores: Scores) -> dict[str, Any]:
    """Return the same figures as data for JSON."""
    return {
        "articles": scores.articles,
        "missing": list(scores.missing),
        "rates": {
            kind: {
                "f1": rate.f1,
                "precision": rate.precision,
                "recall": rate.recall,
                "right": rate.right,
                "wrong": rate.wrong,
                "missed": rate.missed,
            }
            for kind, rate in scores.rates.items()
        },
        "fields": {name: {"share": share.share, "of": share.of} for name, share in scores.fields.items()},
        "ungrounded": len(scores.ungrounded),
        "seconds": scores.seconds,
        "tokens": {"in": scores.tokens_in, "cached": scores.tokens_cached, "out": scores.tokens_out},
    }


def render_misses(scores: Scores, outcomes: Sequence[Outcome]) -> RenderableType:
    """Return every gold record that was missed (-) and every record that is not gold (+), by article.

    Each has the model's answer about its sentences and what the gates rejected there.
    """
    by_article = {outcome.extraction.article.source_id: outcome for outcome in outcomes}
    lines = Text()
    article = None
    for fault in scores.faults:
        if fault.article != article:
            article = fault.article
            lines.append(f"\n{article}\n", style="bold")
        sign, style = ("-", "red") if fault.missed else ("+", "")
        lines.append(f"  {sign} {fault.kind}: {fault.summary}\n", style=style)
        for words in fault.evidence:
            lines.append(f"      text   {words}\n", style="dim")
        outcome = by_article.get(fault.article)
        for line in trace_record(outcome, fault.kind, fault.evidence) if outcome else ():
            lines.append(f"      {line}\n")
    return lines if scores.faults else Text("nothing missed, nothing found that is not gold\n")


def render_confusions(scores: Scores) -> RenderableType:
    """Return how often a gold value was confused with another, by field."""
    table = Table(box=box.SIMPLE_HEAD, title="confused values", title_justify="left")
    for name in ("field", "gold", "found", "times"):
        table.add_column(name, justify="right" if name == "times" else "left")
    for name, counter in scores.confusions.items():
        for (gold, found), times in counter.most_common():
            table.add_row(name, gold, found, str(times))
    return table if scores.confusions else Text("no confused values\n")


def render_ungrounded(scores: Scores) -> RenderableType:
    """Return the spans whose words are not in their article letter by letter; there should be none."""
    lines = "".join(f"  {article}: {span.start}..{span.end} {span.text!r}\n" for article, span in scores.ungrounded)
    return Text(f"ungrounded spans: {len(scores.ungrounded)}\n{lines}")


def _costs(scores: Scores) -> str:
    lines = [f"ungrounded spans: {len(scores.ungrounded)}"]
    if scores.missing:
        lines.append(f"without an extraction: {', '.join(scores.missing)}")
    if scores.seconds is not None:
        lines.append(
            f"median per article: {scores.seconds:.1f} s, {scores.tokens_in:,.0f} tokens in "
            f"({scores.tokens_cached:,.0f} cached), {scores.tokens_out:,.0f} out"
        )
    return "\n".join(lines)
