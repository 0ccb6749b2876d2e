"""A model that remembers: what the ledger holds is not asked again, what it lacks is asked, paid and kept."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Protocol

from extract.errors import Interrupted, ModelError
from extract.model.contract import Answer, Model, Prompt
from extract.model.endpoint import Endpoint
from extract.model.price import Price
from extract.model.response_schema import shape_key
from extract.store import Spent, Stored, request_key
from schemas import Usage


def question_key(prompt: Prompt, endpoint: Endpoint) -> str:
    """What an answer is kept under: a hash of the question, the shape of its answer, the model and its parameters."""
    asked = {"messages": prompt.messages, "shape": shape_key(prompt.reply), "model": endpoint.model}
    return request_key(asked | endpoint.sampling())


def answer_from(known: Stored, prompt: Prompt, said: Sequence[str] = ()) -> Answer:
    """The answer that the ledger holds to a prompt; `said` is all that the model wrote when it was asked."""
    reply = prompt.reply.model_validate_json(known.reply)
    *refused, raw = said or (known.reply,)
    took = known.usage, known.seconds, known.created
    return Answer(reply, raw, *took, cost=known.cost, refused=tuple(refused))


def as_stored(request: str, answer: Answer, price: Price | None) -> Stored:
    """An answer as the ledger keeps it."""
    reply = answer.reply.model_dump_json()  # the raw text may hold more, and was read already
    return Stored(request, reply, answer.usage, answer.seconds, answer.created, cost_of(answer.usage, price))


def cost_of(usage: Usage, price: Price | None) -> Decimal | None:
    """US dollars; None where the price is unknown."""
    return price.of(usage) if price else None


class Memory(Protocol):
    """What remembers: a ledger, or the way to one in another process."""

    async def recall(self, request: str) -> tuple[Stored, tuple[str, ...]] | None: ...

    async def send(self, request: str) -> int: ...

    async def answer(self, number: int, stored: Stored, spent: Spent, said: Sequence[str] = ()) -> None: ...

    async def settle(self, number: int, state: str, spent: Spent, said: Sequence[str] = ()) -> None: ...


class CachingModel:
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
            return answer_from(stored, prompt, said)
        number = await self._memory.send(request)
        try:
            answer = await self._model.ask(prompt)
        except (ModelError, Interrupted) as error:
            spent = Spent(error.usage, error.attempts, cost_of(error.usage, self._price))
            state = error.code if isinstance(error, ModelError) else "stopped"
            await self._memory.settle(number, state, spent, error.said)
            raise
        stored = as_stored(request, answer, self._price)
        spent = Spent(answer.usage, answer.attempts, stored.cost)
        await self._memory.answer(number, stored, spent, (*answer.refused, answer.raw))
        return replace(answer, cost=stored.cost, attempts=1)
