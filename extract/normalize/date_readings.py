"""Read dates from their words in any language: every reading that the words allow, the usual one first.

In: the words of a date, the language of the text, the day of publication, and the text before and after the words.
Out: EDTF (ISO 8601-2, levels 0 and 1) with its relation, or why there is none. "by 2025" and "the end of 2025" are
`../2025`; relative words ("on Tuesday", "先月") are resolved against publication or not at all. Calendars other than
the Gregorian, save Japanese eras and Thai years, are left open.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from extract.normalize.date_phrases import Phrase, Phrases
from extract.normalize.date_resolution import Resolved, resolve
from extract.normalize.date_tokens import Does, has_relations, words_of
from extract.normalize.date_values import Step
from extract.normalize.locales import locale_of
from extract.normalize.parsed_dates import parsed
from schemas import DateRelation

_BEFORE, _AFTER = 60, 30
"""Characters around the words that are looked at."""
_DEADLINES = (DateRelation.BY, DateRelation.BEFORE)


class UnreadDate(StrEnum):
    """Why words give no date."""

    NO_DATE = "no_date"
    NEEDS_PUBLICATION = "needs_publication"
    OTHER_CALENDAR = "other_calendar"


@dataclass(frozen=True)
class DateReading:
    """One reading of a date."""

    edtf: str
    relation: DateRelation
    anchor: str | None = None
    """The day of publication against which it was resolved; None for an absolute date."""


@dataclass(frozen=True)
class DateReadings:
    """The readings of a date's words; without any, why."""

    readings: tuple[DateReading, ...]
    unread: UnreadDate | None = None


def read_date(
    words: str, language: str | None, published: str | None = None, before: str = "", after: str = ""
) -> DateReadings:
    """Return the readings of the words of a date; `published` is an EDTF day, or None where it is not known.

    The text around the words may relate them ("by", "までに") or give the year that they leave out. A word that no
    table knows may relate the date in any way: then every relation is a reading.
    """
    known = language if language and locale_of(language) else "en"
    around = words_of(before[-_BEFORE:], known), words_of(words, known), words_of(after[:_AFTER], known)
    phrases, day = Phrases(*around, known), _day(published)
    readings = [reading for phrase in phrases.find() for reading in _readings(phrase, day, phrases.ahead)]
    if not readings or (phrases.is_open and not has_relations(known)):
        found = parsed(words, known, day) if known != "en" else ()
        readings = [_reading(edtf, DateRelation.ON, anchored, day) for edtf, anchored in found] or readings
    if phrases.is_open or not has_relations(known):
        readings = [other for one in readings for other in (one, *_in_other_relations(one))]
    return DateReadings(tuple(dict.fromkeys(readings)), None if readings else _unread(phrases, day))


def _unread(phrases: Phrases, published: date | None) -> UnreadDate:
    if any(word.does(Does.OTHER) for word in phrases.words):
        return UnreadDate.OTHER_CALENDAR
    found = published is None and any(phrases.find())
    return UnreadDate.NEEDS_PUBLICATION if found else UnreadDate.NO_DATE


def _readings(phrase: Phrase, published: date | None, ahead: bool) -> Iterator[DateReading]:
    """The readings of a date; of a term without a year, the coming one first."""
    is_term = phrase.edge is Does.END or any(relation in _DEADLINES for relation in phrase.relations)
    starts = resolve(phrase.start, published, ahead or is_term)
    if phrase.end is not None:
        yield from _ranges(starts, resolve(phrase.end, published, ahead), published)
        return
    for one in starts:
        placed = (place for relation in phrase.relations for place in _placed(phrase, one, relation))
        for edtf, relation in placed:
            yield _reading(edtf, relation, one.anchored, published)


def _ranges(starts: list[Resolved], ends: list[Resolved], published: date | None) -> Iterator[DateReading]:
    """Each beginning with the first end that is not before it."""
    for start in starts:
        end = min((one for one in ends if one.upper >= start.lower), key=lambda one: one.upper, default=None)
        if end:
            anchored = start.anchored or end.anchored
            yield _reading(f"{start.lower}/{end.upper}", DateRelation.BETWEEN, anchored, published)


def _placed(phrase: Phrase, one: Resolved, relation: DateRelation) -> Iterator[tuple[str, DateRelation]]:
    """The date in its relation; "the end of" is a term, and where it may as well be "late", the date itself too."""
    within = isinstance(phrase.start, Step) and phrase.start.within
    if "X" in one.edtf:
        yield one.edtf, DateRelation.ON
    elif within or relation in _DEADLINES:
        yield f"../{one.upper}", DateRelation.BY if within else relation
    elif relation in (DateRelation.SINCE, DateRelation.AFTER):
        yield f"{one.lower}/..", relation
    elif phrase.edge in (Does.END, Does.POST_END, Does.LATE_OR_END):
        yield f"../{one.upper}", DateRelation.BY
        if phrase.edge is Does.LATE_OR_END:
            yield one.edtf, DateRelation.ON
    else:
        yield one.edtf, DateRelation.ON if one.lower == one.upper else DateRelation.BETWEEN


def _in_other_relations(one: DateReading) -> Iterator[DateReading]:
    """The date as a term and as a beginning."""
    if one.relation is DateRelation.ON and "X" not in one.edtf:
        yield DateReading(f"../{one.edtf}", DateRelation.BY, one.anchor)
        yield DateReading(f"{one.edtf}/..", DateRelation.SINCE, one.anchor)


def _reading(edtf: str, relation: DateRelation, anchored: bool, published: date | None) -> DateReading:
    return DateReading(edtf, relation, published.isoformat() if anchored and published else None)


def _day(edtf: str | None) -> date | None:
    """The day of an EDTF date that has one; None for less."""
    try:
        return date.fromisoformat(edtf[:10]) if edtf and len(edtf) >= 10 else None
    except ValueError:
        return None
