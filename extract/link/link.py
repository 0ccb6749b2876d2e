"""Link the records of articles: read what they are compared by, put together what is one, and say what came of it.

In: articles with their records, in any order. Out: links, the same whatever the order.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.link import actors, copies, deals, events
from extract.link.actors import ActorForm
from extract.link.build import ArticleFacts, Report, build_actor, build_deal, build_event
from extract.link.cluster import Kind, cluster_all
from extract.link.copies import ArticleSketch, ReportedRecords
from extract.link.days import Days
from extract.link.deal_signals import CLEAR, compare_deals
from extract.link.deal_signals import conflict as deals_conflict
from extract.link.deals import DealRecord, read_deals
from extract.link.decisions import Decision, mark_form, pin_forms, pin_records
from extract.link.event_signals import compare_events
from extract.link.event_signals import conflict as events_conflict
from extract.link.events import EventRecord, is_denial, read_events
from extract.link.life import Member
from extract.link.links import LinkedActor, Links
from extract.link.views import ArticleView

ACTORS: Kind[ActorForm] = Kind(
    actors.keys, actors.probes, actors.differ, actors.compare_forms, actors.conflict, actors.place, actors.CLEAR
)
DEALS: Kind[DealRecord] = Kind(
    deals.keys, deals.probes, deals.differ, compare_deals, deals_conflict, deals.place, CLEAR
)
EVENTS: Kind[EventRecord] = Kind(
    events.keys, events.probes, events.differ, compare_events, events_conflict, events.place
)


@dataclass(frozen=True)
class ReadArticle:
    """What is compared of an article."""

    sketch: ArticleSketch
    forms: tuple[tuple[Member, ActorForm], ...]
    deals: tuple[DealRecord, ...]
    events: tuple[EventRecord, ...]

    @property
    def reported(self) -> ReportedRecords:
        """Return what copies are found by."""
        return ReportedRecords(self.deals, self.events)

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


def link(
    articles: Iterable[ArticleView], decisions: Sequence[Decision] = (), uncoded: Mapping[str, str] | None = None
) -> Links:
    """Link articles that fit in memory.

    `uncoded` are copies that were not coded, each with the article that it repeats.
    """
    read = sorted((read_article(article, decisions) for article in articles), key=lambda one: one.sketch.order)
    pins = pin_records(decisions)
    found_deals = cluster_all([deal for one in read for deal in one.deals], DEALS, pins)
    found_events = cluster_all([event for one in read for event in one.events], EVENTS, pins)
    originals = _find_originals(read)
    facts = ArticleFacts(
        origins={one.sketch.source_id: one.sketch.origin for one in read},
        originals=originals,
        uncoded=Counter((uncoded or {}).values()),
    )
    denials = [records for records in found_events if any(map(is_denial, records))]
    return Links(
        actors=tuple(sorted(_link_actors(read, decisions), key=lambda actor: actor.place)),
        deals=tuple(build_deal(records, denials, facts) for records in found_deals),
        events=tuple(build_event(records, facts) for records in found_events),
        originals={**originals, **{copy: originals.get(one, one) for copy, one in (uncoded or {}).items()}},
    )


def _link_actors(read: Sequence[ReadArticle], decisions: Sequence[Decision]) -> Iterator[LinkedActor]:
    reports: defaultdict[ActorForm, list[Report]] = defaultdict(list)
    for article in read:
        for member, form in article.forms:
            reports[form].append((member, article.published))
    pins = pin_forms([pair for article in read for pair in article.forms], decisions)
    for forms in cluster_all(sorted(reports), ACTORS, pins):
        yield build_actor({form: reports[form] for form in forms})


def _find_originals(read: Sequence[ReadArticle]) -> Mapping[str, str]:
    articles = {article.sketch.source_id: article for article in read}
    by_key: defaultdict[str, set[str]] = defaultdict(set)
    for source_id, article in articles.items():
        for key in copies.keys(article.sketch):
            by_key[key].add(source_id)
    direct = {}
    for source_id, article in articles.items():
        near = {other for key in copies.original_probes(article.sketch) for other in by_key.get(key, ())}
        sketches = (articles[other].sketch for other in near)
        original = copies.find_original(article.sketch, sketches, lambda one: articles[one].reported)
        if original:
            direct[source_id] = original
    return {copy: copies.find_root(copy, direct) for copy in direct}
