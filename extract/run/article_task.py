"""The work on one article: ask the model, and turn an error into a failure row.

Only errors that affect every article are raised.
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from extract.ask.method import Method
from extract.errors import CommuniqueError, CoreFailed, ModelError, ModelUnavailable
from extract.model.caching_model import Memory
from extract.pipeline import Outcome
from extract.pipeline import extract as extract_article
from extract.run.context import RunContext
from extract.run.model_stack import ModelStack, ReportingModel
from extract.run.open_model import OpenModel
from extract.telemetry.tracing import Span, SpanKind, emit_event, start_span
from schemas import Article, Failure, FailureCode, Stage

ProcessArticle = Callable[[Article | Failure], Awaitable[Outcome | Failure]]
"""Returns what `ArticleTask.process` returns, and raises what it raises, wherever the model is."""


class Core(Protocol):
    """Runs the pipeline over an article, here or in another process."""

    async def extract(self, article: Article, model: ReportingModel) -> Outcome:
        """Return the outcome. Raises CoreFailed, or the error of a call."""
        ...


@dataclass(frozen=True)
class InProcessCore:
    """Runs the pipeline in this process, on its event loop: no deadline, and no start of another process."""

    method: Method

    async def extract(self, article: Article, model: ReportingModel) -> Outcome:
        return await extract_article(article, model, self.method, model.started)


@dataclass(frozen=True)
class ArticleTask:
    """Processes the articles of a run with a model that is open in this process."""

    method: Method
    model: OpenModel
    stack: ModelStack
    core: Core

    async def process(self, item: Article | Failure) -> Outcome | Failure:
        """Return the outcome, or the failure as a row. Raises ModelUnavailable, StoreError or Interrupted."""
        return await trace_article(item, self._extract)

    async def _extract(self, article: Article) -> Outcome | Failure:
        model = self.stack.for_article(article)
        try:
            with self.model.tape.article(article.source_id, article.id, self.method.plan.name):
                return await self.core.extract(article, model)
        except ModelUnavailable:
            raise
        except ModelError as error:
            return _failure(article, Stage.MODEL, error.code, str(error), error.attempts)
        except CoreFailed as error:
            return _failure(article, Stage.EXTRACT, error.code, str(error), 0)
        except CommuniqueError:
            raise
        except Exception as error:  # a bug of ours must not cost the other articles
            message = f"{type(error).__name__}: {error}; please report it with this article"
            return _failure(article, Stage.EXTRACT, FailureCode.INTERNAL, message, 0)


def build_task(context: RunContext, model: OpenModel, memory: Memory | None, core: Core | None = None) -> ArticleTask:
    """Build the task of a run. A question that `memory` holds the answer to is not asked again.

    `core` runs the pipeline, by default in this process.
    """
    settings = context.settings
    uncached = context.uses_cassettes or settings.via == "batch"  # the client for batches reads the ledger itself
    stack = ModelStack(model, settings.concurrency, context.reporter, None if uncached else memory)
    return ArticleTask(context.method, model, stack, core or InProcessCore(context.method))


async def trace_article(
    item: Article | Failure, process: Callable[[Article], Awaitable[Outcome | Failure]]
) -> Outcome | Failure:
    """Process an article within a span; return a failure to read one as it is."""
    article_id = item.id if isinstance(item, Article) else None
    with start_span(SpanKind.ARTICLE, article=article_id, source_id=item.source_id) as article_span:
        result = item if isinstance(item, Failure) else await process(item)
        _record_result(article_span, result)
        return result


def _record_result(article_span: Span, result: Outcome | Failure) -> None:
    """Add figures and ids to the span, and no text of the article."""
    if isinstance(result, Failure):
        article_span.error = result.error
        article_span.set(status="failed", step=result.stage)
        emit_event("article.message", logging.DEBUG, message=result.message)
        return
    provenance = result.extraction.provenance
    article_span.set(
        status="extracted" if result.counts.extracted else "empty",
        records=result.counts.records,
        refused=result.counts.rejected,
        calls=provenance.usage.calls,
        tokens_in=provenance.usage.tokens_in,
        tokens_out=provenance.usage.tokens_out,
        tokens_cached=provenance.usage.tokens_cached,
        cost=provenance.cost,
    )


def _failure(article: Article, stage: Stage, code: FailureCode, message: str, attempts: int) -> Failure:
    return Failure(
        source_id=article.source_id, path=article.path, stage=stage, error=code, message=message, attempts=attempts
    )
