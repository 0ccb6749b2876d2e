"""The gate of the coding guide: the rules that words alone can decide, before anybody asks who the words mean.

In: grounded drafts. Out: the same with stage, instrument and act told by the lexicon, and every refusal with its
reason. Words decide: a model's own judgement counts only where the lexicon does not know the cue.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from extract.document.segment import Sentence
from extract.entities.annotate import Story
from extract.language.en.acts import ActCue, find_acts
from extract.language.en.instruments import InstrumentMention, find_instruments
from extract.language.en.phrasing import (
    is_apart,
    is_beside,
    is_clause,
    is_demanded,
    is_opinion,
    is_place,
    is_priced,
    is_purpose,
    matter_after,
    noun_phrase_after,
    whole_phrase,
)
from extract.language.en.status import StatusCue, find_status
from extract.verify.grounding import Grounded, GroundedAgreement, GroundedStatement
from extract.verify.rejections import Refusals
from schemas import (
    Act,
    AgreementDraft,
    Gate,
    Instrument,
    JudgedAgreementDraft,
    JudgedStatementDraft,
    Rejected,
    Span,
    StatementDraft,
    Status,
)

_CLAUSE = re.compile(r"[,;:\"“”]|\bthat\b")
_DEFINITE = re.compile(r"(?:\b(?:the|this|that|its|their|his|her|our)|’s|'s)\s(?:[\w-]+\s){0,3}$", re.I)
_BESIDE = 20
_NEAR = 60
"""Letters before its cue within which an instrument belongs to it, rather than to another clause."""


@dataclass(frozen=True)
class CheckedAgreement:
    """An agreement whose words may stand for one."""

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
    """A statement whose cue performs an act."""

    draft: StatementDraft
    sentence: Sentence
    cue: Span
    act: Act
    negated: bool
    active: bool
    """True of a verb whose subject stands before it."""
    of_others: bool
    """True of words that somebody says of their subject."""
    speakers: tuple[Span, ...]
    recipients: tuple[Span, ...]
    about: Span


@dataclass(frozen=True)
class Checked:
    """What passed, and what did not."""

    agreements: tuple[CheckedAgreement, ...]
    statements: tuple[CheckedStatement, ...]
    rejected: tuple[Rejected, ...]


def check(grounded: Grounded, story: Story) -> Checked:
    """The grounded drafts of a window by the rules of the coding guide."""
    gate = _Gate(story)
    agreements = tuple(found for draft in grounded.agreements if (found := gate.agreement(draft)))
    told = [found.status_cue for found in agreements if found.status_cue]
    statements = tuple(kept for draft in grounded.statements if (kept := gate.statement(draft, told)))
    return Checked(agreements, statements, gate.rejected)


class _Gate:
    def __init__(self, story: Story) -> None:
        self._story = story
        self._refusals = Refusals(story.article, Gate.CHECK)

    @property
    def rejected(self) -> tuple[Rejected, ...]:
        return self._refusals.rows

    def agreement(self, found: GroundedAgreement) -> CheckedAgreement | None:
        sentence, draft = found.sentence, found.draft
        known = _overlapping(find_status(sentence.text), found.cue, sentence)
        status, cue = self._status(found, known)
        mention = _instrument(found, sentence)
        instrument = mention.instrument if mention else _judged_instrument(draft, status)
        if not known and (status is Status.UNKNOWN or mention is None):
            self._refusals.refuse(draft, "no_stage", f"{found.cue.text!r} tells no stage of an agreement")
            return None
        if known and is_demanded(sentence.text, known.start):
            self._refusals.refuse(draft, "demanded_of_others", f"{found.cue.text!r} is what somebody asks others to do")
            return None
        if known and known.negated and status is Status.UNKNOWN and not _is_there(mention, sentence.text):
            self._refusals.refuse(draft, "not_made", f"{found.cue.text!r} is denied, so that there is no agreement")
            return None
        if known and status is Status.AGREED and is_opinion(sentence.text, known.end):
            self._refusals.refuse(draft, "opinion", f"{found.cue.text!r} tells what they think, not what they will do")
            return None
        if known and (_is_aim(known, sentence.text) or (mention is None and is_clause(sentence.text, known.start))):
            self._refusals.refuse(draft, "clause", f"{found.cue.text!r} tells what an agreement says, not another one")
            return None
        if (status is Status.PROPOSED or not known) and _overlapping(find_acts(sentence.text), found.cue, sentence):
            self._refusals.refuse(
                draft, "told_as_statement", f"{found.cue.text!r} is what somebody proposes or asks for"
            )
            return None
        return CheckedAgreement(
            draft=draft,
            sentence=sentence,
            cue=found.cue,
            status=status,
            status_cue=cue,
            instrument=instrument,
            named=self._story.within(sentence, mention.start, mention.end) if mention else None,
            subject=self._subject(found, mention),
            parties=self._bindable(draft, self._no_places(draft, "parties", found.parties)),
        )

    def statement(self, found: GroundedStatement, told: list[Span]) -> CheckedStatement | None:
        sentence, draft = found.sentence, found.draft
        known = _overlapping(find_acts(sentence.text), found.cue, sentence)
        act = known.act if known else _judged_act(draft)
        if act is None:
            self._refusals.refuse(draft, "no_act", f"{found.cue.text!r} performs no act that the lexicon knows")
            return None
        if known and known.weak and not isinstance(draft, JudgedStatementDraft):
            self._refusals.refuse(draft, "narration", f"{found.cue.text!r} only tells that somebody spoke")
            return None
        if known and is_demanded(sentence.text, known.start):
            self._refusals.refuse(draft, "demanded_of_others", f"{found.cue.text!r} is what somebody asks others to do")
            return None
        if known and _is_inside(known, sentence.text):
            self._refusals.refuse(draft, "part_of_an_act", f"{found.cue.text!r} is said in what another cue performs")
            return None
        cue = self._story.within(sentence, known.start, known.end) if known else found.cue
        if any(cue.start < other.end and other.start < cue.end for other in told):
            self._refusals.refuse(draft, "told_as_agreement", f"{found.cue.text!r} already tells an agreement")
            return None
        return CheckedStatement(
            draft=draft,
            sentence=sentence,
            cue=cue,
            act=act,
            negated=bool(known and known.negated),
            active=bool(known and not known.passive and not known.noun),
            of_others=bool(known and known.of_others),
            speakers=self._no_places(draft, "speakers", found.speakers),
            recipients=found.recipients,
            about=found.about or self._object(cue, sentence),
        )

    def _status(self, found: GroundedAgreement, known: StatusCue | None) -> tuple[Status, Span | None]:
        """The stage and the words that license it; the lexicon's word goes before the model's."""
        if known:
            return known.status, self._story.within(found.sentence, known.start, known.end)
        if isinstance(found.draft, JudgedAgreementDraft) and found.draft.status is not Status.UNKNOWN:
            return found.draft.status, found.cue
        return Status.UNKNOWN, None

    def _bindable(self, draft: AgreementDraft, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        """The spans of those who are not merely met, fought or spoken with."""
        text = self._story.article.text
        kept = [span for span in spans if not is_beside(text[max(0, span.start - 60) : span.start])]
        for span in set(spans) - set(kept):
            self._refusals.refuse(draft, "beside", f"{span.text!r} is met or fought there, not bound", "parties")
        return tuple(kept)

    def _subject(self, found: GroundedAgreement, mention: InstrumentMention | None) -> Span:
        """What the draft says it is about; where that is no more than a name or a price, what other words say."""
        sentence, told = found.sentence, found.subject
        near = told and not is_apart(self._story.article.text[told.end : max(told.end, found.cue.start)])
        if told and near and self._story.cast.rest(told.start, told.end) and not is_priced(told.text):
            if sentence.start <= told.start and told.end <= sentence.end:
                start, end = whole_phrase(sentence.text, told.start - sentence.start, told.end - sentence.start)
                return self._story.within(sentence, start, end)
            return told
        if mention and mention.start >= found.cue.start - sentence.start - _NEAR:
            matter = matter_after(sentence.text, mention.end) if told and is_priced(told.text) else None
            return self._story.within(sentence, *(matter or noun_phrase_after(sentence.text, mention.start)))
        return self._object(found.cue, sentence)

    def _no_places(
        self, draft: AgreementDraft | StatementDraft, field: str, spans: tuple[Span, ...]
    ) -> tuple[Span, ...]:
        """The spans that do not merely say where something happened."""
        kept = []
        for span in spans:
            if is_place(self._story.article.text[max(0, span.start - 20) : span.start]):
                self._refusals.refuse(draft, "place", f"{span.text!r} tells where, not who", field)
            else:
                kept.append(span)
        return tuple(kept)

    def _object(self, cue: Span, sentence: Sentence) -> Span:
        """The words after a cue, which tell its matter where the model told none; at a sentence's end, the cue."""
        start, end = noun_phrase_after(sentence.text, cue.end - sentence.start)
        return self._story.within(sentence, start, end) if start < end else cue


