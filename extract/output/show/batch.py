"""What a run of several articles came to: the ledger, tokens, time, and where its files are."""

import shlex
from pathlib import Path

from rich.console import RenderableType
from rich.rule import Rule
from rich.text import Text

from extract.output.show import values
from extract.output.show.layout import Trimmed, labelled
from extract.output.show.line import counted
from extract.output.show.plain import plain
from schemas import Counts, RunManifest


def summary(manifest: RunManifest, path: Path) -> RenderableType:
    """The end of a run in a dozen lines."""
    counts = manifest.counts
    rows: list[tuple[str, RenderableType]] = [
        ("articles", _articles(counts)),
        *([("language", Text(_language(counts)))] if counts.other_language else []),
        ("drafts", Text(_drafts(counts))),
        ("model", Text(_model(manifest))),
        ("tokens", Text(values.tokens(manifest.usage))),
        ("time", Text(_time(manifest))),
        *([("cost", Text(_cost(manifest)))] if manifest.cost else []),
        ("files", Text(plain(str(path)))),
    ]
    lost = Text("The ledger does not balance: something was lost on the way. Please report this.", style="red")
    return Trimmed(
        Rule(Text.assemble(("Run ", "bold"), manifest.run, " "), align="left", style="dim"),
        labelled(rows),
        *([] if counts.balance else [lost]),
        Text(),
        *_next(counts, path),
    )


def saved(path: Path, failed: int = 0) -> RenderableType:
    """Where the files of a run are, in a line."""
    names = "extractions.jsonl, rejected.jsonl, run.json" + (", failures.jsonl" if failed else "")
    return Text.assemble(("saved in ", "dim"), plain(str(path)), (f"  ({names})", "dim"))


def _articles(counts: Counts) -> Text:
    copies = f" + {counted(counts.duplicate, 'duplicate')}" if counts.duplicate else ""
    failed = (f"{counts.failed:,} failed", "red" if counts.failed else "")
    return Text.assemble(
        f"{counts.articles:,} = {counts.extracted:,} with records + {counts.empty:,} with none{copies} + ", failed
    )


def _language(counts: Counts) -> str:
    return (
        f"{counted(counts.other_language, 'article')} in a language that the lexicon does not cover: see their issues"
    )


def _drafts(counts: Counts) -> str:
    return (
        f"{counts.drafts:,} = {counted(counts.records, 'record')} + {counts.merged:,} merged"
        f" + {counts.rejected:,} refused"
    )


def _cost(manifest: RunManifest) -> str:
    shares = {"an article": manifest.cost_per_article, "a record": manifest.cost_per_record}
    each = "".join(f" · {cost} {name}" for name, cost in shares.items() if cost)
    return f"{manifest.cost} USD{each}"


def _model(manifest: RunManifest) -> str:
    urls = manifest.base_urls or ((manifest.base_url,) if manifest.base_url else ())
    where = f" at {plain(', '.join(urls))}" if urls else ""
    return f"{plain(manifest.model)}{where} · {manifest.plan} plan"


def _time(manifest: RunManifest) -> str:
    each = f" · {manifest.seconds / manifest.counts.articles:.1f} s an article" if manifest.counts.articles else ""
    return values.duration(manifest.seconds) + each


def _next(counts: Counts, path: Path) -> list[Text]:
    folder = plain(shlex.quote(str(path)))
    out = [Text.assemble(("one article in full  ", "dim"), f"communique show {folder} --source-id ID")]
    if counts.failed:
        out.append(
            Text.assemble(("why some failed      ", "dim"), f"{folder}/failures.jsonl; run again to try them again")
        )
    if counts.duplicate:
        out.append(Text.assemble(("which are duplicates ", "dim"), f"{folder}/duplicates.jsonl"))
    return out
