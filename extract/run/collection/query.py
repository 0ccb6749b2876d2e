"""Ask a collection: deals, events and actors that fit filters, each as in links.json with a quote beside it."""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from extract.link.links import actor_as_json
from extract.run.collection.filters import Filters
from extract.run.collection.links_file import read_actors
from schemas import ActorKind

Row = dict[str, Any]
"""An object of links.json. Deals and events also have `quote`, the first evidence, and `quoted_from`."""


def find_deals(database: sqlite3.Connection, filters: Filters) -> Iterator[Row]:
    """Yield the deals that fit, the last reported first."""
    for number, row in _read(database, "deal"):
        fits = (
            (not filters.statuses or row["current_status"] in filters.statuses)
            and (not filters.instruments or row["instrument"] in filters.instruments)
            and set(filters.sides) <= set(row["parties"])
            and _fits(database, number, row, filters)
        )
        if fits:
            yield row | _quote(database, number, row)


def find_events(database: sqlite3.Connection, filters: Filters) -> Iterator[Row]:
    """Yield the statements that fit, the last reported first."""
    for number, row in _read(database, "event"):
        fits = (
            (not filters.acts or row["act"] in filters.acts)
            and _takes_part(row, filters.sides)
            and _fits(database, number, row, filters)
        )
        if fits:
            yield row | _quote(database, number, row)


def find_actors(database: sqlite3.Connection, filters: Filters) -> Iterator[Row]:
    """Yield the actors that fit, those with most reports first."""
    rows: list[Row] = []
    for _, actor in read_actors(database):
        row: Row = actor_as_json(actor)
        if _actor_fits(row, filters):
            rows.append(row | {"reports": len({source_id for source_id, _ in actor.members})})
    return iter(sorted(rows, key=lambda row: (-row["reports"], row["name"])))


def count_articles(database: sqlite3.Connection) -> dict[str, int]:
    """Return the number of articles by month of publication (`2024-11`); undated ones count under an empty month."""
    sql = "SELECT month, sum(1 + uncoded) FROM linked_articles GROUP BY month ORDER BY month"
    return dict(database.execute(sql).fetchall())


def find_months(database: sqlite3.Connection) -> dict[str, str]:
    """Return the month of publication of each linked article, as `count_articles` names it."""
    return dict(database.execute("SELECT source_id, month FROM linked_articles").fetchall())


def outlets_of(database: sqlite3.Connection, row: Row) -> list[str]:
    """Return the outlets that report a deal or an event, each once, sorted."""
    marks = ",".join("?" * len(row["members"]))
    sql = f"SELECT DISTINCT outlet FROM linked_articles WHERE source_id IN ({marks}) ORDER BY outlet"
    return [outlet for (outlet,) in database.execute(sql, [member[0] for member in row["members"]])]


def _read(database: sqlite3.Connection, kind: str) -> Iterator[tuple[int, Row]]:
    sql = (
        "SELECT id, data FROM clusters WHERE kind = ?"
        " ORDER BY coalesce(json_extract(data, '$.last_report'), '') DESC, place DESC"
    )
    return ((number, json.loads(data)) for number, data in database.execute(sql, (kind,)))


def _takes_part(row: Row, sides: tuple[str, ...]) -> bool:
    """Whether a state takes part, or two of them speak to each other."""
    speakers, recipients = set(row["speaker_sides"]), set(row["recipients"])
    if len(sides) == 2:
        one, other = sides
        return (one in speakers and other in recipients) or (other in speakers and one in recipients)
    return set(sides) <= speakers | recipients


def _fits(database: sqlite3.Connection, number: int, row: Row, filters: Filters) -> bool:
    if filters.since and (row["last_report"] or "") < filters.since.isoformat():
        return False
    return not filters.reads_records or _records_fit(database, number, row, filters)


def _records_fit(database: sqlite3.Connection, number: int, row: Row, filters: Filters) -> bool:
    sql = "SELECT quote, certainty, outlet FROM records JOIN linked_articles USING (source_id) WHERE cluster = ?"
    records = database.execute(sql, (number,)).fetchall()
    text = " ".join([row["label"], *(quote for quote, _, _ in records)]).casefold()
    return (
        all(word.casefold() in text for word in filters.words)
        and (not filters.source or any(filters.source.casefold() in outlet for _, _, outlet in records))
        and (not filters.certainty or any(certainty == filters.certainty for _, certainty, _ in records))
    )


def _quote(database: sqlite3.Connection, number: int, row: Row) -> Row:
    """The first evidence of the first record that has one."""
    sql = "SELECT source_id, ref, quote FROM records WHERE cluster = ?"
    quotes = {tuple(json.loads(ref)): json.loads(quote) for _, ref, quote in database.execute(sql, (number,))}
    for member in map(tuple, row["members"]):
        if evidence := [one for one in quotes.get(member, ()) if one]:
            return {"quote": evidence[0], "quoted_from": list(member)}
    return {"quote": None, "quoted_from": None}


def _actor_fits(row: Row, filters: Filters) -> bool:
    names = " ".join([row["name"], *row["aliases"]]).casefold()
    side = row["country"] if row["kind"] != ActorKind.IGO else f"org:{row['name']}"
    return (
        (not filters.kinds or row["kind"] in filters.kinds)
        and (not filters.sides or side in filters.sides)
        and (not filters.since or (row["last_report"] or "") >= filters.since.isoformat())
        and all(word.casefold() in names for word in filters.words)
    )
