"""The model that answers for one article, as a stack of layers around the client.

ReportingModel    reports each answered call to the progress display
  LimitedModel    bounds the questions under way
    CachingModel  returns what the ledger already holds, stores the rest (not with cassettes or batches)
      Client      asks the endpoint
"""

import asyncio
from collections.abc import Callable

from extract.model.caching_model import CachingModel, Memory
from extract.model.contract import Answer, Model, Prompt
from extract.run.open_model import OpenModel
from extract.telemetry.progress import ProgressReporter
from schemas import Article


class LimitedModel:
    """Bounds the questions under way at once, re-asks and waits included."""

    def __init__(self, model: Model, questions: int) -> None:
        self.name = model.name
        self._model = model
        self._gate = asyncio.Semaphore(questions)

    async def ask(self, prompt: Prompt) -> Answer:
        async with self._gate:
            return await self._model.ask(prompt)


class ReportingModel:
    """Reports the calls of one article to the progress display."""

    def __init__(self, model: Model, article: Article, reporter: ProgressReporter) -> None:
        self.name = model.name
        self._model = model
        self._source_id = article.source_id
        self._reporter = reporter

    @property
    def started(self) -> Callable[[int], None]:
        """Reports how many calls the article takes."""
        return lambda calls: self._reporter.started(self._source_id, calls)

    async def ask(self, prompt: Prompt) -> Answer:
        try:
            return await self._model.ask(prompt)
        finally:
            self._reporter.answered(self._source_id)


class ModelStack:
    """The layers that all articles of a run share; `for_article` adds the layer of a single article."""

    def __init__(
        self, model: OpenModel, questions: int, reporter: ProgressReporter, memory: Memory | None = None
    ) -> None:
        """`questions` bounds the questions under way; without a memory every question goes to the client."""
        client = model.client
        cached: Model = CachingModel(client, memory, model.endpoint, model.price) if memory is not None else client
        self._shared = LimitedModel(cached, questions)
        self._reporter = reporter

    def for_article(self, article: Article) -> ReportingModel:
        """Return the whole stack; calls are reported as those of this article."""
        return ReportingModel(self._shared, article, self._reporter)