def _is_there(mention: InstrumentMention | None, text: str) -> bool:
    """True of an instrument that exists whatever was not done with it ("did not ratify the treaty")."""
    return mention is not None and bool(_DEFINITE.search(text[: mention.start]))


def _is_aim(cue: StatusCue, text: str) -> bool:
    """True of what an agreement told before it in the sentence is for ("signed with the aim of extending")."""
    return is_purpose(text, cue.start) and any(told.end <= cue.start for told in find_status(text))


def _is_inside(cue: ActCue, text: str) -> bool:
    """True of a judgement inside the matter of another act ("condemned its appalling attacks")."""
    performed = [act for act in find_acts(text) if not (act.weak or act.of_others) and act.end <= cue.start]
    return cue.of_others and any(not _CLAUSE.search(text[act.end : cue.start]) for act in performed)


_Found = TypeVar("_Found", StatusCue, ActCue, InstrumentMention)


def _overlapping(cues: Iterable[_Found], span: Span, sentence: Sentence) -> _Found | None:
    """The cue of the lexicon that shares most letters with the words that the model chose."""
    start, end = span.start - sentence.start, span.end - sentence.start
    touching = [cue for cue in cues if cue.start < end and start < cue.end]
    return max(touching, key=lambda cue: min(end, cue.end) - max(start, cue.start), default=None)


