"""Plans: which questions a model is asked about an article, and how its replies are read.

A new plan is a type with the members of `Plan`, and an entry in `PLANS`.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol

from extract.ask.document_plan import DocumentPlan
from extract.ask.question import Question
from extract.ask.sentence_plan import SentencePlan
from extract.document.segment import Sentence
from extract.errors import ConfigError
from extract.model.contract import Prompt
from prompts import PromptFile
from schemas import AgreementDraft, StatementDraft


class Plan(Protocol):
    """How to ask a model about an article."""

    @property
    def name(self) -> str:
        """What users call it, and what provenance tells."""
        ...

    @property
    def prompt(self) -> str:
        """Name of the prompt file."""
        ...

    @property
    def draft_models(self) -> tuple[type[AgreementDraft], type[StatementDraft]]:
        """The types of the drafts in a reply."""
        ...

    def questions(self, sentences: Iterable[Sentence], file: PromptFile) -> Sequence[Question]:
        """Return the questions about these sentences, in order."""
        ...

    def warm_up(self, file: PromptFile) -> Prompt:
        """Return the shortest prompt: what every call begins with, and a question about nothing."""
        ...


PLANS: dict[str, Plan] = {plan.name: plan for plan in (SentencePlan(), DocumentPlan())}
"""By name: `sentence` suits models of a few billion parameters, `document` strong ones."""


def find_plan(name: str) -> Plan:
    """Return the plan of this name. Raises ConfigError if there is none."""
    try:
        return PLANS[name]
    except KeyError:
        raise ConfigError(f"there is no plan {name!r}; choose one of: {', '.join(PLANS)}") from None
