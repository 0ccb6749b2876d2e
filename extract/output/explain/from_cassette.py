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
from extract.model.caching_model import question_key
from extract.model.client import Client
from extract.model.contract import Answer, Model, Prompt
from extract.model.endpoint import Endpoint
from extract.model.replay.cassette import replaying
from extract.pipeline import extract
from schemas import Article

Calls = list[tuple[Prompt, Answer | ModelError]]


def replay_article(cassettes: Path, article: Article, method: Method, endpoint: Endpoint) -> Calls:
    """The calls about an article, each with the recorded answer or the error with which it failed.

    Raises ModelUnavailable if the cassette cannot be read.
    """
    return asyncio.run(_replay(cassettes, article, method, endpoint))


async def _replay(cassettes: Path, article: Article, method: Method, endpoint: Endpoint) -> Calls:
    async with Client(endpoint, sleep=_no_wait, taped=True) as client:
        model = _RecordingModel(client, endpoint)
        with replaying(cassettes).article(article.source_id, article.id, method.plan.name):
            with suppress(ModelError):
                await extract(article, model, method)
            for question in method.questions(article, segment(article.text)):
                with suppress(ModelError):  # a failed or missing call must not stop the others
                    await ask_all([question], model)
    return list(model.calls.values())


class _RecordingModel:
    """Passes each question on to a model once, and keeps its answers and errors."""

    def __init__(self, model: Model, endpoint: Endpoint) -> None:
        self.name = model.name
        self.calls: dict[str, tuple[Prompt, Answer | ModelError]] = {}
        """By `question_key`."""
        self._model = model
        self._endpoint = endpoint

    async def ask(self, prompt: Prompt) -> Answer:
        key = question_key(prompt, self._endpoint)
        if key not in self.calls:
            self.calls[key] = prompt, await self._answer(prompt)
        _, answer = self.calls[key]
        if isinstance(answer, ModelError):
            raise answer
        return answer

    async def _answer(self, prompt: Prompt) -> Answer | ModelError:
        try:
            return await self._model.ask(prompt)
        except ModelError as error:
            return error


async def _no_wait(seconds: float) -> None:
    """Replaces the wait before a repeated call, which a replay does not need."""
