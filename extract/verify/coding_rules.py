"""The rules of the coding guide that the words of a sentence decide, before any actor is identified.

Each rule has a reason as its id, a test, and the message of its rejections. The first rule that a draft breaks rejects
it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from extract.document.segment import Sentence
from extract.language.en.acts import ActCue, find_acts
from extract.language.en.instruments import InstrumentMention
from extract.language.en.phrasing import is_clause, is_opinion, is_purpose
from extract.language.en.status import StatusCue, find_status
from extract.verify.overlap import overlapping
from extract.verify.rejections import RejectReason
from schemas import Span, Status

_DEFINITE = re.compile(r"(?:\b(?:the|this|that|its|their|his|her|our)|’s|'s)\s(?:[\w-]+\s){0,3}$", re.I)
_CLAUSE = re.compile(r"[,;:\"“”]|\bthat\b")


@dataclass(frozen=True)
class AgreementReading:
    """A draft of an agreement, as the lexicon reads its sentence."""

    sentence: Sentence
    cue: Span
    """The words that the model chose."""
    known: StatusCue | None
    """The cue of the lexicon that overlaps them; None if it knows none."""
    status: Status
    instrument: InstrumentMention | None
    asserted: bool
    """Whether the text vouches for the stage, or for the instrument."""


@dataclass(frozen=True)
class StatementReading:
    """A draft of a statement, as the lexicon reads its sentence."""

    sentence: Sentence
    cue: Span
    """The words of the lexicon's cue; those that the model chose if it knows none."""
    known: ActCue | None
    agreement_cues: tuple[Span, ...]
    """The cues of the agreements of the same window."""
    performed: bool
    """Whether the text says that the act was performed."""


Reading = TypeVar("Reading", AgreementReading, StatementReading)


@dataclass(frozen=True)
class Rule(Generic[Reading]):
    """One rule of the coding guide."""

    reason: RejectReason
    is_broken: Callable[[Reading], bool]
    message: str
    """What follows the cue in the message of a rejection."""


def find_broken(rules: tuple[Rule[Reading], ...], reading: Reading) -> Rule[Reading] | None:
    """Return the first rule that a draft breaks, or None."""
    return next((rule for rule in rules if rule.is_broken(reading)), None)


def _has_no_stage(reading: AgreementReading) -> bool:
    return reading.known is None


def _is_not_asserted(reading: AgreementReading) -> bool:
    return not reading.asserted


def _is_not_performed(reading: StatementReading) -> bool:
    return not reading.performed


def _is_denied(reading: AgreementReading) -> bool:
    denied = reading.known is not None and reading.known.negated and reading.status is Status.UNKNOWN
    return denied and not _exists(reading.instrument, reading.sentence.text)


def _exists(instrument: InstrumentMention | None, text: str) -> bool:
    """True of an instrument that exists whatever was not done with it ("did not ratify the treaty")."""
    return instrument is not None and bool(_DEFINITE.search(text[: instrument.start]))


def _is_opinion(reading: AgreementReading) -> bool:
    known = reading.known
    return known is not None and reading.status is Status.AGREED and is_opinion(reading.sentence.text, known.end)


def _is_content(reading: AgreementReading) -> bool:
    known, text = reading.known, reading.sentence.text
    if known is None:
        return False
    return _is_aim(known, text) or (reading.instrument is None and is_clause(text, known.start))


def _is_aim(cue: StatusCue, text: str) -> bool:
    """True of the purpose of an agreement named before it in the sentence ("signed with the aim of extending")."""
    return is_purpose(text, cue.start) and any(stage.end <= cue.start for stage in find_status(text))


def _is_proposal(reading: AgreementReading) -> bool:
    if reading.status is not Status.PROPOSED:
        return False
    return overlapping(find_acts(reading.sentence.text), reading.cue, reading.sentence) is not None


def _has_no_act(reading: StatementReading) -> bool:
    return reading.known is None


def _is_narration(reading: StatementReading) -> bool:
    return reading.known is not None and reading.known.weak


def _is_inside_another_act(reading: StatementReading) -> bool:
    """True of a judgement that is part of what another act is about ("condemned its appalling attacks")."""
    cue, text = reading.known, reading.sentence.text
    if cue is None or not cue.of_others:
        return False
    performed = [act for act in find_acts(text) if not (act.weak or act.of_others) and act.end <= cue.start]
    return any(not _CLAUSE.search(text[act.end : cue.start]) for act in performed)


def _reports_an_agreement(reading: StatementReading) -> bool:
    cue = reading.cue
    return any(cue.start < other.end and other.start < cue.end for other in reading.agreement_cues)


AGREEMENT_RULES: tuple[Rule[AgreementReading], ...] = (
    Rule(RejectReason.NO_STAGE, _has_no_stage, "tells no stage of an agreement"),
    Rule(RejectReason.NOT_MADE, _is_denied, "is denied, so that there is no agreement"),
    Rule(RejectReason.NOT_PERFORMED, _is_not_asserted, "is demanded, imagined or disputed there, not done"),
    Rule(RejectReason.OPINION, _is_opinion, "tells what they think, not what they will do"),
    Rule(RejectReason.CLAUSE, _is_content, "tells what an agreement says, not another one"),
    Rule(RejectReason.TOLD_AS_STATEMENT, _is_proposal, "is what somebody proposes or asks for"),
)
STATEMENT_RULES: tuple[Rule[StatementReading], ...] = (
    Rule(RejectReason.NO_ACT, _has_no_act, "performs no act that the lexicon knows"),
    Rule(RejectReason.NARRATION, _is_narration, "only tells that somebody spoke"),
    Rule(RejectReason.NOT_PERFORMED, _is_not_performed, "is not said to have been done"),
    Rule(RejectReason.PART_OF_AN_ACT, _is_inside_another_act, "is said in what another cue performs"),
    Rule(RejectReason.TOLD_AS_AGREEMENT, _reports_an_agreement, "already tells an agreement"),
)
