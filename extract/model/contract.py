"""What the rest of the pipeline knows of a model: it answers a prompt, or raises a classified ModelError."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, update_wrapper
from typing import Any, ParamSpec, Protocol, TypeVar, cast
from weakref import WeakKeyDictionary

from pydantic import BaseModel

from extract.model.coerce import Dropped
from schemas import Usage


@dataclass(frozen=True)
class Prompt:
    """One model call."""

    messages: tuple[dict[str, str], ...]
    reply: type[BaseModel]
    """Type of the answer: of a module, or made by a function that is marked with `portable`."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle a type that was made at run time, which has no name in a module, as the call that makes it."""
        return _restore_prompt, (self.messages, *_RECIPES.get(self.reply, (None, self.reply)))


Arguments = ParamSpec("Arguments")
Reply = TypeVar("Reply", bound=BaseModel)
_RECIPES: WeakKeyDictionary[type[BaseModel], tuple[Any, ...]] = WeakKeyDictionary()
"""The function that made a type, and its arguments."""


def portable(build: Callable[Arguments, type[Reply]]) -> Callable[Arguments, type[Reply]]:
    """Decorate a function that makes reply types: cache them, so that prompts that hold them can be pickled.

    The function must stand at the top of a module, and its arguments must be hashable and can be pickled.
    """

    def make(*arguments: Arguments.args, **names: Arguments.kwargs) -> type[Reply]:
        made = build(*arguments, **names)
        _RECIPES[made] = (cached, *arguments)
        return made

    cached: Callable[Arguments, type[Reply]] = cast(Any, update_wrapper(lru_cache(maxsize=1024)(make), build))
    return cached


def _restore_prompt(messages: tuple[dict[str, str], ...], build: Any, *arguments: Any) -> Prompt:
    return Prompt(messages, build(*arguments) if build else arguments[0])


@dataclass(frozen=True)
class Answer:
    """A validated answer of a model."""

    reply: BaseModel
    raw: str
    """The model's own text, to the letter, that the reply was read from."""
    usage: Usage
    seconds: float
    """Wall-clock seconds of the calls, re-asks included, retries and waits not."""
    created: int
    """Unix time at which the server says that it answered."""
    attempts: int = 1
    """HTTP calls made, failed ones included."""
    cost: Decimal | None = None
    """US dollars; None where the price is unknown."""
    refused: tuple[str, ...] = ()
    """What the model had said before, in order, and could not be used: each led to asking again."""
    dropped: tuple[Dropped, ...] = ()
    """Records of the answer that do not have their shape."""


BeforeSending = Callable[[], Awaitable[None]]
"""Awaited once, after all limits let the first HTTP call of a question pass and before it is sent."""


class Model(Protocol):
    """A model behind an endpoint."""

    name: str

    async def ask(self, prompt: Prompt) -> Answer:
        """The answer. Raises ModelError for a call that failed, ModelUnavailable where all would."""
        ...
