"""The gate before all others: records of an answer that do not have the shape that was asked for."""

from collections.abc import Sequence

from extract.model.coerce import Dropped, raw_record
from schemas import Article, Gate, RecordKind, Rejected

BAD_SHAPE = "bad_shape"
"""The reason of these rows: a record, or a field of it, does not have the type that was asked for."""
_KINDS = {"actors": RecordKind.ACTOR, "agreements": RecordKind.AGREEMENT, "statements": RecordKind.STATEMENT}
"""Lists of a reply, and the kind of their items."""


def reject_dropped(dropped: Sequence[Dropped], article: Article) -> tuple[Rejected, ...]:
    """Return a rejected row for each record, or field of one, that was dropped from an answer, with the raw words."""
    return tuple(
        Rejected(
            article=article.id,
            source_id=article.source_id,
            kind=_KINDS[one.field],
            field=one.part,
            gate=Gate.SHAPE,
            reason=BAD_SHAPE,
            message=one.why,
            draft=raw_record(one),
        )
        for one in dropped
        if one.field in _KINDS
    )
