"""Applies the coding rules to grounded drafts, and reads stage, instrument and act from the lexicon.

In: grounded drafts. Out: the drafts that pass, and every rejection with its reason. The lexicon decides, and the
analyzer whether something was done at all.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from extract.document.segment import Sentence
from extract.entities.annotate import Document
from extract.language.en.acts import find_acts
from extract.language.en.instruments import InstrumentMention, find_instruments
from extract.language.en.phrasing import (
    is_apart,
    is_beside,
    is_place,
    is_priced,
    matter_after,
    noun_phrase_after,
    whole_phrase,
)
from extract.language.en.status import StatusCue, find_status
from extract.verify.coding_rules import (
    AGREEMENT_RULES,
    STATEMENT_RULES,
    AgreementReading,
    StatementReading,
    find_broken,
)
from extract.verify.grounding import Grounded, GroundedAgreement, GroundedStatement
from extract.verify.overlap import overlapping
from extract.verify.performed import is_act_performed, is_stage_asserted
from extract.verify.rejections import Rejections, RejectReason
from schemas import (
    Act,
    AgreementDraft,
    Gate,
    Instrument,
    Rejected,
    Span,
    StatementDraft,
    Status,
)

_BESIDE = 20
"""Characters between an instrument and the cue right after it, at most."""
_NEAR = 60
"""Characters before its cue within which an instrument belongs to it, rather than to another clause."""


@dataclass(frozen=True)
class CheckedAgreement:
    """A draft of an agreement that the coding rules admit."""

    draft: AgreementDraft
    sentence: Sentence
    cue: Span
    status: Status
    status_cue: Span | None
    """None only where the status is unknown."""
    instrument: Instrument
    named: Span | None
    """The words that name the instrument."""
    subject: Span
    parties: tuple[Span, ...]


@dataclass(frozen=True)
class CheckedStatement:
    """A draft of a statement that the coding rules admit."""

    draft: StatementDraft
    sentence: Sentence
    cue: Span
    act: Act
    negated: bool
    active: bool
    """True of a verb whose subject stands before it."""
    of_others: bool
    """True if the cue says something of its subject, who does not speak ("must withdraw")."""
    speakers: tuple[Span, ...]
    recipients: tuple[Span, ...]
    about: Span


@dataclass(frozen=True)
class Checked:
    """The drafts of a window that pass, and what was rejected."""

    agreements: tuple[CheckedAgreement, ...]
    statements: tuple[CheckedStatement, ...]
    rejected: tuple[Rejected, ...]


def check(grounded: Grounded, document: Document) -> Checked:
    """Apply the coding rules to the grounded drafts of a window."""
    checker = _Checker(document)
    agreements = tuple(passed for found in grounded.agreements if (passed := checker.agreement(found)))
    cues = tuple(agreement.status_cue for agreement in agreements if agreement.status_cue)
    statements = tuple(kept for found in grounded.statements if (kept := checker.statement(found, cues)))
    return Checked(agreements, statements, checker.rejected)


class _Checker:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._rejections = Rejections(document.article, Gate.CHECK)

    @property
    def rejected(self) -> tuple[Rejected, ...]:
        return self._rejections.rows

    def agreement(self, found: GroundedAgreement) -> CheckedAgreement | None:
        sentence, draft = found.sentence, found.draft
        known = overlapping(find_status(sentence.text), found.cue, sentence)
        status, status_cue = self._read_status(found, known)
        instrument = _find_instrument(found, sentence)
        asserted = is_stage_asserted(found.cue, self._document.analysis)
        reading = AgreementReading(sentence, found.cue, known, status, instrument, asserted)
        broken = find_broken(AGREEMENT_RULES, reading)
        if broken:
            self._rejections.add(draft, broken.reason, f"{found.cue.text!r} {broken.message}")
            return None
        return CheckedAgreement(
            draft=draft,
            sentence=sentence,
            cue=found.cue,
            status=status,
            status_cue=status_cue,
            instrument=instrument.instrument if instrument else _unnamed_instrument(status),
            named=self._document.span_in(sentence, instrument.start, instrument.end) if instrument else None,
            subject=self._subject(found, instrument),
            parties=self._without_bystanders(draft, self._without_places(draft, "parties", found.parties)),
        )

    def statement(self, found: GroundedStatement, agreement_cues: tuple[Span, ...]) -> CheckedStatement | None:
        sentence, draft = found.sentence, found.draft
        known = overlapping(find_acts(sentence.text), found.cue, sentence)
        cue = self._document.span_in(sentence, known.start, known.end) if known else found.cue
        performed = known is None or is_act_performed(cue, known.act, known.negated, self._document.analysis)
        reading = StatementReading(sentence, cue, known, agreement_cues, performed)
        broken = find_broken(STATEMENT_RULES, reading)
        if broken:
            self._rejections.add(draft, broken.reason, f"{found.cue.text!r} {broken.message}")
            return None
        assert known is not None, "rejected by the rule of no_act"
        return CheckedStatement(
            draft=draft,
            sentence=sentence,
            cue=cue,
            act=known.act,
            negated=known.negated,
            active=not known.passive and not known.noun,
            of_others=known.of_others,
            speakers=self._without_places(draft, "speakers", found.speakers),
            recipients=found.recipients,
            about=found.about or self._object(cue, sentence),
        )

    def _read_status(self, found: GroundedAgreement, known: StatusCue | None) -> tuple[Status, Span | None]:
        """The stage that the lexicon reads, and the words that say it."""
        if known:
            return known.status, self._document.span_in(found.sentence, known.start, known.end)
        return Status.UNKNOWN, None

    def _without_bystanders(self, draft: AgreementDraft, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        """The parties without those who are only met, fought or spoken with."""
        kept = []
        for span in spans:
            if is_beside(self._document.article.text[max(0, span.start - 60) : span.start]):
                message = f"{span.text!r} is met or fought there, not bound"
                self._rejections.add(draft, RejectReason.BESIDE, message, "parties")
            else:
                kept.append(span)
        return tuple(kept)

    def _without_places(
        self, draft: AgreementDraft | StatementDraft, field: str, spans: tuple[Span, ...]
    ) -> tuple[Span, ...]:
        """The spans that do not merely say where something happens."""
        kept = []
        for span in spans:
            if is_place(self._document.article.text[max(0, span.start - 20) : span.start]):
                self._rejections.add(draft, RejectReason.PLACE, f"{span.text!r} tells where, not who", field)
            else:
                kept.append(span)
        return tuple(kept)

    def _subject(self, found: GroundedAgreement, instrument: InstrumentMention | None) -> Span:
        """The draft's subject; if that is only a name or a price, the words after the instrument or the cue."""
        sentence, subject = found.sentence, found.subject
        if subject and self._says_subject(found, subject):
            if sentence.start <= subject.start and subject.end <= sentence.end:
                start, end = whole_phrase(sentence.text, subject.start - sentence.start, subject.end - sentence.start)
                return self._document.span_in(sentence, start, end)
            return subject
        if instrument and instrument.start >= found.cue.start - sentence.start - _NEAR:
            matter = matter_after(sentence.text, instrument.end) if subject and is_priced(subject.text) else None
            return self._document.span_in(sentence, *(matter or noun_phrase_after(sentence.text, instrument.start)))
        return self._object(found.cue, sentence)

    def _says_subject(self, found: GroundedAgreement, subject: Span) -> bool:
        """True of words in the clause of the cue that are more than names and more than a price."""
        document = self._document
        if is_apart(document.article.text[subject.end : max(subject.end, found.cue.start)]):
            return False
        return bool(document.entities.without_names(subject.start, subject.end)) and not is_priced(subject.text)

    def _object(self, cue: Span, sentence: Sentence) -> Span:
        """The noun phrase after a cue; at the end of a sentence, the cue."""
        start, end = noun_phrase_after(sentence.text, cue.end - sentence.start)
        return self._document.span_in(sentence, start, end) if start < end else cue


