"""The second reading: show claims as plain sentences with their evidence, and ask whether the words say so.

A verdict chooses among the labels of the codebook and the listed actors, so that it can invent nothing.
"""

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, create_model

from extract.ask.messages import user
from extract.ask.question import Window
from extract.model.contract import Prompt, portable
from prompts import Codebook, reading_prompt
from schemas.base import Frozen


class Verdict(Frozen):  # no docstring: it would be part of the schema that the model sees
    claim: int
    holds: Literal["yes", "no"]
    label: str | None
    actors: tuple[int, ...]


class Verdicts(Frozen):
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True)
class Claim:
    """A record in plain words, and what is asked about it."""

    words: str
    question: str
    shown: tuple[tuple[bool, str], ...]
    """The sentences of the record and those beside them, in order; true for its own."""


@dataclass(frozen=True)
class ReadingQuestion:
    """A question about claims of one article."""

    claims: tuple[Claim, ...]
    actors: tuple[str, ...]
    """Names of the actors that verdicts refer to by number, counted from 1."""
    window: Window
    """The sentences of the records."""
    book: Codebook

    def render(self) -> Prompt:
        """Return the call that shows the claims."""
        system = {"role": "system", "content": reading_prompt(self.book).instructions}
        return Prompt((system, user(self._text())), verdicts_form(self.book))

    def read(self, reply: BaseModel) -> Verdicts:
        """Return the verdicts in a reply."""
        return Verdicts.model_validate(reply.model_dump())

    def halves(self) -> tuple["ReadingQuestion", ...]:
        """Return nothing: claims are not divided."""
        return ()

    def _text(self) -> str:
        listed = "; ".join(f"{number} {name}" for number, name in enumerate(self.actors, start=1))
        claims = (_render(number, claim) for number, claim in enumerate(self.claims, start=1))
        return "\n\n".join((f"actors: {listed}", *claims))


def verdicts_form(book: Codebook) -> type[Verdicts]:
    """Return the type of a reply with the labels of a codebook."""
    return make_verdicts((*book.acts, *book.statuses, *book.instruments))


@portable
def make_verdicts(labels: tuple[str, ...]) -> type[Verdicts]:
    literal: Any = Literal
    several: Any = tuple
    verdict = create_model("Verdict", __base__=Verdict, label=(literal[tuple(dict.fromkeys(labels))] | None, ...))
    return create_model("Verdicts", __base__=Verdicts, verdicts=(several[verdict, ...], ...))


def _render(number: int, claim: Claim) -> str:
    sentences = (_on_one_line(text) if own else f"({_on_one_line(text)})" for own, text in claim.shown)
    return "\n".join((f"claim {number}: {claim.words}", claim.question, *sentences))


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
