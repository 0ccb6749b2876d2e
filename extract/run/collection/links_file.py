"""Write the links of a collection as links.json, one actor, deal or event a line."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from extract.atomic_write import open_atomic
from extract.link.actors import ActorForm
from extract.link.build import Report, build_actor
from extract.link.codec import decode
from extract.link.copies import find_root
from extract.link.days import Days
from extract.link.links import LinkedActor, actor_as_json

_REPORTS = """
SELECT clusters.id AS cluster, records.record, reports.source_id, reports.name, reports.first, reports.last
FROM clusters JOIN records ON records.cluster = clusters.id JOIN reports ON reports.form = records.id
WHERE clusters.kind = 'actor' {where} ORDER BY clusters.place, clusters.id
"""


def write_links(database: sqlite3.Connection, path: Path) -> None:
    """Write links.json as a whole. Raises StoreError."""
    with open_atomic(path) as file:
        for number, (kind, rows) in enumerate(_sections(database)):
            file.write((",\n" if number else "{").encode() + f"{json.dumps(kind)}: [".encode())
            for at, row in enumerate(rows):
                file.write((",\n" if at else "\n").encode() + _line(row))
            file.write(b"]")
        file.write(b"}\n")


def _sections(database: sqlite3.Connection) -> Iterator[tuple[str, Iterable[object]]]:
    yield "actors", (actor_as_json(actor) for _, actor in read_actors(database))
    yield "agreements", map(_without_contradictions, read_clusters(database, "deal"))
    yield "statements", map(_without_contradictions, read_clusters(database, "event"))
    yield "copies", [list(pair) for pair in read_copies(database)]
    yield "contradictions", read_contradictions(database)


def read_clusters(database: sqlite3.Connection, kind: str) -> Iterator[dict[str, Any]]:
    """Yield the deals or the events in order, each with its contradictions."""
    sql = "SELECT data FROM clusters WHERE kind = ? ORDER BY place"
    return (json.loads(data) for (data,) in database.execute(sql, (kind,)))


def read_actors(database: sqlite3.Connection, where: str = "", *values: object) -> Iterator[tuple[int, LinkedActor]]:
    """Yield the actors in order, each with the number of its cluster; `where` restricts the rows."""
    rows = database.execute(_REPORTS.format(where=where), values)
    for cluster, group in groupby(rows, key=itemgetter("cluster")):
        forms: dict[ActorForm, list[Report]] = {}
        decoded: dict[str, ActorForm] = {}
        for row in group:
            form = decoded.setdefault(row["record"], decode(row["record"], ActorForm))
            days = Days(row["first"], row["last"]) if row["first"] else None
            forms.setdefault(form, []).append(((row["source_id"], row["name"]), days))
        yield cluster, build_actor(forms)


def read_copies(database: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return the copies with their originals, sorted: those that were coded, and those that were not."""
    direct = dict(
        database.execute("SELECT source_id, original FROM linked_articles WHERE original NOT NULL").fetchall()
    )
    sql = (
        "SELECT copy.source_id, first.source_id FROM articles AS copy JOIN articles AS first"
        " ON first.position = copy.original WHERE copy.duplicate NOT NULL"
    )
    direct |= dict(database.execute(sql).fetchall())
    return [(copy, find_root(copy, direct)) for copy in sorted(direct)]


def read_contradictions(database: sqlite3.Connection) -> list[dict[str, Any]]:
    """Return all contradictions, sorted."""
    sql = "SELECT value FROM clusters, json_each(clusters.data, '$.contradictions') WHERE kind <> 'actor'"
    found = [json.loads(text) for (text,) in database.execute(sql)]
    return sorted(found, key=lambda one: (one["left"], one["right"], one["about"], one["note"]))


def _without_contradictions(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != "contradictions"}


def _line(row: object) -> bytes:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()
