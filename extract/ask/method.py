"""The method of a run: everything that decides its result but the articles, as one value with an id of its own."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

import extract
from extract.ask.plan import Plan, plan_of
from prompts import PromptFile, load
from schemas import (
    SCHEMA_VERSION,
    AgreementDraft,
    JudgedAgreementDraft,
    JudgedStatementDraft,
    PromptUsed,
    StatementDraft,
)


@dataclass(frozen=True)
class Method:
    """How articles are turned into records."""

    model: str
    plan: Plan
    prompt: PromptFile
    schema_sha256: str
    run: str
    """Run id: hash of the rest, of the code's version, and of how the model is asked."""

    @property
    def prompt_used(self) -> PromptUsed:
        """The prompt as provenance tells it."""
        return PromptUsed(name=self.prompt.name, version=self.prompt.version, sha256=self.prompt.sha256)


def method(model: str, plan_name: str, asked: dict[str, Any]) -> Method:
    """The method of a model and a plan; `asked` are the settings of the calls. Raises ConfigError for an unknown
    plan."""
    plan = plan_of(plan_name)
    prompt = load(plan.prompt)
    kinds = (JudgedAgreementDraft, JudgedStatementDraft) if plan.judged else (AgreementDraft, StatementDraft)
    schema = _hash([kind.model_json_schema() for kind in kinds])
    run = _hash([extract.__version__, SCHEMA_VERSION, model, plan.name, prompt.sha256, schema, asked])
    return Method(model, plan, prompt, schema, run[:16])


def _hash(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
