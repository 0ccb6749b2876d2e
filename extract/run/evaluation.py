"""Extract the articles of a gold file, to compare them with its records."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from extract.evaluate import read_gold
from extract.pipeline import Outcome
from extract.run.article_task import ArticleTask, InProcessCore
from extract.run.context import choose_method
from extract.run.model_stack import ModelStack
from extract.run.open_model import open_model
from extract.run.workers import run_workers
from extract.settings.settings import Settings
from extract.telemetry.progress import ProgressReporter
from schemas import Article


async def extract_gold(
    gold: Path, settings: Settings, reporter: ProgressReporter, out: Path | None = None
) -> list[Outcome]:
    """Return the outcomes of the articles in file order; write the extractions to `out` as JSON Lines if given.

    An interrupted evaluation writes those that are finished; it keeps no answers, and begins anew. An article that
    fails is reported and left out. Raises InputError, ConfigError or ModelUnavailable.
    """
    method = choose_method(settings)
    articles = [entry.article for entry in read_gold(gold)]
    outcomes: dict[int, Outcome] = {}
    async with open_model(replace(settings, via="calls"), reporter) as model:
        reporter.begin(len(articles))
        task = ArticleTask(method, model, ModelStack(model, settings.concurrency, reporter), InProcessCore(method))

        async def process(position: int, article: Article) -> None:
            result = await task.process(article)
            if isinstance(result, Outcome):
                outcomes[position] = result
                reporter.extracted(result.extraction, result.rejected)
            else:
                reporter.failed(result)

        try:
            await run_workers(iter(articles), process, settings.concurrency)
        finally:  # an interrupted evaluation leaves what it has read
            found = [outcomes[position] for position in sorted(outcomes)]
            if out:
                _write(out, found)
    return found


def _write(out: Path, outcomes: Sequence[Outcome]) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    lines = (outcome.extraction.model_dump_json() + "\n" for outcome in outcomes)
    out.write_text("".join(lines), encoding="utf-8")
