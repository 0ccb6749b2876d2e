"""Whether the words of a draft say that something was done: what the analyzer finds of the cue at the same place."""

from collections.abc import Iterator

from extract.language.analysis import Analysis, Cue, CueKind, Factuality, Polarity
from extract.language.stages import asserted_stage
from schemas import Act, Span

_SAYING_NO = frozenset({Act.REJECT, Act.DENY, Act.DECLARE, Act.ACCUSE, Act.CRITICIZE, Act.WARN})
"""Acts that are performed in words with a negation: "never accepts", "is not helpful", "has not breached the truce"."""


def is_act_performed(cue: Span, act: Act, negated: bool, analysis: Analysis | None) -> bool:
    """Return False if the analyzer reads the act in these words and finds that it was not performed.

    "Would have condemned" was not. An act that its record gives as negated counts: "did not condemn". What a
    later part of the words tells says nothing: "planned to attack".
    """
    at = _at(cue, CueKind.ACT, analysis)
    found = [one for one in at if not one.weak and (one.label == act or one.extent.start == cue.start)]
    return not found or any(_is_performed(one, negated) for one in found)


def is_stage_asserted(cue: Span, analysis: Analysis | None) -> bool:
    """Return False if the analyzer reads a stage in these words that is only demanded, imagined or disputed.

    Stages with a negation count as asserted: the treaty in "did not ratify the treaty" exists.
    """
    found = list(_at(cue, CueKind.STAGE, analysis))
    return not found or any(asserted_stage(one) or _is_plainly_negated(one) for one in found)


def _at(span: Span, kind: CueKind, analysis: Analysis | None) -> Iterator[Cue]:
    cues = analysis.cues if analysis else ()
    return (one for one in cues if one.kind is kind and one.extent.start < span.end and span.start < one.extent.end)


def _is_performed(cue: Cue, negated: bool) -> bool:
    return cue.performed or (_is_plainly_negated(cue) and (negated or cue.label in _SAYING_NO))


def _is_plainly_negated(cue: Cue) -> bool:
    return cue.factuality is Factuality.FACT and cue.polarity is Polarity.NEGATIVE
