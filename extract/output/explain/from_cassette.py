"""Reads the answers about an article from its cassette.

The calls are made again against the cassette, so that repeated and failed calls come out as they were recorded. No
model is reached.
"""

import asyncio
from contextlib import suppress
from pathlib import Path

from extract.ask.ask import ask_all
from extract.ask.method import Method
from extract.document.segment import segment
from extract.errors import ModelError
from extract.model.client import Client
from extract.model.contract import Answer, Model, Prompt
from extract.model.endpoint import Endpoint
from extract.model.replay.cassette import replaying
from schemas import Article

Calls = list[tuple[Prompt, Answer | ModelError]]


def replay_article(cassettes: Path, article: Article, method: Method, endpoint: Endpoint) -> Calls:
    """The calls about an article, each with the recorded answer or the error with which it failed.

    Raises ModelUnavailable if the cassette cannot be read.
    """
    return asyncio.run(_replay(cassettes, article, method, endpoint))


async def _replay(cassettes: Path, article: Article, method: Method, endpoint: Endpoint) -> Calls:
    async with Client(endpoint, sleep=_no_wait, taped=True) as client:
        model = _RecordingModel(client)
        with replaying(cassettes).article(article.source_id, article.id, method.plan.name):
            for question in method.questions(segment(article.text)):
                with suppress(ModelError):  # a failed or missing call must not stop the others
                    await ask_all([question], model)
    return model.calls


class _RecordingModel:
    """Passes questions on to a model, and collects its answers and errors."""

    def __init__(self, model: Model) -> None:
        self.name = model.name
        self.calls: Calls = []
        self._model = model

    async def ask(self, prompt: Prompt) -> Answer:
        try:
            answer = await self._model.ask(prompt)
        except ModelError as error:
            self.calls.append((prompt, error))
            raise
        self.calls.append((prompt, answer))
        return answer


async def _no_wait(seconds: float) -> None:
    """Replaces the wait before a repeated call, which a replay does not need."""
