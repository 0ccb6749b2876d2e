"""The method of a run: everything that decides its results except the articles, and a hash of it, the run id."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import extract
from extract.ask.plan import Plan, find_plan
from extract.ask.question import Question
from extract.document.segment import Sentence
from prompts import PromptFile, load
from schemas import SCHEMA_VERSION, PromptUsed


@dataclass(frozen=True)
class Method:
    """How a run turns articles into records."""

    model: str
    plan: Plan
    prompt: PromptFile
    schema_sha256: str
    """Hash of the JSON schemas of the plan's drafts."""
    run: str
    """Run id: 16 hex digits, a hash of the above, of the code's version, and of the settings of the calls."""

    @property
    def prompt_used(self) -> PromptUsed:
        """The prompt as a record's provenance names it."""
        return PromptUsed(name=self.prompt.name, version=self.prompt.version, sha256=self.prompt.sha256)

    def questions(self, sentences: Iterable[Sentence]) -> Sequence[Question]:
        """Return the questions that a model is asked about these sentences, in order."""
        return self.plan.questions(sentences, self.prompt)


def build_method(model: str, plan_name: str, call_settings: dict[str, Any]) -> Method:
    """Return the method of a model and a plan. Raises ConfigError for an unknown plan.

    `call_settings` are those that decide an answer: maximum of tokens, temperature, seed.
    """
    plan = find_plan(plan_name)
    prompt = load(plan.prompt)
    schema = _hash([draft.model_json_schema() for draft in plan.draft_models])
    run = _hash([extract.__version__, SCHEMA_VERSION, model, plan.name, prompt.sha256, schema, call_settings])
    return Method(model, plan, prompt, schema, run[:16])


def _hash(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
