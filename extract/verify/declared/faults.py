"""Faults: the parts of an answer that the article disproves, each with its item and field."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel

from extract.document.segment import Sentence
from schemas import Article, Gate, RecordKind, Rejected
from schemas.declared import DeclaredAnswer


class FaultReason(StrEnum):
    """Why a field or an item is refused; the values are the codes in `rejected.jsonl`."""

    NO_SUCH_SENTENCE = "no_such_sentence"
    """No sentence of the article is cited."""
    NOT_IN_TEXT = "not_in_text"
    """The article does not hold the words."""
    NO_CUE = "no_cue"
    """A status is declared without the words that show it."""
    UNKNOWN_ACTOR = "unknown_actor"
    """The article does not name the actor, or no actor has this id."""
    UNNAMED = "unnamed"
    """The actor has no name in the article: "rebels"."""
    NO_SPEAKER = "no_speaker"
    """None of the speakers is an actor of the article."""
    NO_DATE = "no_date"
    """The words give no date, and the declared value is not EDTF."""
    NO_AMOUNT = "no_amount"
    """The words give no amount, and the declared value is not one either."""


@dataclass(frozen=True)
class Fault:
    """A part of an answer that is refused."""

    kind: RecordKind
    index: int
    """Place of the item in its list of the answer."""
    field: str | None
    """The field that is refused; None for the whole item."""
    part: str
    """The field whose content is at fault, also where that costs the whole item."""
    reason: FaultReason
    message: str
    words: str | None = None
    """The words that were looked for."""
    near: tuple[Sentence, ...] = ()
    """The sentences that the item cites."""


def rejected(fault: Fault, answer: DeclaredAnswer, article: Article) -> Rejected:
    """Return the row of `rejected.jsonl` for a fault, with the item as the answer declared it."""
    lists: dict[RecordKind, Sequence[BaseModel]] = {
        RecordKind.ACTOR: answer.actors,
        RecordKind.AGREEMENT: answer.agreements,
        RecordKind.STATEMENT: answer.statements,
    }
    return Rejected(
        article=article.id,
        source_id=article.source_id,
        kind=fault.kind,
        field=fault.field,
        gate=Gate.GROUND,
        reason=fault.reason.value,
        message=fault.message,
        draft=lists[fault.kind][fault.index].model_dump(mode="json"),
    )
