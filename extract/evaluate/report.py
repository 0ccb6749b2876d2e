"""Renders scores as tables for the terminal, readable without colour, and as JSON."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from extract.assemble.outcome import Outcome
from extract.evaluate.bootstrap import Interval, f1_interval, share_interval
from extract.evaluate.changes import RawScores
from extract.evaluate.reliability import Reliability
from extract.evaluate.score import Scores
from extract.evaluate.trace import trace_record
from schemas import Certainty


def render_scores(scores: Scores) -> RenderableType:
    """Return precision, recall and F1 by kind, shares by field, ungrounded spans, time and tokens."""
    rates = Table(box=box.SIMPLE_HEAD, title=f"{scores.articles} articles", title_justify="left")
    rates.add_column("records")
    for name in ("F1", "95 %", "precision", "recall", "right", "wrong", "missed"):
        rates.add_column(name, justify="right")
    for kind, rate in scores.rates.items():
        figures = f"{rate.f1:.3f}", _bounds(_of_rate(scores, kind)), f"{rate.precision:.3f}", f"{rate.recall:.3f}"
        rates.add_row(kind, *figures, *map(str, (rate.right, rate.wrong, rate.missed)))
    fields = Table(box=box.SIMPLE_HEAD)
    for name in ("among matched records", "right", "95 %", "of"):
        fields.add_column(name, justify="left" if name.startswith("among") else "right")
    for name, share in scores.fields.items():
        if name == "label" and not share.of:  # gold by the default codebook has none
            continue
        shown = ("-", "-") if share.share is None else (f"{share.share:.3f}", _bounds(_of_field(scores, name)))
        fields.add_row(name, *shown, str(share.of))
    return Group(rates, fields, Text(_costs(scores)))


def render_raw(raw: RawScores) -> RenderableType:
    """Return F1 of the first answers before any code, and what code gained and lost, by what did it."""
    rates = Table(box=box.SIMPLE_HEAD, title="the same answers before verification", title_justify="left")
    for name in ("records", "F1", "95 %"):
        rates.add_column(name, justify="left" if name == "records" else "right")
    for kind, rate in raw.scores.rates.items():
        rates.add_row(kind, f"{rate.f1:.3f}", _bounds(_of_rate(raw.scores, kind)))
    losses = sum(one.is_loss for one in raw.changes)
    gains = len(raw.changes) - losses
    changes = Table(box=box.SIMPLE_HEAD)
    for name in ("strictly right records, by what changed them", "gained", "lost"):
        changes.add_column(name, justify="left" if name.startswith("strictly") else "right")
    changes.add_row(f"all ({raw.right_before} before)", str(gains), str(losses))
    for cause, (gained, lost) in raw.by_cause().items():
        changes.add_row(f"  {cause}", str(gained), str(lost))
    return Group(rates, changes)


def render_reliability(found: Mapping[Certainty, Reliability]) -> RenderableType:
    """Return of each certainty how many records are strictly right, and its share of all."""
    table = Table(box=box.SIMPLE_HEAD)
    for name in ("certainty", "strictly right", "of", "share of all"):
        table.add_column(name, justify="left" if name == "certainty" else "right")
    for certainty, one in found.items():
        table.add_row(certainty.value, f"{one.right / one.of:.3f}", str(one.of), f"{one.share:.2f}")
    return table


def render_changes(raw: RawScores) -> RenderableType:
    """Return every gold record that code gained (+) or lost (-), with what did it."""
    lines = Text("gained and lost by verification\n", style="bold")
    for one in raw.changes:
        sign, style = ("-", "red") if one.is_loss else ("+", "")
        lines.append(f"  {sign} {one.article} {one.kind}: {one.gold}: {'; '.join(one.causes)}\n", style=style)
    return lines


def as_json(
    scores: Scores, raw: RawScores | None = None, reliability: Mapping[Certainty, Reliability] | None = None
) -> dict[str, Any]:
    """Return the same figures as data for JSON."""
    return _as_json(scores) | {
        "raw": _raw_as_json(raw) if raw else None,
        "certainty": {
            certainty.value: {"right": one.right, "of": one.of, "share": one.share}
            for certainty, one in (reliability or {}).items()
        },
    }


def _raw_as_json(raw: RawScores) -> dict[str, Any]:
    return _as_json(raw.scores) | {
        "right_before": raw.right_before,
        "gained": sum(not one.is_loss for one in raw.changes),
        "lost": sum(one.is_loss for one in raw.changes),
        "causes": {cause: {"gained": gained, "lost": lost} for cause, (gained, lost) in raw.by_cause().items()},
    }


def _of_rate(scores: Scores, kind: str) -> Interval:
    return f1_interval([rates[kind] for rates in scores.by_article])


def _of_field(scores: Scores, name: str) -> Interval:
    return share_interval([shares[name] for shares in scores.fields_by_article])


def _bounds(interval: Interval) -> str:
    return f"{interval[0]:.2f}-{interval[1]:.2f}"


def _as_json(scores: Scores) -> dict[str, Any]:
    return {
        "articles": scores.articles,
        "missing": list(scores.missing),
        "rates": {
            kind: {
                "f1": rate.f1,
                "interval": _of_rate(scores, kind),
                "precision": rate.precision,
                "recall": rate.recall,
                "right": rate.right,
                "wrong": rate.wrong,
                "missed": rate.missed,
            }
            for kind, rate in scores.rates.items()
        },
        "fields": {
            name: {"share": share.share, "interval": _of_field(scores, name) if share.of else None, "of": share.of}
            for name, share in scores.fields.items()
        },
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
    if scores.tokens_in is not None:
        took = "" if scores.seconds is None else f"{scores.seconds:.1f} s, "
        lines.append(
            f"median per article: {took}{scores.tokens_in:,.0f} tokens in "
            f"({scores.tokens_cached:,.0f} cached), {scores.tokens_out:,.0f} out"
        )
    return "\n".join(lines)
