"""The method of a run: everything that decides its results except the articles, and a hash of it."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import extract
from extract.ask.document_plan import DocumentPlan
from extract.ask.plan import AnyPlan, find_plan
from extract.ask.question import Question
from extract.document.segment import Sentence
from prompts import Codebook
from schemas import SCHEMA_VERSION, Article, PromptUsed


@dataclass(frozen=True)
class Method:
    """How a run turns articles into records."""

    model: str
    plan: AnyPlan
    schema_sha256: str
    """Hash of the JSON schemas of the plan's replies."""
    id: str
    """16 hex digits: a hash of the above, of the code's version, and of the settings of the calls."""

    @property
    def prompts_used(self) -> tuple[PromptUsed, ...]:
        """The prompts, and a codebook of one's own, as a record's provenance names them."""
        files = self.plan.prompts
        used = tuple(PromptUsed(name=file.name, version=file.version, sha256=file.sha256) for file in files)
        return (*used, *self._own_codebook())

    def _own_codebook(self) -> Iterator[PromptUsed]:
        """A codebook of one's own, with the hash of its file."""
        if isinstance(self.plan, DocumentPlan) and not self.plan.book.default:
            book = self.plan.book
            yield PromptUsed(name=f"codebook {book.name}", version=book.version, sha256=book.sha256)

    def questions(self, article: Article, sentences: Iterable[Sentence]) -> Sequence[Question[object]]:
        """Return the questions that a model is first asked about an article, in order."""
        return self.plan.questions(article, sentences)


def build_method(  # noqa: PLR0913
    model: str,
    plan_name: str,
    call_settings: dict[str, Any],
    second_reading: str | None = None,
    pipeline: Path | None = None,
    book: Codebook | None = None,
) -> Method:
    """Return the method of a model and a plan. Raises ConfigError for an unknown plan.

    `call_settings` are those that decide an answer: maximum of tokens, temperature, seed. `second_reading` is that of
    the document plan; None leaves it to the plan. `pipeline` is the archive or folder of the analyzer's weights, whose
    name tells their version. `book` is a codebook of one's own, for the document plan.
    """
    plan = find_plan(plan_name, second_reading, pipeline, book)
    prompts = [file.sha256 for file in plan.prompts]
    schema = _hash([reply.model_json_schema() for reply in plan.reply_models])
    more = [plan.second_reading.value] if isinstance(plan, DocumentPlan) else []
    more += [pipeline.name] if pipeline else []
    more += [book.sha256] if book else []
    whole = _hash([extract.__version__, SCHEMA_VERSION, model, plan.name, *prompts, schema, call_settings, *more])
    return Method(model, plan, schema, whole[:16])


def _hash(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
