"""Decide whether two agreements of different articles are one: parties, instrument, matter, dates, amounts."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from extract.language.stages import AHEAD
from extract.link.days import Days
from extract.link.deals import MADE, RARE, DealRecord
from extract.link.life import LADDER, ONCE, RANK
from extract.link.matter import Matter, overlap, shared, weigh
from extract.link.signals import Comparison, Signal
from schemas import Instrument, Status

CLEAR = 4.5
"""Strength below which a pair counts only if the record is like no other deal."""
ENOUGH = 3.5
"""Sum of signals from which on two agreements are one."""
DISPUTED_DAYS = 10
"""Days that two reports of one day may differ; beyond, another day is more likely another agreement."""
BARRED_DAYS = 45
"""Days between two dates of one stage beyond which there are two agreements: a renewal, or another one."""
NEAR_DAYS = 3
"""Days between reports of one piece of news."""
STALE_DAYS = 60
"""Days after which an agreement that is made anew, or negotiated again, is more likely another one."""
NEXT_DAYS = 730
"""Days after its making within which an agreement is ratified, suspended or ended."""
ANEW_DAYS = 180
"""Days after which news of the same stage of a making is of another agreement."""
TRUCE_DAYS = 60
"""The same of a ceasefire, which is made anew more often."""
AFTER = frozenset({Status.RATIFIED, Status.IN_FORCE, Status.SUSPENDED, Status.TERMINATED, Status.WITHDRAWN})
"""Statuses of an agreement that was made before."""
SAME_MATTER = 0.6
"""Share of the shorter matter from which on two matters are the same."""
MIN_COUNT = 3
"""Number from which on an equal count says something without the things that are counted."""

FAMILIES = {
    "treaty": "treaty convention protocol charter",
    "security": "defense_cooperation_agreement alliance status_of_forces_agreement security_guarantee"
    " strategic_partnership",
    "trade": "free_trade_agreement",
    "peace": "peace_agreement ceasefire",
    "arms": "arms_contract",
    "commerce": "commercial_contract",
    "aid": "loan_or_aid_agreement",
    "declaration": "joint_declaration joint_statement communique",
    "paper": "memorandum_of_understanding letter_of_intent exchange_of_notes",
    "resolution": "resolution",
    "arrangement": "institutional_arrangement",
    "any": "cooperation agreement",
}
_FAMILY = {Instrument(name): family for family, names in FAMILIES.items() for name in names.split()}
_NEIGHBOURS = frozenset(
    frozenset(pair.split())
    for pair in (
        "treaty security,treaty trade,treaty peace,treaty paper,paper security,paper arms,paper commerce,paper aid,"
        "paper trade,paper arrangement,arms commerce,arms security,treaty arrangement,security arrangement"
    ).split(",")
)
"""Families between which reporters choose: a "treaty" may be a defense cooperation agreement."""


def compare_deals(one: DealRecord, other: DealRecord) -> Comparison:
    """Return the signals of two agreements of different articles."""
    signals = [*_article(one, other), *_parties(one, other)]
    if not any(signal.bars for signal in signals):
        signals += [*_vintage(one, other), *_dates(one, other)]
    if any(signal.bars for signal in signals):
        return Comparison(tuple(signals), joins=False)
    is_rare = one.instrument is other.instrument and one.instrument in RARE
    matter = _matter(one, other)
    if is_rare and matter.weight < -0.5 and any(signal.name == "dates" and signal.weight >= 2 for signal in signals):
        matter = matter._replace(weight=-0.5)
    rest = [_instrument(one, other), matter, *_stages(one, other)]
    rest += [*_worth(one, other), *_count(one, other), *_news(one, other)]
    found = Comparison((*signals, *rest), joins=False)
    joins = found.strength >= ENOUGH and not found.barred and _has_ground(found, matter, is_rare)
    return Comparison(found.signals, joins)


def conflict(one: DealRecord, other: DealRecord) -> bool:
    """Return whether two agreements cannot be one, whatever joins them to others.

    Reports of one party each may be of one agreement that others report with all parties.
    """
    parties = _parties(one, other) if min(len(one.parties), len(other.parties)) > 1 else ()
    signals = chain(_article(one, other), parties, _vintage(one, other), _dates(one, other))
    return any(signal.bars for signal in signals)


def _has_ground(found: Comparison, matter: Signal, is_rare: bool) -> bool:
    """Whether something that few agreements share is the same: matter, amount, count, or the day or year of its making.

    Of a rare instrument two in one week are not to be expected, whatever the reports say of its matter, nor is another
    one that is ratified or ended after the making of this one.
    """
    weights = {signal.name: signal.weight for signal in found.signals}
    if is_rare and max(weights.get("dates", 0), weights.get("stages", 0)) >= 1:
        return True
    untold = not (matter.one and matter.other) and weights["parties"] >= 2 and weights["instrument"] >= 1
    dates = weights.get("dates", 0) - (0.0 if untold else 0.5)
    same_time = max(dates, weights.get("year", 0)) >= 1 and matter.weight >= 0
    return matter.weight >= 1 or same_time or max(weights.get("value", 0), weights.get("count", 0)) >= 1


def _article(one: DealRecord, other: DealRecord) -> Iterator[Signal]:
    """A signal against two records of one article: the article tells them apart."""
    if one.source_id == other.source_id:
        yield Signal("article", -2.0, one.source_id, other.source_id, bars=True)


def _parties(one: DealRecord, other: DealRecord) -> Iterator[Signal]:
    if one.parties == other.parties:
        weight = 2.0 if one.parties else 0.0
        yield Signal("parties", weight, one.parties, other.parties, bars=not one.parties)
        return
    states = {**dict(one.stand_ins), **dict(other.stand_ins)}
    both = set(one.parties) & set(other.parties)
    rest = [{states.get(side, side) for side in set(deal.parties) - both} for deal in (one, other)]
    firms = rest[0] & rest[1] if states else set()
    rest = [rest[0] - firms, rest[1] - firms]
    same = len(both) + len(firms)
    if same and not rest[0] and not rest[1]:
        yield Signal("parties", 2.0 if same > 1 else 1.0, one.parties, other.parties)
    elif same and not (rest[0] and rest[1]):
        yield Signal("parties", 1.0 if same > 1 else 0.5, one.parties, other.parties)
    elif same > 1 and same >= len(rest[0]) + len(rest[1]):
        yield Signal("parties", 0.0, one.parties, other.parties)
    else:
        yield Signal("parties", -2.0, one.parties, other.parties, bars=True)


def _instrument(one: DealRecord, other: DealRecord) -> Signal:
    families = _FAMILY[one.instrument], _FAMILY[other.instrument]
    words = one.instrument, other.instrument
    if one.instrument is other.instrument:
        return Signal("instrument", 0.5 if families[0] == "any" else 1.0, *words)
    if families[0] == families[1]:
        return Signal("instrument", 0.5, *words)
    if "resolution" in families:
        return Signal("instrument", -2.0, *words, bars=True)
    vague = "any" in families and "declaration" not in families
    return Signal("instrument", 0.0 if vague or frozenset(families) in _NEIGHBOURS else -1.0, *words)


def _matter(one: DealRecord, other: DealRecord) -> Signal:
    words = one.matter, other.matter
    if not one.matter or not other.matter:
        told = max(_told_in(one.matter, other.context), _told_in(other.matter, one.context))
        return Signal("matter", 1.0 if told >= 0.5 else 0.0, *words)
    weight, share = weigh(shared(one.matter, other.matter)), overlap(one.matter, other.matter)
    if share >= SAME_MATTER and weight >= 1:
        return Signal("matter", 2.0 if weight >= 1.5 or one.matter == other.matter else 1.5, *words)
    if weight >= 1 and share >= 0.25:
        return Signal("matter", 1.0, *words)
    if share >= SAME_MATTER:
        return Signal("matter", 0.5, *words)
    told = max(_told_in(one.matter, other.context), _told_in(other.matter, one.context))
    return Signal("matter", 0.0 if told >= 0.3 else -1.5, *words)


def _are_unlike(one: DealRecord, other: DealRecord) -> bool:
    """Whether little of the matters is the same, each tells something that the other does not, and no number agrees."""
    if overlap(one.matter, other.matter) >= SAME_MATTER or not (_has_own(one, other) and _has_own(other, one)):
        return False
    return not any(signal.weight > 0 for signal in (*_worth(one, other), *_count(one, other)))


def _has_own(one: DealRecord, other: DealRecord) -> bool:
    """Whether a matter has words that the other record does not tell, not even in its evidence."""
    told = {*shared(one.matter, other.matter), *shared(one.matter, other.context)}
    return weigh(one.matter) - weigh(told) >= 1


@lru_cache(maxsize=65536)
def _told_in(matter: Matter, context: Matter) -> float:
    """The share of a matter that the evidence of the other record tells."""
    told = weigh(shared(matter, context))
    return told / weigh(matter) if told >= 1 else 0.0


def _vintage(one: DealRecord, other: DealRecord) -> Iterator[Signal]:
    if one.term and other.term:
        same = one.term == other.term
        yield Signal("year", 1.0 if same else -2.0, one.term, other.term, bars=not same)
        return
    for this, that in ((one, other), (other, one)):
        if this.vintage is None:
            continue
        there = that.vintage or that.term or that.made or _event(that)
        if there:
            same = this.vintage.overlaps(there)
            yield Signal("year", 1.0 if same else -2.0, this.vintage, there, bars=not same)
            return


def _event(deal: DealRecord) -> Days | None:
    return min((stage.days for stage in deal.stages if stage.days), default=None)


def _dates(one: DealRecord, other: DealRecord) -> Iterator[Signal]:
    told = list(_told_dates(one, other))
    if told:
        yield next((signal for signal in told if signal.bars), None) or max(told, key=lambda signal: signal.weight)
        return
    yield from _same_day(one, other)
    yield from _again(one, other)


def _told_dates(one: DealRecord, other: DealRecord) -> Iterator[Signal]:
    """Signals of the stages of which both tell when."""
    for stage in one.stages:
        for same in other.stages:
            if stage.status is not same.status or not stage.days or not same.days:
                continue
            gap, words = stage.days.distance(same.days), (f"{stage.status} {stage.edtf}", same.edtf)
            if not gap:
                exact = stage.days == same.days and stage.days.length == 1
                yield Signal("dates", 2.0 if exact else 1.0, *words)
            elif stage.status in ONCE and (gap > BARRED_DAYS or _are_unlike(one, other)):
                yield Signal("dates", -2.0, *words, bars=True)
            elif stage.status in ONCE:
                yield Signal("dates", -0.5 if gap <= DISPUTED_DAYS else -1.5, *words)


def _same_day(one: DealRecord, other: DealRecord) -> Iterator[Signal]:
    """A signal if different stages are told of one day: "initialled" and "signed", "signed" and "renewed"."""
    for stage in one.stages:
        for same in other.stages:
            if stage.days and stage.days == same.days and stage.days.length == 1 and {stage.status, same.status} & MADE:
                yield Signal("dates", 1.5, stage.status, f"{same.status} {stage.edtf}")
                return


def _again(one: DealRecord, other: DealRecord) -> Iterator[Signal]:
    """A signal if both tell of a making, or if one tells of talks long after the other tells of the making."""
    if one.made and other.made:
        gap = one.made.distance(other.made)
        goes_on = gap <= NEXT_DAYS and _goes_on(*sorted((one, other), key=lambda deal: deal.made or Days(0, 0)))
        if gap > STALE_DAYS and not goes_on:
            is_news = one.status is other.status and not (one.historical or other.historical)
            yield Signal("dates", -2.0, one.made, other.made, bars=is_news and gap > ANEW_DAYS)
        elif gap <= NEAR_DAYS:
            yield Signal("dates", 1.0, one.made, other.made)
        return
    for this, that in ((one, other), (other, one)):
        now = this.own.days if this.own and this.own.days else this.published
        if this.status in AHEAD and not this.historical and that.made and now and now.first > that.made.last:
            late = now.first - that.made.last > STALE_DAYS
            yield Signal("dates", -2.0 if late else -0.5, f"{this.status} {now}", f"made {that.made}")


def _stages(one: DealRecord, other: DealRecord) -> Iterator[Signal]:
    """A signal if one tells of the making and the other of what comes next: a ratification, a suspension, an end."""
    for this, that in ((one, other), (other, one)):
        now = that.own.days if that.own and that.own.days else that.published
        if this.status in MADE and this.made and that.status in AFTER and not that.made and now:
            is_truce = Instrument.CEASEFIRE in (one.instrument, other.instrument)
            if 0 <= now.first - this.made.first <= (TRUCE_DAYS if is_truce else NEXT_DAYS):
                yield Signal("stages", 1.0, f"{this.status} {this.made}", f"{that.status} {now}")
            return


def _goes_on(first: DealRecord, later: DealRecord) -> bool:
    """Whether the later report tells a further rung of the making, such as "signed" after "agreed"."""
    return first.status in LADDER and later.status in LADDER and RANK[first.status] < RANK[later.status]


def _worth(one: DealRecord, other: DealRecord) -> Iterator[Signal]:
    if one.worth and other.worth:
        same = one.worth.agrees(other.worth)
        if same is not None:
            equal = one.worth.amount == other.worth.amount
            yield Signal("value", (1.5 if equal else 1.0) if same else -0.5, one.worth, other.worth)


def _count(one: DealRecord, other: DealRecord) -> Iterator[Signal]:
    if one.count is None or other.count is None:
        return
    alike = bool(shared(one.things, other.things)) or not one.things or not other.things
    if one.count == other.count and (alike or one.count >= MIN_COUNT):
        yield Signal("count", 1.0, one.count, other.count)
    elif one.count != other.count and alike:
        yield Signal("count", -0.5, one.count, other.count)


def _news(one: DealRecord, other: DealRecord) -> Iterator[Signal]:
    if one.published and other.published and not (one.historical or other.historical):
        gap = one.published.distance(other.published)
        if gap <= NEAR_DAYS:
            yield Signal("news", 0.5, one.published, other.published)
