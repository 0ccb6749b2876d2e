"""One article and one model: its outcome, or its failure as a row. Only what no article could survive is raised."""

import logging
from collections.abc import Awaitable, Callable

from extract.ask.method import Method
from extract.errors import CommuniqueError, ModelError, ModelUnavailable
from extract.pipeline import Outcome
from extract.pipeline import extract as extract_article
from extract.run.model_stack import ReportingModel
from extract.run.open_model import Opened
from extract.telemetry.tracing import Kind, Span, event, span
from schemas import Article, Failure, FailureCode, Stage


async def do_one(item: Article | Failure, opened: Opened, model: ReportingModel, method: Method) -> Outcome | Failure:
    """The outcome, or the failure as a row. Raises ModelUnavailable, StoreError or Interrupted."""
    return await spanned(item, lambda article: _done(article, opened, model, method))


async def spanned(item: Article | Failure, do: Callable[[Article], Awaitable[Outcome | Failure]]) -> Outcome | Failure:
    """What `do` makes of an article, within the span of it; a failure to read one stays what it is."""
    article = item.id if isinstance(item, Article) else None
    with span(Kind.ARTICLE, article=article, source_id=item.source_id) as seen:
        result = item if isinstance(item, Failure) else await do(item)
        _tell(seen, result)
        return result


def _tell(seen: Span, result: Outcome | Failure) -> None:
    """What a log may know of an article: figures and ids, and none of its words."""
    if isinstance(result, Failure):
        seen.error = result.error
        seen.set(status="failed", step=result.stage)
        event("article.message", logging.DEBUG, message=result.message)
        return
    made = result.extraction.provenance
    seen.set(
        status="extracted" if result.counts.extracted else "empty",
        records=result.counts.records,
        refused=result.counts.rejected,
        calls=made.usage.calls,
        tokens_in=made.usage.tokens_in,
        tokens_out=made.usage.tokens_out,
        tokens_cached=made.usage.tokens_cached,
        cost=made.cost,
    )


async def _done(item: Article, opened: Opened, model: ReportingModel, method: Method) -> Outcome | Failure:
    try:
        with opened.tape.article(item.source_id, item.id, method.plan.name):
            return await extract_article(item, model, method, model.started)
    except ModelUnavailable:
        raise
    except ModelError as error:
        return _failure(item, Stage.MODEL, error.code, str(error), error.attempts)
    except CommuniqueError:
        raise
    except Exception as error:  # a fault of ours must not cost the other articles
        message = f"{type(error).__name__}: {error}; please report it with this article"
        return _failure(item, Stage.EXTRACT, FailureCode.INTERNAL, message, 0)


def _failure(item: Article, stage: Stage, code: FailureCode, message: str, attempts: int) -> Failure:
    return Failure(
        source_id=item.source_id, path=item.path, stage=stage, error=code, message=message, attempts=attempts
    )
