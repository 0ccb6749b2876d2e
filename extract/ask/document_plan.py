"""The document plan: calls of many numbered sentences each, in which the model finds the cues and judges them itself.

It suits strong models.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from extract.ask.messages import Example, Messages, introduce, on_one_line, user
from extract.ask.question import Window
from extract.document.segment import Role, Sentence
from extract.model.contract import Drafts, Prompt
from prompts import PromptFile
from schemas import JudgedAgreementDraft, JudgedStatementDraft
from schemas.base import Frozen


class JudgedReply(Frozen):  # no docstring: it would be part of the schema that the model sees
    agreements: tuple[JudgedAgreementDraft, ...]
    statements: tuple[JudgedStatementDraft, ...]


@dataclass(frozen=True)
class WindowQuestion:
    """A question about several sentences, numbered from 1."""

    introduction: Messages
    window: Window

    def render(self) -> Prompt:
        """Return the call that shows the numbered sentences."""
        return _render(self.introduction, [sentence.text for sentence in self.window])

    def read(self, reply: BaseModel) -> Drafts:
        """Return the drafts in a reply, with the model's own judgement of each."""
        judged = JudgedReply.model_validate(reply)
        return Drafts(judged.agreements, judged.statements)

    def halves(self) -> tuple["WindowQuestion", ...]:
        """Return two questions about half of the sentences each; nothing for a single sentence."""
        if len(self.window) == 1:
            return ()
        half = len(self.window) // 2
        return tuple(WindowQuestion(self.introduction, part) for part in (self.window[:half], self.window[half:]))


@dataclass(frozen=True)
class DocumentPlan:
    """Asks about windows of consecutive sentences."""

    name: str = "document"
    prompt: str = "document"
    """Name of the prompt file."""
    sentences: int = 120
    """Sentences in one call at most."""
    characters: int = 12_000
    """Characters in one call at most; a single longer sentence is still asked about."""

    @property
    def draft_models(self) -> tuple[type[JudgedAgreementDraft], type[JudgedStatementDraft]]:
        """The types of the drafts in a reply."""
        return JudgedAgreementDraft, JudgedStatementDraft

    def questions(self, sentences: Iterable[Sentence], file: PromptFile) -> tuple[WindowQuestion, ...]:
        """Return the questions about these sentences, in order. Bylines are left out."""
        introduction = _introduction(file)
        return tuple(WindowQuestion(introduction, window) for window in self._windows(sentences))

    def warm_up(self, file: PromptFile) -> Prompt:
        """Return the shortest prompt: what every call begins with, and a question about nothing."""
        return _render(_introduction(file), ["."])

    def _windows(self, sentences: Iterable[Sentence]) -> Iterator[Window]:
        window: list[Sentence] = []
        for sentence in sentences:
            if sentence.role is Role.BYLINE:
                continue
            length = sum(len(one.text) for one in window) + len(sentence.text)
            if window and (len(window) == self.sentences or length > self.characters):
                yield tuple(window)
                window = []
            window.append(sentence)
        if window:
            yield tuple(window)


def _introduction(file: PromptFile) -> Messages:
    return introduce(file, lambda example: _numbered(example["sentences"]), _answer)


def _render(introduction: Messages, sentences: Iterable[str]) -> Prompt:
    return Prompt((*introduction, user(_numbered(sentences))), JudgedReply)


def _numbered(sentences: Iterable[str]) -> str:
    return "\n".join(f"[{number}] {on_one_line(text)}" for number, text in enumerate(sentences, start=1))


def _answer(example: Example) -> Example:
    return {kind: example[kind] for kind in ("agreements", "statements")}
