"""A model that remembers: what the ledger holds is not asked again, what it lacks is asked, paid and kept."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Protocol

from extract.errors import Interrupted, ModelError
from extract.model.client import Endpoint
from extract.model.contract import Answer, Model
from extract.model.shape import shape_key
from extract.price import Price
from extract.prompt import Prompt
from extract.store import Spent, Stored, request_key
from schemas import Usage


def question_key(prompt: Prompt, endpoint: Endpoint) -> str:
    """What an answer is kept under: a hash of the question, the shape of its answer, the model and its parameters."""
    asked = {"messages": prompt.messages, "shape": shape_key(prompt.reply), "model": endpoint.model}
    return request_key(asked | endpoint.answering())


class Memory(Protocol):
    """What remembers: a ledger, or the way to one in another process."""

    async def recall(self, request: str) -> tuple[Stored, tuple[str, ...]] | None: ...

    async def send(self, request: str) -> int: ...

    async def answer(self, number: int, stored: Stored, spent: Spent, said: Sequence[str] = ()) -> None: ...

    async def settle(self, number: int, state: str, spent: Spent, said: Sequence[str] = ()) -> None: ...


class Remembering:
    """A model in front of another one and a memory."""

    def __init__(self, model: Model, memory: Memory, endpoint: Endpoint, price: Price | None) -> None:
        self.name = model.name
        self._model = model
        self._memory = memory
        self._endpoint = endpoint
        self._price = price

    async def ask(self, prompt: Prompt) -> Answer:
        """The answer of the memory, else of the model. Raises ModelError, or StoreError if the memory fails."""
        request = question_key(prompt, self._endpoint)
        known = await self._memory.recall(request)
        if known:
            stored, said = known
            reply = prompt.reply.model_validate_json(stored.reply)
            *refused, raw = said or (stored.reply,)
            took = stored.usage, stored.seconds, stored.created
            return Answer(reply, raw, *took, cost=stored.cost, refused=tuple(refused))
        number = await self._memory.send(request)
        try:
            answer = await self._model.ask(prompt)
        except (ModelError, Interrupted) as error:
            spent = Spent(error.usage, error.attempts, self._cost(error.usage))
            state = error.code if isinstance(error, ModelError) else "stopped"
            await self._memory.settle(number, state, spent, error.said)
            raise
        return await self._kept(number, request, answer)

    async def _kept(self, number: int, request: str, answer: Answer) -> Answer:
        cost = self._cost(answer.usage)
        reply = answer.reply.model_dump_json()  # the raw text may hold more, and was read already
        stored = Stored(request, reply, answer.usage, answer.seconds, answer.created, cost)
        spent = Spent(answer.usage, answer.attempts, cost)
        await self._memory.answer(number, stored, spent, (*answer.refused, answer.raw))
        return replace(answer, cost=cost, attempts=1)

    def _cost(self, usage: Usage) -> Decimal | None:
        return self._price.of(usage) if self._price else None
