"""Extract the articles of a gold file, to be compared with its records."""

from dataclasses import replace
from pathlib import Path

from extract.ask.method import build_method
from extract.evaluate import read_gold
from extract.pipeline import Outcome
from extract.run.article_task import do_one
from extract.run.model_stack import ModelStack
from extract.run.open_model import asked, model_name, opened
from extract.run.workers import work
from extract.settings.settings import Settings
from extract.telemetry.progress import Watcher
from schemas import Article


async def evaluate(gold: Path, settings: Settings, watcher: Watcher, out: Path | None = None) -> list[Outcome]:
    """The outcomes of the articles of a gold file, in its order; written to `out` as JSON Lines if it is given.

    Raises InputError, ConfigError or ModelUnavailable. An article that failed is told to the watcher and left out.
    """
    how = build_method(model_name(settings), settings.plan, asked(settings))
    articles = [entry.article for entry in read_gold(gold)]
    outcomes: dict[int, Outcome] = {}
    async with opened(replace(settings, via="calls"), watcher) as model:
        watcher.begin(len(articles))
        stack = ModelStack(model, settings.concurrency, watcher)

        async def do(number: int, article: Article) -> None:
            result = await do_one(article, model, stack.for_article(article), how)
            if isinstance(result, Outcome):
                outcomes[number] = result
                watcher.extracted(result.extraction, result.rejected)
            else:
                watcher.failed(result)

        await work(iter(articles), do, settings.concurrency)
    found = [outcomes[number] for number in sorted(outcomes)]
    if out:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text("".join(o.extraction.model_dump_json() + "\n" for o in found), encoding="utf-8")
    return found
