"""The sentence plan: one call for each sentence that has cues, whose reply can point at these cues and no others.

Models of a few billion parameters need this guidance. Sentences without a cue are not sent.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, Field, create_model

from extract.ask.candidates import Cues, find_cues
from extract.ask.expected import Expected, tokens_in
from extract.ask.messages import Example, Messages, introduce, on_one_line, user
from extract.ask.question import Question, Window
from extract.document.segment import Role, Sentence
from extract.model.contract import Drafts, Prompt, portable
from prompts import PromptFile, load
from schemas import AgreementDraft, Article, StatementDraft
from schemas.base import Frozen

_TOKENS_PER_ANSWER = 250
"""Roughly."""
_NAMES = (tuple[str, ...], Field(max_length=16))
"""Names in one field. The bound ends the lists that a small model otherwise goes on with until it is cut off."""


@dataclass(frozen=True)
class CuedQuestion:
    """A question about one sentence and its cues."""

    introduction: Messages
    sentence: Sentence
    cues: Cues

    @property
    def window(self) -> Window:
        """The one sentence."""
        return (self.sentence,)

    def render(self) -> Prompt:
        """Return the call that shows the sentence with its cues; a kind of record without a cue is not asked for."""
        return _render(self.introduction, self.sentence.text, self.cues)

    def read(self, reply: BaseModel) -> Drafts:
        """Return the drafts in a reply, all of sentence 1."""
        return Drafts(
            tuple(AgreementDraft.model_validate(_numbered(draft)) for draft in getattr(reply, "agreements", ())),
            tuple(StatementDraft.model_validate(_numbered(draft)) for draft in getattr(reply, "statements", ())),
        )

    def halves(self) -> tuple["CuedQuestion", ...]:
        """Return nothing: a sentence is not divided."""
        return ()


@dataclass(frozen=True)
class SentencePlan:
    """Asks about one sentence at a time and shows its cues."""

    pipeline: Path | None = None
    """Archive or folder of the analyzer's weights; the settings name it."""
    name: str = "sentence"

    @property
    def prompts(self) -> tuple[PromptFile, ...]:
        """The one prompt file."""
        return (load("sentence"),)

    @property
    def reply_models(self) -> tuple[type[BaseModel], ...]:
        """The types of the drafts in a reply."""
        return AgreementDraft, StatementDraft

    def questions(self, article: Article, sentences: Iterable[Sentence]) -> tuple[CuedQuestion, ...]:
        """Return a question for each sentence with cues, in order. Bylines are left out."""
        introduction = _introduction(load("sentence"))
        found = ((one, find_cues(one.text)) for one in sentences if one.role is not Role.BYLINE)
        return tuple(CuedQuestion(introduction, sentence, cues) for sentence, cues in found if cues.any)

    def expect(self, question: Question[object]) -> Expected:
        """Return what a question takes before it is asked."""
        *same, last = question.render().messages
        return Expected(1, tokens_in((*same, last)), tokens_in(same), _TOKENS_PER_ANSWER)

    def warm_up(self) -> Prompt:
        """Return the shortest prompt: what every call begins with, and a question about nothing."""
        return _render(_introduction(load("sentence")), ".", Cues((), ()))


def _numbered(draft: BaseModel) -> dict[str, Any]:
    """The values of a draft, with the number that the reply leaves out."""
    return {"sentence": 1} | draft.model_dump()


def _introduction(file: PromptFile) -> Messages:
    cues = {example["sentences"][0]: find_cues(example["sentences"][0]) for example in file.examples}

    def ask(example: Example) -> str:
        [sentence] = example["sentences"]
        return _question(sentence, cues[sentence])

    def answer(example: Example) -> dict[str, Any]:
        [sentence] = example["sentences"]
        return _answer(example, cues[sentence])

    return introduce(file, ask, answer)


def _render(introduction: Messages, sentence: str, cues: Cues) -> Prompt:
    return Prompt((*introduction, user(_question(sentence, cues))), reply_model(cues))


def _question(sentence: str, cues: Cues) -> str:
    lines = [on_one_line(sentence)]
    lines += [f"agreement cues: {_quoted(cues.agreements)}"] if cues.agreements else []
    lines += [f"statement cues: {_quoted(cues.statements)}"] if cues.statements else []
    return "\n".join(lines)


def _quoted(words: tuple[str, ...]) -> str:
    return ", ".join(f'"{on_one_line(word)}"' for word in words)


def _answer(example: Example, cues: Cues) -> dict[str, Any]:
    """The answer of an example: the kinds that have cues, without the number of the sentence."""
    asked = {"agreements": cues.agreements, "statements": cues.statements}
    return {kind: [_without_number(draft) for draft in example[kind]] for kind, found in asked.items() if found}


def _without_number(draft: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in draft.items() if name != "sentence"}


@portable
def reply_model(cues: Cues) -> type[BaseModel]:
    """The type of a reply that can point only at these cues."""
    kinds: dict[str, Any] = {}
    if cues.agreements:
        fields = {"cue": _one_of(cues.agreements), "subject": str, "parties": _NAMES}
        kinds["agreements"] = _at_most(len(cues.agreements) + 2, "Agreement", fields)
    if cues.statements:
        fields = {"cue": _one_of(cues.statements), "speakers": _NAMES, "recipients": _NAMES, "about": str}
        kinds["statements"] = _at_most(cues.statement_count, "Statement", fields)
    return create_model("Reply", __base__=Frozen, **kinds)


def _one_of(words: tuple[str, ...]) -> Any:
    """The type of these words and no others."""
    literal: Any = Literal
    return literal[tuple(map(on_one_line, words))]


def _at_most(count: int, name: str, fields: dict[str, Any]) -> Any:
    """The definition of a field that holds at most so many drafts with these fields."""
    several: Any = tuple
    return several[create_model(name, __base__=Frozen, **fields), ...], Field(max_length=count)
