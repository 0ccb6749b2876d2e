"""Signals: what speaks against a declared record without disproving it. A signal makes a doubt and never a rejection.

The model's own doubt counts in every language; what an analyzer reads in the cue, in the languages that it knows.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from extract.language.analysis import Cue, CueKind, Extent, Factuality, Polarity
from extract.language.stages import asserted_stage
from schemas import Act, Doubt, Span, Status
from schemas.declared import WHOLE

_DENIES = frozenset({Act.REJECT, Act.DENY, Act.DECLARE})
"""Acts that are performed by saying no."""
_NOT_DONE = frozenset({Factuality.DEMANDED, Factuality.DENIED, Factuality.UNREAL})


class Signal(StrEnum):
    """Where a doubt comes from; the values are the codes of doubts."""

    MODEL_UNSURE = "model_unsure"
    """The model itself names the field, or the record, as unsure."""
    OTHER_ACT = "other_act"
    """The analyzer reads another act in the cue."""
    OTHER_STATUS = "other_status"
    """The analyzer reads another stage in the cue."""
    NEGATED = "negated"
    """The words that govern the cue deny it."""
    UNREAL = "unreal"
    """The words that govern the cue make it a condition, a demand or a denial."""


def unsure_doubts(fields: Iterable[str]) -> Iterator[Doubt]:
    """Yield the model's own doubts."""
    for field in dict.fromkeys(fields):
        named = None if field == WHOLE else field
        yield Doubt(
            code=Signal.MODEL_UNSURE, message=f"the model is unsure of {named or 'the whole record'}", field=named
        )


def act_doubts(act: Act, words: Span, cues: Iterable[Cue]) -> Iterator[Doubt]:
    """Yield where the analyzer differs about the words of a statement; `cues` are those of its sentence."""
    known = _nearest(words, CueKind.ACT, cues)
    if known is None or known.weak:
        return
    if act not in _DENIES:
        yield from _not_performed(known, words)
    if known.performed and known.label != act:
        message = f"{words.text!r} is declared as {act.value}, and the words {known.trigger!r} are {known.label}"
        yield Doubt(code=Signal.OTHER_ACT, message=message, field="act", other=known.label)


def status_doubts(status: Status, words: Span, cues: Iterable[Cue]) -> Iterator[Doubt]:
    """Yield where the analyzer differs about the status cue of an agreement; `cues` are those of its sentence."""
    known = _nearest(words, CueKind.STAGE, cues)
    if known is None:
        return
    asserted = asserted_stage(known)
    if asserted is None and status not in (Status.REJECTED, Status.UNKNOWN):
        yield Doubt(code=Signal.NEGATED, message=f"{words.text!r} is not said to have happened", field="status")
    elif asserted and asserted is not status:
        message = f"{words.text!r} is declared as {status.value}, and reads as {asserted.value}"
        yield Doubt(code=Signal.OTHER_STATUS, message=message, field="status", other=asserted.value)


def _not_performed(known: Cue, words: Span) -> Iterator[Doubt]:
    if known.polarity is Polarity.NEGATIVE:
        yield Doubt(code=Signal.NEGATED, message=f"{words.text!r} is denied", field="act")
    elif known.factuality in _NOT_DONE:
        message = f"{words.text!r} is only {known.factuality.value}"
        yield Doubt(code=Signal.UNREAL, message=message, field="act")


def _nearest(words: Span, kind: CueKind, cues: Iterable[Cue]) -> Cue | None:
    """The cue of a kind that shares most characters with the words; None if none shares any."""
    shared = {cue: _shared(words, cue.extent) for cue in cues if cue.kind is kind}
    best = max(shared, key=lambda cue: (shared[cue], not cue.weak), default=None)
    return best if best and shared[best] > 0 else None


def _shared(words: Span, extent: Extent) -> int:
    return min(words.end, extent.end) - max(words.start, extent.start)
