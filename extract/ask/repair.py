"""Ask once more about the parts of an answer that cannot be used, and say what is wrong with each.

The call repeats the question and the answer, so that its beginning is cached; its reply holds exact words, or sentence
numbers, and nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from pydantic import BaseModel

from extract.ask.messages import user
from extract.ask.question import Window
from extract.model.contract import Prompt
from prompts import PromptFile, load
from schemas.base import Frozen

_NAME = "repair"


class Correction(Frozen):  # no docstring: it would be part of the schema that the model sees
    point: int
    words: str | None
    sentences: tuple[int, ...]


class Corrections(Frozen):
    corrections: tuple[Correction, ...]


@dataclass(frozen=True)
class Complaint:
    """What is wrong with one part of an answer."""

    part: str
    """What part it is ("statement 2, cue")."""
    problem: str
    shown: tuple[tuple[int, str], ...] = field(default=())
    """Numbers and words of the sentences that the part refers to."""


class FirstQuestion(Protocol):
    """The question whose answer has faults."""

    @property
    def window(self) -> Window: ...

    def render(self) -> Prompt: ...


@dataclass(frozen=True)
class RepairQuestion:
    """A question about the faulty parts of an answer."""

    first: FirstQuestion
    answer: str
    """The answer as JSON."""
    complaints: tuple[Complaint, ...]

    @property
    def window(self) -> Window:
        """The sentences that the first question showed."""
        return self.first.window

    def render(self) -> Prompt:
        """Return the call."""
        return render_repair(self.first.render(), self.answer, self.complaints)

    def read(self, reply: BaseModel) -> Corrections:
        """Return the corrections in a reply."""
        return Corrections.model_validate(reply.model_dump())

    def halves(self) -> tuple["RepairQuestion", ...]:
        """Return nothing: a repair is not divided."""
        return ()


def repair_prompt() -> PromptFile:
    """Return the prompt file of the call."""
    return load(_NAME)


def render_repair(question: Prompt, answer: str, complaints: Sequence[Complaint]) -> Prompt:
    """Return the call that follows an answer with complaints, numbered from 1."""
    points = [_point(number, complaint) for number, complaint in enumerate(complaints, start=1)]
    text = "\n".join((repair_prompt().instructions, "", *points))
    return Prompt((*question.messages, {"role": "assistant", "content": answer}, user(text)), Corrections)


def _point(number: int, complaint: Complaint) -> str:
    lines = [f"{number}. {complaint.part}: {complaint.problem}"]
    lines += [f"   [{at}] {' '.join(text.split())}" for at, text in complaint.shown]
    return "\n".join(lines)
