"""From a window of sentences to the messages of one model call, and the type that its answer must have.

The instructions and examples come first and are the same for every call, so that a server computes them once; the
window comes last. Article text is only ever data here: nothing renders it as a template.
"""

import json
from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel, Field, create_model

from extract.ask.candidates import Cues, find_cues
from extract.ask.plan import Plan
from extract.model.contract import Drafts, Prompt
from prompts import PromptFile
from schemas import AgreementDraft, JudgedAgreementDraft, JudgedStatementDraft, StatementDraft
from schemas.base import Frozen

_NAMES = (tuple[str, ...], Field(max_length=16))
"""Names in one field. The bound ends the lists that a small model otherwise goes on with until it is cut off."""


class JudgedReply(Frozen):
    agreements: tuple[JudgedAgreementDraft, ...]
    statements: tuple[JudgedStatementDraft, ...]


def render(window: Sequence[str], plan: Plan, file: PromptFile) -> Prompt:
    """The call for these sentences."""
    messages = [{"role": "system", "content": file.instructions}]
    for example in file.examples:
        cues = find_cues(example["sentences"][0]) if plan.cues else None
        messages.append({"role": "user", "content": _question(example["sentences"], cues)})
        messages.append({"role": "assistant", "content": _answer(example, cues)})
    cues = find_cues(window[0]) if plan.cues else None
    messages.append({"role": "user", "content": _question(window, cues)})
    return Prompt(tuple(messages), _cued_reply(cues) if cues else JudgedReply)


def drafts(reply: BaseModel) -> Drafts:
    """The drafts in a reply of either type; a cued reply speaks of sentence 1."""
    fields = {"sentence": 1}
    agreements = getattr(reply, "agreements", ())
    statements = getattr(reply, "statements", ())
    if isinstance(reply, JudgedReply):
        return Drafts(reply.agreements, reply.statements)
    return Drafts(
        tuple(AgreementDraft.model_validate(fields | draft.model_dump()) for draft in agreements),
        tuple(StatementDraft.model_validate(fields | draft.model_dump()) for draft in statements),
    )


def _question(sentences: Sequence[str], cues: Cues | None) -> str:
    if cues is None:
        return "\n".join(f"[{number}] {_line(text)}" for number, text in enumerate(sentences, start=1))
    lines = [_line(sentences[0])]
    lines += [f"agreement cues: {_quoted(cues.agreements)}"] if cues.agreements else []
    lines += [f"statement cues: {_quoted(cues.statements)}"] if cues.statements else []
    return "\n".join(lines)


def _answer(example: dict[str, Any], cues: Cues | None) -> str:
    answer = {kind: example[kind] for kind in ("agreements", "statements")}
    if cues is not None:
        wanted = {"agreements": cues.agreements, "statements": cues.statements}
        answer = {
            kind: [{key: value for key, value in draft.items() if key != "sentence"} for draft in answer[kind]]
            for kind, found in wanted.items()
            if found
        }
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":"))


def _line(text: str) -> str:
    """A sentence on one line; a line break inside it would end the numbered line."""
    return text.replace("\n", " ")


def _quoted(words: tuple[str, ...]) -> str:
    return ", ".join(f'"{_line(word)}"' for word in words)


def _cued_reply(cues: Cues) -> type[BaseModel]:
    """A reply that can point only at these cues. A kind without a cue is not asked for."""
    kinds: dict[str, Any] = {}
    if cues.agreements:
        fields = {"cue": _one_of(cues.agreements), "subject": str, "parties": _NAMES}
        kinds["agreements"] = _up_to(len(cues.agreements) + 2, "Agreement", fields)
    if cues.statements:
        fields = {"cue": _one_of(cues.statements), "speakers": _NAMES, "recipients": _NAMES, "about": str}
        kinds["statements"] = _up_to(cues.statement_places, "Statement", fields)
    return create_model("Reply", __base__=Frozen, **kinds)


def _one_of(words: tuple[str, ...]) -> Any:
    """The type of these words and no others."""
    literal: Any = Literal
    return literal[tuple(map(_line, words))]


def _up_to(most: int, name: str, fields: dict[str, Any]) -> Any:
    """The definition of a field that holds drafts with these fields, at most so many."""
    several: Any = tuple
    return several[create_model(name, __base__=Frozen, **fields), ...], Field(max_length=most)
