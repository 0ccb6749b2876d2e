"""The deals, events and actors of a collection, each as it stands in links.json."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from extract.link.actors import ActorForm
from extract.link.build import build_deal, build_event, identify_actor
from extract.link.deals import DealRecord
from extract.link.events import EventRecord, denial_keys
from extract.link.links import contradiction_as_json, deal_as_json, event_as_json
from extract.run.collection.copy_table import CopyTable
from extract.run.collection.record_table import RecordTable, select_in

_Built = tuple[str, str, str]
"""What is stored of a cluster: its name, its place among all of its kind, and its data as JSON."""


class ClusterTable:
    """The clusters of an open database."""

    def __init__(
        self,
        database: sqlite3.Connection,
        forms: RecordTable[ActorForm],
        deals: RecordTable[DealRecord],
        events: RecordTable[EventRecord],
        copies: CopyTable,
    ) -> None:
        self._database = database
        self._forms, self._deals, self._events, self._copies = forms, deals, events, copies

    def insert(self, kind: str, records: Sequence[int], component: int) -> int:
        """Build a cluster of records and store it; return its number."""
        sql = "INSERT INTO clusters (kind, name, place, data) VALUES (?, ?, ?, ?)"
        number = self._database.execute(sql, (kind, *self._build(kind, records))).lastrowid
        assert number is not None
        self._database.executemany(
            "UPDATE records SET cluster = ?, component = ? WHERE id = ?",
            ((number, component, record) for record in records),
        )
        return number

    def delete(self, numbers: Iterable[int | None]) -> None:
        """Forget clusters."""
        self._database.executemany("DELETE FROM clusters WHERE id = ?", ((number,) for number in numbers if number))

    def of_records(self, numbers: Iterable[int]) -> set[int]:
        """Return the clusters of these records, as far as they are clustered."""
        sql = "SELECT DISTINCT cluster FROM records WHERE id IN ({}) AND cluster IS NOT NULL"
        return {number for (number,) in select_in(self._database, sql, list(numbers))}

    def of_articles(self, source_ids: Iterable[str]) -> set[int]:
        """Return the clusters of deals and events that these articles report."""
        sql = "SELECT DISTINCT cluster FROM records WHERE source_id IN ({}) AND cluster IS NOT NULL"
        return {number for (number,) in select_in(self._database, sql, sorted(source_ids))}

    def build(self, numbers: Iterable[int]) -> None:
        """Build clusters again, as far as they still exist."""
        sql = "SELECT id, kind FROM clusters WHERE id IN ({})"
        for number, kind in list(select_in(self._database, sql, sorted(numbers))):
            sql = "UPDATE clusters SET name = ?, place = ?, data = ? WHERE id = ?"
            self._database.execute(sql, (*self._build(kind, self._members(number)), number))

    def _build(self, kind: str, members: Sequence[int]) -> _Built:
        builders = {"deal": self._build_deal, "event": self._build_event, "actor": self._name_actor}
        return builders[kind](members)

    def _build_deal(self, members: Sequence[int]) -> _Built:
        records = sorted(map(self._deals.get, members), key=lambda record: record.order)
        facts = self._copies.facts(record.source_id for record in records)
        deal = build_deal(records, self._denials(records), facts)
        data = deal_as_json(deal) | {"contradictions": [contradiction_as_json(one) for one in deal.contradictions]}
        return _built(deal.id, records[0].order, data)

    def _build_event(self, members: Sequence[int]) -> _Built:
        records = sorted(map(self._events.get, members), key=lambda record: record.order)
        event = build_event(records, self._copies.facts(record.source_id for record in records))
        data = event_as_json(event) | {"contradictions": [contradiction_as_json(one) for one in event.contradictions]}
        return _built(event.id, records[0].order, data)

    def _denials(self, deals: Iterable[DealRecord]) -> list[list[EventRecord]]:
        """The events that may deny one of these deals, each with its records."""
        keys = {key for deal in deals for key in denial_keys(deal.parties, deal.matter)}
        sql = "SELECT DISTINCT cluster FROM records WHERE id IN ({})"
        clusters = {number for (number,) in select_in(self._database, sql, self._events.with_keys(keys))}
        found = [map(self._events.get, self._members(number)) for number in sorted(clusters)]
        return [sorted(records, key=lambda record: record.order) for records in found]

    def _name_actor(self, forms: Sequence[int]) -> _Built:
        """The name and the place of an actor, which depend on its first report."""
        sql = "SELECT first, source_id, name FROM reports WHERE form = ? ORDER BY first, source_id, name LIMIT 1"
        firsts = {form: tuple(self._database.execute(sql, (form,)).fetchone()) for form in forms}
        first, source_id, name = min(firsts.values())
        presented = (self._forms.get(form) for form in forms if firsts[form] == (first, source_id, name))
        return _built(identify_actor(presented, (source_id, name)), (first, source_id, name), {})

    def _members(self, number: int) -> list[int]:
        return [record for (record,) in self._database.execute("SELECT id FROM records WHERE cluster = ?", (number,))]


def _built(name: str, order: tuple[int | str, ...], data: Mapping[str, object]) -> _Built:
    place = "\x01".join(f"{part:010}" if isinstance(part, int) else part for part in order)
    return name, place, json.dumps(data, ensure_ascii=False, separators=(",", ":"))
