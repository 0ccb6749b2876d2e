"""The terms of an agreement: its dates with their roles, its value and quantity, and whether it is old news.

Everything is found in the sentence of the agreement itself, its dateline left out. Where a sentence tells several
agreements, a date or amount belongs to the nearest; a yearly sum is no contract value.
"""

import re
from dataclasses import dataclass

from extract.document.heading import dateline_end
from extract.document.segment import Sentence
from extract.entities.annotate import Story
from extract.language.en.instruments import find_instruments
from extract.normalize import dates, money, quantities
from extract.normalize.dates import FoundDate
from extract.verify.check import CheckedAgreement
from schemas import DateRelation, DateRole, EventDate, Instrument, Money, Quantity, Span, Status

_REACH = 60
_ATTRIBUTE = 12
"""Letters between a year and the instrument that goes by it, at most: "a 1998 border treaty"."""
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
_BY_STATUS = {
    Status.SIGNED: DateRole.SIGNATURE,
    Status.INITIALLED: DateRole.SIGNATURE,
    Status.ADOPTED: DateRole.ADOPTION,
    Status.RATIFIED: DateRole.RATIFICATION,
    Status.IN_FORCE: DateRole.ENTRY_INTO_FORCE,
    Status.TERMINATED: DateRole.TERMINATION,
    Status.WITHDRAWN: DateRole.TERMINATION,
}
CONTRACTS = (Instrument.ARMS_CONTRACT, Instrument.COMMERCIAL_CONTRACT)
_AHEAD = (Status.PROPOSED, Status.PLEDGED, Status.UNDER_NEGOTIATION)
_TOLD = re.compile(
    r"\b(?:said|says|told\s[^,.;]{2,40}|added|reported)\s(?:(?:in a statement|late|early)\s)?(?:on\s)?$", re.I
)
"""What stands before the day on which somebody told it."""
_OLD = re.compile(
    r"\b(?:previous\w*|earlier|former\w*|existing|prior|old|long-standing|original\w*|19\d\d|20\d\d)\s+(?:[\w-]+\s+){0,2}$",
    re.I,
)


@dataclass(frozen=True)
class Terms:
    """What an agreement's sentence tells of its time, worth and amount."""

    dates: tuple[EventDate, ...]
    value: Money | None
    quantity: Quantity | None
    historical: bool


def terms(found: CheckedAgreement, beside: tuple[CheckedAgreement, ...], story: Story) -> Terms:
    """The terms of an agreement; `beside` are all agreements of its sentence, itself among them."""
    when = tuple(
        event(date, found.sentence, found.status, found.instrument, story)
        for date in told_dates(found.sentence, story)
        if _is_when(date.start, date.end, found, beside)
    )
    return Terms(when, _value(found, beside, story), _quantity(found, beside, story), _is_old(found, when, story))


def told_dates(sentence: Sentence, story: Story) -> list[FoundDate]:
    """The dates that a sentence tells of its matter: not that of its dateline, nor the day on which it was said."""
    begin = dateline_end(sentence.text)
    found = dates.find(sentence.text, story.article.published)
    return [one for one in found if one.start >= begin and not _TOLD.search(sentence.text[: one.start])]


def event(date: FoundDate, sentence: Sentence, status: Status, instrument: Instrument, story: Story) -> EventDate:
    """What happens to an agreement on a date of this sentence."""
    if _is_its_year(date, sentence.text) and status not in _AHEAD:
        role = DateRole.SIGNATURE
    else:
        role = _role(sentence.text[max(0, date.start - _REACH) : date.start], status)
    if status in _AHEAD and role is not DateRole.PROJECT_LAUNCH and _is_ahead(date, role, story.article.published):
        role = DateRole.TARGET_CONCLUSION
    elif role is DateRole.SIGNATURE and instrument in CONTRACTS:
        role = DateRole.ORDER
    span = story.within(sentence, date.start, date.end)
    return EventDate(edtf=date.edtf, relation=date.relation, role=role, span=span, anchor=date.anchor)


def _is_its_year(date: FoundDate, text: str) -> bool:
    """True of "a 1998 treaty": an instrument goes by the year in which it was signed."""
    named = find_instruments(text)
    return len(date.edtf) == 4 and any(0 < one.start - date.end <= _ATTRIBUTE for one in named)


def _is_ahead(date: FoundDate, role: DateRole, published: str | None) -> bool:
    """True of the time by or on which an agreement that is only planned is to be made."""
    if date.relation in (DateRelation.BY, DateRelation.BEFORE):
        return True
    if date.relation is not DateRelation.ON or role not in (DateRole.SIGNATURE, DateRole.EVENT):
        return False
    return date.edtf > published if published else role is DateRole.SIGNATURE


def _role(before: str, status: Status) -> DateRole:
    """What the nearest of the words before a date tells of it, else what the stage of the agreement does."""
    told = [(match.end(), role) for role, pattern in _KEYS for match in pattern.finditer(before)]
    return max(told, key=lambda pair: pair[0], default=(0, _BY_STATUS.get(status, DateRole.EVENT)))[1]


def _value(found: CheckedAgreement, beside: tuple[CheckedAgreement, ...], story: Story) -> Money | None:
    for sum_ in money.find(found.sentence.text):
        if not sum_.yearly and _belongs(sum_.start, sum_.end, found, beside):
            return Money(
                amount=sum_.amount,
                currency=sum_.currency,
                currency_basis=sum_.basis,
                bound=sum_.bound,
                amount_max=sum_.amount_max,
                span=story.within(found.sentence, sum_.start, sum_.end),
            )
    return None


def _quantity(found: CheckedAgreement, beside: tuple[CheckedAgreement, ...], story: Story) -> Quantity | None:
    if found.instrument not in CONTRACTS:
        return None
    for count in quantities.find(found.sentence.text):
        if _belongs(count.start, count.end, found, beside):
            return Quantity(text=count.text, span=story.within(found.sentence, count.start, count.end))
    return None


def _belongs(start: int, end: int, found: CheckedAgreement, beside: tuple[CheckedAgreement, ...]) -> bool:
    """True if no other agreement of the sentence stands nearer to these words."""
    nearest = min(beside, key=lambda other: _distance(start, end, other))
    return _distance(start, end, found) <= _distance(start, end, nearest)


def _is_when(start: int, end: int, found: CheckedAgreement, beside: tuple[CheckedAgreement, ...]) -> bool:
    """True if the date is this agreement's, or that of the cue which it shares with the nearest one."""
    nearest = min(beside, key=lambda other: _distance(start, end, other))
    return found.cue == nearest.cue or _belongs(start, end, found, beside)


def _distance(start: int, end: int, found: CheckedAgreement) -> int:
    """Letters between the words and the nearest part of the agreement in its sentence; 0 if they touch."""
    at = found.sentence.start
    parts: list[Span] = [span for span in (found.cue, found.subject, found.named) if span]
    return min(max(part.start - at - end, start - (part.end - at), 0) for part in parts)


def _is_old(found: CheckedAgreement, when: tuple[EventDate, ...], story: Story) -> bool:
    """True of background: called earlier or by its year, or made a year or more before the article."""
    text, at = found.sentence.text, found.sentence.start
    for span in (found.cue, found.named):
        if span and _OLD.search(text[max(0, span.start - at - 40) : span.start - at]):
            return True
    published = story.article.published
    if not published or found.status in _AHEAD:
        return False
    made = [date.edtf for date in when if date.relation is DateRelation.ON and date.role is not DateRole.PROJECT_LAUNCH]
    return bool(made) and all(edtf[:4].isdigit() and int(edtf[:4]) < int(published[:4]) for edtf in made)
