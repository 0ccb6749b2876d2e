"""Prove the dates of an agreement: each is read from its words, relative ones against the publication date.

If the words allow one reading only, the date is that reading, and an issue has what the model declared. If they allow
several, the declared date is kept if it is among them, and an issue has the usual one. If no table can read the words,
the declared date is kept.
"""

import re
from collections.abc import Iterable

from extract.normalize.date_readings import DateReading, DateReadings, UnreadDate, read_date
from extract.verify.declared.evidence import Evidence
from extract.verify.declared.faults import FaultReason
from extract.verify.declared.words import ArticleWords
from schemas import DateRelation, DateRole, EventDate, Issue, Span
from schemas.declared import DeclaredDate

_POINT = r"(?:\d{4}|\d{3}X|\d{2}XX|XXXX)(?:-\d{2}(?:-\d{2})?)?[~?%]?"
_EDTF = re.compile(rf"{_POINT}|(?:\.\.|{_POINT})/(?:\.\.|{_POINT})")
_QUALIFIER = re.compile(r"[~?%]")


def prove_dates(
    declared: Iterable[DeclaredDate], evidence: Evidence
) -> tuple[tuple[EventDate, ...], tuple[Issue, ...]]:
    """Return the dates that the words give, each once in a role, and the issues of differences."""
    dates: dict[tuple[str, DateRole], EventDate] = {}
    issues: list[Issue] = []
    for one in declared:
        span = evidence.find("dates", one.words)
        date, issue = _date(one, span, evidence) if span else (None, None)
        issues += [issue] if issue else []
        if date:
            dates.setdefault((date.edtf, date.role), date)
    return tuple(dates.values()), tuple(issues)


def _date(declared: DeclaredDate, span: Span, evidence: Evidence) -> tuple[EventDate | None, Issue | None]:
    role = DateRole(declared.role)
    read = _read(span, evidence)
    edtf = _QUALIFIER.sub("", declared.edtf)
    allowed = [one for one in read.readings if one.edtf == edtf]
    first = next(iter(read.readings), None)
    if allowed and first:
        message = f"{span.text!r} may also be {first.edtf}; the declared one is kept"
        return _event(allowed[0], role, span), _issue(message, declared, first.edtf) if first.edtf != edtf else None
    if first:
        message = f"{span.text!r} gives {first.edtf}, not {declared.edtf}"
        return _event(first, role, span), _issue(message, declared, first.edtf)
    if read.unread is UnreadDate.NEEDS_PUBLICATION or not _EDTF.fullmatch(declared.edtf):
        evidence.fault("dates", FaultReason.NO_DATE, _no_date(span, read.unread), declared.words)
        return None, None
    message = f"no table reads a date in {span.text!r}; the declared one is kept"
    return EventDate(edtf=edtf, relation=_relation(edtf), role=role, span=span), _issue(message, declared, None)


def _read(span: Span, evidence: Evidence) -> DateReadings:
    """The readings of the words in their sentence, then those of the words alone.

    A word directly before a date relates it: "by 2027". One further off may relate what the date is part of: "after a
    2027 review".
    """
    words = evidence.words
    sentence = words.shown.containing(span.start, span.end)
    before = words.article.text[sentence.start : span.start] if sentence else ""
    after = words.article.text[span.end : sentence.end] if sentence else ""
    within, alone = (_readings(span, words, part, after) for part in (before, ""))
    if _readings(span, words, _last_word(before), after) != alone:
        return within
    return DateReadings(tuple(dict.fromkeys((*within.readings, *alone.readings))), within.unread)


def _last_word(text: str) -> str:
    """The last word of a text, with the white space after it."""
    end = text.rstrip()
    return "".join(end.rsplit(None, 1)[-1:]) + text[len(end) :]


def _readings(span: Span, words: ArticleWords, before: str, after: str) -> DateReadings:
    return read_date(span.text, words.language, words.article.published, before, after)


def _no_date(span: Span, unread: UnreadDate | None) -> str:
    if unread is UnreadDate.NEEDS_PUBLICATION:
        return f"{span.text!r} gives no date without a publication date"
    return f"{span.text!r} gives no date"


def _event(reading: DateReading, role: DateRole, span: Span) -> EventDate:
    return EventDate(edtf=reading.edtf, relation=reading.relation, role=role, span=span, anchor=reading.anchor)


def _relation(edtf: str) -> DateRelation:
    start, parted, end = edtf.partition("/")
    if not parted:
        return DateRelation.ON
    if start == "..":
        return DateRelation.BY
    return DateRelation.AFTER if end == ".." else DateRelation.BETWEEN


def _issue(message: str, declared: DeclaredDate, read: str | None) -> Issue:
    return Issue(code="date", message=message, field="dates", model_value=declared.edtf, code_value=read)
