"""Link the records of articles: read what they are compared by, put together what is one, and say what came of it.

In: articles with their records, in any order. Out: links, the same whatever the order.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.link import actors, copies, deals, events
from extract.link.actors import ActorForm
from extract.link.build import Report, build_actor, build_deal, build_event
from extract.link.cluster import Kind, cluster_all
from extract.link.contradictions import is_denial
from extract.link.copies import ArticleSketch, find_originals
from extract.link.days import Days
from extract.link.deal_signals import CLEAR, compare_deals
from extract.link.deal_signals import conflict as deals_conflict
from extract.link.deals import DealRecord, read_deals
from extract.link.decisions import Decision, mark_form, pin_forms, pin_records
from extract.link.event_signals import compare_events
from extract.link.event_signals import conflict as events_conflict
from extract.link.events import EventRecord, read_events
from extract.link.life import Member
from extract.link.links import LinkedActor, Links
from extract.link.views import ArticleView

ACTORS: Kind[ActorForm] = Kind(
    actors.keys, actors.probes, actors.differ, actors.compare_forms, actors.conflict, clear=actors.CLEAR
)
DEALS: Kind[DealRecord] = Kind(deals.keys, deals.probes, deals.differ, compare_deals, deals_conflict, clear=CLEAR)
EVENTS: Kind[EventRecord] = Kind(events.keys, events.probes, events.differ, compare_events, events_conflict)


@dataclass(frozen=True)
class ReadArticle:
    """What is compared of an article."""

    sketch: ArticleSketch
    forms: tuple[tuple[Member, ActorForm], ...]
    deals: tuple[DealRecord, ...]
    events: tuple[EventRecord, ...]

    @property
    def published(self) -> Days | None:
        """Return the day of publication."""
        return self.sketch.origin.published


def read_article(article: ArticleView, decisions: Sequence[Decision] = ()) -> ReadArticle:
    """Return what is compared of an article."""
    members = (((article.source_id, name), form) for name, form in actors.read_forms(article))
    return ReadArticle(
        sketch=copies.read_sketch(article),
        forms=tuple((member, mark_form(member, form, decisions)) for member, form in members),
        deals=read_deals(article),
        events=read_events(article),
    )


def link(articles: Iterable[ArticleView], decisions: Sequence[Decision] = ()) -> Links:
    """Link articles that fit in memory."""
    read = sorted((read_article(article, decisions) for article in articles), key=lambda one: one.sketch.order)
    pins = pin_records(decisions)
    found_deals = cluster_all([deal for one in read for deal in one.deals], DEALS, pins)
    found_events = cluster_all([event for one in read for event in one.events], EVENTS, pins)
    origins = {one.sketch.source_id: one.sketch.origin for one in read}
    originals = _find_originals([one.sketch for one in read], found_deals, found_events)
    denials = [event for one in read for event in one.events if is_denial(event)]
    return Links(
        actors=tuple(_link_actors(read, decisions)),
        deals=tuple(build_deal(records, denials, origins, originals) for records in found_deals),
        events=tuple(build_event(records, origins, originals) for records in found_events),
        originals=originals,
    )


def _link_actors(read: Sequence[ReadArticle], decisions: Sequence[Decision]) -> Iterator[LinkedActor]:
    reports: defaultdict[ActorForm, list[Report]] = defaultdict(list)
    for article in read:
        for member, form in article.forms:
            reports[form].append((member, article.published))
    pins = pin_forms([pair for article in read for pair in article.forms], decisions)
    for forms in cluster_all(sorted(reports), ACTORS, pins):
        yield build_actor({form: reports[form] for form in forms})


def _find_originals(
    sketches: Sequence[ArticleSketch],
    found_deals: Sequence[Sequence[DealRecord]],
    found_events: Sequence[Sequence[EventRecord]],
) -> Mapping[str, str]:
    reported: defaultdict[str, set[int]] = defaultdict(set)
    together: dict[int, list[str]] = {}
    clusters = [[(one.source_id, one.historical) for one in records] for records in found_deals]
    clusters += [[(one.source_id, False) for one in records] for records in found_events]
    for number, records in enumerate(clusters):
        together[number] = [source_id for source_id, _ in records]
        for source_id, background in records:
            reported[source_id] |= set() if background else {number}
    by_id = {sketch.source_id: sketch for sketch in sketches}
    by_key: defaultdict[str, list[ArticleSketch]] = defaultdict(list)
    for sketch in sketches:
        for key in copies.keys(sketch):
            by_key[key].append(sketch)

    def candidates(sketch: ArticleSketch) -> Collection[ArticleSketch]:
        near = {other.source_id for key in copies.keys(sketch) for other in by_key[key]}
        near |= {other for number in reported[sketch.source_id] for other in together[number]}
        return [by_id[source_id] for source_id in sorted(near - {sketch.source_id})]

    return find_originals(sketches, candidates, lambda one, other: bool(reported[one] - reported[other]))
