"""Probes of the codebook: labels renamed, listed in another order, or given each other's definitions.

In: the document plan's prompt and one sentence. Out: the prompt with another codebook in instructions, examples and
schema, and what the answer must then be, given the answer by the usual one. After Halterman and Keith, "Codebook LLMs"
(2024): a model that knows a label from elsewhere does not read its definition.
"""

import json
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, create_model

from benchmarks.probe.definitions import ACTS, STATUSES
from extract.model.contract import Prompt
from prompts import PromptFile
from schemas import AgreementDraft, ArticleExtraction, Instrument, StatementDraft
from schemas.base import Frozen

Labels = frozenset[tuple[str, str]]
"""The labels of an answer, each with the field that it stands in. How often does not count: a small model tells one
record many times, and the pipeline merges what it tells twice."""

MOST = 4
"""Records of a kind in an answer, as in the largest example, so that a model that repeats itself comes to an end."""

_JUDGED = ("- instrument", "- status", "- act")
"""How the lines of the instructions begin that tell how to choose labels; the codebook stands in their place."""


@dataclass(frozen=True)
class Codebook:
    """Labels in the order in which they are listed, each with the meaning that it stands for."""

    name: str
    labels: dict[str, dict[str, str]]
    """By field: the meaning, which is our own label, and the label that stands for it."""

    def told(self) -> str:
        """The codebook as the model reads it."""
        meanings = {"status": STATUSES, "act": ACTS}
        return "\n\n".join(
            f"{field}, by these definitions and no others:\n"
            + "\n".join(f"- {label}: {meanings[field][meaning]}" for meaning, label in rows.items())
            for field, rows in self.labels.items()
        )

    def translated(self, labels: Labels) -> Labels:
        """The labels that stand here for what those of the usual codebook stand for."""
        return frozenset((field, self.labels[field][label]) for field, label in labels)


def usual() -> Codebook:
    """Our own labels in our own order."""
    return _book("usual", lambda names: dict(zip(names, names, strict=True)))


def probes() -> tuple[Codebook, ...]:
    """The codebooks that the answer must follow."""
    return (
        _book("rename_labels", lambda names: {name: f"label_{number:02}" for number, name in enumerate(names, 11)}),
        _book("reorder_labels", lambda names: {name: name for name in reversed(names)}),
        _book("redefine_labels", _turned),
    )


def question(sentence: str, file: PromptFile, book: Codebook) -> Prompt:
    """The call that asks about one sentence by a codebook."""
    kept = [line for line in file.instructions.splitlines() if not line.startswith(_JUDGED)]
    messages = [{"role": "system", "content": "\n".join(kept) + "\n\n" + book.told()}]
    for example in file.examples:
        messages.append({"role": "user", "content": _numbered(example["sentences"])})
        messages.append({"role": "assistant", "content": _answer(example, book)})
    messages.append({"role": "user", "content": _numbered([sentence])})
    return Prompt(tuple(messages), _reply(book))


def labels_of(reply: BaseModel) -> Labels:
    """The labels of an answer."""
    told = reply.model_dump(mode="json")
    found = [("status", draft["status"]) for draft in told["agreements"]]
    return frozenset(found + [("act", draft["act"]) for draft in told["statements"]])


def sentences(base: ArticleExtraction) -> tuple[str, ...]:
    """The sentences to ask about: that of the first agreement and that of the first statement, told by the body."""
    spans = [deal.evidence[-1] for deal in base.agreements[:1]] + [said.evidence[-1] for said in base.statements[:1]]
    return tuple(dict.fromkeys(" ".join(span.text.split()) for span in spans))


def _book(name: str, label: Any) -> Codebook:
    return Codebook(name, {"status": label(tuple(STATUSES)), "act": label(tuple(ACTS))})


def _turned(names: tuple[str, ...]) -> dict[str, str]:
    """Each meaning under the label of the one half the list further on; the labels stay in their order."""
    half = len(names) // 2
    meant = {names[(at + half) % len(names)]: name for at, name in enumerate(names)}
    return {meant[label]: label for label in names}


def _numbered(texts: list[str]) -> str:
    return "\n".join(f"[{number}] {text}" for number, text in enumerate(texts, start=1))


def _answer(example: dict[str, Any], book: Codebook) -> str:
    told = {
        kind: [draft | {field: book.labels[field][draft[field]]} for draft in example[kind]]
        for kind, field in (("agreements", "status"), ("statements", "act"))
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _reply(book: Codebook) -> type[BaseModel]:
    """The answer's type: that of the document plan with the labels of the codebook, in its order."""
    literal: Any = Literal
    status, act = (literal[tuple(book.labels[field].values())] for field in ("status", "act"))
    agreement: Any = create_model("Agreement", __base__=AgreementDraft, instrument=Instrument, status=status)
    statement: Any = create_model("Statement", __base__=StatementDraft, act=act)
    several: Any = tuple
    most = Field(max_length=MOST)
    return create_model(
        "Reply",
        __base__=Frozen,
        agreements=(Annotated[several[agreement, ...], most], ...),
        statements=(Annotated[several[statement, ...], most], ...),
    )
