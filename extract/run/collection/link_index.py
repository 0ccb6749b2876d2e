"""The links of a collection, kept up to date: an article more costs its neighbours, not the whole.

Records are found by their keys. A change touches the component of records that joining pairs connect; it is clustered
again, and its deals and events are built again. The links depend on the articles alone, not on the order in which they
came: `extract.link.link` gives the same for articles that fit in memory.
"""

import gc
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from extract.link.actors import ActorForm
from extract.link.cluster import Component, Linkable, Pins, Ref, cluster, find_component
from extract.link.contradictions import denied_keys
from extract.link.decisions import Decision, pin_forms, pin_records
from extract.link.events import EventRecord, is_denial
from extract.link.link import ReadArticle, read_article
from extract.link.views import AgreementView, ArticleView, StatementView
from extract.run.collection.cluster_table import ClusterTable
from extract.run.collection.copy_table import CopyTable
from extract.run.collection.record_table import RecordTable, open_tables

R = TypeVar("R", bound=Linkable)
_GARBAGE_OBJECTS = 2_000_000
"""Objects that are made before garbage is looked for; Python's default is 700."""


@dataclass
class _Touched:
    """What a change leaves to be done: records to be clustered, by kind, and clusters to be built again."""

    places: dict[str, dict[int, str]] = field(default_factory=dict)
    clusters: set[int] = field(default_factory=set)
    built: set[int] = field(default_factory=set)
    """Clusters that are new."""

    def add(self, table: RecordTable[R], number: int, record: R) -> None:
        self.places.setdefault(table.name, {})[number] = table.kind.place(record)

    def discard(self, table: RecordTable[R], number: int) -> None:
        self.places.get(table.name, {}).pop(number, None)

    def in_order(self, table: RecordTable[R]) -> list[int]:
        """The numbers of records of a kind, by place."""
        places = self.places.get(table.name, {})
        return sorted(places, key=lambda number: (places[number], number))


