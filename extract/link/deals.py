"""Agreements as linking compares them: who, what kind, about what, when, how much; and where to look for their like."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import combinations

from extract.link.credits import find_record_credits
from extract.link.days import Days, read_days
from extract.link.matter import Matter, read_matter
from extract.link.money import Worth, read_worth
from extract.link.sides import find_named_side
from extract.link.stages import ToldStage, read_stages
from extract.link.views import ActorView, AgreementView, ArticleView
from extract.normalize.dates import find_dates
from extract.normalize.number_phrases import read_counts
from schemas import ActorKind, Instrument, PartyRole, Status

MADE = frozenset({Status.AGREED, Status.INITIALLED, Status.ADOPTED, Status.SIGNED, Status.RENEWED})
"""Statuses that are reached on a day, and reported in the days after."""
RARE = frozenset(
    {
        Instrument.RESOLUTION,
        Instrument.CEASEFIRE,
        Instrument.PEACE_AGREEMENT,
        Instrument.JOINT_STATEMENT,
        Instrument.JOINT_DECLARATION,
        Instrument.COMMUNIQUE,
        Instrument.STRATEGIC_PARTNERSHIP,
        Instrument.ALLIANCE,
        Instrument.FREE_TRADE_AGREEMENT,
    }
)
"""Instruments of which the same parties make one on a day."""
NEWS_DAYS = 7
"""Days before its publication in which the news of an article happened."""
_NO_PARTY = frozenset({PartyRole.MEDIATOR, PartyRole.DEPOSITARY})
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_INSTRUMENT = (
    r"(?:agreement|accord|pact|deal|treaty|contract|convention|protocol|memorandum|declaration|truce|ceasefire"
    r"|letter of intent|memorandum of understanding|statement|resolution|loan|grant|order)"
)
_VINTAGE = re.compile(
    rf"\b(?:of|from|in) (?P<of>(?:19|20)\d\d)\b|\b(?P<year>(?:19|20)\d\d) {_INSTRUMENT}\b"
    rf"|\b(?P<last>(?:last|this) (?:year|month))(?:['’]s|$)"
    rf"|\b{_INSTRUMENT} (?:of|from) (?P<month>{_MONTHS})$|\b(?P<before>{_MONTHS}) {_INSTRUMENT}\b",
    re.I,
)
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_TERM = re.compile(r"\bfor (?:the year )?(?P<term>(?:19|20)\d\d)\b")
_DAYS_APART = 8
"""Days that two dates may lie apart and still share a key."""
_WORTH_BASE = 1.6
"""Ratio of two amounts that may share a key."""
_MANY_PARTIES = 6
_MONTH = 31


@dataclass(frozen=True)
class DealRecord:
    """An agreement of one article."""

    source_id: str
    record: str
    subject: str
    published: Days | None
    parties: tuple[str, ...]
    """Sides bound by it, sorted: no mediators and depositaries, and no guarantors of what others agreed."""
    names: tuple[str, ...]
    """Name of each of the parties in the article."""
    stand_ins: tuple[tuple[str, str], ...]
    """Firms among the parties, each with its state."""
    instrument: Instrument
    status: Status
    historical: bool
    matter: Matter
    context: Matter
    """Stems of the evidence."""
    vintage: Days | None
    """The year or month that the subject names: "the accord of 2011", "last year's protocol", "the May pact"."""
    term: Days | None
    """The year for which it is made: "quotas for 2022"."""
    stages: tuple[ToldStage, ...]
    worth: Worth | None
    count: Decimal | None
    """The first number of the quantity."""
    things: Matter
    """What the quantity counts."""
    credits: frozenset[str]
    """Outlets that the article names as the source of it."""

    @cached_property
    def ref(self) -> tuple[str, str]:
        """Return the article and the id of the record in it."""
        return self.source_id, self.record

    @cached_property
    def order(self) -> tuple[int | str, ...]:
        """Return the place among all records: by publication, then by name."""
        return self.published.first if self.published else 0, self.source_id, self.record

    @property
    def own(self) -> ToldStage | None:
        """Return the stage of its status."""
        return next((stage for stage in self.stages if stage.is_own), None)

    @cached_property
    def made(self) -> Days | None:
        """Return the days in which it was made: told, or those before the news of it; None of background without."""
        told = [stage.days for stage in self.stages if stage.status in MADE and stage.days]
        if told:
            return min(told)
        if self.published and self.status in MADE and not self.historical:
            return Days(self.published.first - NEWS_DAYS, self.published.last)
        return None


def read_deals(article: ArticleView) -> tuple[DealRecord, ...]:
    """Return the agreements of an article in the form in which they are compared."""
    actors = {actor.id: actor for actor in article.actors}
    published = read_days(article.published)
    return tuple(_read_deal(agreement, article, actors, published) for agreement in article.agreements)


def _read_deal(
    agreement: AgreementView, article: ArticleView, actors: Mapping[str, ActorView], published: Days | None
) -> DealRecord:
    found = sorted(_parties(agreement, actors))
    parties = {side: (name, state) for side, name, state in reversed(found)}
    counts = read_counts(agreement.quantity, article.language) if agreement.quantity else ()
    things = read_matter(agreement.quantity or "", article.language)
    return DealRecord(
        source_id=article.source_id,
        record=agreement.id,
        subject=agreement.subject,
        published=published,
        parties=tuple(sorted(parties)),
        names=tuple(parties[side][0] for side in sorted(parties)),
        stand_ins=tuple(sorted((side, state) for side, (_, state) in parties.items() if state)),
        instrument=agreement.instrument,
        status=agreement.status,
        historical=agreement.historical,
        matter=_read_matter(agreement, article, parties, things),
        context=read_matter(" ".join(agreement.evidence), article.language),
        vintage=_read_vintage(agreement, article.published),
        term=_read_term(agreement.subject),
        stages=read_stages(agreement, published),
        worth=read_worth(agreement.value) if agreement.value else None,
        count=counts[0] if counts else None,
        things=things,
        credits=find_record_credits(agreement.evidence, article.text),
    )


def _parties(agreement: AgreementView, actors: Mapping[str, ActorView]) -> Iterator[tuple[str, str, str]]:
    """Yield the sides of the parties, each with its name and, of a firm, its state."""
    taking_part = [party for party in agreement.parties if party.actor in actors and party.role not in _NO_PARTY]
    bound = [party for party in taking_part if party.role is not PartyRole.GUARANTOR]
    for party in bound if len(bound) > 1 else taking_part:
        actor = actors[party.actor]
        side, name = find_named_side(actor, actors)
        yield side, name, (actor.country or "") if actor.kind is ActorKind.COMPANY else ""


def _read_matter(
    agreement: AgreementView, article: ArticleView, parties: Mapping[str, tuple[str, str]], things: Matter
) -> Matter:
    """The stems of subject and quantity.

    The name of the instrument is none, as in "status of forces agreement", nor is the name of a party.
    """
    kind = agreement.instrument.replace("_", " ")
    names = (kind, kind.replace("defense", "defence"), *(name for name, _ in parties.values()))
    subject = _without(agreement.subject, names)
    return tuple(sorted({*read_matter(subject, article.language), *things}))


def _without(words: str, names: Iterable[str]) -> str:
    """The words without these names, whatever their case; as they are if they have none of them."""
    all_words = _WORD.findall(words)
    left = all_words.copy()
    for name in names:
        gone = [word.casefold() for word in _WORD.findall(name)]
        for at in range(len(left) - len(gone), -1, -1):
            if gone and [word.casefold() for word in left[at : at + len(gone)]] == gone:
                del left[at : at + len(gone)]
    return words if left == all_words else " ".join(left)


def _read_vintage(agreement: AgreementView, published: str | None) -> Days | None:
    found = _VINTAGE.search(agreement.subject)
    if found is None:
        return None
    month = found["month"] or found["before"]
    dates = find_dates(f"last {month}" if month else found["of"] or found["year"] or found["last"], published)
    days = read_days(dates[0].edtf) if dates else None
    today = read_days(published)
    return days if days and not (today and days.first > today.last) else None


def _read_term(subject: str) -> Days | None:
    found = _TERM.search(subject)
    return read_days(found["term"]) if found else None


def keys(deal: DealRecord) -> frozenset[str]:
    """Return the keys under which a deal is found: two of its parties, and something that it says."""
    sides, marks, years = _sides(deal), list(_marks(deal)), list(_years(deal))
    marks += [f"year {year}" for year, _ in years] + [f"vague {year}" for year, vague in years if vague]
    marks += [f"{deal.instrument} {year}" for year in _rare_years(deal)]
    count = "one" if len(deal.parties) == 1 else "several"
    alone = {f"{count}:{side}|{mark}" for side in sides for mark in _sayings(deal)}
    return frozenset({f"{pair}|{mark}" for pair in _pairs(sides) for mark in marks} | alone)


def probes(deal: DealRecord) -> frozenset[str]:
    """Return the keys of deals that may be this one. A deal with one party may be one with several."""
    sides, marks, years = _sides(deal), list(_marks(deal)), list(_years(deal))
    marks += [f"vague {year}" for year, _ in years] + [f"year {year}" for year, vague in years if vague]
    near = {year + shift for year in _rare_years(deal) for shift in (-1, 0, 1)}
    marks += [f"{deal.instrument} {year}" for year in sorted(near)]
    counts = ("one", "several") if len(deal.parties) == 1 else ("one",)
    alone = {f"{count}:{side}|{mark}" for count in counts for side in sides for mark in _sayings(deal)}
    return frozenset({f"{pair}|{mark}" for pair in _pairs(sides) for mark in marks} | alone)


def _sides(deal: DealRecord) -> tuple[str, ...]:
    """The sides as keys know them, with the states of firms; of very many only the first."""
    states = dict(deal.stand_ins)
    return tuple(sorted({states.get(side, side) for side in deal.parties}))[:_MANY_PARTIES]


def _pairs(sides: tuple[str, ...]) -> list[str]:
    return [f"{one}+{other}" for one, other in combinations(sides, 2)] or list(sides)


def _sayings(deal: DealRecord) -> Iterator[str]:
    """The words and amounts of a deal: what another report of it says too. Without a matter the evidence tells it."""
    yield from deal.matter or deal.context
    if deal.worth:
        yield from (f"worth {mark}" for mark in deal.worth.marks(_WORTH_BASE))


def _marks(deal: DealRecord) -> Iterator[str]:
    """Words, amounts and days; two days of which one is at most _DAYS_APART after the other share a mark."""
    yield from _sayings(deal)
    for days in filter(None, (deal.made, *(stage.days for stage in deal.stages))):
        if days.length <= _MONTH:
            for day in {*range(days.first, days.last, _DAYS_APART), days.last}:
                yield f"day {day // (2 * _DAYS_APART)}+0"
                yield f"day {(day + _DAYS_APART) // (2 * _DAYS_APART)}+1"


def _years(deal: DealRecord) -> Iterator[tuple[int, bool]]:
    """The years of the deal; a vague one when no day or month is told, or only the subject names it."""
    for days in filter(None, (deal.vintage, deal.made, *(stage.days for stage in deal.stages))):
        is_vague = days.length > _MONTH or days is deal.vintage
        yield from ((year, is_vague) for year in {days.first_year, days.last_year})


def _rare_years(deal: DealRecord) -> set[int]:
    """The years of an instrument of which the same parties make few, whatever its matter."""
    if deal.instrument not in RARE:
        return set()
    own = deal.own.days if deal.own else None
    return {year for days in (deal.made, own, deal.published) if days for year in (days.first_year, days.last_year)}


def place(deal: DealRecord) -> str:
    """Return the first parties, which most reports of a deal have in common."""
    return "+".join(_sides(deal)[:2])


def differ(one: DealRecord, other: DealRecord) -> bool:
    """Return whether two records are of two agreements at first sight: those of one article are."""
    return one.source_id == other.source_id