def _instrument(found: GroundedAgreement, sentence: Sentence) -> InstrumentMention | None:
    """The instrument named in the subject, else in the cue, a special one before mere cooperation; else the nearest
    one after the cue."""
    mentions = find_instruments(sentence.text)
    spans = [span for span in (found.subject, found.cue) if span and sentence.start <= span.start < sentence.end]
    inside = [named for span in spans if (named := _overlapping(mentions, span, sentence))]
    if inside:
        return min((*inside, *_signed(found.cue, mentions, sentence)), key=_is_mere)
    after = [m for m in mentions if m.start >= found.cue.end - sentence.start]
    return min(after, key=lambda m: m.start, default=None)


def _signed(cue: Span, mentions: Iterable[InstrumentMention], sentence: Sentence) -> list[InstrumentMention]:
    """The instruments right before the cue ("memorandums were signed to expand cooperation")."""
    start = cue.start - sentence.start
    return [m for m in mentions if m.end <= start <= m.end + _BESIDE]


def _is_mere(named: InstrumentMention) -> bool:
    return named.instrument is Instrument.COOPERATION


def _judged_instrument(draft: AgreementDraft, status: Status) -> Instrument:
    """What it is where no instrument is named: what is only agreed on is cooperation."""
    if isinstance(draft, JudgedAgreementDraft):
        return draft.instrument
    return Instrument.COOPERATION if status is Status.AGREED else Instrument.AGREEMENT


def _judged_act(draft: StatementDraft) -> Act | None:
    return draft.act if isinstance(draft, JudgedStatementDraft) else None
