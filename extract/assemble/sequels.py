"""What later sentences tell of the dates of an agreement: "The first ships are to be delivered by June 2027".

In: the distinct agreements of an article and its story. Out: the same, with those dates, and the sentences that tell
them as evidence. A sentence is a sequel only if it speaks of an agreement told before it, by a definite reference to
its instrument, or of the delivery or the work that it is about; what is evidence of an agreement already is none.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.assemble.claims import AgreementClaim
from extract.assemble.terms import CONTRACTS, build_event_date, find_event_dates
from extract.document.segment import Role, Sentence
from extract.entities.annotate import Document
from schemas import Instrument, Span, Status

_NEAR = 3
"""Sentences after its agreement within which a delivery or a beginning of work belongs to it."""
_REFERENCE = re.compile(
    r"(?:The|This|That|Both)\s(?:[\w-]+\s){0,2}(?P<noun>agreement|deal|treaty|pact|accord|contract|protocol|memorandum|"
    r"convention|document|loan|truce|ceasefire)s?(?:\sand\s(?:the\s)?\w+)?(?:,[^,]{1,60},)?\s(?:also\s)?(?:was|were|is|are|"
    r"will|would|has|had|takes?|took|enter(?:s|ed)|comes?|came|expires?|expired|runs?|lapses?)\b",
    re.I,
)
_GENERAL = frozenset({"agreement", "deal", "pact", "accord", "document"})
"""Nouns by which any instrument may be called again."""
_STAGE = re.compile(r"\b(?:sign|ratif|conclud|adopt|initial|expir|laps|into force|effect|until)\w*", re.I)
_DELIVERY = re.compile(r"\b(?:deliver(?:ed|y|ies)|handed over|arrive)\b", re.I)
_BEGINNING = re.compile(
    r"(?:Work|Construction|Building|Drilling|Production|The\s(?:[\w-]+\s){0,2}(?:project|work|plant|centre|center))\b.{0,60}?"
    r"\b(?:begin|began|start|started|commence|open|launched|get under way)\b"
)
_UNNAMED = (Instrument.COOPERATION, Instrument.RESOLUTION, Instrument.JOINT_STATEMENT, Instrument.JOINT_DECLARATION)
"""What no "agreement" or "contract" of a later sentence refers to."""
_UNDONE = (Status.REJECTED, Status.WITHDRAWN, Status.TERMINATED)


def followed(agreements: Sequence[AgreementClaim], story: Document) -> tuple[AgreementClaim, ...]:
    """The agreements, in their order, with the dates that later sentences tell of them."""
    kept = list(agreements)
    taken = {span for claim in kept for span in claim.evidence}
    for sentence in story.sentences:
        if sentence.role is not Role.BODY or story.span_of(sentence) in taken:
            continue
        place = _told_of(sentence, kept, story)
        if place is not None:
            kept[place] = _with_dates(kept[place], sentence, story)
    return tuple(kept)


def _told_of(sentence: Sentence, claims: list[AgreementClaim], story: Document) -> int | None:
    """The place of the agreement that a sentence goes on to tell of: the last one told before it that fits."""
    reference = _REFERENCE.match(sentence.text)
    referring = reference if reference and _STAGE.search(sentence.text, reference.start("noun")) else None
    best: tuple[int, int] | None = None
    for place, claim in enumerate(claims):
        at = _last_before(claim, sentence, story)
        fits = referring is not None and _is_called(claim, referring["noun"].lower())
        near = at is not None and sentence.index - at <= _NEAR and _is_matter(claim, sentence)
        if at is not None and (fits or near) and (best is None or at >= best[0]):
            best = at, place
    return best[1] if best else None


def _last_before(claim: AgreementClaim, sentence: Sentence, story: Document) -> int | None:
    """The number of the last sentence before this one that tells the agreement."""
    told = [s.index for s in story.sentences if s.end <= sentence.start and story.span_of(s) in claim.evidence]
    return max(told, default=None)


def _is_called(claim: AgreementClaim, noun: str) -> bool:
    if claim.instrument in _UNNAMED:
        return False
    return noun in _GENERAL or bool(claim.named and noun in claim.named.text.lower())


def _is_matter(claim: AgreementClaim, sentence: Sentence) -> bool:
    if claim.status in _UNDONE:
        return False
    if claim.instrument in CONTRACTS and _DELIVERY.search(sentence.text):
        return True
    return bool(_BEGINNING.match(sentence.text))


def _with_dates(claim: AgreementClaim, sentence: Sentence, story: Document) -> AgreementClaim:
    found = [
        build_event_date(one, sentence, claim.status, claim.instrument, story)
        for one in find_event_dates(sentence, story)
    ]
    known = {date.edtf for date in claim.terms.dates}
    dates = tuple(date for date in found if date.edtf not in known)
    if not dates:
        return claim
    evidence: tuple[Span, ...] = (*claim.evidence, story.span_of(sentence))
    return replace(claim, terms=replace(claim.terms, dates=(*claim.terms.dates, *dates)), evidence=evidence)
