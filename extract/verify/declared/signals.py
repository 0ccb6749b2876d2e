"""Signals: what speaks against a declared record without disproving it. A signal makes a doubt and never a rejection.

The model's own doubt counts in every language; the lexicon of stages and acts, with negation and modality, in English.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from extract.document.segment import Sentence
from extract.language.en.acts import find_acts
from extract.language.en.modality import Modality, is_negated, modality_of
from extract.language.en.phrases import Form, Hit, fold
from extract.language.en.status import find_status
from extract.verify.overlap import overlapping
from schemas import Act, Doubt, Span, Status

WHOLE = "record"
"""What a model names in `unsure` where the whole record could be left out."""
_DENIES = frozenset({Act.REJECT, Act.DENY, Act.DECLARE})
"""Acts that are performed by saying no."""


class Signal(StrEnum):
    """Where a doubt comes from; the values are the codes of doubts."""

    MODEL_UNSURE = "model_unsure"
    """The model itself names the field, or the record, as unsure."""
    LEXICON_ACT = "lexicon_act"
    """The lexicon reads another act in the cue."""
    LEXICON_STATUS = "lexicon_status"
    """The lexicon reads another stage in the cue."""
    NEGATED = "negated"
    """The words before the cue deny it."""
    UNREAL = "unreal"
    """The cue stands under a condition."""


def unsure_doubts(fields: Iterable[str]) -> Iterator[Doubt]:
    """Yield the model's own doubts."""
    for field in dict.fromkeys(fields):
        named = None if field == WHOLE else field
        yield Doubt(
            code=Signal.MODEL_UNSURE, message=f"the model is unsure of {named or 'the whole record'}", field=named
        )


def act_doubts(act: Act, cue: Span, sentence: Sentence) -> Iterator[Doubt]:
    """Yield where the lexicon differs about the cue of a statement in an English sentence."""
    if act not in _DENIES:
        yield from _unperformed(cue, sentence, "act")
    known = overlapping(find_acts(sentence.text), cue, sentence)
    if known and not known.weak and known.act is not act:
        message = f"the lexicon reads {known.text!r} as {known.act.value}, the model {cue.text!r} as {act.value}"
        yield Doubt(code=Signal.LEXICON_ACT, message=message, field="act", other=known.act.value)


def status_doubts(status: Status, cue: Span, sentence: Sentence) -> Iterator[Doubt]:
    """Yield where the lexicon differs about the status cue of an agreement in an English sentence."""
    known = overlapping(find_status(sentence.text), cue, sentence)
    if known and known.negated and status not in (Status.REJECTED, Status.UNKNOWN):
        yield Doubt(code=Signal.NEGATED, message=f"{cue.text!r} is denied", field="status")
    elif known and known.status is not status:
        message = f"the lexicon reads {known.text!r} as {known.status.value}, the model {cue.text!r} as {status.value}"
        yield Doubt(code=Signal.LEXICON_STATUS, message=message, field="status", other=known.status.value)


def _unperformed(cue: Span, sentence: Sentence, field: str) -> Iterator[Doubt]:
    """What the words before the cue say: that it was not done, or only under a condition."""
    text = fold(sentence.text)
    hit = Hit(cue.start - sentence.start, cue.end - sentence.start, "", "", Form.BASE, 1)
    if is_negated(text, hit):
        yield Doubt(code=Signal.NEGATED, message=f"{cue.text!r} is denied", field=field)
    elif modality_of(text, hit) is Modality.CONDITIONAL:
        yield Doubt(code=Signal.UNREAL, message=f"{cue.text!r} stands under a condition", field=field)
