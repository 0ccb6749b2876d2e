"""A model that is asked nothing twice, so that the sentences which an edit leaves alone cost nothing.

In: a model. Out: the same, with its answers kept by messages and schema, and only so many calls at a time. Errors are
kept as well: at temperature 0 the same question would fail the same way.
"""

import asyncio
import json

from extract.errors import ModelError, ModelUnavailable
from extract.model.contract import Answer, Model, Prompt


class Memo:
    """Answers from memory what it has been asked before."""

    def __init__(self, model: Model, calls: int = 1) -> None:
        """`calls` is how many may run at a time."""
        self.name = model.name
        self.asked = 0
        """Questions that reached the model."""
        self._model = model
        self._gate = asyncio.Semaphore(calls)
        self._kept: dict[str, Answer | ModelError] = {}
        self._turns: dict[str, asyncio.Lock] = {}

    async def ask(self, prompt: Prompt) -> Answer:
        """The answer. Raises ModelError, also one that the same question met before."""
        key = json.dumps([prompt.messages, prompt.reply.model_json_schema()], sort_keys=True)
        async with self._turns.setdefault(key, asyncio.Lock()):
            if key not in self._kept:
                self._kept[key] = await self._answer(prompt)
        kept = self._kept[key]
        if isinstance(kept, ModelError):
            raise kept
        return kept

    async def _answer(self, prompt: Prompt) -> Answer | ModelError:
        async with self._gate:
            self.asked += 1
            try:
                return await self._model.ask(prompt)
            except ModelUnavailable:
                raise
            except ModelError as error:
                return error
