"""The answers in an article's cassette. In: the article and how it was asked about. Out: its calls, with their answers.

The calls are made again and the cassette answers, so that what was asked for twice comes out as it did then. No model
is reached.
"""

import asyncio
from contextlib import suppress
from pathlib import Path

from extract.ask.ask import ask_all
from extract.ask.method import Method
from extract.entities.annotate import tell
from extract.errors import ModelError
from extract.model.client import Client
from extract.model.contract import Answer, Model, Prompt
from extract.model.endpoint import Endpoint
from extract.model.replay.cassette import replaying
from schemas import Article

Heard = list[tuple[Prompt, Answer | ModelError]]


def played(cassettes: Path, article: Article, how: Method, endpoint: Endpoint) -> Heard:
    """The calls about an article with what its cassette gives: an answer, or how the call failed then.

    Raises ModelUnavailable if it cannot be read.
    """
    return asyncio.run(_played(cassettes, article, how, endpoint))


async def _played(cassettes: Path, article: Article, how: Method, endpoint: Endpoint) -> Heard:
    async with Client(endpoint, sleep=_no_wait, taped=True) as client:
        model = _Listening(client)
        with replaying(cassettes).article(article.source_id, article.id, how.plan.name):
            for question in how.questions(tell(article).sentences):
                with suppress(ModelError):  # one that is not there, or failed, keeps nobody from the others
                    await ask_all([question], model)
    return model.heard


class _Listening:
    """A model whose answers are remembered."""

    def __init__(self, model: Model) -> None:
        self.name = model.name
        self.heard: Heard = []
        self._model = model

    async def ask(self, prompt: Prompt) -> Answer:
        try:
            answer = await self._model.ask(prompt)
        except ModelError as error:
            self.heard.append((prompt, error))
            raise
        self.heard.append((prompt, answer))
        return answer


async def _no_wait(seconds: float) -> None:
    """What was waited for has already happened."""
