"""Reads the terms of an agreement: its dates with their roles, its value and quantity, and whether it is background.

All of them are read in the sentence that reports the agreement, without its dateline. If a sentence reports several
agreements, a date or amount belongs to the nearest. A yearly sum is not the value of a contract.
"""

import re
from dataclasses import dataclass

from extract.document.heading import dateline_end
from extract.document.segment import Sentence
from extract.entities.annotate import Document
from extract.language.en.instruments import find_instruments
from extract.language.stages import AHEAD, CONTRACTS, DATE_ROLES
from extract.normalize.dates import FoundDate, find_dates
from extract.normalize.money import find_money
from extract.normalize.quantities import find_quantities
from extract.verify.check import CheckedAgreement
from schemas import DateRelation, DateRole, EventDate, Instrument, Money, Quantity, Span, Status

_REACH = 60
"""Characters before a date in which its role is looked for."""
_ATTRIBUTE = 12
"""Characters between a year and the instrument it describes, at most: "a 1998 border treaty"."""
_ROLES = (
    (DateRole.PROJECT_LAUNCH, r"launch\w*|start\w*|begin\w*|commenc\w+|operational"),
    (DateRole.DELIVERY, r"deliver\w*|handed over|hand over|arriv\w+|shipped"),
    (
        DateRole.ENTRY_INTO_FORCE,
        r"(?:enter|came|come|comes|go|goes|went|put)\w* into (?:force|effect)|take[sn]? effect|took effect",
    ),
    (DateRole.TERMINATION, r"expir\w*|terminat\w*|end(?:s|ed|ing)?(?!\s+of\b)|laps\w+|withdr\w+|quit|run out"),
    (DateRole.RATIFICATION, r"ratif\w*"),
    (DateRole.TARGET_CONCLUSION, r"conclude|finali[sz]e|wrap up|seal|complete"),
    (DateRole.ADOPTION, r"adopt\w*|pass(?:ed)?|declaration|resolution|communiqu[eé]|joint statement"),
    (DateRole.SIGNATURE, r"sign\w*|initial\w*|ink\w*"),
)
_KEYS = tuple((role, re.compile(rf"\b(?:{words})\b", re.I)) for role, words in _ROLES)
_SAID_ON = re.compile(
    r"\b(?:said|says|told\s[^,.;]{2,40}|added|reported)\s(?:(?:in a statement|late|early)\s)?(?:on\s)?$", re.I
)
"""Before the day on which somebody said it."""
_OLD = re.compile(
    r"\b(?:previous\w*|earlier|former\w*|existing|prior|old|long-standing|original\w*|19\d\d|20\d\d)\s+(?:[\w-]+\s+){0,2}$",
    re.I,
)


@dataclass(frozen=True)
class Terms:
    """Dates, value and quantity of an agreement."""

    dates: tuple[EventDate, ...]
    value: Money | None
    quantity: Quantity | None
    historical: bool
    """True of background rather than news."""


Agreements = tuple[CheckedAgreement, ...]


def read_terms(found: CheckedAgreement, in_sentence: Agreements, document: Document) -> Terms:
    """Return the terms of an agreement; `in_sentence` are all agreements of its sentence, this one included."""
    dates = tuple(
        build_event_date(date, found.sentence, found.status, found.instrument, document)
        for date in find_event_dates(found.sentence, document)
        if _is_of(date.start, date.end, found, in_sentence)
    )
    value = _value(found, in_sentence, document)
    quantity = _quantity(found, in_sentence, document)
    return Terms(dates, value, quantity, _is_background(found, dates, document))


def find_event_dates(sentence: Sentence, document: Document) -> list[FoundDate]:
    """Return the dates in a sentence, without its dateline and the day on which somebody said it."""
    begin = dateline_end(sentence.text)
    found = find_dates(sentence.text, document.article.published)
    return [date for date in found if date.start >= begin and not _SAID_ON.search(sentence.text[: date.start])]


