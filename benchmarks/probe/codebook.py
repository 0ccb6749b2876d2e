"""Probes of the codebook: labels renamed, listed in another order, or given each other's definitions.

In: one sentence. Out: the document plan's call about it with another codebook in instructions, examples and schema, and
what the answer must then be, given the answer by the usual one. After Halterman and Keith, "Codebook LLMs" (2024): a
model that knows a label from elsewhere does not read its definition.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from benchmarks.probe.definitions import ACTS, STATUSES
from extract.ask.declared_prompt import Page, render_page
from extract.model.contract import Prompt
from prompts import Codebook, adapt_codebook, codebook
from schemas import ArticleExtraction

Labels = frozenset[tuple[str, str]]
"""The labels of an answer, each with the field that it stands in. How often does not count: a small model tells one
record many times, and the pipeline merges what it tells twice."""

_LABEL = re.compile(rf"\b(?:{'|'.join((*STATUSES, *ACTS))})\b")


@dataclass(frozen=True)
class Probe:
    """Labels in the order in which they are listed, each with its meaning."""

    name: str
    labels: dict[str, dict[str, str]]
    """By field: the meaning, which is our own label, and the label that stands for it."""

    def codebook(self) -> Codebook:
        """The codebook with these labels, as a user's file would make it; rulings that name a label are left out."""
        kept = {one.on: [rule for rule in one.rules if not _LABEL.search(rule)] for one in codebook().rulings}
        changes = {
            "name": self.name,
            "leave_out": dict.fromkeys(("statuses", "acts", "rulings"), "all"),
            "statuses": _entries(self.labels["status"], STATUSES),
            "acts": _entries(self.labels["act"], ACTS),
            "rulings": [{"on": on, "rules": rules} for on, rules in kept.items() if rules],
        }
        return adapt_codebook(codebook(), changes, sha256="")

    def translated(self, labels: Labels) -> Labels:
        """The labels that have the meaning of these labels of the usual codebook."""
        return frozenset((field, self.labels[field][label]) for field, label in labels)


def usual() -> Probe:
    """Our own labels in our own order."""
    return _probe("usual", lambda names: dict(zip(names, names, strict=True)))


def probes() -> tuple[Probe, ...]:
    """The codebooks that the answer must follow."""
    return (
        _probe("rename_labels", lambda names: {name: f"label_{number:02}" for number, name in enumerate(names, 11)}),
        _probe("reorder_labels", lambda names: {name: name for name in reversed(names)}),
        _probe("redefine_labels", _turned),
    )


def question(sentence: str, probe: Probe) -> Prompt:
    """The call that asks about one sentence by a codebook; the examples answer by it too."""
    return render_page(Page(((1, sentence),)), probe.codebook())


def labels_of(reply: BaseModel) -> Labels:
    """The labels of an answer."""
    told = reply.model_dump(mode="json")
    found = [("status", draft["status"]) for draft in told["agreements"]]
    return frozenset(found + [("act", draft["act"]) for draft in told["statements"]])


def sentences(base: ArticleExtraction) -> tuple[str, ...]:
    """The sentences to ask about: that of the first agreement and that of the first statement, told by the body."""
    spans = [deal.evidence[-1] for deal in base.agreements[:1]] + [said.evidence[-1] for said in base.statements[:1]]
    return tuple(dict.fromkeys(" ".join(span.text.split()) for span in spans))


def _probe(name: str, label: Any) -> Probe:
    return Probe(name, {"status": label(tuple(STATUSES)), "act": label(tuple(ACTS))})


def _turned(names: tuple[str, ...]) -> dict[str, str]:
    """Each meaning under the label of the one half the list further on; the labels stay in their order."""
    half = len(names) // 2
    meant = {names[(at + half) % len(names)]: name for at, name in enumerate(names)}
    return {meant[label]: label for label in names}


def _entries(labels: Mapping[str, str], definitions: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The labels of a list, each with its meaning, as a file of a codebook has them."""
    return {label: {"kind_of": meaning, "means": definitions[meaning]} for meaning, label in labels.items()}
