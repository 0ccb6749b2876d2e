"""What later sentences tell of the dates of an agreement: "The first ships are to be delivered by June 2027".

In: the distinct agreements of an article and its story. Out: the same, with those dates, and the sentences that tell
them as evidence. A sentence is a sequel only if it speaks of an agreement told before it, by a definite reference to
its instrument, or of the delivery or the work that it is about; what is evidence of an agreement already is none.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extract.assemble.claims import AgreementClaim
from extract.assemble.terms import build_event_date, find_event_dates
from extract.document.segment import Role, Sentence
from extract.entities.annotate import Document
from extract.language.stages import CONTRACTS
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
    told = _Told(kept)
    for sentence in story.sentences:
        if sentence.role is not Role.BODY or sentence.start in told.places:
            continue
        place = _told_of(sentence, kept, told, story)
        if place is not None:
            kept[place] = _with_dates(kept[place], sentence, story)
            told.add(kept[place], place)
    return tuple(kept)


class _Told:
    """Which agreements each sentence tells, by the offset at which it begins."""

    def __init__(self, claims: Sequence[AgreementClaim]) -> None:
        self.places: dict[int, set[int]] = defaultdict(set)
        for place, claim in enumerate(claims):
            self.add(claim, place)

    def add(self, claim: AgreementClaim, place: int) -> None:
        """Adds the sentences of an agreement at this place."""
        for span in claim.evidence:
            self.places[span.start].add(place)

    def between(self, first: int, sentence: Sentence, story: Document) -> Iterator[tuple[int, int]]:
        """The agreements told from the sentence of a number on and before another, the last told first: number of
        their last sentence, and place; each once."""
        seen: set[int] = set()
        for earlier in reversed(story.sentences[first : sentence.index]):
            for place in sorted(self.places.get(earlier.start, set()) - seen, reverse=True):
                seen.add(place)
                yield earlier.index, place


def _told_of(sentence: Sentence, claims: list[AgreementClaim], told: _Told, story: Document) -> int | None:
    """The place of the agreement that a sentence goes on to tell of: the last one told before it that fits."""
    reference = _REFERENCE.match(sentence.text)
    referring = reference if reference and _STAGE.search(sentence.text, reference.start("noun")) else None
    nearby = max(0, sentence.index - _NEAR)
    for at, place in told.between(0 if referring else nearby, sentence, story):
        fits = referring is not None and _is_called(claims[place], referring["noun"].lower())
        if fits or (at >= nearby and _is_matter(claims[place], sentence)):
            return place
    return None


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
