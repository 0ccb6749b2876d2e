"""Renders the summary of a run of several articles: counts, tokens, time, cost, and the path of its files."""

import shlex
from pathlib import Path

from rich.console import RenderableType
from rich.rule import Rule
from rich.text import Text

from extract.output.show import formatting
from extract.output.show.article_lines import count_of
from extract.output.show.layout import Page, labelled
from extract.output.show.terminal_text import terminal_safe
from schemas import Counts, RunManifest


def render_summary(manifest: RunManifest, path: Path, program: str = "communique") -> RenderableType:
    """The summary of a run in about a dozen lines; `path` is the run directory, `program` how to call the command."""
    counts = manifest.counts
    rows: list[tuple[str, RenderableType]] = [
        ("articles", _articles(counts)),
        *([("language", Text(_language(counts)))] if counts.other_language else []),
        *([("reading", Text(reading))] if (reading := _reading(counts)) else []),
        ("drafts", Text(_drafts(counts))),
        ("model", Text(_model(manifest))),
        ("method", Text(manifest.method)),
        ("tokens", Text(formatting.format_spending(manifest.spent, manifest.usage))),
        *([("time", Text(_time(manifest)))] if manifest.finished else []),
        *([("cost", Text(_cost(manifest)))] if manifest.cost else []),
        ("files", Text(terminal_safe(str(path)))),
    ]
    unbalanced = Text("The counts do not add up: an article or a draft was lost. Please report this.", style="red")
    return Page(
        Rule(Text.assemble(("Run ", "bold"), manifest.run, " "), align="left", style="dim"),
        labelled(rows),
        *([] if counts.balance else [unbalanced]),
        Text(),
        *_next_steps(manifest, path, program),
    )


def saved_line(manifest: RunManifest, path: Path) -> RenderableType:
    """One line with the run directory and its files; before it the usage, if the run failed."""
    names = "extractions.jsonl, rejected.jsonl, run.json" + (", failures.jsonl" if manifest.counts.failed else "")
    names = names if manifest.finished else "ledger.sqlite"
    spent = formatting.format_spending(manifest.spent, manifest.usage) + "\n" if manifest.counts.failed else ""
    return Text.assemble(spent, ("saved in ", "dim"), terminal_safe(str(path)), (f"  ({names})", "dim"))


def _articles(counts: Counts) -> Text:
    copies = f" + {count_of(counts.duplicate, 'duplicate')}" if counts.duplicate else ""
    failed = (f"{counts.failed:,} failed", "red" if counts.failed else "")
    return Text.assemble(
        f"{counts.articles:,} = {counts.extracted:,} with records + {counts.empty:,} with none{copies} + ", failed
    )


def _language(counts: Counts) -> str:
    articles = count_of(counts.other_language, "article")
    return f"{articles} in a language that the analyzer does not read: see their issues"


def _reading(counts: Counts) -> str:
    """The articles that were not read as they were meant; empty if there are none."""
    found = {
        "with a date that is not read": counts.date_not_read,
        "cut off at the source": counts.cut_off_at_source,
        "in unsure order": counts.order_unsure,
        "with a page or an attachment that is not read": counts.parts_not_read,
        "left out, cut off at the source": counts.left_out,
    }
    return ", ".join(f"{number:,} {what}" for what, number in found.items() if number)


def _drafts(counts: Counts) -> str:
    records = count_of(counts.records, "record")
    return f"{counts.drafts:,} = {records} + {counts.merged:,} merged + {counts.rejected:,} rejected"


def _cost(manifest: RunManifest) -> str:
    shares = {"per article": manifest.cost_per_article, "per record": manifest.cost_per_record}
    return f"{manifest.cost} USD" + "".join(f" · {cost} {name}" for name, cost in shares.items() if cost)


def _model(manifest: RunManifest) -> str:
    urls = manifest.base_urls or ((manifest.base_url,) if manifest.base_url else ())
    where = f" at {terminal_safe(', '.join(urls))}" if urls else ""
    return f"{terminal_safe(manifest.model)}{where} · {manifest.plan} plan"


def _time(manifest: RunManifest) -> str:
    articles = manifest.counts.articles
    share = f" · {manifest.seconds / articles:.1f} s per article" if articles else ""
    return formatting.format_duration(manifest.seconds) + share


def _next_steps(manifest: RunManifest, path: Path, program: str) -> list[Text]:
    folder = terminal_safe(shlex.quote(str(path)))
    lines = [Text.assemble(("one article in full  ", "dim"), f"{terminal_safe(program)} show {folder} --source-id ID")]
    if not manifest.finished:  # the files are written at the end
        return lines
    if manifest.counts.failed:
        lines.append(Text.assemble(("why some failed      ", "dim"), f"{folder}/failures.jsonl; run again to retry"))
    if manifest.counts.duplicate:
        lines.append(Text.assemble(("which are duplicates ", "dim"), f"{folder}/duplicates.jsonl"))
    return lines
