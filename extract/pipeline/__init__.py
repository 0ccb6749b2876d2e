"""The pipeline: one article in, its records out, by the plan of the method. Each step returns new frozen values."""

from collections.abc import Callable

from extract.ask.document_plan import DocumentPlan
from extract.ask.method import Method
from extract.ask.rules_plan import RulesPlan
from extract.assemble.outcome import Outcome
from extract.model.contract import Model
from extract.pipeline.document import extract_document
from extract.pipeline.rules import extract_by_choices, extract_by_rules
from schemas import Article

__all__ = ["Outcome", "extract"]


async def extract(
    article: Article, model: Model, method: Method, announce: Callable[[int], None] = lambda calls: None
) -> Outcome:
    """Return the records of an article, and what became of every draft.

    `announce` is called with the number of first calls before they are made. Raises ModelError if the model answers no
    question about the article, ModelUnavailable if it can answer none at all.
    """
    plan = method.plan
    if isinstance(plan, DocumentPlan):
        return await extract_document(article, model, method, plan, announce)
    if isinstance(plan, RulesPlan):
        announce(0)
        return extract_by_rules(article, method, plan)
    return await extract_by_choices(article, model, method, plan, announce)
