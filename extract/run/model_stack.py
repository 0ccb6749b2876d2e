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
from extract.run.open_model import Opened
from extract.telemetry.progress import Watcher
from schemas import Article, Failure


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

    def __init__(self, model: Model, item: Article | Failure, watcher: Watcher) -> None:
        self.name = model.name
        self._model = model
        self._source_id = item.source_id
        self._watcher = watcher

    @property
    def started(self) -> Callable[[int], None]:
        """Reports how many calls the article takes."""
        return lambda calls: self._watcher.started(self._source_id, calls)

    async def ask(self, prompt: Prompt) -> Answer:
        try:
            return await self._model.ask(prompt)
        finally:
            self._watcher.answered(self._source_id)


class ModelStack:
    """The layers that all articles of a run share; `for_article` adds the one that belongs to a single article."""

    def __init__(self, opened: Opened, questions: int, watcher: Watcher, memory: Memory | None = None) -> None:
        """`questions` is the bound on questions under way; without a memory every question goes to the client."""
        client: Model = opened.client
        cached = CachingModel(client, memory, opened.endpoint, opened.price) if memory is not None else client
        self._shared = LimitedModel(cached, questions)
        self._watcher = watcher

    def for_article(self, item: Article | Failure) -> ReportingModel:
        """The whole stack, with calls reported as those of this article."""
        return ReportingModel(self._shared, item, self._watcher)
