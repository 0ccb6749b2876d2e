"""A model that remembers: what the ledger holds is not asked again, what it lacks is asked, paid and kept."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Protocol

from extract.errors import Interrupted, ModelError
from extract.model.answer_reader import read_text
from extract.model.contract import Answer, BeforeSending, Prompt
from extract.model.endpoint import Endpoint
from extract.model.price import Price
from extract.model.response_schema import shape_key
from extract.store import Spending, StoredAnswer, hash_request
from schemas import Usage


def question_key(prompt: Prompt, endpoint: Endpoint) -> str:
    """What an answer is kept under: a hash of the question, the shape of its answer, the model and its parameters."""
    asked = {"messages": prompt.messages, "shape": shape_key(prompt.reply), "model": endpoint.model}
    return hash_request(asked | endpoint.wanted())


def answer_from(known: StoredAnswer, prompt: Prompt, texts: Sequence[str] = ()) -> Answer:
    """The answer that the ledger holds to a prompt; `texts` is all that the model wrote when it was asked."""
    reply = prompt.reply.model_validate_json(known.reply)
    *refused, raw = texts or (known.reply,)
    took = known.usage, known.seconds, known.created
    read = read_text(raw, prompt.reply)
    dropped = read.dropped if read else ()
    return Answer(reply, raw, *took, cost=known.cost, refused=tuple(refused), dropped=dropped)


def as_stored(request: str, answer: Answer, price: Price | None) -> StoredAnswer:
    """An answer as the ledger keeps it."""
    reply = answer.reply.model_dump_json()  # the raw text may hold more, and was read already
    return StoredAnswer(request, reply, answer.usage, answer.seconds, answer.created, cost_of(answer.usage, price))


def cost_of(usage: Usage, price: Price | None) -> Decimal | None:
    """US dollars; None where the price is unknown."""
    return price.of(usage) if price else None


class Memory(Protocol):
    """What remembers: a ledger, or the way to one in another process."""

    async def recall(self, request: str) -> tuple[StoredAnswer, tuple[str, ...]] | None: ...

    async def start_attempt(self, request: str) -> int: ...

    async def store_answer(
        self, number: int, stored: StoredAnswer, spending: Spending, texts: Sequence[str] = ()
    ) -> None: ...

    async def fail_attempt(self, number: int, state: str, spending: Spending, texts: Sequence[str] = ()) -> None: ...


class SendingModel(Protocol):
    """A model that says when it sends a question."""

    name: str

    async def ask(self, prompt: Prompt, before_sending: BeforeSending | None = None) -> Answer: ...


class _Attempt:
    """An attempt at a request, which the memory knows of as soon as it is sent."""

    def __init__(self, memory: Memory, request: str) -> None:
        self._memory = memory
        self._request = request
        self._number: int | None = None

    async def start(self) -> None:
        self._number = await self._memory.start_attempt(self._request)

    async def store(self, answer: Answer, price: Price | None) -> Answer:
        """End the attempt with its answer; return the answer with its cost."""
        assert self._number is not None
        stored = as_stored(self._request, answer, price)
        spending = Spending(answer.usage, answer.attempts, stored.cost)
        await self._memory.store_answer(self._number, stored, spending, (*answer.refused, answer.raw))
        return replace(answer, cost=stored.cost, attempts=1)

    async def fail(self, error: ModelError | Interrupted, price: Price | None) -> None:
        """End the attempt without an answer. An attempt that was never sent leaves no trace."""
        if self._number is None:
            return
        spending = Spending(error.usage, error.attempts, cost_of(error.usage, price))
        state = error.code if isinstance(error, ModelError) else "stopped"
        await self._memory.fail_attempt(self._number, state, spending, error.texts)


class CachingModel:
    """A model in front of another one and a memory."""

    def __init__(self, model: SendingModel, memory: Memory, endpoint: Endpoint, price: Price | None) -> None:
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
            stored, texts = known
            return answer_from(stored, prompt, texts)
        attempt = _Attempt(self._memory, request)
        try:
            answer = await self._model.ask(prompt, attempt.start)
        except (ModelError, Interrupted) as error:
            await attempt.fail(error, self._price)
            raise
        return await attempt.store(answer, self._price)
