"""Decide whether two statements of different articles are one: speakers, act, recipients, matter, day or quotation."""

from collections.abc import Iterator

from rapidfuzz import fuzz

from extract.link.events import DAYS_APART, QUOTE_DAYS, SAME_CONTEXT, EventRecord, Speaker
from extract.link.matter import overlap, shared, weigh
from extract.link.names import NameMatch, compare_names
from extract.link.offices import agree
from extract.link.signals import Comparison, Signal
from schemas import ACT_FAMILY

ENOUGH = 2.5
"""Sum of signals from which on two statements are one."""
SAME_QUOTE = 88.0
"""Similarity of two quotations (rapidfuzz, 0 to 100) from which on they are one."""


def compare_events(one: EventRecord, other: EventRecord) -> Comparison:
    """Return the signals of two statements of different articles."""
    quote = list(_quotation(one, other))
    signals = [*_article(one, other), *quote, *_occasion(one, other, quoted=bool(quote)), _act(one, other)]
    if not any(signal.bars for signal in signals):
        signals += [_speakers(one, other), *_recipients(one, other, quoted=bool(quote)), _matter(one, other)]
    found = Comparison(tuple(signals), joins=False)
    ground = bool(quote) or any(signal.name == "matter" and signal.weight > 0 for signal in signals)
    return Comparison(found.signals, found.strength >= ENOUGH and not found.barred and ground)


def conflict(one: EventRecord, other: EventRecord) -> bool:
    """Return whether two statements cannot be one, whatever joins them to others."""
    quoted = bool(list(_quotation(one, other)))
    signals = (*_article(one, other), *_occasion(one, other, quoted=quoted), _act(one, other), _speakers(one, other))
    return any(signal.bars for signal in signals)


def _article(one: EventRecord, other: EventRecord) -> Iterator[Signal]:
    """A signal against two records of one article: the article tells them apart."""
    if one.source_id == other.source_id:
        yield Signal("article", -2.0, one.source_id, other.source_id, bars=True)


def is_same_speaker(one: Speaker, other: Speaker) -> float:
    """Return how far two speakers are one: 1 the same, 0.5 a state and who speaks for it, 0 others."""
    if one.person and other.person:
        if one.side and other.side and one.side != other.side:
            return 0.0
        if one.country and other.country and one.country != other.country:
            return 0.0
        match, office = compare_names(one.person, other.person), agree(one.office, other.office)
        return float(match >= NameMatch.CONTAINED or (match > NameMatch.DIFFERENT and office is not False))
    if one.side and other.side:
        return (0.5 if one.person or other.person else 1.0) * (one.side == other.side)
    return float(one.name.casefold() == other.name.casefold())


def pair_speakers(one: EventRecord, other: EventRecord) -> float:
    """Return how many speakers both have."""
    return sum(max((is_same_speaker(a, b) for b in other.speakers), default=0.0) for a in one.speakers)


def _speakers(one: EventRecord, other: EventRecord) -> Signal:
    least, most = sorted((len(one.speakers), len(other.speakers)))
    same = min(pair_speakers(one, other), pair_speakers(other, one))
    words = tuple(speaker.name for speaker in one.speakers), tuple(speaker.name for speaker in other.speakers)
    if not same:
        return Signal("speakers", -2.0, *words, bars=True)
    if same < least / 2:
        return Signal("speakers", 0.0, *words)
    return Signal("speakers", (2.0 if least == most else 1.0) * min(1.0, same / least), *words)


def _act(one: EventRecord, other: EventRecord) -> Signal:
    words = one.act, other.act
    if ACT_FAMILY[one.act] != ACT_FAMILY[other.act]:
        return Signal("act", -2.0, *words, bars=True)
    return Signal("act", 0.5 if one.act is other.act else 0.0, *words)


def _recipients(one: EventRecord, other: EventRecord, *, quoted: bool) -> Iterator[Signal]:
    if not one.recipients or not other.recipients:
        return
    same, words = set(one.recipients) & set(other.recipients), (one.recipients, other.recipients)
    if not same:
        yield Signal("recipients", -1.0, *words, bars=not quoted)
    else:
        yield Signal("recipients", 1.0 if one.recipients == other.recipients else 0.5, *words)


def _matter(one: EventRecord, other: EventRecord) -> Signal:
    words = one.matter, other.matter
    if not one.matter or not other.matter:
        return Signal("matter", 0.0, *words)
    weight, share = weigh(shared(one.matter, other.matter)), overlap(one.matter, other.matter)
    if share >= 0.5 and weight >= 1:
        return Signal("matter", 2.0 if weight > 1 else 1.5, *words)
    if weight >= 1:
        return Signal("matter", 1.0, *words)
    told = weigh(shared(one.context, other.context)) / max(1.0, min(weigh(one.context), weigh(other.context)))
    if weight or told >= SAME_CONTEXT:
        return Signal("matter", 0.5, *words)
    return Signal("matter", 0.0 if told >= 0.25 else -1.0, *words)


def _occasion(one: EventRecord, other: EventRecord, *, quoted: bool) -> Iterator[Signal]:
    if one.days is None or other.days is None:
        if not quoted:
            yield Signal("day", -1.0, one.days, other.days)
        return
    gap, words = one.days.distance(other.days), (one.days, other.days)
    if one.told and other.told and one.told.distance(other.told) > DAYS_APART:
        quoted = False
    if gap > (QUOTE_DAYS if quoted else DAYS_APART):
        yield Signal("day", -2.0, *words, bars=True)
    else:
        yield Signal("day", 0.5 if not gap else 0.0, *words)


def _quotation(one: EventRecord, other: EventRecord) -> Iterator[Signal]:
    for quote in one.quotes:
        for same in other.quotes:
            if fuzz.ratio(quote, same, score_cutoff=SAME_QUOTE):
                yield Signal("quotation", 3.0, quote, same)
                return
