"""What the rest of the pipeline knows of a model: it answers a prompt, or raises a classified ModelError."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from pydantic import BaseModel

from schemas import AgreementDraft, StatementDraft, Usage


@dataclass(frozen=True)
class Prompt:
    """One model call."""

    messages: tuple[dict[str, str], ...]
    reply: type[BaseModel]
    """Type of the answer; `drafts` reads it."""


@dataclass(frozen=True)
class Drafts:
    """What a model proposed for one window; sentence numbers count from 1 within the window."""

    agreements: tuple[AgreementDraft, ...]
    statements: tuple[StatementDraft, ...]


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


class Model(Protocol):
    """A model behind an endpoint."""

    name: str

    async def ask(self, prompt: Prompt) -> Answer:
        """The answer. Raises ModelError for a call that failed, ModelUnavailable where all would."""
        ...