def _find_instrument(found: GroundedAgreement, sentence: Sentence) -> InstrumentMention | None:
    """The instrument named in the subject or the cue, a special one before cooperation; else the next after the cue."""
    mentions = find_instruments(sentence.text)
    spans = [span for span in (found.subject, found.cue) if span and sentence.start <= span.start < sentence.end]
    inside = [named for span in spans if (named := overlapping(mentions, span, sentence))]
    if inside:
        return min((*inside, *_right_before(found.cue, mentions, sentence)), key=_is_cooperation)
    after = [mention for mention in mentions if mention.start >= found.cue.end - sentence.start]
    return min(after, key=lambda mention: mention.start, default=None)


def _right_before(cue: Span, mentions: Iterable[InstrumentMention], sentence: Sentence) -> list[InstrumentMention]:
    """The instruments right before the cue ("memorandums were signed to expand cooperation")."""
    start = cue.start - sentence.start
    return [mention for mention in mentions if mention.end <= start <= mention.end + _BESIDE]


def _is_cooperation(mention: InstrumentMention) -> bool:
    return mention.instrument is Instrument.COOPERATION


def _unnamed_instrument(status: Status) -> Instrument:
    """The instrument where none is named: cooperation for what is agreed on."""
    return Instrument.COOPERATION if status is Status.AGREED else Instrument.AGREEMENT
