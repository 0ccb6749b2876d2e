"""Make actors, deals and events of clusters of records."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extract.entities.organisations import lookup_organisation
from extract.entities.states import is_state, name_of
from extract.link.actors import ActorForm
from extract.link.contradictions import contradict_deals, contradict_denial, contradict_events
from extract.link.credits import ArticleOrigin
from extract.link.days import Days
from extract.link.deals import DealRecord
from extract.link.events import EventRecord
from extract.link.life import Member, Telling, build_life
from extract.link.links import HeldOffice, LinkedActor, LinkedDeal, LinkedEvent, make_id
from extract.link.sources import count_sources, credited_by_article
from extract.link.wikidata import find_wikidata
from schemas import ActorKind, Instrument


@dataclass(frozen=True)
class ArticleFacts:
    """What is known of the articles whose records are put together."""

    origins: Mapping[str, ArticleOrigin]
    originals: Mapping[str, str]
    """Original of each copy, which is itself no copy."""
    uncoded: Mapping[str, int]
    """Number of the copies of an article that were not coded, if there are any."""


Report = tuple[Member, Days | None]
"""An actor of an article: article and name there, and the day of publication."""


def build_deal(
    records: Sequence[DealRecord],
    denials: Iterable[Sequence[EventRecord]],
    articles: ArticleFacts,
) -> LinkedDeal:
    """Return the deal that these records tell, in canonical order; `denials` are the reports of each denial of it."""
    members = tuple(record.ref for record in records)
    life = build_life(Telling(record.ref, stage, record.published) for record in records for stage in record.stages)
    contradictions = [*contradict_deals(records, life)]
    contradictions += [one for denial in denials for one in contradict_denial(denial, records)]
    parties = max((record.parties for record in records), key=lambda sides: (len(sides), sides))
    names = _names(parties, (pair for record in records for pair in zip(record.parties, record.names, strict=True)))
    first, last = _period(record.published for record in records)
    return LinkedDeal(
        id=make_id(members),
        label=f"{_label(records)} ({', '.join(names) or 'no named party'})",
        parties=parties,
        party_names=names,
        instrument=_instrument(records),
        members=members,
        life=life,
        reports=_count_reports(records, articles),
        independent_sources=_count_sources(records, articles),
        contradictions=tuple(sorted(contradictions)),
        first=first,
        last=last,
    )


def build_event(records: Sequence[EventRecord], articles: ArticleFacts) -> LinkedEvent:
    """Return the event that these records tell, in canonical order."""
    members = tuple(record.ref for record in records)
    fullest = max(records, key=lambda record: (len(record.speakers), -records.index(record)))
    speakers = tuple(speaker.name for speaker in fullest.speakers)
    recipients = tuple(sorted({name for record in records for name in record.recipients}))
    first, last = _period(record.published for record in records)
    return LinkedEvent(
        id=make_id(members),
        label=f"{', '.join(speakers)}: {records[0].act.replace('_', ' ')}, {records[0].about}",
        speakers=speakers,
        sides=tuple(sorted({speaker.side for record in records for speaker in record.speakers if speaker.side})),
        act=Counter(record.act for record in records).most_common(1)[0][0],
        recipients=recipients,
        recipient_names=_names(
            recipients, (pair for record in records for pair in zip(record.recipients, record.names, strict=True))
        ),
        members=members,
        reports=_count_reports(records, articles),
        independent_sources=_count_sources(records, articles),
        contradictions=tuple(sorted(contradict_events(records))),
        first=first,
        last=last,
    )


def build_actor(forms: Mapping[ActorForm, Sequence[Report]]) -> LinkedActor:
    """Return the actor that articles present in these forms, each with the actors of articles that have it."""
    reports = sorted((report for found in forms.values() for report in found), key=lambda one: (_first(one[1]), one[0]))
    members = tuple(member for member, _ in reports)
    named = Counter(name for _, name in members)
    example = min(forms)
    first, last = _period(days for _, days in reports)
    return LinkedActor(
        id=identify_actor((form for form, found in forms.items() if _has(found, members[0])), members[0]),
        name=_name(example, named),
        kind=Counter(form.kind for form, found in sorted(forms.items()) for _ in found).most_common(1)[0][0],
        country=next((form.country for form in sorted(forms) if form.country), None),
        wikidata=find_wikidata(example.identity),
        aliases=tuple(sorted(named)),
        offices=tuple(_offices(forms)),
        members=members,
        first=first,
        last=last,
    )


def _has(reports: Iterable[Report], member: Member) -> bool:
    return any(one == member for one, _ in reports)


def identify_actor(forms: Iterable[ActorForm], first: Member) -> str:
    """Return the id of an actor: of a listed state or organisation the same everywhere, else by its first report.

    `forms` are those of the first report; they tell actors apart that have one name in one article.
    """
    form = min(forms)
    if form.identity and not form.apart:
        return make_id((("", form.identity),))
    return make_id((("\0".join(form.ref), "\0".join(first)),))


def name_side(side: str) -> str:
    """Return the name of a side for people."""
    if is_state(side):
        return name_of(side)
    return side.rpartition(":")[2]


def _names(sides: Sequence[str], named: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Names of sides: those of our tables, else the longest that an article has."""
    longest: dict[str, str] = {}
    for side, name in named:
        longest[side] = max(longest.get(side, ""), name, key=lambda one: (len(one), one))
    return tuple(name_side(side) if is_listed(side) else longest[side] for side in sides)


