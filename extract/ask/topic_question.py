"""One choice of a small model: what a statement is about, among numbered topics."""

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel

from extract.ask.messages import Example, introduce, on_one_line, user
from extract.ask.question import Window
from extract.document.segment import Sentence
from extract.model.contract import Prompt
from prompts import PromptFile, load
from schemas.base import Frozen

ON_TOPIC = frozenset({1, 2})
"""The numbers of security and foreign policy among the topics of the prompt."""


class Choice(Frozen):  # no docstring: it would be part of the schema that the model sees
    topic: Literal[1, 2, 3, 4, 5]


@dataclass(frozen=True)
class TopicQuestion:
    """A question about one statement that rules propose."""

    place: int
    """The position of the statement among those proposed, from 0."""
    sentence: Sentence
    statement: str
    """Who does what, in plain words."""

    @property
    def window(self) -> Window:
        """The sentence of the statement."""
        return (self.sentence,)

    def render(self) -> Prompt:
        """Return the call that shows the sentence and the statement."""
        return render_topic(self.sentence.text, self.statement)

    def read(self, reply: BaseModel) -> Choice:
        """Return the choice in a reply."""
        return Choice.model_validate(reply.model_dump())

    def halves(self) -> tuple["TopicQuestion", ...]:
        """Return nothing: a statement is not divided."""
        return ()


def topic_prompt() -> PromptFile:
    """Return the prompt file: the topics, and examples of our own."""
    return load("topic")


def render_topic(sentence: str, statement: str) -> Prompt:
    """Return the call about a statement and the sentence that it is in."""
    return Prompt((*introduce(topic_prompt(), _ask, _answer), user(_shown(sentence, statement))), Choice)


def _ask(example: Example) -> str:
    [sentence] = example["sentences"]
    return _shown(sentence, example["statement"])


def _answer(example: Example) -> dict[str, Any]:
    return {"topic": example["topic"]}


def _shown(sentence: str, statement: str) -> str:
    return f"{on_one_line(sentence)}\n{on_one_line(statement)}"