def build_event_date(
    date: FoundDate, sentence: Sentence, status: Status, instrument: Instrument, document: Document
) -> EventDate:
    """Return a date of this sentence with what happens to the agreement then."""
    if _is_its_year(date, sentence.text) and status not in AHEAD:
        role = DateRole.SIGNATURE
    else:
        role = _role(sentence.text[max(0, date.start - _REACH) : date.start], status)
    if status in AHEAD and role is not DateRole.PROJECT_LAUNCH and _is_ahead(date, role, document.article.published):
        role = DateRole.TARGET_CONCLUSION
    elif role is DateRole.SIGNATURE and instrument in CONTRACTS:
        role = DateRole.ORDER
    span = document.span_in(sentence, date.start, date.end)
    return EventDate(edtf=date.edtf, relation=date.relation, role=role, span=span, anchor=date.anchor)


def _is_its_year(date: FoundDate, text: str) -> bool:
    """True of "a 1998 treaty": a year before an instrument is that of its signature."""
    named = find_instruments(text)
    return len(date.edtf) == 4 and any(0 < one.start - date.end <= _ATTRIBUTE for one in named)


def _is_ahead(date: FoundDate, role: DateRole, published: str | None) -> bool:
    """True of the time by or on which a planned agreement is to be concluded."""
    if date.relation in (DateRelation.BY, DateRelation.BEFORE):
        return True
    if date.relation is not DateRelation.ON or role not in (DateRole.SIGNATURE, DateRole.EVENT):
        return False
    return date.edtf > published if published else role is DateRole.SIGNATURE


def _role(before: str, status: Status) -> DateRole:
    """The role that the nearest of the words before a date gives it, else the role by the stage of the agreement."""
    found = [(match.end(), role) for role, pattern in _KEYS for match in pattern.finditer(before)]
    return max(found, key=lambda pair: pair[0], default=(0, DATE_ROLES.get(status, DateRole.EVENT)))[1]


def _value(found: CheckedAgreement, in_sentence: Agreements, document: Document) -> Money | None:
    for sum_ in find_money(found.sentence.text):
        if not sum_.yearly and _belongs(sum_.start, sum_.end, found, in_sentence):
            return Money(
                amount=sum_.amount,
                currency=sum_.currency,
                currency_basis=sum_.basis,
                bound=sum_.bound,
                amount_max=sum_.amount_max,
                span=document.span_in(found.sentence, sum_.start, sum_.end),
            )
    return None


def _quantity(found: CheckedAgreement, in_sentence: Agreements, document: Document) -> Quantity | None:
    if found.instrument not in CONTRACTS:
        return None
    for count in find_quantities(found.sentence.text):
        if _belongs(count.start, count.end, found, in_sentence):
            return Quantity(text=count.text, span=document.span_in(found.sentence, count.start, count.end))
    return None


def _belongs(start: int, end: int, found: CheckedAgreement, in_sentence: Agreements) -> bool:
    """True if no other agreement of the sentence is nearer to these words."""
    nearest = min(in_sentence, key=lambda other: _distance(start, end, other))
    return _distance(start, end, found) <= _distance(start, end, nearest)


def _is_of(start: int, end: int, found: CheckedAgreement, in_sentence: Agreements) -> bool:
    """True if a date belongs to this agreement, or to the nearest one and both share their cue."""
    nearest = min(in_sentence, key=lambda other: _distance(start, end, other))
    return found.cue == nearest.cue or _belongs(start, end, found, in_sentence)


def _distance(start: int, end: int, found: CheckedAgreement) -> int:
    """Characters between the words and the nearest part of the agreement in its sentence; 0 if they touch."""
    at = found.sentence.start
    parts: list[Span] = [span for span in (found.cue, found.subject, found.named) if span]
    return min(max(part.start - at - end, start - (part.end - at), 0) for part in parts)


def _is_background(found: CheckedAgreement, dates: tuple[EventDate, ...], document: Document) -> bool:
    """True of background: named as earlier or by its year, or made in a year before that of the article."""
    text, at = found.sentence.text, found.sentence.start
    for span in (found.cue, found.named):
        if span and _OLD.search(text[max(0, span.start - at - 40) : span.start - at]):
            return True
    published = document.article.published
    if not published or found.status in AHEAD:
        return False
    made = [
        date.edtf for date in dates if date.relation is DateRelation.ON and date.role is not DateRole.PROJECT_LAUNCH
    ]
    return bool(made) and all(edtf[:4].isdigit() and int(edtf[:4]) < int(published[:4]) for edtf in made)
