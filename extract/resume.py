"""A model that remembers: what the ledger holds is not asked again, what it lacks is asked, paid and kept."""

from decimal import Decimal

from extract.errors import Interrupted, ModelError
from extract.model.client import Endpoint
from extract.model.contract import Answer, Model
from extract.model.shape import shape_key
from extract.price import Price
from extract.prompt import Prompt
from extract.store import Ledger, Spent, Stored, request_key
from schemas import Usage


def question_key(prompt: Prompt, endpoint: Endpoint) -> str:
    """What an answer is kept under: a hash of the question, the shape of its answer, the model and its parameters."""
    asked = {"messages": prompt.messages, "shape": shape_key(prompt.reply), "model": endpoint.model}
    return request_key(asked | endpoint.answering())


def recalled(known: Stored, prompt: Prompt) -> Answer:
    """The answer that the ledger holds to a prompt."""
    reply = prompt.reply.model_validate_json(known.raw)
    return Answer(reply, known.raw, known.usage, known.seconds, known.created, cost=known.cost)


def kept(request: str, answer: Answer, price: Price | None) -> Stored:
    """An answer as the ledger keeps it."""
    raw = answer.reply.model_dump_json()  # the raw text may hold more than the reply, and was read already
    return Stored(request, raw, answer.usage, answer.seconds, answer.created, cost_of(answer.usage, price))


def cost_of(usage: Usage, price: Price | None) -> Decimal | None:
    """US dollars; None where the price is unknown."""
    return price.of(usage) if price else None


class Remembering:
    """A model in front of another one and a ledger."""

    def __init__(self, model: Model, ledger: Ledger, endpoint: Endpoint, price: Price | None) -> None:
        self.name = model.name
        self._model = model
        self._ledger = ledger
        self._endpoint = endpoint
        self._price = price

    async def ask(self, prompt: Prompt) -> Answer:
        """The answer of the ledger, else of the model. Raises ModelError, or StoreError if the ledger fails."""
        request = question_key(prompt, self._endpoint)
        known = self._ledger.known(request)
        if known:
            return recalled(known, prompt)
        number = await self._ledger.send(request)
        try:
            answer = await self._model.ask(prompt)
        except (ModelError, Interrupted) as error:
            spent = Spent(error.usage, error.attempts, cost_of(error.usage, self._price))
            state = error.code if isinstance(error, ModelError) else "stopped"
            await self._ledger.settle(number, state, spent)
            raise
        stored = kept(request, answer, self._price)
        await self._ledger.answer(number, stored, Spent(answer.usage, answer.attempts, stored.cost))
        return Answer(answer.reply, stored.raw, answer.usage, answer.seconds, answer.created, cost=stored.cost)
