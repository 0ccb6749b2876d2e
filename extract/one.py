"""One article and one model: its outcome, or its failure as a row. Only what no article could survive is raised."""

import asyncio
from collections.abc import Callable

from extract.endpoint import Opened
from extract.errors import CommuniqueError, ModelError, ModelUnavailable
from extract.method import Method
from extract.model.contract import Answer, Model
from extract.pipeline import Outcome
from extract.pipeline import extract as extract_article
from extract.prompt import Prompt
from extract.watch import Watcher
from schemas import Article, Failure, FailureCode, Stage


class Heard:
    """A model whose answers about one article somebody counts."""

    def __init__(self, model: Model, item: Article | Failure, watcher: Watcher) -> None:
        self.name = model.name
        self._model = model
        self._source_id = item.source_id
        self._watcher = watcher

    @property
    def started(self) -> Callable[[int], None]:
        """Tells the watcher how many calls the article takes."""
        return lambda calls: self._watcher.started(self._source_id, calls)

    async def ask(self, prompt: Prompt) -> Answer:
        try:
            return await self._model.ask(prompt)
        finally:
            self._watcher.answered(self._source_id)


class Limited:
    """A model that is asked so many questions at a time and no more, re-asks and waits included."""

    def __init__(self, model: Model, questions: int) -> None:
        self.name = model.name
        self._model = model
        self._gate = asyncio.Semaphore(questions)

    async def ask(self, prompt: Prompt) -> Answer:
        async with self._gate:
            return await self._model.ask(prompt)


async def do_one(item: Article | Failure, opened: Opened, model: Heard, method: Method) -> Outcome | Failure:
    """The outcome, or the failure as a row. Raises ModelUnavailable, StoreError or Interrupted."""
    if isinstance(item, Failure):
        return item
    try:
        with opened.tape.article(item.source_id, item.id, method.plan.name):
            return await extract_article(item, model, method, model.started)
    except ModelUnavailable:
        raise
    except ModelError as error:
        return _failure(item, Stage.MODEL, error.code, str(error), error.attempts)
    except CommuniqueError:
        raise
    except Exception as error:  # a fault of ours must not cost the other articles
        message = f"{type(error).__name__}: {error}; please report it with this article"
        return _failure(item, Stage.EXTRACT, FailureCode.INTERNAL, message, 0)


def _failure(item: Article, stage: Stage, code: FailureCode, message: str, attempts: int) -> Failure:
    return Failure(
        source_id=item.source_id, path=item.path, stage=stage, error=code, message=message, attempts=attempts
    )
