"""Apply the verdicts of a second reading: they confirm a doubted value, lower the record, correct it, or remove it.

A value is corrected only where another signal had given the same, a record removed only where another signal speaks
against all of it: one reading does not outweigh another.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from extract.ask.reading import Verdict
from extract.assemble.declared.certainty import CONTRADICTED
from extract.assemble.declared.claims import ACTORS, LABELS, Target, value_of
from extract.assemble.declared.joining import Joined
from extract.verify.declared.proved import ProvedAgreement, ProvedStatement
from extract.verify.declared.signals import Signal
from prompts import Codebook
from schemas import Act, Doubt, Issue, RecordKind, Status

_LABELS: dict[str, Any] = {"act": Act, "status": Status}
_LISTS = {"act": "acts", "status": "statuses"}
_OWN = {"act": "label", "status": "status_label"}
_AGAINST_ALL = frozenset({Signal.NEGATED, Signal.UNREAL})
_Record = TypeVar("_Record", ProvedAgreement, ProvedStatement)


@dataclass(frozen=True)
class Read:
    """The records after a second reading."""

    joined: Joined
    removed: tuple[ProvedAgreement | ProvedStatement, ...]


@dataclass(frozen=True)
class _Terms:
    """What verdicts refer to: actors by number, and labels of a codebook."""

    actors: Mapping[int, str]
    book: Codebook

    def usual(self, field: str, label: str) -> str:
        return self.book.usual_label(_LISTS[field], label)

    def changes(self, field: str, label: str) -> dict[str, Any]:
        """The fields of a record with this label."""
        return {
            field: _LABELS[field](self.usual(field, label)),
            _OWN[field]: self.book.own_label(_LISTS[field], label),
        }


def apply_verdicts(joined: Joined, verdicts: Iterable[tuple[Target, Verdict]], book: Codebook) -> Read:
    """Return the records with what the second reading says of them, in the labels of a codebook."""
    found = list(verdicts)
    terms = _Terms({number: actor.id for number, actor in enumerate(joined.actors, start=1)}, book)
    agreements = [_read(one, _of(RecordKind.AGREEMENT, at, found), terms) for at, one in enumerate(joined.agreements)]
    statements = [_read(one, _of(RecordKind.STATEMENT, at, found), terms) for at, one in enumerate(joined.statements)]
    kept = replace(
        joined,
        agreements=tuple(one for one in agreements if one),
        statements=tuple(one for one in statements if one),
    )
    gone_agreements = (one for one, after in zip(joined.agreements, agreements, strict=True) if after is None)
    gone_statements = (one for one, after in zip(joined.statements, statements, strict=True) if after is None)
    return Read(kept, (*gone_agreements, *gone_statements))


_Verdicts = list[tuple[str | None, Verdict]]
"""The verdicts on one record, each with the field that was asked about."""


def _of(kind: RecordKind, index: int, verdicts: Iterable[tuple[Target, Verdict]]) -> _Verdicts:
    return [(target.field, one) for target, one in verdicts if (target.kind, target.index) == (kind, index)]


def _read(record: _Record, verdicts: _Verdicts, terms: _Terms) -> _Record | None:
    """The record after the verdicts on it; None if it does not hold."""
    for field, verdict in verdicts:
        if verdict.holds == "no":
            if _is_in_doubt(record):
                return None
            record = _lowered(record, field, "a second reading finds that the sentences do not say so", None)
        else:
            record = _compared(record, field, verdict, terms)
    return record


def _is_in_doubt(record: ProvedAgreement | ProvedStatement) -> bool:
    """Whether another signal speaks against all of the record."""
    return any(
        doubt.code in _AGAINST_ALL or (doubt.code == Signal.MODEL_UNSURE and doubt.field is None)
        for doubt in record.doubts
    )


def _compared(record: _Record, field: str | None, verdict: Verdict, terms: _Terms) -> _Record:
    """The record with its value confirmed, corrected, or contradicted."""
    if field in LABELS and verdict.label:
        given: str | frozenset[str] = verdict.label
    elif field in ACTORS:
        given = frozenset(terms.actors[number] for number in verdict.actors if number in terms.actors)
    else:
        return _resolved(record, field)
    if field is None or given == value_of(record, field):
        return _resolved(record, field)
    if isinstance(given, str) and _has_another(record, field, terms.usual(field, given)):
        return _corrected(record, field, given, terms)
    value = given if isinstance(given, str) else ", ".join(sorted(given))
    return _lowered(record, field, f"a second reading gives {value or 'none'}", value)


def _has_another(record: ProvedAgreement | ProvedStatement, field: str, given: str) -> bool:
    """Whether another signal gives the same value; signals have labels of the default codebook."""
    return any(doubt.field == field and doubt.other == given for doubt in record.doubts)


def _corrected(record: _Record, field: str, given: str, terms: _Terms) -> _Record:
    before = value_of(record, field)
    message = f"a second reading and another signal give {given}, the first answer {before}"
    issue = Issue(code=CONTRADICTED, message=message, field=field, model_value=str(before), code_value=given)
    return replace(_resolved(record, field), issues=(*record.issues, issue), **terms.changes(field, given))


def _resolved(record: _Record, field: str | None) -> _Record:
    doubts = (doubt.model_copy(update={"resolved": True}) if doubt.field == field else doubt for doubt in record.doubts)
    return replace(record, doubts=tuple(doubts))


def _lowered(record: _Record, field: str | None, message: str, other: str | None) -> _Record:
    doubt = Doubt(code=CONTRADICTED, message=message, field=field, other=other)
    return replace(record, doubts=(*record.doubts, doubt))
