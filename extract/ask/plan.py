"""Plans: which questions a model is asked about an article, and how its replies are read.

A new plan is a type with the members of `Plan`, and an entry in `PLANS`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from pydantic import BaseModel

from extract.ask.choices_plan import ChoicesPlan
from extract.ask.document_plan import DocumentPlan, SecondReading
from extract.ask.expected import Expected
from extract.ask.question import Question
from extract.ask.rules_plan import RulesPlan
from extract.document.segment import Sentence
from extract.errors import ConfigError
from extract.model.contract import Prompt
from prompts import Codebook, PromptFile
from schemas import Article


class Plan(Protocol):
    """How to ask a model about an article."""

    @property
    def name(self) -> str:
        """What users call it, and what provenance tells."""
        ...

    @property
    def pipeline(self) -> Path | None:
        """Archive or folder of the weights of the English analyzer; None to do without an analyzer."""
        ...

    @property
    def prompts(self) -> tuple[PromptFile, ...]:
        """The prompt files of its calls, that of the first call first."""
        ...

    @property
    def reply_models(self) -> tuple[type[BaseModel], ...]:
        """The types that define what replies hold."""
        ...

    def questions(self, article: Article, sentences: Iterable[Sentence]) -> Sequence[Question[object]]:
        """Return the questions that an article is first asked about, in order."""
        ...

    def expect(self, question: Question[object]) -> Expected:
        """Return what a question takes, its answer and the calls that follow it included, before it is asked."""
        ...

    def warm_up(self) -> Prompt:
        """Return the shortest prompt: what every first call begins with, and a question about nothing."""
        ...


AnyPlan = RulesPlan | ChoicesPlan | DocumentPlan
PLANS: dict[str, AnyPlan] = {plan.name: plan for plan in (RulesPlan(), ChoicesPlan(), DocumentPlan())}
"""By name: `rules` asks no model, `choices` suits models of a few billion parameters, `document` strong ones."""


def find_plan(
    name: str, second_reading: str | None = None, pipeline: Path | None = None, book: Codebook | None = None
) -> AnyPlan:
    """Return the plan of this name. Raises ConfigError if there is none, or if it takes no second reading or codebook.

    `pipeline` is the archive or folder of the analyzer's weights.
    """
    plan = PLANS.get(name)
    if plan is None:
        raise ConfigError(f"there is no plan {name!r}; choose one of: {', '.join(PLANS)}")
    if book and not isinstance(plan, DocumentPlan):
        raise ConfigError(
            f"--codebook is for the plan document, in which a strong model reads it; the plan {name} takes its labels"
            " from word lists; name a strong model with --base-url and --model, or leave --codebook out"
        )
    plan = replace(plan, pipeline=pipeline)
    if isinstance(plan, DocumentPlan):
        which = SecondReading(second_reading) if second_reading else plan.second_reading
        return replace(plan, second_reading=which, book=book or plan.book)
    if second_reading is not None:
        raise ConfigError(f"the plan {name!r} has no second reading; leave --verify out, or choose --plan document")
    return plan
