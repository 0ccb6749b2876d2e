"""A question: the sentences of one model call, the prompt that shows them, and how the reply is read; its answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from pydantic import BaseModel

from extract.document.segment import Sentence
from extract.errors import ModelError
from extract.model.coerce import Dropped
from extract.model.contract import Answer, Prompt
from schemas import RecordKind
from schemas.declared import DeclaredAnswer

RECORD_LISTS = {"agreements": RecordKind.AGREEMENT, "statements": RecordKind.STATEMENT}
"""Lists of a reply that propose records, and which."""

Window = tuple[Sentence, ...]
"""The sentences that one call shows to the model, in order."""

_Content = TypeVar("_Content", covariant=True)


class Question(Protocol[_Content]):
    """What one model call asks about an article."""

    @property
    def window(self) -> Window:
        """The sentences shown."""
        ...

    def render(self) -> Prompt:
        """Return the messages of the call and the type of its reply."""
        ...

    def read(self, reply: BaseModel) -> _Content:
        """Return what a reply to this prompt says."""
        ...

    def halves(self) -> tuple["Question[_Content]", ...]:
        """Return two questions about half of the sentences each; nothing for one that cannot be divided."""
        ...


@dataclass(frozen=True)
class Answered(Generic[_Content]):
    """A question with the model's answer, or with the error that remains."""

    question: Question[_Content]
    answer: Answer | None
    content: _Content | None
    """What the reply says; None if there is no answer."""
    error: ModelError | None = None

    @property
    def window(self) -> Window:
        """The sentences asked about."""
        return self.question.window

    @property
    def dropped(self) -> tuple[Dropped, ...]:
        """What the model proposed in another shape than the one asked for."""
        return self.answer.dropped if self.answer else ()


@dataclass(frozen=True)
class Proposed:
    """A record as a model proposes it, before anything is verified."""

    kind: RecordKind
    draft: dict[str, object]


def proposed_in(content: object) -> Iterator[Proposed]:
    """Yield the agreements and statements that a reply proposes; none for a reply that only follows up on another."""
    if isinstance(content, DeclaredAnswer):
        for name, kind in RECORD_LISTS.items():
            yield from (Proposed(kind, draft.model_dump(mode="json")) for draft in getattr(content, name))
