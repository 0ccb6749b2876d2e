"""An article in the pool of core workers: its calls, each asked once whatever becomes of the worker."""

import asyncio
from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import Any, Protocol

from extract.ask.document_plan import DocumentPlan
from extract.ask.method import Method
from extract.document.segment import segment
from extract.model.contract import Answer, Prompt
from extract.run.core.messages import Ask, Reply
from schemas import Article

LONGEST_AHEAD = 10_000
"""Characters of an article whose first question is asked before a worker has started; it takes a few milliseconds."""


class ArticleModel(Protocol):
    """The model as one article asks it, with the reporting of its calls."""

    @property
    def started(self) -> Callable[[int], None]: ...

    async def ask(self, prompt: Prompt) -> Answer: ...


_LONG = 1_000_000
"""Characters from which on an article may take longer."""


class Job:
    """An article in the pool, with the answers that it has had so far."""

    def __init__(self, number: int, article: Article, model: ArticleModel) -> None:
        self.number = number
        self.article = article
        self.model = model
        self.stage = "start"
        self.seconds = 0.0
        """Seconds of computing."""
        self.messages: asyncio.Queue[object] = asyncio.Queue()
        self._answers: dict[Hashable, asyncio.Task[Answer]] = {}
        self._told = False

    def allowed_seconds(self, usual: float) -> float:
        """Return the seconds that the article may compute: those of a usual one, of a very long one in proportion."""
        return usual * max(1.0, self.article.characters / _LONG)

    def report_calls(self, calls: int) -> None:
        """Report the number of calls once, even if the article begins again."""
        if not self._told:
            self._told = True
            self.model.started(calls)

    def ask_ahead(self, method: Method) -> None:
        """Ask the first question about a short article. The worker that asks it again gets the same answer."""
        if isinstance(method.plan, DocumentPlan) and len(self.article.text) <= LONGEST_AHEAD:
            for question in method.questions(self.article, segment(self.article.text))[:1]:
                self._ask(question.render())

    def _ask(self, prompt: Prompt) -> asyncio.Task[Answer]:
        """Return the call of a prompt; the same prompt is asked once."""
        key = tuple(tuple(message.items()) for message in prompt.messages), prompt.reply
        if key not in self._answers:
            self._answers[key] = asyncio.create_task(self.model.ask(prompt))
        return self._answers[key]

    async def reply(self, ask: Ask) -> Reply:
        """Return the model's answer to a prompt."""
        try:
            answer = await asyncio.shield(self._ask(ask.prompt))
        except Exception as error:
            return Reply(ask.number, ask.call, error=error)
        return Reply(ask.number, ask.call, _without_reply(answer), answer.reply.model_dump_json())

    async def settle(self) -> None:
        """Wait for calls that are under way: they are paid for."""
        await asyncio.gather(*self._answers.values(), return_exceptions=True)

    def end(self) -> None:
        """Give up calls that are still under way, as they are when the article is cancelled."""
        for task in self._answers.values():
            if not task.done():
                task.cancel()
            elif not task.cancelled():
                task.exception()  # marks it as retrieved: the caller has stopped waiting


def _without_reply(answer: Answer) -> Answer:
    nothing: Any = None
    return replace(answer, reply=nothing)
