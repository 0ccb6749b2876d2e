"""A run as the report's page reads it: records as they are written, but spans as pairs of offsets and nothing empty.

The words of a span are in the article's text already; without them a report has half the size.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from extract.document.segment import split
from extract.errors import StoreError
from extract.output.load import Run
from extract.output.tables import Numbering
from schemas import (
    Act,
    ActorKind,
    ArticleExtraction,
    DateRole,
    Duplicate,
    Failure,
    Instrument,
    Rejected,
    RunManifest,
    Status,
)

_SPAN = {"start", "end", "text"}
_TOLD = {"source_id", "source", "published", "url"}
"""What is told of a copy."""


def data_of(run: Run) -> dict[str, Any]:
    """All that the page shows. Raises StoreError if the run cannot be read; one that is not finished can."""
    numbering, copies = Numbering(), run.copies()
    return {
        "run": _manifest(run),
        "codes": {
            "instrument": list(Instrument),
            "status": list(Status),
            "act": list(Act),
            "date_role": list(DateRole),
            "actor_kind": list(ActorKind),
        },
        "articles": [_article(found, numbering.key(found), copies.of(found.article)) for found in run],
        "refused": [_refused(one, numbering.known(one.article, one.source_id)) for one in run.rejected()],
        "failures": [_failed(one) for one in run.failures()],
    }


def _manifest(run: Run) -> dict[str, Any] | None:
    try:
        manifest: RunManifest = run.manifest
    except StoreError:  # a run that goes on, or broke off, can be looked at all the same
        return None
    return manifest.model_dump(mode="json", include={"run", "model", "plan", "finished"})


def _article(found: ArticleExtraction, key: str, copies: Sequence[Duplicate]) -> dict[str, Any]:
    article = found.article.model_dump(
        mode="json", include={"source_id", "text", "title", "source", "published", "url", "language"}
    )
    records = found.model_dump(mode="json", include={"actors", "agreements", "statements", "issues"})
    how = found.provenance
    return {
        "id": key,
        **_lean(article),
        "copies": [_lean(one.model_dump(mode="json", include=_TOLD)) for one in copies],
        **{kind: [_lean(record) for record in rows] for kind, rows in records.items()},
        "sentences": [[sentence.start, sentence.end] for sentence in split(found.article.text)],
        "model": how.model,
        "plan": how.plan,
        "usage": {"calls": how.usage.calls, "tokens_in": how.usage.tokens_in, "tokens_out": how.usage.tokens_out},
        "seconds": how.seconds,
    }


def _refused(one: Rejected, key: str | None) -> dict[str, Any]:
    return {"article": key, **one.model_dump(mode="json", exclude={"article", "source_id"})}


def _failed(one: Failure) -> dict[str, Any]:
    return one.model_dump(mode="json", include={"source_id", "stage", "error", "message"})


def _lean(value: Any) -> Any:
    """The value with spans as pairs, and without members that say nothing: null, and flags that are not raised."""
    if isinstance(value, Mapping):
        if value.keys() == _SPAN:
            return [value["start"], value["end"]]
        return {name: _lean(part) for name, part in value.items() if part not in (None, [], {})}
    return [_lean(part) for part in value] if isinstance(value, list) else value
