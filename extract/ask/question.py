"""A question: the sentences of one model call, the prompt that shows them, and how the reply is read; its answer."""

from dataclasses import dataclass
from typing import Protocol

from pydantic import BaseModel

from extract.document.segment import Sentence
from extract.errors import ModelError
from extract.model.coerce import Dropped
from extract.model.contract import Answer, Drafts, Prompt

Window = tuple[Sentence, ...]
"""The sentences that one call shows to the model, in order."""


class Question(Protocol):
    """What one model call asks about an article."""

    @property
    def window(self) -> Window:
        """The sentences shown."""
        ...

    def render(self) -> Prompt:
        """Return the messages of the call and the type of its reply."""
        ...

    def read(self, reply: BaseModel) -> Drafts:
        """Return the drafts in a reply to this prompt."""
        ...

    def halves(self) -> tuple["Question", ...]:
        """Return two questions about half of the sentences each; nothing for a single sentence."""
        ...


@dataclass(frozen=True)
class Answered:
    """A question with the model's answer, or with the error that remains."""

    question: Question
    answer: Answer | None
    drafts: Drafts
    """What the model proposed; nothing if there is no answer."""
    error: ModelError | None = None

    @property
    def window(self) -> Window:
        """The sentences asked about."""
        return self.question.window

    @property
    def dropped(self) -> tuple[Dropped, ...]:
        """What the model proposed in another shape than the one asked for."""
        return self.answer.dropped if self.answer else ()
