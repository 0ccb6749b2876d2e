"""The data of the report page: the run's records as compact JSON.

Spans become pairs of offsets, because the article's text is in the data anyway, and empty values are left out. That
halves the size of a report.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from extract.document.segment import Sentence, segment
from extract.entities.states import is_state, name_of
from extract.errors import StoreError
from extract.output.load import Run
from extract.output.report.linked_records import linked_records
from extract.output.report.world_map import world_map
from extract.output.review import Corrections, Decision, ReviewedRun, State, record_keys
from extract.output.review.decisions import group
from extract.output.tables import ArticleKeys
from schemas import (
    Act,
    ActorKind,
    ArticleExtraction,
    Context,
    DateRelation,
    DateRole,
    Duplicate,
    Failure,
    Instrument,
    PartyRole,
    Quote,
    Rejected,
    RunManifest,
    Status,
    codes_of_act,
    codes_of_status,
)
from schemas.ties import ACT_TIES, AGREEMENT_TIES, STATUS_TIES

_SPAN_FIELDS = {"start", "end", "text"}
_DUPLICATE_FIELDS = {"source_id", "source", "published", "url"}


def report_data(run: Run, decisions: Iterable[Decision] = ()) -> dict[str, Any]:
    """Everything that the page shows. The run need not be finished. Raises StoreError if it cannot be read."""
    only_quotes = isinstance(run, ReviewedRun) and run.quotes_only
    if isinstance(run, ReviewedRun) and only_quotes:
        run, decisions = run.with_additions(decisions)
    keys, copies, links = ArticleKeys(), run.copies(), run.links()
    decisions = list(decisions)
    additions = Corrections(group(one for one in decisions if one.state is State.ADDED))
    articles, added = list[dict[str, Any]](), dict[tuple[str, str], str]()
    for found in run:
        key = keys.assign(found)
        articles.append(_article(found, key, copies.of(found.article)))
        added |= {(key, record): name for record, name in additions.review(found, key).added.items()}
    codes = {actor["country"] for article in articles for actor in article["actors"] if "country" in actor}
    return {
        "run": _manifest(run),
        "codes": {
            "instrument": list(Instrument),
            "status": list(Status),
            "act": list(Act),
            "date_role": list(DateRole),
            "actor_kind": list(ActorKind),
            "party_role": list(PartyRole),
            "date_relation": list(DateRelation),
            "context": list(Context),
            "quote": list(Quote),
            "status_codes": _status_codes(),
            "act_codes": {act.value: _compact(codes_of_act(act).model_dump(mode="json")) for act in Act},
            "status_ties": STATUS_TIES,
            "act_ties": ACT_TIES,
            "agreement_ties": AGREEMENT_TIES,
        },
        "articles": articles,
        "world": world_map(codes),
        "links": linked_records(links, {one["source_id"]: one["id"] for one in articles}, added) if links else None,
        "country_names": {code: name_of(code) for code in sorted(codes) if is_state(code)},
        "rejected": [_rejected(row, keys.find(row.article, row.source_id)) for row in run.rejected()],
        "decisions": [one.model_dump(mode="json", exclude_unset=True) for one in decisions],
        "quotes_only": only_quotes,
        "failures": [_failure(failure) for failure in run.failures()],
    }


def _status_codes() -> dict[str, Any]:
    """The event codes by status, and by status and context where the context makes a difference."""
    codes = {status.value: codes_of_status(status) for status in Status}
    for status in Status:
        for context in Context:
            if codes_of_status(status, (context,)) != codes[status.value]:
                codes[f"{status.value} {context.value}"] = codes_of_status(status, (context,))
    return {name: _compact(one.model_dump(mode="json")) for name, one in codes.items()}


def _manifest(run: Run) -> dict[str, Any] | None:
    try:
        manifest: RunManifest = run.manifest
    except StoreError:  # lines without a manifest
        return None
    told = manifest.model_dump(mode="json", include={"run", "model", "plan", "finished"})
    return told | {"progress": str(run.progress or "")}


def _article(extraction: ArticleExtraction, key: str, copies: Sequence[Duplicate]) -> dict[str, Any]:
    article = extraction.article.model_dump(
        mode="json", include={"source_id", "text", "title", "source", "published", "url", "language"}
    )
    records = extraction.model_dump(mode="json", include={"actors", "agreements", "statements", "issues"})
    keys = record_keys(extraction)
    for record in (*records["agreements"], *records["statements"]):
        record["key"] = keys[record["id"]]
        for derived in ("codes", "act_class"):  # the page has the tables of them
            record.pop(derived, None)
        for flag in ("historical", "negated"):
            if record.get(flag) is False:
                del record[flag]
        record["doubts"] = [doubt["message"] for doubt in record["doubts"] if not doubt["resolved"]]
    for actor in records["actors"]:
        for unused in ("mentions", "basis", "sector"):
            del actor[unused]
    how = extraction.provenance
    return {
        "id": key,
        **_compact(article),
        "copies": [_compact(copy.model_dump(mode="json", include=_DUPLICATE_FIELDS)) for copy in copies],
        **{kind: [_compact(record) for record in rows] for kind, rows in records.items()},
        "sentences": _steps(segment(extraction.article.text)),
        "model": how.model,
        "plan": how.plan,
        "usage": {"calls": how.usage.calls, "tokens_in": how.usage.tokens_in, "tokens_out": how.usage.tokens_out},
    }


def _steps(sentences: Iterable[Sentence]) -> list[int]:
    """The starts and ends of sentences, each as its distance from the one before."""
    edges = [edge for sentence in sentences for edge in (sentence.start, sentence.end)]
    return [edge - before for before, edge in pairwise([0, *edges])]


def _rejected(row: Rejected, key: str | None) -> dict[str, Any]:
    return {"article": key, **row.model_dump(mode="json", exclude={"article", "source_id"})}


def _failure(failure: Failure) -> dict[str, Any]:
    return failure.model_dump(mode="json", include={"source_id", "stage", "error", "message"})


def _compact(value: Any) -> Any:
    """The value with spans as pairs of offsets, and without null and empty members."""
    if isinstance(value, Mapping):
        if value.keys() == _SPAN_FIELDS:
            return [value["start"], value["end"]]
        return {name: _compact(part) for name, part in value.items() if part not in (None, [], {})}
    return [_compact(part) for part in value] if isinstance(value, list) else value
