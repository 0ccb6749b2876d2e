"""The deals, events and actors of a collection, each as it stands in links.json."""

import json
import sqlite3
from collections.abc import Iterable, Mapping

from extract.link.actors import ActorForm
from extract.link.build import build_deal, build_event, identify_actor
from extract.link.codec import decode
from extract.link.deals import DealRecord
from extract.link.events import EventRecord, denial_keys
from extract.link.links import contradiction_as_json, deal_as_json, event_as_json
from extract.run.collection.copy_table import CopyTable
from extract.run.collection.record_table import RecordTable, select_in

_UNBUILT = ""
"""Data of a cluster that is not built yet."""


class ClusterTable:
    """The clusters of an open database."""

    def __init__(
        self,
        database: sqlite3.Connection,
        deals: RecordTable[DealRecord],
        events: RecordTable[EventRecord],
        copies: CopyTable,
    ) -> None:
        self._database = database
        self._deals, self._events, self._copies = deals, events, copies

    def insert(self, kind: str, records: list[int], component: int) -> int:
        """Store a cluster of records; return its number. It is built by `build`."""
        sql = "INSERT INTO clusters (kind, name, place, data) VALUES (?, '', '', ?)"
        number = self._database.execute(sql, (kind, _UNBUILT)).lastrowid
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
        """Build clusters, as far as they still exist."""
        sql = "SELECT id, kind FROM clusters WHERE id IN ({})"
        builders = {"deal": self._build_deal, "event": self._build_event, "actor": self._name_actor}
        for number, kind in list(select_in(self._database, sql, sorted(numbers))):
            builders[kind](number)

    def _build_deal(self, number: int) -> None:
        records = sorted((self._deals.get(one) for one in self._members(number)), key=lambda record: record.order)
        facts = self._copies.facts(record.source_id for record in records)
        deal = build_deal(records, self._denials(records), facts)
        data = deal_as_json(deal) | {"contradictions": [contradiction_as_json(one) for one in deal.contradictions]}
        self._store(number, deal.id, records[0].order, data)

    def _build_event(self, number: int) -> None:
        records = self._read_event(number)
        event = build_event(records, self._copies.facts(record.source_id for record in records))
        data = event_as_json(event) | {"contradictions": [contradiction_as_json(one) for one in event.contradictions]}
        self._store(number, event.id, records[0].order, data)

    def _denials(self, deals: Iterable[DealRecord]) -> list[list[EventRecord]]:
        """The events that may deny one of these deals, each with its records."""
        keys = {key for deal in deals for key in denial_keys(deal.parties, deal.matter)}
        sql = "SELECT DISTINCT cluster FROM records WHERE id IN ({})"
        clusters = {number for (number,) in select_in(self._database, sql, self._events.with_keys(keys))}
        return [self._read_event(number) for number in sorted(clusters)]

    def _read_event(self, number: int) -> list[EventRecord]:
        return sorted((self._events.get(one) for one in self._members(number)), key=lambda record: record.order)

    def _name_actor(self, number: int) -> None:
        """Store the name and the place of an actor, which depend on its first report."""
        sql = "SELECT first, source_id, name FROM reports WHERE form = ? ORDER BY first, source_id, name LIMIT 1"
        forms = self._members(number)
        first, source_id, name = min(tuple(self._database.execute(sql, (form,)).fetchone()) for form in forms)
        sql = (
            "SELECT record FROM reports JOIN records ON records.id = form"
            " WHERE cluster = ? AND reports.source_id = ? AND name = ?"
        )
        rows = self._database.execute(sql, (number, source_id, name))
        actor = identify_actor((decode(record, ActorForm) for (record,) in rows), (source_id, name))
        self._store(number, actor, (first, source_id, name), {})

    def _members(self, number: int) -> list[int]:
        return [record for (record,) in self._database.execute("SELECT id FROM records WHERE cluster = ?", (number,))]

    def _store(self, number: int, name: str, order: tuple[int | str, ...], data: Mapping[str, object]) -> None:
        place = "\x01".join(f"{part:010}" if isinstance(part, int) else part for part in order)
        row = (name, place, json.dumps(data, ensure_ascii=False, separators=(",", ":")), number)
        self._database.execute("UPDATE clusters SET name = ?, place = ?, data = ? WHERE id = ?", row)
