"""Put corrected words into a declared answer, so that it can be proved again."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from extract.verify.declared.faults import Fault, FaultReason
from schemas import RecordKind
from schemas.declared import DeclaredActor, DeclaredAgreement, DeclaredAnswer, DeclaredDate, DeclaredStatement

_OF_ACTORS = frozenset({FaultReason.UNKNOWN_ACTOR})
_OF_RECORDS = frozenset({FaultReason.NOT_IN_TEXT, FaultReason.NO_CUE, FaultReason.NO_SUCH_SENTENCE})


@dataclass(frozen=True)
class Correction:
    """What a fault is replaced by."""

    fault: Fault
    words: str | None
    sentences: tuple[int, ...] = ()


def can_correct(fault: Fault) -> bool:
    """Return whether exact words, or the numbers of sentences, can undo a fault."""
    return fault.reason in (_OF_ACTORS if fault.kind is RecordKind.ACTOR else _OF_RECORDS)


def correct(answer: DeclaredAnswer, corrections: Iterable[Correction]) -> DeclaredAnswer:
    """Return the answer with the corrections put in."""
    actors, agreements, statements = list(answer.actors), list(answer.agreements), list(answer.statements)
    for one in corrections:
        at = one.fault.index
        if one.fault.kind is RecordKind.ACTOR:
            actors[at] = _actor(actors[at], one)
        elif one.fault.kind is RecordKind.AGREEMENT:
            agreements[at] = _record(agreements[at], one)
        else:
            statements[at] = _record(statements[at], one)
    changed = {"actors": tuple(actors), "agreements": tuple(agreements), "statements": tuple(statements)}
    return answer.model_copy(update=changed)


def _actor(actor: DeclaredActor, one: Correction) -> DeclaredActor:
    return actor.model_copy(update={"words": one.words})


_Record = TypeVar("_Record", DeclaredAgreement, DeclaredStatement)


def _record(draft: _Record, one: Correction) -> _Record:
    if one.fault.reason is FaultReason.NO_SUCH_SENTENCE:
        return draft.model_copy(update={"sentences": one.sentences})
    return draft.model_copy(update={one.fault.part: _corrected(draft, one)})


def _corrected(draft: DeclaredAgreement | DeclaredStatement, one: Correction) -> Any:
    """The new value of the part; a date or value without words is removed."""
    if isinstance(draft, DeclaredAgreement) and one.fault.part == "dates":
        return tuple(date for old in draft.dates if (date := _date(old, one)))
    if isinstance(draft, DeclaredAgreement) and one.fault.part == "value":
        return draft.value.model_copy(update={"words": one.words}) if draft.value and one.words else None
    return one.words or "" if one.fault.part == "cue" else one.words


def _date(date: DeclaredDate, one: Correction) -> DeclaredDate | None:
    if date.words != one.fault.words:
        return date
    return date.model_copy(update={"words": one.words}) if one.words else None