def is_listed(side: str) -> bool:
    """Return whether a side is a state or an organisation of our tables."""
    return is_state(side) or lookup_organisation(side.removeprefix("org:")) is not None


def _name(form: ActorForm, named: Counter[str]) -> str:
    if form.identity:
        return name_side(form.identity)
    name = max(named, key=lambda one: (len(one.split()), named[one], len(one), one))
    is_body = form.kind == ActorKind.PUBLIC_BODY and is_state(form.country)
    return f"{name} ({name_of(form.country)})" if is_body else name


def _offices(forms: Mapping[ActorForm, Sequence[Report]]) -> Iterable[HeldOffice]:
    held: dict[tuple[str, str], list[Days]] = {}
    for form, reports in forms.items():
        if form.office:
            held.setdefault((form.office, form.side), []).extend(days for _, days in reports if days)
    for (office, side), days in sorted(held.items(), key=lambda one: (_first(min(one[1], default=None)), one[0])):
        yield HeldOffice(office, side, min(days, default=None), max(days, default=None))


def _label(records: Sequence[DealRecord]) -> str:
    """The subject that says most."""
    return max(records, key=lambda record: (len(record.matter), -records.index(record))).subject


def _instrument(records: Sequence[DealRecord]) -> Instrument:
    """The instrument that most records name; a vague one only if none names another."""
    vague = (Instrument.AGREEMENT, Instrument.COOPERATION)
    named = [record.instrument for record in records if record.instrument not in vague]
    return Counter(named or [record.instrument for record in records]).most_common(1)[0][0]


def _count_reports(records: Sequence[DealRecord] | Sequence[EventRecord], articles: ArticleFacts) -> int:
    return sum(1 + articles.uncoded.get(source_id, 0) for source_id in {record.source_id for record in records})


def _count_sources(records: Sequence[DealRecord] | Sequence[EventRecord], articles: ArticleFacts) -> int:
    reports = credited_by_article((record.source_id, record.credits) for record in records)
    return count_sources(reports, articles.origins, articles.originals)


def _period(days: Iterable[Days | None]) -> tuple[Days | None, Days | None]:
    known = [one for one in days if one]
    return min(known, default=None), max(known, default=None)


def _first(days: Days | None) -> int:
    return days.first if days else 0
