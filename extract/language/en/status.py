"""Finds the words of a sentence that name a stage of an agreement, and the stage that the sentence asserts.

In: one sentence. Out: cues in order, none overlapping another. A plan is never reported as done.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from extract.language.en.instruments import find_instruments
from extract.language.en.modality import Modality, is_infinitive, is_negated, is_noun, is_refused, modality_of
from extract.language.en.phrases import Form, Hit, Table, fold
from extract.language.stages import stage_rank
from schemas import Instrument, Status

_TABLE = Table("status.tsv")
_REACH = 70
_HOPED = re.compile(
    r"\b(?:hop\w+|want\w*|wish\w*|seek\w*|may|might|could|can|aim\w*|tr(?:y|ies|ied|ying)|if|possib\w+|urg\w+|call\w*|demand\w*|ask\w*|"
    r"press\w*|propos\w+|offer\w*)\b",
    re.I,
)
_TALKED = re.compile(r"\b(?:negotiat\w+|talks?|talking|discuss\w*)\b", re.I)
_ARTICLE = re.compile(r"\b(?:a|an|the|its|their|his|her|no|any|of|these|this|warning|early|first)\s+$", re.I)
_PLANNED = re.compile(
    r"\b(?:will|would|shall|may|might|could|(?:is|are|was|were)\s+(?:set|expected|due|scheduled|ready|prepared|poised|"
    r"likely|about)\s+to|(?:is|are)\s+to|(?:plan|hope|expect|intend|want|aim|wish)\w*\s+to)(?:\s++(?:be|also|soon|\w+ly)"
    r"(?=\s))*+\s++$",
    re.I,
)


_SHUNNED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|refus\w+|oppos\w+|against|avoid\w*|without|postpon\w+|delay\w*|stop\w*|nobody|no one|"
    r"no (?:\w+ ){1,4}(?:was|were|is|are|has been|have been|will be))\s+(?:\w+\s+)?$",
    re.I,
)
"""Before something that was not done: "denied signing", "no treaty was signed"."""
_MATTER_OF = re.compile(
    r"\b(?:on|for|of|in|at|towards?|oversee|monitor|ensure|support|discuss\w*|review\w*|facilitate|accelerate)\s+"
    r"(?:(?:the|their|its|full|early|swift)\s+){0,2}$",
    re.I,
)
"""Before the subject of an instrument or of talks: "a memorandum on implementing the project"."""
_WEIGHED = re.compile(
    r"\b(?:consider\w*|discuss\w*|talks? (?:on|about)|negotiat\w+|mull\w*)\s+(?:\w+\s+)?$|\bif\b[^,;.]{0,60}$", re.I
)
"""Before something that is only considered or discussed: "considered signing", "if they sign"."""


@dataclass(frozen=True)
class StatusCue:
    """Words that name a stage; offsets count from the beginning of the sentence."""

    start: int
    end: int
    text: str
    status: Status
    """The stage that the sentence asserts: "will sign" is pledged, "refused to sign" rejected."""
    planned: bool
    negated: bool


@lru_cache(maxsize=1024)
def find_status(sentence: str) -> tuple[StatusCue, ...]:
    """Return the cues of a sentence in order, none overlapping another."""
    text = fold(sentence)
    spots = [(m.start, m.end) for m in find_instruments(sentence) if m.instrument is not Instrument.COOPERATION]
    hits = _TABLE.find(text, lambda hit: _tells(text, hit, spots))
    cues: list[StatusCue] = []
    for hit in hits:
        cue = _cue(sentence, text, hit)
        if not cues or cue.start >= cues[-1].end:
            cues.append(cue)
    return tuple(cues)


def status_of(words: str) -> Status | None:
    """Return the stage that cue words name by themselves; None if they are no cue."""
    text = fold(words)
    hits = [hit for hit in _TABLE.read(text) if hit.words == max(h.words for h in _TABLE.read(text))]
    return max((_cue(words, text, hit).status for hit in hits), key=stage_rank, default=None)


def _tells(text: str, hit: Hit, spots: list[tuple[int, int]]) -> bool:
    """False of words that name no stage of an agreement here."""
    before = text[max(0, hit.start - 30) : hit.start]
    if before.endswith("-") or (hit.kind in ("alone", "object") and is_noun(text, hit)):
        return False
    if hit.kind == "alone":
        return not (hit.form is Form.BASE and before.endswith("I "))
    if hit.label == Status.IN_IMPLEMENTATION and _MATTER_OF.search(before) and hit.form in (Form.ING, Form.OTHER):
        return False
    if hit.kind == "object":
        near = any(
            hit.start - _REACH <= end <= hit.start or hit.end <= start <= hit.end + _REACH for start, end in spots
        )
        return near and not (hit.form is Form.PAST and _ARTICLE.search(before))
    return True


def _cue(sentence: str, text: str, hit: Hit) -> StatusCue:
    verb = hit.form is not Form.OTHER
    before = text[max(0, hit.start - 80) : hit.start]
    negated = verb and (is_negated(text, hit) or bool(_SHUNNED.search(before)))
    weighed = verb and bool(_WEIGHED.search(before))
    planned = verb and (weighed or is_infinitive(text, hit) or modality_of(text, hit) is not Modality.FACT)
    lead = _PLANNED.search(text[: hit.start]) if planned and not negated else None
    start = lead.start() if lead else hit.start
    status = Status.PROPOSED if weighed else _asserted(Status(hit.label), text, hit, planned, negated)
    return StatusCue(start, hit.end, sentence[start : hit.end], status, planned, negated)


def _asserted(status: Status, text: str, hit: Hit, planned: bool, negated: bool) -> Status:
    """The stage that the sentence asserts, given that it plans or denies one."""
    if negated:
        return Status.REJECTED if is_refused(text, hit) else Status.UNKNOWN
    if not planned or stage_rank(status) <= stage_rank(Status.UNDER_NEGOTIATION):
        return status
    before = text[max(0, hit.start - 40) : hit.start]
    if _TALKED.search(before):
        return Status.UNDER_NEGOTIATION
    return Status.PROPOSED if _HOPED.search(before) else Status.PLEDGED