class LinkIndex:
    """The links in an open database. Changes belong into a transaction."""

    def __init__(self, database: sqlite3.Connection, decisions: Sequence[Decision] = ()) -> None:
        self._database = database
        self._decisions = decisions
        self._forms, self._deals, self._events = open_tables(database)
        self._copies = CopyTable(database, self._deals, self._events)
        self._clusters = ClusterTable(database, self._forms, self._deals, self._events, self._copies)
        self._record_pins = pin_records(decisions)

    def find_version(self, source_id: str) -> str | None:
        """Return the version of an article whose records are linked; None if they are not."""
        sql = "SELECT version FROM linked_articles WHERE source_id = ?"
        row = self._database.execute(sql, (source_id,)).fetchone()
        return str(row[0]) if row else None

    def update(
        self,
        articles: Iterable[tuple[ArticleView, str]],
        removed: Iterable[str] = (),
        uncoded: Mapping[str, int] | None = None,
    ) -> None:
        """Link articles, each given with its version, in place of their earlier versions, and forget the removed ones.

        `uncoded` are numbers of copies that were not coded, by the article that they repeat, as far as they changed.
        """
        with _rare_garbage_collection():
            self._update(articles, removed, uncoded or {})

    def _update(
        self, articles: Iterable[tuple[ArticleView, str]], removed: Iterable[str], uncoded: Mapping[str, int]
    ) -> None:
        touched = _Touched()
        for source_id in removed:
            self._remove(source_id, touched)
        for view, version in articles:
            self._remove(view.source_id, touched)
            self._insert(view, version, touched)
        for source_id, count in uncoded.items():
            self._copies.set_uncoded(source_id, count)
            touched.clusters |= self._clusters.of_articles([source_id])
        touched.clusters |= self._clusters.of_articles(self._copies.update())
        self._cluster(self._forms, self._form_pins(), touched)
        self._cluster(self._events, self._record_pins, touched)
        self._cluster(self._deals, self._record_pins, touched)  # built of the events that deny them
        self._clusters.build(touched.clusters - touched.built)

    def _insert(self, view: ArticleView, version: str, touched: _Touched) -> None:
        article = read_article(view, self._decisions)
        self._copies.insert(article.sketch, version)
        for deal, agreement in zip(article.deals, view.agreements, strict=True):
            number = self._deals.insert(deal, view.source_id, *_shown(agreement), self._record_pins)
            touched.add(self._deals, number, deal)
        for event, statement in zip(article.events, view.statements, strict=True):
            number = self._events.insert(event, view.source_id, *_shown(statement), self._record_pins)
            touched.add(self._events, number, event)
        self._insert_forms(article, touched)

    def _insert_forms(self, article: ReadArticle, touched: _Touched) -> None:
        published = article.published
        days = (published.first, published.last) if published else (0, 0)
        pins = self._form_pins()
        rows = [(self._insert_form(form, pins, touched), *member, *days) for member, form in article.forms]
        self._database.executemany("INSERT OR IGNORE INTO reports VALUES (?, ?, ?, ?, ?)", rows)
        touched.clusters |= self._clusters.of_records({number for number, *_ in rows})

    def _insert_form(self, form: ActorForm, pins: Pins, touched: _Touched) -> int:
        """Store a form if it is new; return its number."""
        number = self._forms.find(form.ref)
        if number is None:
            number = self._forms.insert(form, None, "", None, pins)
            touched.add(self._forms, number, form)
        return number

    def _remove(self, source_id: str, touched: _Touched) -> None:
        if self.find_version(source_id) is None:
            return
        for number in self._deals.of_article(source_id):
            self._delete(self._deals, number, self._record_pins, touched)
        for number in self._events.of_article(source_id):
            self._touch_denied(self._events.get(number), touched)
            self._delete(self._events, number, self._record_pins, touched)
        self._remove_forms(source_id, touched)
        self._copies.delete(source_id)

    def _remove_forms(self, source_id: str, touched: _Touched) -> None:
        sql = "SELECT DISTINCT form FROM reports WHERE source_id = ?"
        forms = [number for (number,) in self._database.execute(sql, (source_id,)).fetchall()]
        self._database.execute("DELETE FROM reports WHERE source_id = ?", (source_id,))
        for number in forms:
            if self._database.execute("SELECT 1 FROM reports WHERE form = ? LIMIT 1", (number,)).fetchone():
                touched.clusters |= self._clusters.of_records([number])
            else:
                self._delete(self._forms, number, self._form_pins(), touched)

    def _delete(self, table: RecordTable[R], number: int, pins: Pins, touched: _Touched) -> None:
        """Delete a record; the rest of its component is to be clustered again."""
        sql = "SELECT id, cluster FROM records WHERE component = (SELECT component FROM records WHERE id = ?)"
        for other, found in self._database.execute(sql, (number,)).fetchall():
            touched.add(table, other, table.get(other))
            self._clusters.delete([found])
        touched.discard(table, number)
        table.delete(number, pins)

    def _touch_denied(self, record: Linkable, touched: _Touched) -> None:
        """A denial that comes, goes or gets another report changes the contradictions of the deals that it may deny."""
        if isinstance(record, EventRecord) and is_denial(record):
            touched.clusters |= self._clusters.of_records(self._deals.with_keys(denied_keys(record)))

    def _form_pins(self) -> Pins:
        """The decisions about actors, by the forms that their articles have."""
        if not self._decisions:
            return Pins()
        members = [member for decision in self._decisions for member in decision.members]
        sql = "SELECT form FROM reports WHERE source_id = ? AND name = ?"
        found = [
            (member, self._forms.get(number))
            for member in members
            for (number,) in self._database.execute(sql, member).fetchall()
        ]
        return pin_forms(found, self._decisions)

    def _cluster(self, table: RecordTable[R], pins: Pins, touched: _Touched) -> None:
        """Cluster the components of the touched records again."""
        done: set[int] = set()
        for start in touched.in_order(table):
            if start in done:
                continue
            found, number_of = self._find_component(table, start, pins, done)
            numbers = [number_of[ref] for ref in found.records]
            self._clusters.delete(self._clusters.of_records(numbers))
            component = min(numbers)
            for records in cluster(found, table.kind, pins):
                members = [number_of[record.ref] for record in records]
                touched.built.add(self._clusters.insert(table.name, members, component))
                for record in records:
                    self._touch_denied(record, touched)

    def _find_component(
        self, table: RecordTable[R], start: int, pins: Pins, done: set[int]
    ) -> tuple[Component[R], dict[Ref, int]]:
        """Return the component of a record, and the numbers of records by their refs.

        `done` are the records that are in other components; those of this one are added.
        """
        first = table.get(start)
        numbers = {first.ref: start}

        def find_candidates(record: R) -> Iterator[R]:
            done.add(numbers[record.ref])
            for number, other in table.candidates(record, pins, done):
                numbers[other.ref] = number
                yield other

        return find_component(first, find_candidates, table.kind, pins), numbers


@contextmanager
def _rare_garbage_collection() -> Iterator[None]:
    """Look for garbage seldom: records make no cycles, and each search takes longer the more records are cached."""
    before = gc.get_threshold()
    gc.set_threshold(_GARBAGE_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _shown(record: AgreementView | StatementView) -> tuple[str, str | None]:
    """What is shown of a record: its evidence and its certainty."""
    return json.dumps(record.evidence, ensure_ascii=False), record.certainty
