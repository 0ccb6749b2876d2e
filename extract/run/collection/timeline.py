"""The stages of deals and the statements of a collection in the order of their days, and what is new since a time."""

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from extract.link.days import read_days
from extract.run.collection.query import Row


def order_by_day(deals: Iterable[Row], events: Iterable[Row]) -> list[Row]:
    """Return a row for each stage of a deal and each event, the earliest first; what has no day comes first of all.

    The day of a stage is the one that is told, else that of its first report.
    """
    rows = [_stage(deal, stage) for deal in deals for stage in deal["timeline"]]
    rows += [_event(event) for event in events]
    return sorted(rows, key=lambda row: (row["first_day"] or "", row["id"], row["what"]))


def _stage(deal: Row, stage: dict[str, Any]) -> Row:
    days = read_days(stage["date"])
    first = date.fromordinal(days.first).isoformat() if days else stage["first_reported"]
    return {
        "first_day": first,
        "date": stage["date"],
        "kind": "deal",
        "what": stage["status"],
        "disputed": stage.get("disputed", False),
        "label": deal["label"],
        "id": deal["id"],
        "reports": len({source_id for source_id, _ in stage["from"]}),
        "from": stage["from"],
        "quote": deal["quote"],
        "quoted_from": deal["quoted_from"],
    }


def _event(event: Row) -> Row:
    return {
        "first_day": event["first_report"],
        "date": None,
        "kind": "event",
        "what": event["act"],
        "disputed": False,
        "label": event["label"],
        "id": event["id"],
        "reports": event["reports"],
        "from": event["members"],
        "quote": event["quote"],
        "quoted_from": event["quoted_from"],
    }


def find_new(database: sqlite3.Connection, since: str, rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the deals and events with reports that were added since a time (UTC, ISO 8601), and say what is new.

    `news` is `first report`, or a list of what the new reports bring: a stage, a contradiction, a further report.
    """
    added = {
        source_id for (source_id,) in database.execute("SELECT source_id FROM articles WHERE added >= ?", (since,))
    }
    for row in rows:
        members = {tuple(member) for member in row["members"]}
        new = {member for member in members if member[0] in added}
        if new:
            yield row | {"news": _news(row, members, new), "new_reports": sorted(map(list, new))}


def _news(row: Row, members: set[tuple[str, ...]], new: set[tuple[str, ...]]) -> list[str]:
    if new == members:
        return ["first report"]
    found = [
        f"stage {stage['status']}" for stage in row.get("timeline", ()) if {tuple(one) for one in stage["from"]} <= new
    ]
    pairs = ({tuple(one["left"]), tuple(one["right"])} for one in row["contradictions"])
    found += ["contradiction"] if any(pair & new for pair in pairs) else []
    return found or ["further report"]


def count_added(database: sqlite3.Connection, since: str) -> int:
    """Return the number of articles that were added since a time."""
    found: int = database.execute("SELECT count(*) FROM articles WHERE added >= ?", (since,)).fetchone()[0]
    return found
